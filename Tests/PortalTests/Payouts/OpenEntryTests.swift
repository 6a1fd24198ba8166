import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import Treasury

@Suite("What is kept as waiting in the accounts")
struct OpenEntryTests {
    @Test(
        "is, after each posting and whatever becomes of payouts, what payouts gather and none holds",
        arguments: [1_405, 2, 77] as [UInt64])
    func history(_ seed: UInt64) async throws {
        let world = try await World()
        var chance = Chance(state: seed)
        try await world.addDeduction(.withholding, "3.33")
        var made: [String] = []
        for _ in 1...30 {
            let code = World.dealerCodes.randomElement(using: &chance)!
            let number = made.randomElement(using: &chance)
            switch (Int.random(in: 1...7, using: &chance), number) {
            case (1, _):
                let amount = Int64.random(in: -90_000...400_000, using: &chance)
                try await world.addApproved([amount], dealer: code, completedOn: world.today.adding(days: -40))
            case (2, _):
                let kind = LedgerKind.gathered.filter { $0.group == .other }.randomElement(using: &chance)!
                try await world.post(kind, Int64.random(in: -90_000...90_000, using: &chance), to: code)
            case (3, _):
                let scope = [PayoutScope.all, .dealer(code)].randomElement(using: &chance)!
                if try await !world.plan(scope).items.isEmpty { made.append(try await world.makePayout(scope)) }
            case (4, let number?): try? await world.withdraw(number)
            case (5, let number?):
                if try await world.payoutState(number) == .draft { try? await world.bring(number, to: .sent) }
            case (6, let number?):
                _ = try? await world.settle(number, .paid(on: world.today, reference: "R"), dealer: code)
            case (7, let number?):
                _ = try? await world.settle(number, .returned(on: world.today, text: "t"), dealer: code)
            default: continue
            }
            let (kept, waiting) = try await (world.kept(), world.waiting())
            try #require(kept == waiting)
        }
        let problems = try await world.problems().filter { $0.key != "doctor.entry_ground" }
        #expect(problems == [])
    }

    @Test("is given back by a payout that is given up, and again by one that the bank gives back")
    func back() async throws {
        let world = try await World()
        try await world.addApproved([60_000, -5_000])
        let before = try await world.kept()
        #expect(before.count == 2)
        let first = try await world.makePayout()
        #expect(try await world.kept() == [])
        try await world.withdraw(first)
        #expect(try await world.kept() == before)
        let second = try await world.makePayout()
        try await world.bring(second, to: .sent)
        try await world.settle(second, .paid(on: world.today, reference: "R"))
        #expect(try await world.kept() == [])
        try await world.settle(second, .returned(on: world.today, text: "t"))
        #expect(try await world.kept() == before)
    }

    @Test("goes by the day of the work for a claim's rows, and by its own for the others")
    func days() async throws {
        let world = try await World()
        let worked = world.today.adding(days: -40)
        try await world.addApproved([60_000], completedOn: worked)
        try await world.post(.advance, -1_000, to: "D100")
        #expect(try await world.kept().map(\.day).sorted() == [worked, world.today])
    }
}

private struct Waiting: Hashable {
    let id: ID<LedgerEntry>
    let dealer: ID<Dealer>
    let day: CalendarDay
    let kind: LedgerKind
    let amount: Int64

    init(_ row: Row) throws {
        id = try row("id")
        dealer = try row("dealer_id")
        day = try row("day")
        kind = try row("kind")
        amount = try row("amount")
    }
}

extension World {
    fileprivate func kept() async throws -> Set<Waiting> {
        try await arman.read { tx in
            Set(
                try tx.rows("SELECT entry_id AS id, dealer_id, day, kind, amount FROM open_entry").map(Waiting.init))
        }
    }

    /// Found by going through the whole account.
    fileprivate func waiting() async throws -> Set<Waiting> {
        try await arman.read { tx in
            let held = Set(try tx.list("SELECT entry_id FROM payout_entry", as: ID<LedgerEntry>.self))
            let rows = try tx.rows(
                """
                SELECT e.id, e.dealer_id, CASE WHEN e.claim_id IS NULL THEN e.on_day ELSE j.completed_on END AS day,
                       e.kind, e.amount
                FROM ledger_entry e LEFT JOIN claim c ON c.id = e.claim_id LEFT JOIN job j ON j.id = c.job_id
                """)
            return Set(try rows.map(Waiting.init).filter { $0.kind.isGathered && !held.contains($0.id) })
        }
    }

    fileprivate func post(_ kind: LedgerKind, _ amount: Int64, to code: String) async throws {
        let today = today
        try await arman.write { tx in
            let dealer = try #require(try DealerStore.id(code, tx))
            try LedgerStore.post(Posting(kind: kind, dealer: dealer, amount: Money(amount), day: today), tx)
        }
    }

    fileprivate func withdraw(_ number: String) async throws {
        let (officer, company) = (try await actor(.financeOfficer), arman)
        try await company.write { tx in
            let version = try PayoutStore.find(number, company.currency, tx).version
            try WithdrawPayout(number: number, version: version).run(by: officer, in: company, tx)
        }
    }
}
