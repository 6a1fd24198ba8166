import Domain
import Testing

@Suite("A customer's wish for another time")
struct AppointmentWishTests {
    private static let today = CalendarDay(number: 20_780)

    @Test(
        "a day from tomorrow on and a part of it, of those that are offered and of nothing else",
        arguments: [
            (1, "morning", true), (10, "evening", true), (0, "morning", false), (11, "noon", false),
            (-1, "noon", false),
            (1, "night", false), (1, "", false),
        ])
    func wish(days: Int, part: String, isOne: Bool) {
        let day = Self.today.adding(days: days)
        let wish = try? AppointmentWish(day: day.isoText, part: part, today: Self.today)
        #expect((wish != nil) == isOne)
        #expect(wish == nil || wish?.day == day)
    }

    @Test("what is no day is refused", arguments: ["", "1405/09/10", "2026-13-40", "x"])
    func noDay(typed: String) {
        #expect(throws: Complaint("form.choose")) {
            try AppointmentWish(day: typed, part: "noon", today: Self.today)
        }
    }
}
