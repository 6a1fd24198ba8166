import Base
import Database
import Domain
import Testing
import Web

@testable import Ground
@testable import House
@testable import Stock

@Suite("Counts of the warehouse")
struct CountTests {
    struct Standing: Sendable {
        let world: World
        let store: ID<StockPlace>
        let keeper: Actor
        let other: Actor
        let manager: Actor
    }

    /// Ten of P-1 at 1,000 each and a hundred of P-2 at 10 in a central store.
    private func standing() async throws -> Standing {
        let world = try await World()
        try await world.addPart("P-1")
        try await world.addPart("P-2")
        let store = try await world.addPlace(.central, "C1")
        try await world.receive("P-1", 10, at: store)
        try await world.receive("P-2", 100, at: store, cost: 10)
        return Standing(
            world: world, store: store, keeper: try await world.member(.storekeeper),
            other: try await world.member(.reception), manager: try await world.member(.stockManager))
    }

    @Test(
        "equal lines write nothing, blank ones stay as they are, and what differs is posted once it is closed by another"
    )
    func closing() async throws {
        let all = try await standing()
        let (world, number) = (all.world, try await all.world.openCount(of: all.store))
        try await world.addPart("P-3")
        try await world.receive("P-3", 7, at: all.store)
        await #expect(throws: Complaint("stock.count.nothing")) { try await world.handIn(number, by: all.keeper) }
        try await world.count("P-1", .number(9), in: number, by: all.keeper)
        try await world.count("P-2", .number(100), in: number, by: all.keeper)
        let before = try await world.number("SELECT count(*) FROM stock_movement")
        try await world.handIn(number, by: all.keeper)
        #expect(try await world.countState(number) == .counted)
        await #expect(throws: Complaint("stock.denied.own")) { try await world.close(number, by: all.keeper) }
        try await world.close(number, by: all.manager)
        let (rows, lies, left, problems) = (
            try await world.number("SELECT count(*) FROM stock_movement") - before,
            try await world.onHand("P-1", at: all.store), try await world.onHand("P-3", at: all.store),
            try await world.stockProblems()
        )
        #expect(rows == 1 && lies == 9 && left == 7 && problems == [])
        let worth = try await world.worth("P-1")
        #expect(worth == StockWorth(quantity: 9, value: 9_000))
        let yesterday = world.arman.clock.day(of: world.time.now).adding(days: -1)
        await #expect(throws: Complaint("stock.denied.counted")) {
            try await world.receive("P-1", 1, at: all.store, on: yesterday)
        }
        try await world.receive("P-1", 1, at: all.store)
    }

    @Test("what moves before a line is counted, between counting and closing, and while it is counted is no difference")
    func movement() async throws {
        let all = try await standing()
        let (world, number) = (all.world, try await all.world.openCount(of: all.store))
        try await world.move(.issue, "P-1", 3, from: all.store)
        // Seven lie there; he sees six.
        try await world.count("P-1", .number(6), in: number, by: all.keeper)
        try await world.receive("P-1", 5, at: all.store)
        // Who sends the same page again counts at no other moment.
        try await world.count("P-1", .number(6), in: number, by: all.keeper)
        try await world.count("P-2", .number(100), in: number, by: all.keeper)
        try await world.move(.issue, "P-2", 40, from: all.store)
        let moved = try await world.arman.read { tx in
            let count = try StockCountList.find(number, .company, tx)
            let lines = try StockCountList.all("l.count_id = \(count.id)", tx)
            return try StockCountList.moved(lines, in: count, tx).values.map { [$0.came, $0.went] }.sorted {
                $0[0] < $1[0]
            }
        }
        #expect(moved == [[0, 40], [5, 3]])
        try await world.handIn(number, by: all.keeper)
        #expect(try await world.countState(number) == .second)
        try await world.count("P-1", .number(11), in: number, by: all.other)
        try await world.handIn(number, by: all.other)
        try await world.close(number, by: all.manager)
        let (one, two, problems) = (
            try await world.onHand("P-1", at: all.store), try await world.onHand("P-2", at: all.store),
            try await world.stockProblems()
        )
        #expect(one == 11 && two == 60 && problems == [])
    }

    @Test("what differs by too much is counted a second time, by another person, and that holds")
    func second() async throws {
        let all = try await standing()
        let (world, number) = (all.world, try await all.world.openCount(of: all.store))
        try await world.arman.write { tx in
            try CountSetting.set(CountLimits(value: 5_000, share: nil), by: all.manager.person, tx)
        }
        try await world.count("P-1", .number(4), in: number, by: all.keeper)
        try await world.count("P-2", .number(1), in: number, by: all.keeper)
        try await world.handIn(number, by: all.keeper)
        let marked: [String] = try await world.arman.read {
            try $0.list(
                """
                SELECT s.code FROM stock_count_line l JOIN spare_part s ON s.id = l.part_id WHERE l.must_repeat = 1
                """)
        }
        #expect(marked == ["P-1"])
        await #expect(throws: Complaint("stock.count.second_left", "1")) {
            try await world.handIn(number, by: all.other)
        }
        await #expect(throws: RefusedLines.self) {
            try await world.count("P-1", .number(4), in: number, by: all.keeper)
        }
        await #expect(throws: RefusedLines.self) {
            try await world.count("P-2", .number(2), in: number, by: all.other)
        }
        try await world.count("P-1", .number(10), in: number, by: all.other)
        try await world.handIn(number, by: all.other)
        await #expect(throws: Complaint("stock.denied.own")) { try await world.close(number, by: all.other) }
        try await world.close(number, by: all.manager)
        let (one, two, problems) = (
            try await world.onHand("P-1", at: all.store), try await world.onHand("P-2", at: all.store),
            try await world.stockProblems()
        )
        #expect(one == 10 && two == 1 && problems == [])
    }

    @Test("the engine itself takes no second count of the same person, and no closing by whoever handed it in")
    func engine() async throws {
        let all = try await standing()
        let (world, number) = (all.world, try await all.world.openCount(of: all.store))
        try await world.count("P-1", .number(4), in: number, by: all.keeper)
        try await world.handIn(number, by: all.keeper)
        let keeper = all.keeper.person
        await #expect(throws: DatabaseFault.self) {
            try await world.arman.write {
                try $0.execute(
                    "UPDATE stock_count_line SET second_quantity = 1, second_book = 1, second_by = \(keeper) WHERE first_by = \(keeper)"
                )
            }
        }
        await #expect(throws: DatabaseFault.self) {
            try await world.arman.write {
                try $0.execute("UPDATE stock_count SET closed_by = \(keeper), closed_at = 1 WHERE number = \(number)")
            }
        }
    }

    @Test("of two who close a count at once one closes it, and it is posted once")
    func race() async throws {
        let all = try await standing()
        let (world, number) = (all.world, try await all.world.openCount(of: all.store))
        try await world.count("P-2", .number(99), in: number, by: all.keeper)
        try await world.handIn(number, by: all.keeper)
        let version = try await world.arman.read { try StockCountList.find(number, .company, $0).version }
        let arman = world.arman
        let done = await withTaskGroup(of: Bool.self) { group in
            for closer in [all.manager, all.other] {
                group.addTask {
                    do {
                        try await arman.write { tx in
                            let count = try StockCountList.find(number, .company, tx)
                            try CountDeedStore.close(count, at: version, charges: false, by: closer, in: arman, tx)
                        }
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        let (rows, lies, problems) = (
            try await world.number("SELECT count(*) FROM stock_movement WHERE count_id IS NOT NULL"),
            try await world.onHand("P-2", at: all.store), try await world.stockProblems()
        )
        #expect(done.count { $0 } == 1 && rows == 1 && lies == 99 && problems == [])
    }

    @Test("what is followed by serials is counted by them: one that is missing and one that is found are two movements")
    func serials() async throws {
        let all = try await standing()
        let world = all.world
        try await world.addPart("S-1", tracking: .serial)
        for serial in ["A1", "A2", "A3"] { try await world.receive("S-1", 1, at: all.store, serial: serial) }
        let number = try await world.openCount(of: all.store)
        // Until he says that these are all, nothing is said of the others.
        try await world.count("S-1", .serials(["A1", "B9"], isAll: false), in: number, by: all.keeper)
        await #expect(throws: Complaint("stock.count.nothing")) { try await world.handIn(number, by: all.keeper) }
        try await world.count("S-1", .serials(["A1", "A3", "B9"], isAll: true), in: number, by: all.keeper)
        try await world.handIn(number, by: all.keeper)
        #expect(try await world.countState(number) == .second)
        try await world.count("S-1", .serials(["A1", "A3", "B9"], isAll: true), in: number, by: all.other)
        try await world.handIn(number, by: all.other)
        try await world.close(number, by: all.manager)
        let lie: [String] = try await world.arman.read {
            try $0.list("SELECT serial FROM stock_balance WHERE serial <> '' AND quantity > 0 ORDER BY serial")
        }
        let problems = try await world.stockProblems()
        #expect(lie == ["A1", "A3", "B9"] && problems == [])
    }

    @Test("a serial that lies elsewhere by the books is found here by nobody before it is brought here")
    func elsewhere() async throws {
        let all = try await standing()
        let world = all.world
        try await world.addPart("S-1", tracking: .serial)
        let place = try await world.addPlace(.central, "C2")
        try await world.receive("S-1", 1, at: all.store, serial: "A1")
        try await world.receive("S-1", 1, at: place, serial: "A2")
        let number = try await world.openCount(of: all.store)
        try await world.arman.write { tx in
            try CountSetting.set(CountLimits(value: nil, share: nil), by: all.manager.person, tx)
        }
        try await world.count("S-1", .serials(["A1", "A2"], isAll: true), in: number, by: all.keeper)
        try await world.handIn(number, by: all.keeper)
        do {
            try await world.close(number, by: all.manager)
            Issue.record("it was closed")
        } catch let refused as RefusedCount {
            #expect(Array(refused.complaints.values) == [Complaint("stock.denied.serial_there", "A2")])
        }
        #expect(try await world.countState(number) == .counted)
    }

    @Test("a place is under one count at a time, with its shelves")
    func taken() async throws {
        let all = try await standing()
        let world = all.world
        let shelf = try await world.arman.write { tx in
            try PlaceStore.add(
                PlaceFacts(code: "C1-A", names: BothNames(fa: "", en: ""), kind: .shelf, parent: all.store), by: nil, tx
            )
        }
        try await world.receive("P-1", 4, at: shelf)
        let number = try await world.openCount(of: shelf)
        await #expect(throws: Complaint("stock.count.taken", number)) { try await world.openCount(of: all.store) }
        try await world.arman.write { tx in
            let count = try StockCountList.find(number, .company, tx)
            try CountStore.move(count, at: count.version, .cancel, by: all.manager.person, tx)
        }
        let whole = try await world.openCount(of: all.store)
        let lines = try await world.arman.read { tx in
            let count = try StockCountList.find(whole, .company, tx)
            return try StockCountList.all("l.count_id = \(count.id)", tx).map { "\($0.placeCode) \($0.part.code)" }
        }
        #expect(lines == ["C1 P-1", "C1 P-2", "C1-A P-1"])
    }

    @Test("a class of use is counted alone: what is used most is A, and what nobody uses is C")
    func classes() async throws {
        let all = try await standing()
        let world = all.world
        try await world.move(.issue, "P-1", 2, from: all.store)
        for (wanted, codes) in [(PartClass.a, ["P-1"]), (.b, []), (.c, ["P-2"])] {
            let number = try await world.openCount(of: all.store, scope: .partClass, partClass: wanted)
            let lines = try await world.arman.write { tx in
                let count = try StockCountList.find(number, .company, tx)
                try CountStore.move(count, at: count.version, .cancel, by: all.manager.person, tx)
                return try StockCountList.all("l.count_id = \(count.id)", tx).map(\.part.code)
            }
            #expect(lines == codes, "\(wanted)")
        }
    }

    @Test("an empty place is counted too: what is found there comes into the books")
    func found() async throws {
        let all = try await standing()
        let world = all.world
        let place = try await world.addPlace(.central, "C2")
        let number = try await world.openCount(of: place)
        try await world.arman.write { tx in
            let count = try StockCountList.find(number, .company, tx)
            let part = try #require(try StockPartList.scanned("p1", tx))
            let here = try StockPlaceList.find(place, .company, tx)
            for _ in 1...2 {
                _ = try CountScan.add(
                    ScanForm(FormBody(["part": "p1"])), part, 12, "", at: here, of: count, by: all.keeper, tx)
            }
        }
        try await world.handIn(number, by: all.keeper)
        try await world.count("P-1", .number(24), in: number, by: all.other)
        try await world.handIn(number, by: all.other)
        try await world.close(number, by: all.manager)
        let (lies, worth, problems) = (
            try await world.onHand("P-1", at: place), try await world.worth("P-1"), try await world.stockProblems()
        )
        #expect(lies == 24 && worth == StockWorth(quantity: 34, value: 34_000) && problems == [])
    }

    @Test("what is short at a dealer's waits in his account for a second person, and is no row of it before")
    func charge() async throws {
        let all = try await standing()
        let world = all.world
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        try await world.receive("P-1", 10, at: sub)
        let number = try await world.openCount(of: sub)
        try await world.count("P-1", .number(9), in: number, by: try await world.member(.dealerManager))
        try await world.handIn(number, by: try await world.member(.dealerManager))
        try await world.close(number, charges: true, by: all.manager)
        let rows = try await world.arman.read { tx in
            try tx.rows("SELECT kind, amount, state, made_by FROM account_row").map {
                "\(try $0("kind") as String) \(try $0("amount") as Int64) \(try $0("state") as String)"
            }
        }
        let (entries, problems) = (
            try await world.number("SELECT count(*) FROM ledger_entry"), try await world.stockProblems()
        )
        #expect(rows == ["part_charge -1000 waiting"] && entries == 0 && problems == [])
    }
}
