import Database
import Domain
import Testing
import Web

@testable import Ground
@testable import Stock

@Suite("The ledger of the warehouse")
struct StockLedgerTests {
    /// A central store with ten of P-1 at 1,000 each.
    private func standing() async throws -> (world: World, store: ID<StockPlace>) {
        let world = try await World()
        try await world.addPart("P-1")
        let store = try await world.addPlace(.central, "C1")
        try await world.receive("P-1", 10, at: store)
        return (world, store)
    }

    private func refused(_ work: () async throws -> Void) async throws -> Complaint {
        do { try await work() } catch let refused as RefusedLines {
            return try #require(refused.complaints[1])
        }
        Issue.record("it was not refused")
        return Complaint("")
    }

    @Test("what is more than lies there is refused, and the sentence says what does and where the rest is")
    func short() async throws {
        let (world, store) = try await standing()
        let other = try await world.addPlace(.central, "C2")
        try await world.receive("P-1", 4, at: other)
        let complaint = try await refused { try await world.move(.issue, "P-1", 11, from: store) }
        #expect(complaint == Complaint("stock.denied.short", "C1", "10", "C2: 4"))
        let (lies, rows) = (
            try await world.onHand("P-1", at: store), try await world.number("SELECT count(*) FROM stock_movement")
        )
        #expect(lies == 10 && rows == 2)
    }

