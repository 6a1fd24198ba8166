extension CalendarSystem {
    /// Reads year, month and day in any script's digits, parted by `/`, `-` or `.`. A year below 1700 is Jalali and
    /// any other Gregorian, whatever the company's calendar is, so that an ISO date of an export is read as well.
    /// Throws `kernel.date.unreadable` or, for a date no calendar has, `kernel.date.absent`, with what was typed.
    public func parse(_ typed: String) throws(Complaint) -> CalendarDay {
        let shown = SearchText.stored(typed)
        guard let parts = Self.numbers(of: SearchText.squeezed(typed)) else {
            throw Complaint("kernel.date.unreadable", shown)
        }
        let day =
            parts.year < 1700
            ? JalaliDate(year: parts.year, month: parts.month, day: parts.day)?.calendarDay
            : CalendarDay(year: parts.year, month: parts.month, day: parts.day)
        guard let day else { throw Complaint("kernel.date.absent", shown) }
        return day
    }

    private static func numbers(of text: String) -> (year: Int, month: Int, day: Int)? {
        let parts = text.utf8.split(omittingEmptySubsequences: false) { "/-.".utf8.contains($0) }
        guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count), (1...2).contains(parts[2].count),
            parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        return (numbers[0], numbers[1], numbers[2])
    }
}
