import Database
import Domain
import Testing

@testable import Ground
@testable import Stock
@testable import Work

@Suite("What is kept back for requests")
struct ReservationTests {
    /// Ten of P-1 in a central store, a sub-store of the first dealer, and his accepted job.
    private func standing(
        _ quantity: Int64 = 10
    ) async throws -> (world: World, store: ID<StockPlace>, sub: ID<StockPlace>, job: String) {
        let world = try await World()
        try await world.addPart("P-1")
        let store = try await world.addPlace(.central, "C1")
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        try await world.receive("P-1", quantity, at: store)
        return (world, store, sub, try await world.acceptedJob())
    }

    private func refused(_ work: () async throws -> Void) async throws -> Complaint? {
        do { try await work() } catch let refused as RefusedLines { return refused.complaints[1] }
        return nil
    }

    @Test("is approved for a job, is shown and told in refusals, and is used up by the request's own transfer")
    func held() async throws {
        let (world, store, sub, job) = try await standing()
        let other = try await world.addPlace(.central, "C2")
        try await world.receive("P-1", 4, at: other)
        let number = try await world.ask([("P-1", 6)], to: sub, for: job)
        try await world.approve(number, from: store)
        let kept = try await world.stock("P-1", at: store)
        #expect(kept == FreeStock(onHand: 10, reserved: 6) && kept.free == 4)
        for kind in [PaperKind.issue, .transfer] {
            let complaint = try await refused {
                try await world.move(kind, "P-1", 5, from: store, to: kind == .transfer ? sub : nil)
            }
            #expect(complaint == Complaint("stock.denied.kept_rest", "C1", "10", "6", "4", "C2: 4"))
        }
        try await world.move(.issue, "P-1", 4, from: store)
        try await world.pick(number, [1: [RequestPick(quantity: 6)]])
        let paper = try await world.sendRequest(number)
        let (left, row) = (try await world.stock("P-1", at: store), try await world.request(number))
        #expect(left == FreeStock() && row.state == .sent && row.paperNumber == paper)
        let problems = try await world.stockProblems()
        #expect(problems == [])
    }

    @Test("is kept for as many days as the company has set, which its history tells")
    func setting() async throws {
        let (world, store, sub, job) = try await standing()
        let number = try await world.ask([("P-1", 6)], to: sub, for: job)
        try await world.browse(as: .administrator) { browser in
            let fields = [("stock", "1"), ("closed_on", ""), ("return_days", "14")]
            let wrong = try await browser.post("/arman/settings/stock", fields + [("kept_days", "0")])
            #expect(wrong.status == .unprocessableContent)
            let saved = try await browser.post("/arman/settings/stock", fields + [("kept_days", "۵")])
            #expect(saved.status == .seeOther, "\(saved.text)")
            let page = try await browser.get("/arman/settings/stock").text
            #expect(page.contains("مدت نگهداری رزرو") && page.contains("name=\"kept_days\" type=\"text\" value=\"5\""))
        }
        try await world.browse(as: .stockManager) { browser in
            let path = "/arman/stock/requests/\(number)"
            let approved = try await browser.post(
                path + "/approval", [("version", "1"), ("from", store.description), ("approved1", "6")])
            #expect(approved.status == .seeOther, "\(approved.text)")
        }
        let today = try await world.arman.read { world.arman.clock.day(of: $0.now) }
        #expect(try await world.request(number).until == today.adding(days: 5))
    }

    @Test("is told in the same words where an approval finds too little")
    func approval() async throws {
        let (world, store, sub, job) = try await standing(3)
        let (one, two) = (
            try await world.ask([("P-1", 2)], to: sub, for: job), try await world.ask([("P-1", 2)], to: sub, for: job)
        )
        try await world.approve(one, from: store)
        let complaint = try await refused { try await world.approve(two, from: store) }
        #expect(complaint == Complaint("stock.denied.kept", "C1", "3", "2", "1", ""))
        let state = try await world.request(two).state
        #expect(state == .asked)
        try await world.approve(two, from: store, [1: 1])
        let kept = try await world.stock("P-1", at: store)
        #expect(kept == FreeStock(onHand: 3, reserved: 3))
    }

