import Database
import Domain
import HTTPTypes
import Testing
import Web

@testable import Base
@testable import Ground
@testable import Treasury

@Suite("Payouts at the same moment")
struct PayoutRaceTests {
    @Test("Of two approvers one approves, the other is told")
    func approvers() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        let number = try await world.makePayout()
        try await world.bring(number, to: .checked)
        let company = world.arman
        let approvers = try await [world.actor(.financeApprover), world.approver(like: .auditor)]
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for actor in approvers {
                group.addTask {
                    do {
                        try await company.write { tx in
                            try ApprovePayout(number: number, version: 2).run(by: actor, in: company, tx)
                        }
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.filter(\.self).count == 1)
        let events: Int? = try await company.read {
            try $0.value("SELECT count(*) FROM payout_event WHERE kind = 'approved'")
        }
        #expect(events == 1)
    }

    @Test("Of many makers one takes each row of an account; whoever was slower is told")
    func makers() async throws {
        let world = try await World()
        for amount in [60_000, 70_000, 80_000] as [Int64] { try await world.addApproved([amount]) }
        let (company, order, officer) = (world.arman, world.order(), try await world.actor(.financeOfficer))
        let mark = try await world.plan().mark
        let numbers = await withTaskGroup(of: String?.self) { group in
            for _ in 1...6 {
                group.addTask {
                    try? await company.write {
                        try MakePayout(order: order, mark: mark).run(by: officer, in: company, $0)
                    }
                }
            }
            return await group.reduce(into: [String?]()) { $0.append($1) }
        }
        #expect(numbers.compactMap(\.self).count == 1)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("A payout is neither checked, approved nor made into files once a claim in it was taken back or sent back")
    func takenBack() async throws {
        let world = try await World()
        let claim = try await world.addApproved([60_000])
        let number = try await world.makePayout()
        let states: [PayoutState] = [.draft, .checked, .approved]
        for state in states {
            if state != .draft { try await world.bring(number, to: state, from: state == .checked ? .draft : .checked) }
            for change in ["sent_back", "reversed"] {
                try await world.undo(claim, change)
                await #expect(throws: Refusal.self, "\(state) \(change)") { try await world.step(number, after: state) }
                try await world.redo(claim, change)
            }
        }
        try await world.block("D100")
        await #expect(throws: Refusal.self) { try await world.step(number, after: .approved) }
        try await world.browse(as: .financeOfficer) { browser in
            let made = try await browser.makeFiles(of: "/arman/payouts/\(number)")
            #expect(made.status == .conflict)
        }
        #expect(try await world.payoutState(number) == .approved)
    }

    @Test("Files that the bank may have are settled whatever happened since; nobody fetches or makes them any more")
    func takenBackLate() async throws {
        let world = try await World()
        let claim = try await world.addApproved([60_000])
        try await world.addApproved([70_000], dealer: "D200")
        let number = try await world.makePayout()
        try await world.bring(number, to: .approved)
        let here = "/arman/payouts/\(number)"
        try await world.browse(as: .financeOfficer) { browser in
            let made = try await browser.makeFiles(of: here)
            #expect(made.status == .seeOther)
            try await world.undo(claim, "reversed")
            let again = try await browser.makeFiles(of: here, version: 4)
            #expect(again.status == .conflict)
            let fetched = try await browser.get("\(here)/bank-files/1")
            #expect(fetched.status == .conflict)
        }
        try await world.step(number, after: .approved)
        try await world.settle(number, .paid(on: world.today, reference: "R"))
        #expect(try await world.balance() == -60_000)
        #expect(try await world.balance("D200") == 0)
        let plan = try await world.plan()
        #expect(plan.items.isEmpty)
        #expect(plan.leftOut.map(\.cause) == [.negative])
    }

    @Test(
        "A crash between the bank's file and the note that it was sent costs nothing: the same bytes, and nothing paid twice"
    )
    func crash() async throws {
        struct Crash: Error {}
        let world = try await World()
        try await world.addApproved([60_000])
        let number = try await world.makePayout()
        try await world.bring(number, to: .approved)
        let (company, officer) = (world.arman, try await world.actor(.financeOfficer))
        try await world.serve { client in
            let browser = try await world.browser(client, as: .financeOfficer)
            let made = try await browser.makeFiles(of: "/arman/payouts/\(number)")
            #expect(made.status == .seeOther)
            let before = try await browser.get("/arman/payouts/\(number)/bank-files/1").text
            #expect(before.contains("60000"))
            await #expect(throws: Crash.self) {
                try await company.write { tx in
                    try SendPayout(number: number, version: 4).run(by: officer, in: company, tx)
                    throw Crash()
                }
            }
            #expect(try await world.payoutState(number) == .approved)
            try await world.bring(number, to: .sent, from: .approved)
            let after = try await browser.get("/arman/payouts/\(number)/bank-files/1").text
            #expect(after == before)
            await #expect(throws: Crash.self) {
                try await company.write { tx in
                    let row = try PayoutStore.find(number, company.currency, tx)
                    let items = try PayoutList.items(of: row.id, tx)
                    try SettleRows(
                        number: number, rows: items.map { ($0.id, .paid(on: world.today, reference: "R")) }
                    ).run(by: officer, in: company, tx)
                    throw Crash()
                }
            }
            #expect(try await world.balance() == 60_000)
            for _ in 1...2 { try await world.settle(number, .paid(on: world.today, reference: "R")) }
            #expect(try await world.balance() == 0)
            let last = try await browser.get("/arman/payouts/\(number)/bank-files/1").text
            #expect(last == before)
        }
    }

