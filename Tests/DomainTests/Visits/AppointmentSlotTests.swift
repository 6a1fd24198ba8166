import Testing

@testable import Domain

@Suite("Appointments on a calendar")
struct AppointmentSlotTests {
    private static let day = CalendarDay(iso: "2026-11-23")!

    private static func slot(_ from: Int?, _ to: Int?, _ person: Int64? = 1, days: Int = 0) -> AppointmentSlot {
        AppointmentSlot(day: day.adding(days: days), from: from, to: to, person: person.map { ID($0) })
    }

    @Test(
        "clash where one person would be in two houses at once",
        arguments: [
            ([slot(600, 720), slot(660, 780)], [0, 1]), ([slot(600, 720), slot(720, 780)], []),
            ([slot(600, 720), slot(600, 720, 2)], []), ([slot(600, 720, nil), slot(650, 660, nil)], [0, 1]),
            ([slot(600, 720), slot(600, 720, days: 1)], []), ([slot(nil, nil), slot(600, 720)], []),
            ([slot(540, 1_000), slot(560, 570), slot(580, 600), slot(1_000, 1_100)], [0, 1, 2]),
        ] as [([AppointmentSlot], Set<Int>)])
    func clashes(slots: [AppointmentSlot], found: Set<Int>) {
        #expect(AppointmentSlot.clashes(among: slots) == found)
    }
}
