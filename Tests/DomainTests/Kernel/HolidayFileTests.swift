import Domain
import Testing

@Suite("A file of days off")
struct HolidayFileTests {
    private func read(_ text: String) throws -> HolidayFile {
        try HolidayFile(Array(text.utf8), calendar: .jalali)
    }

    private static func calendar(_ event: String) -> String {
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n\(event)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    }

    @Test(
        "of a calendar gives each day of an event, its last one not included",
        arguments: [
            ("DTSTART;VALUE=DATE:20260321\r\nSUMMARY:Nowruz", 1),
            ("DTSTART;VALUE=DATE:20260321\r\nDTEND;VALUE=DATE:20260325", 4), ("DTSTART:20260321T203000Z", 1),
        ])
    func events(event: String, days: Int) throws {
        let file = try read(Self.calendar(event))
        #expect(file.entries.count == days)
        #expect(file.entries.first?.day == CalendarDay(iso: "2026-03-21"))
        #expect(file.refused == 0)
    }

    @Test("puts a name together that was broken over two lines, and takes its marks away")
    func name() throws {
        let file = try read(Self.calendar("DTSTART;VALUE=DATE:20260321\r\nSUMMARY;LANGUAGE=fa:نو\r\n روز\\, عید"))
        #expect(file.entries.first?.name == "نوروز, عید")
    }

    @Test(
        "refuses an event without a day, one that repeats itself and one that is too long",
        arguments: [
            "SUMMARY:nothing", "DTSTART:soon", "DTSTART;VALUE=DATE:20261301",
            "DTSTART;VALUE=DATE:20260321\r\nRRULE:FREQ=YEARLY",
            "DTSTART;VALUE=DATE:20260321\r\nDTEND;VALUE=DATE:20270321",
        ])
    func refused(event: String) {
        #expect(throws: Complaint("holidays.file.none")) { try read(Self.calendar(event)) }
    }

    @Test("of a table reads days of any script, with a header or without one")
    func table() throws {
        let file = try read("تاریخ,مناسبت\n۱۴۰۵/۰۱/۰۱,نوروز\n2026-03-22,\nفردا,هیچ\n")
        #expect(file.entries.map(\.name) == ["نوروز", ""])
        #expect(file.entries.map(\.day) == ["2026-03-21", "2026-03-22"].map { CalendarDay(iso: $0) })
        #expect(file.refused == 1)
        #expect(try read("1405/01/01,نوروز\n").entries.count == 1)
    }

    @Test("that is too large is not read")
    func large() {
        let days = (0...HolidayFile.most).map {
            "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260321\r\nUID:\($0)\r\nEND:VEVENT"
        }
        #expect(throws: Complaint("holidays.file.large")) {
            try read("BEGIN:VCALENDAR\r\n" + days.joined(separator: "\r\n"))
        }
    }
}
