import Domain
import Testing

@testable import Ground
@testable import House
@testable import Work

@Suite("The working week of a company")
struct WorkWeekTests {
    private static let page = "/arman/settings/week"

    private static func form(without rest: [Weekday], from: String = "", to: String = "") -> [(String, String)] {
        Weekday.allCases.filter { !rest.contains($0) }.flatMap {
            [("works_\($0)", "1"), ("from_\($0)", from), ("to_\($0)", to)]
        }
    }

    @Test("is set by its managers, kept in its history, and moves what counts as late")
    func late() async throws {
        let world = try await World()
        // Wednesday, 1405/09/04, at three; then Saturday at ten.
        let wednesday = CalendarDay(year: 2026, month: 11, day: 25)!
        world.time.set(world.arman.clock.instant(wednesday, hour: 15, minute: 0))
        let number = try await world.addJob()
        try await world.offer(number)
        world.time.set(world.arman.clock.instant(wednesday.adding(days: 3), hour: 10, minute: 0))
        try await world.serve { client in
            let manager = try await world.browser(client, as: .serviceManager)
            let finance = try await world.browser(client, as: .financeOfficer)
            let late = "/arman/jobs?state=unanswered"
            #expect(try await manager.get(late).text.contains(number), "days are counted by the calendar")
            #expect(try await finance.get(Self.page).status == .notFound)
            #expect(try await finance.post(Self.page, Self.form(without: [])).status == .forbidden)
            let none = try await manager.post(Self.page, [])
            #expect(none.status == .unprocessableContent && none.text.contains("دست‌کم یک روز کاری"))
            let wrong = try await manager.post(Self.page, Self.form(without: [.friday], from: "17:00", to: "9:00"))
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("پایان کار باید پس از آغاز آن باشد"))
            let typed = try await manager.post(Self.page, Self.form(without: [.friday], from: "الان"))
            #expect(typed.status == .unprocessableContent)
            let week = Self.form(without: [.thursday, .friday], from: "۹:۰۰", to: "17:00")
            #expect(try await manager.post(Self.page, week).location == Self.page)
            #expect(try await manager.post(Self.page, week).location == Self.page)
            let page = try await manager.get(Self.page).text
            #expect(page.contains("هفته کاری تغییر کرد") && page.contains("09:00–17:00"))
            #expect(!(try await manager.get(late).text.contains(number)), "Thursday and Friday are no days of work")
            world.time.move(seconds: 5 * 3600 + 1)
            #expect(try await manager.get(late).text.contains(number))
            let days = try await manager.get("/arman/days").text
            #expect(days.contains("\"weekend\":[5,6]"))
        }
        let kept = try await world.arman.read { try WorkDayStore.week($0) }
        #expect(kept?.restDays == [.thursday, .friday])
        let events: [String] = try await world.arman.read {
            try $0.list("SELECT kind FROM event WHERE kind = 'work_week'")
        }
        #expect(events.count == 1, "the same week again is no change")
    }
}

extension World {
    /// Puts a job to a dealer, who has not answered.
    fileprivate func offer(_ number: String) async throws {
        let day = arman.clock.day(of: time.now)
        try await arman.write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = 'D100'"))
            let job = try JobStore.find(number, .company, tx)
            try JobStore.move(job, .offer, by: nil, .offered(to: dealer), tx)
            let person: ID<Person> = try #require(try tx.value("SELECT min(id) FROM person"))
            try AssignmentStore.add(job.id, to: dealer, by: person, on: day, tx)
        }
    }
}
