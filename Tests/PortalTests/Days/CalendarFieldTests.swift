import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Ground

@Suite("The calendar beside a field for a day")
struct CalendarFieldTests {
    private struct Facts: Decodable {
        let calendar: String
        let today: Int32
        let first: Int
        let weekend: [Int]
        let months: [String]
        let weekdays: [String]
        let holidays: [String: String]
    }

    @Test("is told the company's today, its days of rest and its months, in the reader's language")
    func facts() async throws {
        let world = try await World()
        let today = world.arman.clock.day(of: world.time.now)
        let holiday = try #require(JalaliDate(year: 1405, month: 3, day: 14)).calendarDay
        try await world.browse(as: .dealerTechnician) { browser in
            let answer = try await browser.get("/arman/days")
            #expect(answer.headers[.cacheControl] == "private, max-age=600")
            let facts = try JSONDecoder().decode(Facts.self, from: Data(answer.text.utf8))
            #expect(facts.calendar == "jalali")
            #expect(facts.today == today.number)
            #expect(facts.first == Weekday.saturday.rawValue)
            #expect(facts.weekend == [Weekday.friday.rawValue])
            #expect(facts.months[8] == "آذر")
            #expect(facts.weekdays[0] == "شنبه")
            #expect(facts.holidays[String(holiday.number)] == "رحلت امام خمینی")
            _ = try await browser.post("/language", [("language", "en"), ("back", "/")])
            let english = try await browser.get("/arman/days")
            #expect(english.text.contains("\"Azar\""))
        }
    }

    @Test("offers no day that the form would refuse")
    func bounds() async throws {
        let world = try await World()
        let today = world.arman.clock.day(of: world.time.now).number
        let job = try await world.addJob()
        try await world.giveJob(job)
        try await world.browse(as: .dealerManager) { browser in
            let visit = try await browser.get("/arman/jobs/\(job)/visits/new").text
            #expect(visit.contains("data-pick=\",\(today)\""))
            let page = try await browser.get("/arman/jobs/\(job)").text
            #expect(page.contains("data-pick=\"\(today),\(today + 180)\""))
        }
    }
}