    @Test("Two people who settle the same row: it is paid once")
    func settlers() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        let number = try await world.makePayout()
        try await world.bring(number, to: .sent)
        let outcomes: [SettleRows.Outcome] = [
            .paid(on: world.today, reference: "A"), .paid(on: world.today, reference: "B"),
            .paid(on: world.today, reference: "C"),
        ]
        let done = await withTaskGroup(of: Bool.self) { group in
            for outcome in outcomes {
                group.addTask { (try? await world.settle(number, outcome)) == 1 }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(done.filter(\.self).count == 1)
        #expect(try await world.balance() == 0)
    }

    @Test("Over any history no row of an account is paid twice, and balances are what waits")
    func history() async throws {
        let world = try await World()
        var chance = Chance(state: 1_405)
        try await world.addDeduction(.withholding, "3.33")
        var sent: [String] = []
        for _ in 1...40 {
            let code = World.dealerCodes.randomElement(using: &chance)!
            switch Int.random(in: 1...6, using: &chance) {
            case 1, 2:
                try await world.addApproved([Int64.random(in: -90_000...400_000, using: &chance)], dealer: code)
            case 3:
                guard try await !world.plan().items.isEmpty else { continue }
                let number = try await world.makePayout()
                try await world.bring(number, to: .sent)
                sent.append(number)
            case 4:
                guard let number = sent.randomElement(using: &chance) else { continue }
                _ = try? await world.settle(number, .paid(on: world.today, reference: "R"), dealer: code)
            case 5:
                guard let number = sent.randomElement(using: &chance) else { continue }
                try await world.settle(number, .returned(on: world.today, text: "t"), dealer: code)
            default: world.time.move(seconds: 5 * 86_400)
            }
        }
        let problems = try await world.problems()
        #expect(problems == [])
        let twice: Int? = try await world.arman.read {
            try $0.value(
                "SELECT count(*) FROM (SELECT entry_id FROM payout_entry GROUP BY entry_id HAVING count(*) > 1) x")
        }
        #expect(twice == 0)
    }
}

extension World {
    /// Another person who may approve.
    fileprivate func approver(like role: Role) async throws -> Actor {
        try await Actor(person: person(role), name: "", roles: Roles([.financeApprover]), dealer: nil)
    }

    /// The approver's next deed on a payout in that state.
    fileprivate func step(_ number: String, after state: PayoutState) async throws {
        let (company, approver) = (arman, try await actor(.financeApprover))
        try await company.write { tx in
            let version = try PayoutStore.find(number, company.currency, tx).version
            switch state {
            case .draft: try CheckPayout(number: number, version: version).run(by: approver, in: company, tx)
            case .checked: try ApprovePayout(number: number, version: version).run(by: approver, in: company, tx)
            default: try SendPayout(number: number, version: version).run(by: approver, in: company, tx)
            }
        }
    }

    fileprivate func bring(_ number: String, to state: PayoutState, from before: PayoutState) async throws {
        try await step(number, after: before)
        #expect(try await payoutState(number) == state)
    }

    fileprivate func undo(_ claim: TestClaim, _ change: String) async throws {
        let today = today
        try await arman.write { tx in
            if change == "sent_back" {
                try tx.execute("UPDATE claim SET state = 'sent_back' WHERE id = \(claim.id)")
            } else {
                let dealer: ID<Dealer> = try #require(
                    try tx.value("SELECT dealer_id FROM claim WHERE id = \(claim.id)"))
                var row = Posting(kind: .reversal, dealer: dealer, amount: Money(-60_000), day: today)
                row.claim = claim.id
                try LedgerStore.post(row, tx)
            }
        }
    }

    fileprivate func redo(_ claim: TestClaim, _ change: String) async throws {
        try await arman.write { tx in
            try tx.execute("UPDATE claim SET state = 'approved' WHERE id = \(claim.id)")
            try tx.execute("DELETE FROM open_entry WHERE kind = 'reversal'")
            try tx.forge("ledger_entry", "DELETE FROM ledger_entry WHERE kind = 'reversal'")
        }
    }
}
