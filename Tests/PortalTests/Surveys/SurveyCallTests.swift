import Database
import Domain
import Testing
import Web

@testable import Base
@testable import Care
@testable import Fees
@testable import Ground
@testable import Work

@Suite("Calls after jobs")
struct SurveyCallTests {
    private struct Death: Error {}

    private static func world(_ jobs: Int) async throws -> World {
        let world = try await World()
        try await world.addSurveyRule()
        try await world.addDone(jobs)
        try await world.listSurveys()
        return world
    }

    @Test("two agents who ask at once never get one person; each goes on with what he has")
    func two() async throws {
        let world = try await Self.world(6)
        for _ in 1...3 {
            async let first = world.takeCall(.surveyAgent)
            async let second = world.takeCall(.serviceManager)
            let (mine, theirs) = (try #require(try await first), try #require(try await second))
            #expect(mine.id != theirs.id)
            let again = try await world.takeCall(.surveyAgent)
            #expect(again?.id == mine.id)
            try await world.record(mine, .complete, World.good)
            try await world.record(theirs, .complete, World.good, by: .serviceManager)
        }
        #expect(try await world.surveys() == Array(repeating: "done", count: 6))
        #expect(try await world.number("SELECT count(*) FROM survey_call") == 6)
    }

    @Test("a customer who is in talk is nobody else's, whatever job he has; a lease that ran out gives him to the next")
    func lease() async throws {
        let world = try await Self.world(1)
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE survey SET made_at = 0, state = 'out', omission = 'sampled'")
        }
        try await world.addDone(mobile: "09351000000")
        try await world.addDone(mobile: "09351000009")
        try await world.listSurveys()
        try await world.arman.write { tx in
            // As after a merge: two calls of one customer wait.
            _ = try tx.execute(
                "UPDATE survey SET state = 'waiting', omission = NULL, call_at = 0, until_at = \(tx.now.adding(seconds: 86_400)) WHERE state = 'out'"
            )
            try tx.execute("UPDATE survey SET customer_id = (SELECT min(customer_id) FROM survey)")
        }
        let mine = try #require(try await world.takeCall(.surveyAgent))
        #expect(try await world.takeCall(.serviceManager) == nil)
        world.time.move(seconds: SurveyStore.lease + 1)
        let theirs = try #require(try await world.takeCall(.serviceManager))
        #expect(theirs.id != mine.id || theirs.version > mine.version)
        if theirs.id == mine.id {
            await #expect(throws: Refusal.self) { try await world.record(mine, .complete, World.good) }
        }
    }

    @Test("nobody asks about work of his own, and nobody calls at night")
    func own() async throws {
        let world = try await World()
        try await world.addSurveyRule()
        let agent = try await world.person(.surveyAgent)
        try await world.addDone(mobile: "09351000001", worker: agent)
        try await world.listSurveys()
        #expect(try await world.takeCall(.surveyAgent) == nil)
        let call = try #require(try await world.takeCall(.serviceManager))
        try await world.arman.write { tx in _ = try tx.execute("UPDATE survey SET holder_id = \(agent)") }
        await #expect(throws: Complaint("surveys.denied.own")) { try await world.record(call, .complete, World.good) }
        world.time.move(seconds: 12 * 3_600)
        await #expect(throws: Complaint("surveys.denied.hours")) { try await world.takeCall(.serviceManager) }
    }

