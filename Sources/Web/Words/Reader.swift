import Domain

/// The person in front of the page: his language, and the company's clock and calendar. Whatever is shown to him is put
/// into words, digits and dates here.
public struct Reader: Sendable {
    public let words: Words
    public let clock: CompanyClock
    public var language: Language { words.language }

    public init(words: Words, clock: CompanyClock) {
        self.words = words
        self.clock = clock
    }

    /// Persian digits for a Persian reader; text with Latin digits for an English one.
    public func digits(_ text: String) -> String { language == .fa ? Digits.persian(text) : text }

    /// As people read it out: `0912 123 4567`. - Parameter stored: E.164.
    public func mobile(_ stored: String) -> String { digits(MobileNumber.shown(stored: stored)) }

    /// With the minus sign that stands in explanations too.
    public func number(_ number: Int64) -> String {
        let text = digits(Digits.grouped(number, separator: language == .fa ? "٬" : ","))
        return number < 0 ? "−" + text.dropFirst() : text
    }

    public func number(_ number: Int) -> String { self.number(Int64(number)) }

    /// Without the unit: only for a table whose head names it.
    public func amount(_ money: Money) -> String { number(money.minor) }

    public func money(_ money: Money) -> String {
        words("money.\(money.currency.rawValue)", number(money.minor))
    }

    /// Tenths as people write them: `37.5`, and `12` for 120 tenths.
    public func tenths(_ tenths: Int64) -> String {
        let whole = tenths / 10, rest = tenths % 10
        guard rest != 0 else { return number(whole) }
        return number(whole) + (language == .fa ? "٫" : ".") + digits(String(rest))
    }

    public func day(_ day: CalendarDay) -> String { digits(clock.calendar.text(day)) }
    public func day(of instant: Instant) -> String { day(clock.day(of: instant)) }
    public func dateTime(_ instant: Instant) -> String { digits(clock.dateTimeText(instant)) }

    public func weekday(_ day: CalendarDay) -> String { words("kernel.weekday.\(day.weekday)") }

    /// `مهر ۱۴۰۵`, `Mehr 1405`.
    public func month(year: Int, month: Int) -> String {
        words("kernel.month.\(clock.calendar.rawValue).\(month)") + " " + digits(String(year))
    }

    public func complaint(_ complaint: Complaint) -> String {
        words(complaint.key, values: complaint.values.map { isCode($0) ? $0 : digits($0) })
    }

    /// `AR-10000`, a Sheba: digits of Latin codes stay Latin.
    private func isCode(_ text: String) -> Bool {
        text.utf8.contains { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    }

    /// Of a name in both languages, the reader's.
    public func name(fa: String, en: String) -> String { language == .fa || en.isEmpty ? fa : en }
}