    @Test("of two issues of the last piece at once one is written and one refused")
    func race() async throws {
        let (world, store) = try await standing()
        try await world.move(.issue, "P-1", 9, from: store)
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...2 {
                group.addTask {
                    do {
                        try await world.move(.issue, "P-1", 1, from: store)
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.count { $0 } == 1)
        let (lies, problems) = (try await world.onHand("P-1", at: store), try await world.stockProblems())
        #expect(lies == 0 && problems == [])
    }

    @Test("the engine itself refuses what would fall below zero, and a change of a movement")
    func engine() async throws {
        let (world, store) = try await standing()
        await #expect(throws: DatabaseFault.self) {
            try await world.arman.write { try $0.execute("UPDATE stock_balance SET quantity = quantity - 11") }
        }
        let (number, person) = (
            try await world.move(.writeOff, "P-1", 1, from: store), try await world.person(.storekeeper)
        )
        await #expect(throws: DatabaseFault.self) {
            try await world.arman.write {
                try $0.execute(
                    "UPDATE stock_paper SET closed_by = \(person), closed_at = 1, made_by = \(person) WHERE number = \(number)"
                )
            }
        }
        await #expect(throws: DatabaseFault.self) {
            try await world.arman.write { try $0.execute("UPDATE stock_movement SET quantity = 1") }
        }
        await #expect(throws: DatabaseFault.self) {
            try await world.arman.write { try $0.execute("DELETE FROM stock_movement") }
        }
    }

    @Test("the same serial is not put into two places, and a serial is one piece")
    func serial() async throws {
        let world = try await World()
        try await world.addPart("S-1", tracking: .serial)
        let store = try await world.addPlace(.central, "C1")
        let other = try await world.addPlace(.central, "C2")
        try await world.receive("S-1", 1, at: store, serial: "A7")
        let again = try await refused { try await world.receive("S-1", 1, at: other, serial: "A7") }
        #expect(again == Complaint("stock.denied.serial_there", "A7"))
        let two = try await refused { try await world.receive("S-1", 2, at: other, serial: "A8") }
        #expect(two == Complaint("stock.denied.serial_one"))
        // Once it has left, it may come back.
        try await world.move(.issue, "S-1", 1, from: store, serial: "A7")
        try await world.receive("S-1", 1, at: other, serial: "A7")
        let lies = try await world.onHand("S-1", at: other)
        #expect(lies == 1)
    }

    @Test("a serial moves to a place that was made later, and back to one that was made before")
    func serialMoves() async throws {
        let world = try await World()
        try await world.addPart("S-1", tracking: .serial)
        let store = try await world.addPlace(.central, "C1")
        let other = try await world.addPlace(.central, "C2")
        try await world.receive("S-1", 1, at: store, serial: "A7")
        for (from, to) in [(store, other), (other, store)] {
            let number = try await world.move(.transfer, "S-1", 1, from: from, to: to, serial: "A7")
            try await take(number, [:], by: .storekeeper, world)
            let (left, came) = (try await world.onHand("S-1", at: from), try await world.onHand("S-1", at: to))
            #expect(left == 0 && came == 1)
        }
        let problems = try await world.stockProblems()
        #expect(problems == [])
    }

    private func take(_ number: String, _ counts: [Int: Int64], by role: Role, _ world: World) async throws {
        let actor = try await world.member(role)
        try await world.arman.write { tx in
            let paper = try PaperList.find(number, .company, tx)
            try PaperDeedStore.receive(paper, at: paper.version, counts: counts, by: actor, in: world.arman, tx)
        }
    }

    @Test("a dealer who sends back more than he has hears nothing of what lies with others")
    func sight() async throws {
        let (world, store) = try await standing()
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        let manager = try await world.member(.dealerManager)
        let complaint = try await refused {
            try await world.arman.write { tx in
                let paper = NewPaper(
                    kind: .transfer, from: try StockPlaceList.find(sub, .company, tx),
                    to: try StockPlaceList.find(store, .company, tx), day: world.arman.clock.day(of: tx.now),
                    lines: [try World.line("P-1", 2, tx)])
                _ = try PaperStore.add(paper, by: manager, in: world.arman, tx)
            }
        }
        #expect(complaint == Complaint("stock.denied.short_here", "S1", "0", ""))
    }

    @Test("a paper and its reversal are nothing, and it is taken back once")
    func reversal() async throws {
        let (world, store) = try await standing()
        let number = try await world.receive("P-1", 5, at: store, cost: 4_000)
        let before = try await world.worth("P-1")
        #expect(before == StockWorth(quantity: 15, value: 30_000))
        try await reverse(number, world)
        let (after, lies) = (try await world.worth("P-1"), try await world.onHand("P-1", at: store))
        #expect(after == StockWorth(quantity: 10, value: 10_000) && lies == 10)
        await #expect(throws: Refusal.self) { try await reverse(number, world) }
        let problems = try await world.stockProblems()
        #expect(problems == [])
    }

    private func reverse(_ number: String, _ world: World) async throws {
        let manager = try await world.member(.stockManager)
        try await world.arman.write { tx in
            let paper = try PaperList.find(number, .company, tx)
            try PaperDeedStore.reverse(
                paper, at: paper.version, because: "اشتباه", by: manager, in: world.arman, tx)
        }
    }

    @Test("a receipt of what was given out meanwhile cannot be taken back")
    func spent() async throws {
        let (world, store) = try await standing()
        let number = try await world.receive("P-1", 5, at: store)
        try await world.move(.issue, "P-1", 12, from: store)
        await #expect(throws: Complaint("stock.denied.short_nowhere", "C1", "3", "")) {
            try await reverse(number, world)
        }
        let lies = try await world.onHand("P-1", at: store)
        #expect(lies == 3)
    }

    @Test("nothing is dated on a closed day, nor on one on which there was not so much")
    func days() async throws {
        let (world, store) = try await standing()
        let today = world.arman.clock.day(of: world.time.now)
        let earlier = try await refused {
            try await world.move(.issue, "P-1", 1, from: store, on: today.adding(days: -1))
        }
        #expect(earlier == Complaint("stock.denied.earlier"))
        let admin = try await world.person(.administrator)
        try await world.arman.write { tx in
            var setting = try StockSetting(tx)
            setting.closedOn = today.adding(days: -3)
            try setting.set(by: admin, tx)
        }
        await #expect(throws: Complaint("stock.denied.closed")) {
            try await world.receive("P-1", 1, at: store, on: today.adding(days: -3))
        }
        try await world.receive("P-1", 1, at: store, on: today.adding(days: -2))
        try await world.move(.issue, "P-1", 1, from: store, on: today.adding(days: -1))
    }

    @Test("a transfer lies in transit until it is received, and changes no value")
    func transfer() async throws {
        let (world, store) = try await standing()
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        let number = try await world.move(.transfer, "P-1", 6, from: store, to: sub)
        let transit = try await world.arman.read { try PlaceStore.single(.transit, $0).id }
        let (there, under, here) = (
            try await world.onHand("P-1", at: store), try await world.onHand("P-1", at: transit),
            try await world.onHand("P-1", at: sub)
        )
        #expect(there == 4 && under == 6 && here == 0)
        let manager = try await world.member(.dealerManager)
        try await world.arman.write { tx in
            let paper = try PaperList.find(number, .company, tx)
            try PaperDeedStore.receive(
                paper, at: paper.version, counts: [1: 5], by: manager, in: world.arman, tx)
        }
        let (came, left, worth) = (
            try await world.onHand("P-1", at: sub), try await world.onHand("P-1", at: transit),
            try await world.worth("P-1")
        )
        #expect(came == 5 && left == 1 && worth == StockWorth(quantity: 10, value: 10_000))
        let gaps = try await world.arman.read { try GapList.all("g.settled_at IS NULL", $0) }
        #expect(gaps.map(\.kind) == [.short] && gaps.map(\.quantity) == [1])
        await #expect(throws: Complaint("stock.denied.own")) {
            try await world.arman.write { tx in
                try GapStore.settle(gaps[0], .lost, note: "", by: manager, in: world.arman, tx)
            }
        }
        let keeper = try await world.member(.stockManager)
        try await world.arman.write { tx in
            try GapStore.settle(gaps[0], .lost, note: "", by: keeper, in: world.arman, tx)
        }
        let (rest, problems) = (try await world.worth("P-1"), try await world.stockProblems())
        #expect(rest == StockWorth(quantity: 9, value: 9_000) && problems == [])
    }

    @Test("a dealer's store holds no more by value than its limit, what is under way to it counted")
    func limit() async throws {
        let (world, store) = try await standing()
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100", limit: 5_000)
        let first = try await world.move(.transfer, "P-1", 4, from: store, to: sub)
        let over = try await overLimit { try await world.move(.transfer, "P-1", 2, from: store, to: sub) }
        // The storekeeper does not see what parts cost.
        #expect(over.place == "S1" && over.amounts == nil)
        let second = try await world.move(.transfer, "P-1", 1, from: store, to: sub)
        for number in [first, second] { try await take(number, [:], by: .dealerManager, world) }
        let lies = try await world.onHand("P-1", at: sub)
        #expect(lies == 5)
        let manager = try await world.member(.stockManager)
        let seen = try await overLimit {
            try await world.arman.write { tx in
                try tx.execute("UPDATE stock_place SET value_limit = 4999 WHERE id = \(sub)")
                try StockLimit.check(StockPlaceList.find(sub, .company, tx), for: manager, .irr, tx)
            }
        }
        #expect(seen.amounts?.limit == Money(4_999) && seen.amounts?.sum == Money(5_000))
    }

    private func overLimit(_ work: () async throws -> Void) async throws -> OverLimit {
        do { try await work() } catch let over as OverLimit { return over }
        Issue.record("it was not refused")
        return OverLimit(place: "", amounts: nil)
    }

    @Test("what the dearest parts are worth is added up without an overflow")
    func dear() async throws {
        let world = try await World()
        try await world.addPart("P-1")
        let store = try await world.addPlace(.central, "C1")
        try await world.receive("P-1", 1_000_000, at: store, cost: 1_000_000_000)
        let worth = try await world.arman.read { try StockPlaceList.worth(of: store, $0) }
        #expect(worth == StockWorth.most)
    }

    @Test("a part that turned out to be another moves as the other, and one that stands on a paper stays itself")
    func merged() async throws {
        let (world, store) = try await standing()
        let gone = try await world.addPart("OLD-1")
        let kept: ID<SparePart> = try await world.arman.read { try #require(try PartCodeStore.part("P-1", $0)) }
        try await world.arman.write {
            _ = try $0.execute("UPDATE spare_part SET merged_into_id = \(kept), is_retired = 1 WHERE id = \(gone)")
        }
        try await world.receive("OLD-1", 3, at: store)
        let lies = try await world.onHand("P-1", at: store)
        #expect(lies == 13)
        let other = try await world.addPart("W-1")
        _ = try await world.write(.writeOff) { tx in
            NewPaper(
                kind: .writeOff, from: try StockPlaceList.find(store, .company, tx),
                to: try PlaceStore.single(.loss, tx), day: world.arman.clock.day(of: tx.now),
                lines: [try World.line("W-1", 1, tx)])
        }
        await #expect(throws: FieldRefusal.self) {
            try await world.arman.write { try PartSlots.merge(other, into: kept, $0) }
        }
    }

    @Test("whatever moves, what lies where and what it is worth is the sum of the movements")
    func sums() async throws {
        let world = try await World()
        var chance = Chance(state: 14)
        var places: [ID<StockPlace>] = []
        for code in ["A", "B", "C"] { places.append(try await world.addPlace(.central, code)) }
        places.append(try await world.addPlace(.sub, "S1", dealer: "D100"))
        for code in ["P-1", "P-2"] { try await world.addPart(code) }
        for _ in 1...60 {
            let (part, count) = (
                ["P-1", "P-2"].randomElement(using: &chance) ?? "", Int64.random(in: 1...9, using: &chance)
            )
            let from = try #require(places.randomElement(using: &chance))
            let to = try #require(places.randomElement(using: &chance))
            do {
                switch Int.random(in: 0...3, using: &chance) {
                case 0: try await world.receive(part, count, at: to, cost: Int64.random(in: 0...9_999, using: &chance))
                case 1: try await world.move(.issue, part, count, from: from)
                case 2: try await world.move(.transfer, part, count, from: from, to: to)
                default:
                    let numbers = try await world.arman.read {
                        try $0.list(
                            "SELECT number FROM stock_paper WHERE state <> 'reversed' ORDER BY id", as: String.self)
                    }
                    if let number = numbers.randomElement(using: &chance) { try await reverse(number, world) }
                }
            } catch is RefusedLines {
            } catch is Complaint {}
        }
        let (problems, rows) = (
            try await world.stockProblems(), try await world.number("SELECT count(*) FROM stock_movement")
        )
        #expect(problems == [])
        #expect(rows > 20)
    }
}
