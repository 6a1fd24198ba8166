import Database
import Domain
import Testing

@testable import Base
@testable import Care
@testable import Fees
@testable import Ground
@testable import House
@testable import Treasury
@testable import Work

/// A tariff of 400,000 with 100,000 for a good score and 150,000 against a bad one.
@Suite("What customers say counts for the fee")
struct SurveyCountTests {
    private static func world(wait days: Int64 = 0, share: Int = 100, limit: Int64 = 0) async throws -> World {
        let world = try await World()
        try await world.keepRules([:])
        try await world.addTariff(
            file: """
                code,component,metric,from,to,method,amount
                BASE,labour,,,,fixed,400000
                GOOD,bonus,score,4.5,,fixed,100000
                BAD,penalty,score,,2.5,fixed,150000
                """)
        try await world.set(.scoreDays, to: days)
        try await world.set(.automaticLimit, to: limit)
        try await world.addSurveyRule(share: share)
        return world
    }

    @Test("a claim waits for the score, nobody approves it before, and with it the rules decide what it comes to then")
    func waits() async throws {
        let world = try await Self.world(wait: 10, limit: 9_000_000)
        let claim = try await world.addPriced(mobile: "09351000001")
        #expect(try await world.claimState(claim) == .submitted)
        await #expect(throws: ClaimDenied.self) { try await world.decide(.approve, [claim]) }
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(claim.id)").text
            #expect(page.contains("در انتظار امتیاز مشتری"))
            let refused = try await browser.post(
                "/arman/claims/decisions", [("decision", "approve"), ("claim", claim.choice), ("one", "1")])
            #expect(refused.status == .unprocessableContent && refused.text.contains("در انتظار امتیاز مشتری است"))
        }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/claims/\(claim.id)").text
            #expect(page.contains("در انتظار بررسی شرکت") && !page.contains("در انتظار امتیاز"))
        }
        try await world.listSurveys()
        try await world.passHour()
        #expect(try await world.claimState(claim) == .submitted)
        try await world.makeCall(.complete, World.good)
        #expect(try await world.claimState(claim) == .approved)
        #expect(try await world.balance() == 500_000)
        #expect(try await world.number("SELECT count(*) FROM calculation") == 2)
        #expect(try await world.number("SELECT count(*) FROM score_adjustment") == 0)
        #expect(try await world.accountProblems() == [])
    }

    @Test("without a score it goes on after its days; one that is rejected waits no more")
    func noScore() async throws {
        let world = try await Self.world(wait: 10, limit: 9_000_000)
        let late = try await world.addPriced(mobile: "09351000001", daysAgo: 1)
        let rejected = try await world.addPriced(mobile: "09351000002", daysAgo: 1)
        try await world.decide(.reject, [rejected], reason: "not_done")
        try await world.passHour()
        #expect(try await world.claimState(late) == .submitted)
        #expect(try await world.number("SELECT count(*) FROM claim_wait") == 1)
        world.time.move(seconds: 9 * 86_400)
        try await world.listSurveys()
        try await world.passHour()
        #expect(try await world.claimState(late) == .approved)
        #expect(try await world.balance() == 400_000)
    }

    @Test("where the sample left its job out it goes on at once")
    func leftOut() async throws {
        let sampled = try await Self.world(wait: 10, share: 0, limit: 9_000_000)
        let out = try await sampled.addPriced(mobile: "09351000003")
        try await sampled.listSurveys()
        try await sampled.passHour()
        #expect(try await sampled.claimState(out) == .approved)
        #expect(try await sampled.number("SELECT count(*) FROM claim_wait") == 0)
    }

    @Test("where its customer cannot be asked it goes on at once")
    func unreached() async throws {
        let unreached = try await Self.world(wait: 10, limit: 9_000_000)
        let wrong = try await unreached.addPriced(mobile: "09351000004")
        try await unreached.listSurveys()
        try await unreached.makeCall(.wrongNumber)
        #expect(try await unreached.claimState(wrong) == .approved)
    }

    @Test(
        "a score after the payout is one row of its own with its reason, in the next payout, however often it is counted"
    )
    func afterPayout() async throws {
        let world = try await Self.world()
        let claim = try await world.addPriced(mobile: "09351000001")
        try await world.decide(.approve, [claim])
        let payout = try await world.makePayout()
        try await world.bring(payout, to: .sent)
        try await world.settle(payout, .paid(on: world.today, reference: "1"))
        #expect(try await world.balance() == 0)
        try await world.listSurveys()
        try await world.makeCall(.complete, World.good)
        let job = try await world.arman.read { try JobStore.find(claim.number, .company, $0).id }
        for _ in 1...2 {
            try await world.arman.write { try CountScore(job: job).run(in: world.arman, $0) }
        }
        #expect(try await world.balance() == 100_000)
        #expect(try await world.number("SELECT count(*) FROM ledger_entry WHERE kind = 'adjustment'") == 1)
        #expect(try await world.plan().total == Money(100_000))
        try await world.browse(as: .dealerManager) { browser in
            let file = try await browser.get("/arman/dealers/mine/account/export?format=csv").text
            #expect(
                file.contains("امتیاز مشتری: ۵ از ۵"), "\(file)")
            let page = try await browser.get("/arman/claims/\(claim.id)").text
            #expect(page.contains("امتیاز مشتری پس از تصمیم رسید"))
        }
        #expect(try await world.accountProblems() == [])
    }

    @Test("a bad score after the decision is a row against the dealer; a cut or rejected claim and one taken back stay")
    func others() async throws {
        let world = try await Self.world()
        var claims: [World.TestClaim] = []
        for place in 1...4 { claims.append(try await world.addPriced(mobile: "0935100000\(place)")) }
        try await world.decide(.approve, [claims[0], claims[1]])
        try await world.decide(.reject, [claims[2]], reason: "not_done")
        let second = claims[1].id
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE claim SET reversed_at = \(tx.now) WHERE id = \(second)")
        }
        try await world.listSurveys()
        for _ in claims { try await world.makeCall(.complete, World.bad) }
        #expect(try await world.balance() == 2 * 400_000 - 150_000)
        #expect(try await world.number("SELECT count(*) FROM score_adjustment") == 1)
        #expect(try await world.number("SELECT count(*) FROM claim_event WHERE kind = 'score_left'") == 1)
        #expect(try await world.number("SELECT claimed FROM claim WHERE id = \(claims[3].id)") == 250_000)
        #expect(try await world.claimState(claims[3]) == .submitted)
    }

    @Test("a score that the tariff makes nothing of leaves claim and account as they are")
    func nothing() async throws {
        let world = try await Self.world()
        let claim = try await world.addPriced(mobile: "09351000001")
        try await world.decide(.approve, [claim])
        try await world.listSurveys()
        try await world.makeCall(.complete, [1: "yes", 2: "4", 3: "4", 4: "no", 5: "no"])
        #expect(try await world.number("SELECT count(*) FROM calculation") == 1)
        #expect(try await world.balance() == 400_000)
    }
}

extension World {
    /// A job that was done and priced by the tariff, with its claim.
    func addPriced(mobile: String, daysAgo: Int = 4) async throws -> TestClaim {
        let number = try await addDone(mobile: mobile, daysAgo: daysAgo)
        let (open, technician) = (arman, try await person(.dealerTechnician))
        let id = try await open.write { tx in
            let job = try JobStore.find(number, .company, tx)
            let priced = try #require(try PriceJob(job: job.id).run(in: open, tx))
            return try AddClaim(
                job: job.id, calculation: priced.id, dealer: try #require(job.dealer),
                payable: priced.calculation.payable,
                completedOn: open.clock.day(of: tx.now).adding(days: -daysAgo)
            ).run(by: technician, in: open, tx)
        }
        return TestClaim(id: id, number: number)
    }

    /// What the doctor finds in claims, fees and accounts.
    func accountProblems() async throws -> [Complaint] {
        try await arman.read {
            try AccountDoctorList.problems($0) + ClaimDoctorList.all($0) + FeeDoctorList.all($0)
        }
    }

    /// Lets what is done each hour be done.
    func passHour() async throws {
        _ = try await arman.write { try $0.execute("UPDATE run SET not_before = 0 WHERE state = 'waiting'") }
        try await work()
    }
}