    @Test("of two approvals of the last piece at once one is done and one refused")
    func race() async throws {
        let (world, store, sub, job) = try await standing(1)
        var numbers: [String] = []
        for _ in 1...2 { numbers.append(try await world.ask([("P-1", 1)], to: sub, for: job)) }
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in numbers {
                group.addTask {
                    do {
                        try await world.approve(number, from: store)
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.count { $0 } == 1)
        let kept = try await world.stock("P-1", at: store)
        #expect(kept == FreeStock(onHand: 1, reserved: 1))
    }

    @Test("of an approval and an issue of the last piece at once one is done and one refused")
    func raceWithIssue() async throws {
        let (world, store, sub, job) = try await standing(1)
        let number = try await world.ask([("P-1", 1)], to: sub, for: job)
        let results = await withTaskGroup(of: Bool.self) { group in
            for isIssue in [true, false] {
                group.addTask {
                    do {
                        if isIssue {
                            try await world.move(.issue, "P-1", 1, from: store)
                        } else {
                            try await world.approve(number, from: store)
                        }
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.count { $0 } == 1)
        let kept = try await world.stock("P-1", at: store)
        #expect(kept.reserved <= kept.onHand && (kept.onHand == 0) == (kept.reserved == 0))
    }

    @Test("holds to the end of its last day, is free from then on, and falls away by the sweep with a line of history")
    func lapses() async throws {
        let (world, store, sub, job) = try await standing(2)
        let number = try await world.ask([("P-1", 2)], to: sub, for: job)
        try await world.approve(number, from: store, days: 3)
        world.time.move(seconds: 3 * 86_400)
        let last = try await world.stock("P-1", at: store)
        #expect(last.free == 0)
        world.time.move(seconds: 86_400)
        let over = try await world.stock("P-1", at: store)
        #expect(over == FreeStock(onHand: 2, reserved: 0))
        for expected in [1, 0] {
            let gone = try await world.arman.write { try ReservationStore.sweep(500, $0) }
            #expect(gone == expected)
        }
        let (open, events) = (
            try await world.number("SELECT count(*) FROM stock_reservation WHERE ended_at IS NULL"),
            try await world.number("SELECT count(*) FROM event WHERE kind = 'reservation_over'")
        )
        #expect(open == 0 && events == 1)
        // It is still approved, and picked where it is still free.
        try await world.pick(number, [1: [RequestPick(quantity: 2)]])
        let again = try await world.stock("P-1", at: store)
        #expect(again.reserved == 2)
    }

    @Test("is given up with goods that are lost, the last one first, and its request says so")
    func lost() async throws {
        let (world, store, sub, job) = try await standing(5)
        var numbers: [String] = []
        for count in [2, 3] as [Int64] {
            let number = try await world.ask([("P-1", count)], to: sub, for: job)
            try await world.approve(number, from: store)
            numbers.append(number)
        }
        let paper = try await world.move(.writeOff, "P-1", 2, from: store)
        let manager = try await world.member(.stockManager)
        try await world.arman.write { tx in
            let row = try PaperList.find(paper, .company, tx)
            try PaperDeedStore.confirm(row, at: row.version, by: manager, in: world.arman, tx)
        }
        let kept = try await world.stock("P-1", at: store)
        #expect(kept == FreeStock(onHand: 3, reserved: 3))
        let all = numbers
        let counts = try await world.arman.read { tx in
            try all.map { number in
                try tx.value(
                    """
                    SELECT r.quantity FROM stock_reservation r JOIN part_request q ON q.id = r.request_id
                    WHERE q.number = \(number) AND r.ended_at IS NULL
                    """) ?? 0 as Int64
            }
        }
        #expect(counts == [2, 1])
        let (events, problems) = (
            try await world.number("SELECT count(*) FROM event WHERE kind = 'reservation_lost'"),
            try await world.stockProblems()
        )
        #expect(events == 1 && problems == [])
    }

    @Test("a request to fill a place up keeps nothing back until it is picked")
    func fill() async throws {
        let (world, store, sub, _) = try await standing(2)
        let number = try await world.ask([("P-1", 2)], to: sub)
        try await world.approve(number, from: store)
        let before = try await world.stock("P-1", at: store)
        #expect(before.reserved == 0)
        try await world.pick(number, [1: [RequestPick(quantity: 1)]])
        let after = try await world.stock("P-1", at: store)
        #expect(after == FreeStock(onHand: 2, reserved: 1))
    }

    @Test("whatever is done, never more is kept back than lies there, and the pages show the sum of what is open")
    func property() async throws {
        let (world, store, sub, job) = try await standing(20)
        var chance = Chance(state: 14)
        var numbers: [String] = []
        for step in 1...60 {
            let count = Int64.random(in: 1...5, using: &chance)
            let number = numbers.randomElement(using: &chance)
            // Most of it is refused somewhere: what holds must hold after that too.
            switch Int.random(in: 0...6, using: &chance) {
            case 0:
                numbers.append(
                    try await world.ask([("P-1", count)], to: sub, for: Bool.random(using: &chance) ? job : nil))
            case 1: if let number { try? await world.approve(number, from: store) }
            case 2: if let number { try? await world.pick(number, [1: [RequestPick(quantity: count)]]) }
            case 3: if let number { _ = try? await world.sendRequest(number) }
            case 4: _ = try? await world.move(.issue, "P-1", count, from: store)
            case 5: try await world.receive("P-1", count, at: store)
            default: world.time.move(seconds: 86_400)
            }
            let kept = try await world.stock("P-1", at: store)
            #expect(kept.reserved <= kept.onHand, "step \(step)")
        }
        let (kept, shown, sum) = (
            try await world.stock("P-1", at: store),
            try await world.arman.read { tx in
                try StockList.slice(
                    StockFilter(Asked(query: "place=\(store)")), .company, on: world.arman.clock.day(of: tx.now), tx
                ).lines.first
            },
            try await world.arman.read { tx in
                let known = try #require(try StockPartList.find(["P-1"], tx)[PartCode.key("P-1")])
                return try FreeStockList.reservations(
                    of: known.id, at: store, on: world.arman.clock.day(of: tx.now), tx
                ).reduce(0) { $0 + $1.quantity }
            }
        )
        #expect(shown.map { $0.quantity } ?? 0 == kept.onHand && shown.map { $0.reserved } ?? 0 == kept.reserved)
        #expect(sum == kept.reserved)
        let problems = try await world.stockProblems()
        #expect(problems == [])
    }
}
