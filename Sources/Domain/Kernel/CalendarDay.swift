/// A day without a time: the number of days since 1970-01-01. Its parts here are Gregorian; `JalaliDate` has the others.
public struct CalendarDay: Hashable, Comparable, Sendable {
    public let number: Int32

    public init(number: Int32) { self.number = number }

    /// A Gregorian date of the years 1 to 9999; nil when it does not exist (31 April, 29 February 2025).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        number = Self.number(year: year, month: month, day: day)
    }

    /// Reads `2026-11-23` and nothing looser; `CalendarSystem.parse` reads what people type.
    public init?(iso: String) {
        let parts = iso.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], iso.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }) else {
            return nil
        }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    public var year: Int { gregorian.year }
    public var month: Int { gregorian.month }
    public var day: Int { gregorian.day }

    /// 1970-01-01 was a Thursday.
    public var weekday: Weekday { Weekday(rawValue: ((Int(number) + 5) % 7 + 7) % 7)! }

    public var isoText: String {
        let parts = gregorian
        return DateText.make(year: parts.year, month: parts.month, day: parts.day, separator: UInt8(ascii: "-"))
    }

    public func adding(days: Int) -> CalendarDay { CalendarDay(number: Int32(clamping: Int(number) + days)) }

    public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CalendarDay: Strideable {
    public func distance(to other: CalendarDay) -> Int { Int(other.number) - Int(number) }
    public func advanced(by days: Int) -> CalendarDay { adding(days: days) }
}

// The civil calendar counted in years that begin on 1 March, so that the leap day comes last.
extension CalendarDay {
    private static let daysOf400Years = 146_097
    private static let daysBefore1970 = 719_468  // from 0000-03-01

    static func number(year: Int, month: Int, day: Int) -> Int32 {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(clamping: era * daysOf400Years + dayOfEra - daysBefore1970)
    }

    var gregorian: (year: Int, month: Int, day: Int) {
        let days = Int(number) + Self.daysBefore1970
        let era = (days >= 0 ? days : days - Self.daysOf400Years + 1) / Self.daysOf400Years
        let dayOfEra = days - era * Self.daysOf400Years
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
