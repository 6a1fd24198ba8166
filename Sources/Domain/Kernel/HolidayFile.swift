/// Days off as a file gives them: a calendar (ICS) or a table of days and names (CSV).
public struct HolidayFile: Sendable {
    public struct Entry: Hashable, Sendable {
        public let day: CalendarDay
        public let name: String
    }

    public static let most = 1_000
    private static let longest: Int32 = 31
    private static let mostBytes = 1 << 20

    public private(set) var entries: [Entry] = []
    /// How many lines or events could not be read: a day that there is not, an event that repeats itself.
    public private(set) var refused = 0

    /// - Throws: `holidays.file.large`, `holidays.file.none` where there is no day in it, as `DelimitedText.read`.
    public init(_ bytes: [UInt8], calendar: CalendarSystem) throws(Complaint) {
        guard bytes.count <= Self.mostBytes else { throw Complaint("holidays.file.large") }
        let start = String(decoding: bytes.prefix(200), as: UTF8.self)
        if start.contains("BEGIN:VCALENDAR") {
            readEvents(String(decoding: bytes, as: UTF8.self))
        } else {
            read(try DelimitedText.read(bytes), calendar)
        }
        try check()
    }

    /// Of a workbook. - Throws: as of a file.
    public init(_ table: Table, calendar: CalendarSystem) throws(Complaint) {
        read(table, calendar)
        try check()
    }

    private func check() throws(Complaint) {
        guard !entries.isEmpty else { throw Complaint("holidays.file.none") }
        guard entries.count <= Self.most else { throw Complaint("holidays.file.large") }
    }

    /// The day first, then its name; a first line that is no day is a header.
    private mutating func read(_ table: Table, _ calendar: CalendarSystem) {
        for (index, record) in ([table.header] + table.records).enumerated() {
            let cells = record.map { SearchText.stored($0) }
            if let first = cells.first, let day = try? calendar.parse(first) {
                entries.append(Entry(day: day, name: String(cells.dropFirst().first?.prefix(100) ?? "")))
            } else if index > 0, cells.contains(where: { !$0.isEmpty }) {
                refused += 1
            }
        }
    }
}

/// RFC 5545, as far as days off need it: an event's days, its last one not included, and its summary.
extension HolidayFile {
    private struct Event {
        var start: CalendarDay?
        var end: CalendarDay?
        var name = ""
        var repeats = false
    }

    private mutating func readEvents(_ text: String) {
        var event: Event?
        for line in Self.unfolded(text) {
            let name = line.prefix { $0 != ":" && $0 != ";" }.uppercased()
            let value = line.drop { $0 != ":" }.dropFirst()
            switch (name, value.uppercased()) {
            case ("BEGIN", "VEVENT"): event = Event()
            case ("END", "VEVENT"):
                if let event { add(event) }
                event = nil
            case ("DTSTART", _): event?.start = Self.day(value)
            case ("DTEND", _): event?.end = Self.day(value)
            case ("SUMMARY", _): event?.name = Self.plain(value)
            case ("RRULE", _): event?.repeats = true
            default: break
            }
        }
    }

    /// Lines that were broken for their length are put together again.
    private static func unfolded(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).reduce(into: []) { lines, line in
            if line.first == " " || line.first == "\t", !lines.isEmpty {
                lines[lines.count - 1] += line.dropFirst()
            } else {
                lines.append(String(line))
            }
        }
    }

    private static func day(_ value: Substring) -> CalendarDay? {
        let digits = value.prefix(8)
        guard digits.count == 8 else { return nil }
        return CalendarDay(iso: "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
    }

    private static func plain(_ value: Substring) -> String {
        let text = value.replacing("\\n", with: " ").replacing("\\,", with: ",").replacing("\\;", with: ";")
        return String(SearchText.stored(String(text)).prefix(100))
    }

    private mutating func add(_ event: Event) {
        guard let start = event.start, !event.repeats else { return refused += 1 }
        let last = event.end.map { max(start, $0.adding(days: -1)) } ?? start
        guard last.number - start.number < Self.longest else { return refused += 1 }
        for number in start.number...last.number {
            entries.append(Entry(day: CalendarDay(number: number), name: event.name))
        }
    }
}
