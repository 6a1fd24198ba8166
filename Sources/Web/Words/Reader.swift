import Domain

/// The person in front of the page: his language, and the company's clock and calendar. Whatever is shown to him is put
/// into words, digits and dates here.
public struct Reader: Sendable {
    public let words: Words
    public let clock: CompanyClock
    /// In which amounts are shown to him, and typed by him.
    public let unit: MoneyUnit
    public var language: Language { words.language }

    public init(words: Words, clock: CompanyClock, unit: MoneyUnit = .rial) {
        self.words = words
        self.clock = clock
        self.unit = unit
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
    public func amount(_ money: Money) -> String { amount(money, in: unit) }

    public func money(_ money: Money) -> String { self.money(money, in: unit) }

    /// What an amount is in the unit that is not the company's: its papers name both.
    public func otherwise(_ money: Money) -> String {
        words("money.otherwise", self.money(money, in: unit == .rial ? .toman : .rial).isolated)
    }

    /// What `amount` is in: for the head of a table, and within a field.
    public var unitName: String { words("money.unit.\(unit.rawValue)") }

    /// The same for files, where all is in rial.
    public var fileUnitName: String { words("money.unit.\(MoneyUnit.rial.rawValue)") }

    private func amount(_ money: Money, in unit: MoneyUnit) -> String {
        let parts = unit.text(money.minor).split(separator: ".")
        let isNegative = money.minor < 0
        let whole = number(Int64(parts[0].drop { $0 == "-" }) ?? 0)
        let decimals = parts.count == 1 ? "" : (language == .fa ? "٫" : ".") + digits(String(parts[1]))
        return (isNegative ? "−" : "") + whole + decimals
    }

    private func money(_ money: Money, in unit: MoneyUnit) -> String {
        words("money.\(unit.rawValue)", amount(money, in: unit))
    }

    /// Tenths as people write them: `37.5`, and `12` for 120 tenths.
    public func tenths(_ tenths: Int64) -> String {
        let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        let size = (tenths < 0 ? "−" : "") + number(Int64(whole))
        return rest == 0 ? size : size + (language == .fa ? "٫" : ".") + digits(String(rest))
    }

    /// With as many decimals as it has.
    public func thousandths(_ thousandths: Int64) -> String {
        let size = thousandths.magnitude
        let decimals = String(String(1_000 + size % 1_000).dropFirst().reversed().drop { $0 == "0" }.reversed())
        let whole = (thousandths < 0 ? "-" : "") + number(Int64(size / 1_000))
        return decimals.isEmpty ? whole : whole + (language == .fa ? "٫" : ".") + digits(decimals)
    }

    /// «ششصد و هفتاد و پنج هزار ریال»
    public func inWords(_ money: Money) -> String {
        let number = language == .fa ? AmountInWords.persian(money.minor) : AmountInWords.english(money.minor)
        return number + " " + words("kernel.currency.\(money.currency.rawValue)")
    }

    public func day(_ day: CalendarDay) -> String { digits(clock.calendar.text(day)) }
    public func day(of instant: Instant) -> String { day(clock.day(of: instant)) }
    public func dateTime(_ instant: Instant) -> String { digits(clock.dateTimeText(instant)) }

    /// A date that matters by itself, in a fact or on a paper: for a reader of English, who may not know the company's
    /// Jalali calendar, with the Gregorian date beside it. Lists keep to one.
    public func wholeDay(_ day: CalendarDay) -> String { beside(self.day(day), day) }
    public func wholeDay(of instant: Instant) -> String { wholeDay(clock.day(of: instant)) }
    public func wholeMoment(_ instant: Instant) -> String { beside(dateTime(instant), clock.day(of: instant)) }

    private func beside(_ text: String, _ day: CalendarDay) -> String {
        guard language == .en, clock.calendar == .jalali else { return text }
        return "\(text) (\(CalendarSystem.gregorian.text(day)))"
    }

    public func weekday(_ day: CalendarDay) -> String { words("kernel.weekday.\(day.weekday)") }

    /// `مهر ۱۴۰۵`, `Mehr 1405`.
    public func month(year: Int, month: Int) -> String {
        words("kernel.month.\(clock.calendar.rawValue).\(month)") + " " + digits(String(year))
    }

    public func complaint(_ complaint: Complaint) -> String {
        if Self.amounts.contains(complaint.key) {
            return words(
                complaint.key, values: complaint.values.map { text in Int64(text).map { money(Money($0)) } ?? text })
        }
        return words(complaint.key, values: complaint.values.map { isCode($0) ? $0 : digits($0) })
    }

    /// The complaints whose values are amounts.
    private static let amounts: Set = ["claims.line.more", "appeals.range", "fees.limits.order"]

    /// `AR-10000`, a Sheba: digits of Latin codes stay Latin.
    private func isCode(_ text: String) -> Bool {
        text.utf8.contains { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    }

    /// Of a name in both languages, the reader's.
    public func name(fa: String, en: String) -> String { language.name(fa: fa, en: en) }
}
