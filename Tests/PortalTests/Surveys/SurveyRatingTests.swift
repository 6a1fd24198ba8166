import Database
import Domain
import Testing
import Web

@testable import Base
@testable import Care
@testable import Desk
@testable import Ground
@testable import House
@testable import Work

@Suite("What customers say by a link or a text message")
struct SurveyRatingTests {
    private static func world(share: Int = 100) async throws -> World {
        let world = try await World()
        try await world.addSurveyRule(share: share)
        return world
    }

    @Test("is the same survey by another way: with its score at once, and nobody calls after it")
    func instead() async throws {
        let world = try await Self.world()
        let early = try await world.addDone(mobile: "09351000001", daysAgo: 1)
        let listed = try await world.addDone(mobile: "09351000002")
        try await world.listSurveys()
        #expect(try await world.surveys() == ["waiting"])
        #expect(try await world.rate(5, early))
        #expect(try await world.rate(4, listed))
        #expect(try await !world.rate(1, listed))
        world.time.move(seconds: 3 * 86_400)
        try await world.listSurveys()
        #expect(try await world.surveys() == ["done", "done"])
        #expect(try await world.takeCall() == nil)
        let scores: [Int64] = try await world.arman.read {
            try $0.list("SELECT score FROM survey WHERE way = 'sms' ORDER BY job_id", as: Int64.self)
        }
        #expect(scores == [50, 40])
        #expect(try await world.number("SELECT count(*) FROM survey_call") == 0)
        let id: ID<Survey> = try await world.arman.read { try #require(try $0.value("SELECT min(id) FROM survey")) }
        try await world.browse(as: .surveyAgent) { browser in
            let page = try await browser.get("/arman/surveys/calls/\(id)").text
            #expect(page.contains("پیامک") && page.contains("چه نمره‌ای می‌دهید"))
        }
        #expect(try await world.arman.read { try SurveyDoctorList.problems($0) } == [])
    }

    @Test("comes before a call that is under way, which is refused then; after a call nothing more is taken")
    func once() async throws {
        let world = try await Self.world()
        let numbers = [
            try await world.addDone(mobile: "09351000001"), try await world.addDone(mobile: "09351000002"),
        ]
        try await world.listSurveys()
        let call = try #require(try await world.takeCall())
        let held = try await world.arman.read { try SurveyStore.find(call.id, $0).jobNumber }
        let other = try #require(numbers.first { $0 != held })
        #expect(try await world.rate(3, held))
        await #expect(throws: Refusal.self) { try await world.record(call, .complete, World.good) }
        try await world.makeCall(.complete, World.good)
        #expect(try await !world.rate(1, other))
        let path = try await world.ratePath(other)
        try await world.serve { client in
            let stranger = Browser(client)
            let page = try await stranger.get(path).text
            #expect(page.contains("پیش‌تر ثبت شده است") && !page.contains("name=\"stars\""))
            _ = try await stranger.post(path, [("stars", "1"), ("text", "")])
        }
        #expect(try await world.number("SELECT count(*) FROM job_rating") == 1)
        #expect(try await world.number("SELECT sum(score) FROM survey") == 80)
    }

    @Test("that is bad is a complaint by nobody, with an owner and a day; its words are the dealer's to read")
    func bad() async throws {
        let world = try await Self.world()
        let number = try await world.addDone(mobile: "09351000001")
        let path = try await world.ratePath(number)
        try await world.serve { client in
            let stranger = Browser(client)
            _ = try await stranger.get(path)
            let sent = try await stranger.post(path, [("stars", "1"), ("text", "دیر آمدند")])
            #expect(sent.status == .seeOther)
        }
        let row = try await world.arman.read {
            try $0.one("SELECT kind, made_by, owner_id, due_on, direction, body FROM contact")
        }
        let manager = try await world.person(.serviceManager)
        let owner: ID<Person> = try row("owner_id")
        let (direction, body): (String, String) = (try row("direction"), try row("body"))
        #expect(owner == manager && direction == "incoming" && body.contains("دیر آمدند"))
        #expect(
            try await world.number(
                "SELECT count(*) FROM survey s JOIN contact c ON c.number = s.complaint WHERE s.way = 'link'") == 1)
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("دیر آمدند"))
        }
    }

    @Test("counts in no score where the company asks no such question")
    func unequal() async throws {
        let world = try await Self.world()
        let number = try await world.addDone(mobile: "09351000001")
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            let newest = try #require(try SurveyScriptStore.newest(tx))
            let script = try SurveyScript([SurveyQuestion(.stars, fa: "رفتار چطور بود؟", weight: 1)])
            try SurveyScriptStore.add(script, after: newest.id, by: manager, tx)
        }
        #expect(try await world.rate(1, number))
        #expect(try await world.number("SELECT count(*) FROM survey WHERE state = 'done' AND score IS NULL") == 1)
        #expect(try await world.number("SELECT count(*) FROM contact") == 0)
        #expect(try await world.arman.read { try SurveyDoctorList.problems($0) } == [])
    }

    @Test("of one whom the sample left out leaves him left out")
    func leftOut() async throws {
        let sparse = try await Self.world(share: 0)
        let out = try await sparse.addDone(mobile: "09351000002")
        try await sparse.listSurveys()
        #expect(try await sparse.rate(5, out))
        #expect(try await sparse.surveys() == ["sampled"])
    }
}

extension World {
    /// By a text message. - Returns: whether it was taken.
    func rate(_ stars: Int, _ number: String) async throws -> Bool {
        _ = try await ratePath(number)
        let company = arman
        return try await company.write { tx in
            try JobAnswerStore.rate(stars, JobStore.find(number, .company, tx).id, in: company, tx)
        }
    }

    func ratePath(_ number: String) async throws -> String {
        let (company, maker) = (arman, try await person(.reception))
        return try await company.write { tx in
            try #require(
                try JobLinkStore.path(.rate, of: JobStore.find(number, .company, tx).id, by: maker, in: company, tx))
        }
    }
}
