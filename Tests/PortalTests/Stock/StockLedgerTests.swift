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
        #expect(complaint == Complaint("stock.denied.short", "C1", "10", "0", "C2: 4"))
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
        let (world, _) = try await standing()
        await #expect(throws: DatabaseFault.self) {
            try await world.arman.write { try $0.execute("UPDATE stock_balance SET quantity = quantity - 11") }
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
        let manager = try await world.person(.stockManager)
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
        await #expect(throws: Complaint("stock.denied.short_nowhere", "C1", "3", "0", "")) {
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
        let manager = try await world.person(.dealerManager)
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
        let keeper = try await world.person(.stockManager)
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
        try await world.move(.transfer, "P-1", 4, from: store, to: sub)
        await #expect(throws: Complaint("stock.denied.limit", "S1", "5000", "6000")) {
            try await world.move(.transfer, "P-1", 2, from: store, to: sub)
        }
        try await world.move(.transfer, "P-1", 1, from: store, to: sub)
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
