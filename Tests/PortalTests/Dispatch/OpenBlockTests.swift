import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import Stock
@testable import Treasury
@testable import Work

@Suite("What is open at a dealer and keeps work from him")
struct OpenBlockTests {
    private static func set(_ limits: [String: Int64], in world: World) async throws {
        let manager = try await world.person(.serviceManager)
        let open = world.arman
        try await open.write { tx in
            try BlockSetting(limits: limits).set(open.fittings[DispatchSlots.blocks], by: manager, tx)
        }
    }

    private static func blocks(_ world: World) async throws -> [String] {
        let open = world.arman
        return try await open.read { tx in
            try Network(DispatchDay(in: open, at: tx.now), tx).dealers.map { dealer in
                dealer.standing.blocks.map { "\($0.rule) \($0.count)" }.joined(separator: " ")
            }
        }
    }

    @Test("is a removed part that he owes too long, and no longer once it is on its way")
    func parts() async throws {
        let world = try await World()
        let claim = try await world.addApproved([70_000])
        let debt = try await world.addDebt(of: claim, due: -26)
        #expect(try await Self.blocks(world) == ["", ""])
        try await Self.set(["parts_age": 40], in: world)
        #expect(try await Self.blocks(world) == ["", ""])
        try await Self.set(["parts_age": 39], in: world)
        #expect(try await Self.blocks(world) == ["parts_age 1", ""])
        _ = try await world.sendBox([debt])
        #expect(try await Self.blocks(world) == ["", ""])
    }

    @Test("is cash above an amount, or held too long, until a payout takes it off", arguments: [false, true])
    func cash(isByAge: Bool) async throws {
        let world = try await World()
        let open = world.arman
        try await open.write { tx in
            let today = open.clock.day(of: tx.now)
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = 'D200'"))
            for (days, amount) in [(4, 300_000 as Int64), (0, 200_000)] {
                _ = try LedgerStore.post(
                    Posting(
                        kind: .cashCollected, dealer: dealer, amount: Money(-amount), day: today.adding(days: -days)),
                    tx)
            }
        }
        let (rule, limit, past): (String, Int64, Int64) =
            isByAge ? ("cash_age", 4, 3) : ("cash_amount", 500_000, 499_999)
        try await Self.set([rule: limit], in: world)
        #expect(try await Self.blocks(world) == ["", ""])
        try await Self.set([rule: past], in: world)
        #expect(try await Self.blocks(world) == ["", "\(rule) 2"])
    }

    @Test("is said beside him, keeps him from being proposed, and takes a reason to choose him all the same")
    func page() async throws {
        let world = try await World()
        let claim = try await world.addApproved([70_000])
        try await world.addDebt(of: claim, due: -26)
        try await Self.set(["parts_age": 5], in: world)
        let (tehran, number) = (try await world.city("تهران"), try await world.addJob(serial: "OB-1"))
        let form = [("job", try await world.pick(number)), ("dealer", try await world.dealer("D100"))]
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/board/\(tehran)").text
            #expect(page.contains("۱ قطعه داغی بیش از ۵ روز تحویل نشده است"))
            #expect(!page.contains("data-proposed"))
            let path = "/arman/board/\(tehran)/assignments"
            let refused = try await browser.post(path, form)
            #expect(refused.status == .unprocessableContent)
            let done = try await browser.post(path, form + [("override", "داغی در راه است")])
            #expect(done.status == .seeOther)
            let round = try await browser.get("/arman/board/round").text
            #expect(round.contains("۰ کار") || !round.contains("data-proposed"))
        }
    }

    @Test("is not asked of the other company")
    func otherCompany() async throws {
        let world = try await World()
        let claim = try await world.addApproved([70_000])
        try await world.addDebt(of: claim, due: -26)
        try await Self.set(["parts_age": 5], in: world)
        let open = world.pars
        let blocked = try await open.read { tx in
            try Network(DispatchDay(in: open, at: tx.now), tx).dealers.contains { !$0.standing.blocks.isEmpty }
        }
        #expect(!blocked)
    }
}

@Suite("Who has the parts that a job waits for")
struct PartHolderTests {
    @Test("is who has all of them on his own shelf; of a job that waits for none nothing is said")
    func holders() async throws {
        let world = try await World()
        try await world.openStock()
        for code in ["P-1", "P-2"] { try await world.addPart(code) }
        let (store, sub) = (
            try await world.addPlace(.central, "C1"), try await world.addPlace(.sub, "S1", dealer: "D100")
        )
        let (number, other) = (try await world.addJob(serial: "PH-1"), try await world.addJob(serial: "PH-2"))
        for job in [number, other] { try await world.giveJob(job) }
        _ = try await world.ask([("P-1", 2), ("P-2", 1)], to: sub, for: number)
        try await world.receive("P-1", 2, at: sub)
        try await world.receive("P-2", 1, at: store)
        func holders() async throws -> [Set<ID<Dealer>>?] {
            let open = world.arman
            return try await open.read { tx in
                let jobs: [ID<Job>] = try [number, other].map { try JobStore.find($0, .company, tx).id }
                let all = try DispatchDay(in: open, at: tx.now).holders(of: jobs, tx)
                return jobs.map { all[$0] }
            }
        }
        #expect(try await holders() == [[], nil])
        try await world.receive("P-2", 1, at: sub)
        let dealer = try #require(ID<Dealer>(try await world.dealer("D100")))
        #expect(try await holders() == [[dealer], nil])
    }
}