    @Test("three calls at different hours without an answer are not reached, and no bad score")
    func notReached() async throws {
        let world = try await Self.world(1)
        try await world.makeCall(.noAnswer)
        #expect(try await world.takeCall() == nil)
        world.time.move(seconds: 6 * 3_600)
        try await world.makeCall(.machine)
        #expect(try await world.takeCall() == nil)
        world.time.move(seconds: 20 * 3_600)
        try await world.makeCall(.noAnswer)
        #expect(try await world.surveys() == ["not_reached"])
        #expect(
            try await world.number("SELECT count(*) FROM survey WHERE score IS NOT NULL OR complaint IS NOT NULL") == 0)
        #expect(try await world.number("SELECT count(*) FROM contact") == 0)
    }

    @Test("nobody is called more often a day than the company says, and the next time at another hour")
    func mostADay() async throws {
        let world = try await Self.world(1)
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            var settings = try SurveySettings(tx)
            settings.mostADay = 1
            try settings.set(by: manager, tx)
        }
        let began = try await world.arman.read { SurveyMoments(try SurveySettings($0).pace, world.arman.clock) }
        let band = began.pace.band(began.minute(of: world.time.now))
        try await world.makeCall(.noAnswer)
        let next: Instant = try await world.arman.read { try #require(try $0.value("SELECT call_at FROM survey")) }
        let clock = world.arman.clock
        #expect(clock.day(of: next) == clock.day(of: world.time.now).adding(days: 1))
        #expect(began.pace.band(began.minute(of: next)) != band && began.isOpen(at: next))
        world.time.move(seconds: 6 * 3_600)
        #expect(try await world.takeCall() == nil)
    }

    @Test("whoever wants to be called later is called then; a moment that is past or at night is refused")
    func later() async throws {
        let world = try await Self.world(1)
        let call = try #require(try await world.takeCall())
        let now = world.time.now
        for again in [nil, now.adding(seconds: -60), now.adding(seconds: 13 * 3_600), now.adding(seconds: 40 * 86_400)]
        {
            await #expect(throws: Complaint("surveys.denied.again")) {
                try await world.record(call, .callBack, again: again)
            }
        }
        try await world.record(call, .callBack, again: now.adding(seconds: 26 * 3_600))
        world.time.move(seconds: 25 * 3_600)
        #expect(try await world.takeCall() == nil)
        world.time.move(seconds: 3_600)
        try await world.makeCall(.complete, World.good)
        #expect(try await world.surveys() == ["done"])
    }

    @Test("what was said stands on the page of the machine, with its score")
    func ofUnit() async throws {
        let world = try await Self.world(1)
        let call = try #require(try await world.takeCall())
        let unit: String = try #require(
            try await world.arman.read {
                try $0.value(
                    "SELECT u.serial FROM unit u JOIN job j ON j.unit_id = u.id JOIN survey s ON s.job_id = j.id")
            })
        try await world.browse(as: .serviceManager) { browser in
            let before = try await browser.get("/arman/units/\(unit)").text
            #expect(!before.contains("نظر مشتری در تماس شرکت"))
            try await world.record(call, .complete, World.good)
            let page = try await browser.get("/arman/units/\(unit)").text
            #expect(page.contains("نظر مشتری در تماس شرکت") && page.contains("از ۵"))
        }
    }

    @Test("a refusal stops all later calls to that number")
    func refusal() async throws {
        let world = try await Self.world(2)
        try await world.makeCall(.refusal)
        world.time.move(seconds: 300 * 86_400)
        try await world.addDone(1)
        try await world.listSurveys()
        #expect(try await world.surveys() == ["refused", "expired", "refused"])
        #expect(try await world.number("SELECT count(*) FROM survey WHERE omission = 'refused'") == 1)
    }

    @Test("a bad score opens a complaint with an owner and a day in the same transaction, or neither is there")
    func badScore() async throws {
        let world = try await Self.world(1)
        let call = try #require(try await world.takeCall())
        let (actor, company) = (try await world.agent(), world.arman)
        await #expect(throws: Death.self) {
            try await company.write { tx in
                let version = try #require(try SurveyScriptStore.newest(tx)).id
                try SurveyCallStore.record(
                    SurveyCall(.complete, version: version, answers: World.bad, subject: World.subject), about: call.id,
                    at: call.version, by: actor, in: company, tx)
                let complaints: Int = try tx.one("SELECT count(*) AS count FROM contact")("count")
                #expect(complaints == 1)
                throw Death()
            }
        }
        #expect(try await world.surveys() == ["waiting"])
        for table in ["contact", "survey_call", "survey_answer"] {
            #expect(try await world.number("SELECT count(*) FROM \(SQL(trusted: table))") == 0, "\(table)")
        }
        try await world.record(call, .complete, World.bad, words: "بد بود", note: "عصبانی بود")
        let row = try await company.read { try $0.one("SELECT kind, owner_id, due_on, body, subject FROM contact") }
        let manager = try await world.person(.serviceManager)
        let due: CalendarDay = try row("due_on")
        let (kind, owner): (String, ID<Person>) = (try row("kind"), try row("owner_id"))
        #expect(kind == "complaint" && owner == manager)
        #expect(due == company.clock.day(of: world.time.now).adding(days: 3))
        let body: String = try row("body")
        #expect(body.contains("بد بود") && !body.contains("عصبانی"))
        #expect(try await world.number("SELECT score FROM survey") == 13)
        #expect(try await world.number("SELECT count(*) FROM survey s JOIN contact c ON c.number = s.complaint") == 1)
    }

    @Test("a part of the answers is kept without a score; answers that mean nothing are refused and keep nothing")
    func partial() async throws {
        let world = try await Self.world(2)
        let call = try #require(try await world.takeCall())
        await #expect(throws: RefusedAnswers.self) { try await world.record(call, .complete, [1: "yes", 2: "nan"]) }
        await #expect(throws: RefusedAnswers.self) { try await world.record(call, .complete, [1: "yes"]) }
        await #expect(throws: Complaint("surveys.denied.no_answer")) { try await world.record(call, .partial) }
        #expect(try await world.number("SELECT count(*) FROM survey_call") == 0)
        try await world.record(call, .partial, [1: "yes", 2: "۱"])
        #expect(try await world.number("SELECT count(*) FROM survey WHERE state = 'done' AND score IS NULL") == 1)
        #expect(try await world.number("SELECT count(*) FROM contact") == 0)
    }

    @Test(
        "an answer that contradicts the dealer is a finding on his claim, in what was asked and said; a decided claim stays"
    )
    func contradicted() async throws {
        let world = try await World()
        try await world.keepRules([.contradicted: .look])
        try await world.addSurveyRule()
        let day = world.arman.clock.day(of: world.time.now).adding(days: -4)
        let claim = try await world.addClaim(completedOn: day)
        try await world.listSurveys()
        try await world.makeCall(.complete, [1: "no"])
        #expect(try await world.findings(claim) == [.contradicted])
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(claim.id)").text
            #expect(page.contains("از مشتری پرسیده شد و گفت: ") && page.contains("به شما مراجعه کرد؟"))
        }
        let job: ID<Job> = try await world.arman.read { try JobStore.find(claim.number, .company, $0).id }
        let facts = try await world.arman.read { try FactsStore.facts(of: job, clock: world.arman.clock, $0) }
        #expect(facts.tenthsOfScore == nil)
    }

    @Test("the score is a fact of the tariff for whatever is priced after it; what was computed before stays as it is")
    func score() async throws {
        let world = try await Self.world(1)
        try await world.makeCall(.complete, World.good)
        let job: ID<Job> = try await world.arman.read { try #require(try $0.value("SELECT job_id FROM survey")) }
        let facts = try await world.arman.read { try FactsStore.facts(of: job, clock: world.arman.clock, $0) }
        #expect(facts.tenthsOfScore == 50)
        #expect(try await world.number("SELECT count(*) FROM calculation") == 0)
    }

    @Test("where the company says so, a job's pay waits for the call about it, and is free once that is over")
    func hold() async throws {
        let world = try await World()
        try await world.addSurveyRule()
        let day = world.arman.clock.day(of: world.time.now).adding(days: -4)
        let claim = try await world.addApproved([400_000], completedOn: day)
        try await world.listSurveys()
        #expect(try await world.plan().total == Money(400_000))
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            var settings = try SurveySettings(tx)
            settings.holdsPay = true
            try settings.set(by: manager, tx)
        }
        #expect(try await world.plan().items.isEmpty)
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(claim.id)").text
            #expect(page.contains("در انتظار نظرسنجی"))
        }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/dealers/mine/account").text
            #expect(page.contains("در انتظار بررسی شرکت") && !page.contains("نظرسنجی"))
        }
        try await world.makeCall(.complete, World.good)
        #expect(try await world.plan().total == Money(400_000))
    }

    @Test("where the company says so, the pay of a job with a bad score waits as long as its complaint is open")
    func holdOfBad() async throws {
        let world = try await World()
        try await world.addSurveyRule()
        let day = world.arman.clock.day(of: world.time.now).adding(days: -4)
        let claim = try await world.addApproved([400_000], completedOn: day)
        try await world.listSurveys()
        try await world.makeCall(.complete, World.bad)
        #expect(try await world.plan().total == Money(400_000))
        try await world.browse(as: .serviceManager) { browser in
            let saved = try await browser.post(
                "/arman/surveys/settings",
                [
                    ("after_days", "3"), ("until_days", "15"), ("rest_months", "6"), ("from", "8:00"), ("to", "20:00"),
                    ("a_day", "2"), ("failures", "3"), ("bad", "2.5"), ("due_days", "3"), ("hold_bad", "1"),
                ])
            #expect(saved.status == .seeOther)
        }
        #expect(try await world.plan().items.isEmpty)
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(claim.id)").text
            #expect(page.contains("در انتظار رسیدگی به شکایت") && page.contains("به‌سبب امتیاز بد"))
        }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/claims/\(claim.id)").text
            #expect(page.contains("در انتظار رسیدگی به شکایت مشتری") && !page.contains("به‌سبب امتیاز بد"))
        }
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE contact SET state = 'closed', closed_at = \(tx.now), closed_by = \(manager)")
        }
        #expect(try await world.plan().total == Money(400_000))
    }
}
