import Database
import Domain
import Testing

@testable import Base
@testable import Care
@testable import Desk
@testable import Ground
@testable import Work

@Suite("Which jobs customers are asked about")
struct SurveyListTests {
    @Test("a job that ended some days ago is called about once, though the walk runs again and the job ends again")
    func once() async throws {
        let world = try await World()
        let number = try await world.addDone(mobile: "09351000001")
        try await world.addDone(mobile: "09351000002", daysAgo: 1)
        try await world.addDone(mobile: "09351000003", daysAgo: 40)
        try await world.listSurveys()
        #expect(try await world.surveys().isEmpty)
        try await world.addSurveyRule()
        try await world.listSurveys()
        #expect(try await world.surveys() == ["waiting"])
        try await world.makeCall(.complete, World.good)
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE job SET completed_at = completed_at + 3600 WHERE number = \(number)")
        }
        try await world.listSurveys()
        #expect(try await world.surveys() == ["done"])
        world.time.move(seconds: 3 * 86_400)
        try await world.listSurveys()
        #expect(try await world.surveys() == ["done", "waiting"])
    }

    @Test("who complains, who refused and who was asked lately is not called; the rest of the sample is kept as such")
    func omissions() async throws {
        let world = try await World()
        try await world.addSurveyRule(share: 0, least: 2)
        for mobile in ["09351000001", "09351000002", "09351000003"] { try await world.addDone(mobile: mobile) }
        let manager = try await world.agent(.serviceManager)
        let clock = world.arman.clock
        try await world.arman.write { tx in
            let customer: ID<Customer> = try #require(
                try tx.value("SELECT id FROM customer WHERE mobile = '+989351000001'"))
            _ = try ComplaintStore.add(
                "دیر آمد", "", of: customer, owner: manager.person, due: clock.day(of: tx.now), through: .phone,
                clock: clock,
                by: manager.person, tx)
            _ = try tx.execute(
                """
                INSERT INTO survey_refusal (number, made_by, made_at) VALUES ('+989351000002', \(manager.person), \(tx.now))
                """)
        }
        for mobile in ["09351000004", "09351000004", "09351000005", "09351000006"] {
            try await world.addDone(mobile: mobile)
        }
        try await world.listSurveys()
        #expect(
            try await world.surveys()
                == ["complaint", "refused", "waiting", "waiting", "rested", "sampled", "sampled"])
    }

    @Test("of each dealer and month as many as the share says, and as many at least as the company wants")
    func share() async throws {
        let world = try await World()
        try await world.addSurveyRule(share: 50, least: 3)
        try await world.addDone(10)
        try await world.addDone(2, dealer: "D200", from: 20)
        try await world.listSurveys()
        func taken(_ dealer: String) async throws -> Int {
            try await world.number(
                """
                SELECT count(*) FROM survey s JOIN dealer d ON d.id = s.dealer_id
                WHERE d.code = \(dealer) AND s.state = 'waiting'
                """)
        }
        #expect(try await taken("D100") == 5)
        #expect(try await taken("D200") == 2)
        try await world.addDone(4, from: 40)
        try await world.listSurveys()
        #expect(try await taken("D100") == 7)
        #expect(try await world.number("SELECT count(*) FROM survey") == 16)
    }

    @Test("whose days are over is expired and never called")
    func expired() async throws {
        let world = try await World()
        try await world.addSurveyRule()
        try await world.addDone(1)
        try await world.listSurveys()
        world.time.move(seconds: 12 * 86_400)
        try await world.listSurveys()
        #expect(try await world.surveys() == ["expired"])
        #expect(try await world.takeCall() == nil)
    }

    @Test("a job that turns out to be another customer's is not asked about, and is counted once")
    func corrected() async throws {
        let world = try await World()
        try await world.addSurveyRule()
        let number = try await world.addDone(mobile: "09351000001")
        try await world.listSurveys()
        try await world.arman.write { tx in try SurveyStore.drop(JobStore.find(number, .company, tx).id, tx) }
        try await world.listSurveys()
        #expect(try await world.surveys() == ["corrected"])
    }

    @Test(
        "rules choose by the dealer's grade, his first jobs and after a complaint; the one with the most conditions decides"
    )
    func conditions() async throws {
        let world = try await World()
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE dealer SET grade = CASE code WHEN 'D200' THEN 'C' ELSE 'A' END")
        }
        try await world.addSurveyRule(share: 0)
        try await world.addSurveyRule(
            SurveyRuleFacts(name: "ج", grade: "C", sample: SurveySample(share: 100, least: 0)))
        try await world.addSurveyRule(
            SurveyRuleFacts(
                name: "دو کار نخست", grade: "A", firstJobs: 2, sample: SurveySample(share: 100, least: 0)))
        try await world.addDone(3)
        try await world.addDone(1, dealer: "D200", from: 20)
        try await world.listSurveys()
        #expect(try await world.surveys() == ["waiting", "waiting", "sampled", "waiting"])

        let (manager, clock) = (try await world.agent(.serviceManager), world.arman.clock)
        try await world.addSurveyRule(
            SurveyRuleFacts(
                name: "پس از شکایت", grade: "A", isAfterComplaint: true, sample: SurveySample(share: 0, least: 9)))
        try await world.addDone(mobile: "09351000050")
        try await world.addDone(mobile: "09351000051")
        try await world.arman.write { tx in
            let customer: ID<Customer> = try #require(
                try tx.value("SELECT id FROM customer WHERE mobile = '+989351000050'"))
            _ = try ComplaintStore.add(
                "دیر آمد", "", of: customer, owner: manager.person, due: clock.day(of: tx.now), through: .phone,
                clock: clock,
                by: manager.person, tx)
            try tx.execute("UPDATE contact SET state = 'closed', closed_at = \(tx.now), closed_by = \(manager.person)")
        }
        try await world.listSurveys()
        #expect(try await world.surveys().suffix(2) == ["waiting", "sampled"])
    }
}
