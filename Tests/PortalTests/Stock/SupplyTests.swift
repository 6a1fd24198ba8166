import Database
import Domain
import Testing

@testable import Ground
@testable import Stock
@testable import Work

@Suite("What places want more of, and what nobody uses")
struct SupplyTests {
    private func standing() async throws -> (world: World, store: ID<StockPlace>, sub: ID<StockPlace>) {
        let world = try await World()
        for code in ["P-1", "P-2"] { try await world.addPart(code) }
        let store = try await world.addPlace(.central, "C1")
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        for code in ["P-1", "P-2"] { try await world.receive(code, 20, at: store) }
        return (world, store, sub)
    }

    private func proposals(
        for place: ID<StockPlace>, days: Int = 90, _ world: World
    ) async throws -> [String: Replenishment] {
        try await world.arman.read { tx in
            let row = try StockPlaceList.find(place, .company, tx)
            let rows = try SupplyList.proposals(for: row, days: days, on: world.arman.clock.day(of: tx.now), tx)
            return Dictionary(uniqueKeysWithValues: rows.map { ($0.part.code, $0.need) })
        }
    }

    @Test("a place is filled up by its order points and its use, and what is on its way or asked for counts")
    func proposed() async throws {
        let (world, store, sub) = try await standing()
        try await world.receive("P-2", 9, at: sub)
        try await world.browse(as: .storekeeper) { browser in
            let path = "/arman/stock/places/\(sub)/levels"
            let page = try await browser.get(path)
            #expect(page.status == .ok)
            let unknown = try await browser.post(path, [("part", "X-9"), ("minimum", "1")])
            #expect(unknown.status == .unprocessableContent && unknown.text.contains("X-9"))
            let set = try await browser.post(path, [("part", "p1"), ("minimum", "2"), ("order_point", "۶")])
            #expect(set.status == .seeOther, "\(set.text)")
            let lead = try await browser.post("/arman/stock/places/\(sub)/lead", [("lead", "9")])
            #expect(lead.status == .seeOther, "\(lead.text)")
            let refused = try await browser.post("/arman/stock/places/\(sub)/lead", [("lead", "999")])
            #expect(refused.status == .unprocessableContent)
            let shown = try await browser.get(path + "?part=P-1").text
            #expect(shown.contains("value=\"6\"") && shown.contains("value=\"9\""))
        }
        // Nine used in ninety days are one in nine.
        try await world.move(.issue, "P-2", 9, from: sub)
        let before = try await proposals(for: sub, world)
        #expect(before["P-1"]?.proposal == 6 && before["P-2"]?.threshold == 1 && before["P-2"]?.proposal == 2)
        _ = try await world.ask([("P-1", 4)], to: sub)
        try await world.move(.transfer, "P-2", 2, from: store, to: sub)
        let after = try await proposals(for: sub, world)
        #expect(after["P-1"]?.proposal == 2 && after["P-1"]?.coming == 4 && after["P-2"] == nil)
    }

    @Test("what was taken back was not used, and of a company's store what it sent counts")
    func used() async throws {
        let (world, store, sub) = try await standing()
        try await world.move(.transfer, "P-1", 9, from: store, to: sub)
        let number = try await world.move(.issue, "P-2", 9, from: store)
        let manager = try await world.member(.stockManager)
        try await world.arman.write { tx in
            let row = try PaperList.find(number, .company, tx)
            try PaperDeedStore.reverse(row, at: row.version, because: "اشتباه", by: manager, in: world.arman, tx)
        }
        let used = try await world.arman.read { tx in
            let place = try StockPlaceList.find(store, .company, tx)
            let day = world.arman.clock.day(of: tx.now)
            return try [day.adding(days: -1), day].map {
                try tx.rows(SupplyList.used(at: place, since: $0)).map { try $0("used") as Int64 }
            }
        }
        #expect(used == [[9], []])
    }

    @Test("a dealer turns what he chooses into one request, and sees his own places alone")
    func ordered() async throws {
        let (world, store, sub) = try await standing()
        let part: Int64 = try await world.arman.write { tx in
            let part = try #require(try StockPartList.find(["P-1"], tx)[PartCode.key("P-1")])
            let place = try StockPlaceList.find(sub, .company, tx)
            try LevelStore.set(
                part, at: place, (0, 6), by: try #require(try tx.value("SELECT min(id) FROM person")), tx)
            return part.id.value
        }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/stock/replenishment").text
            #expect(page.contains("P-1") && page.contains("name=\"quantity\(part)\"") && !page.contains("/levels"))
            #expect(!page.contains("<option value=\"\(store)\""))
            let fields = [("place", sub.description), ("days", "90")]
            let none = try await browser.post("/arman/stock/replenishment", fields)
            #expect(none.status == .unprocessableContent)
            let wrong = try await browser.post(
                "/arman/stock/replenishment", fields + [("part", String(part)), ("quantity\(part)", "x")])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("value=\"x\""))
            let chosen = [("part", String(part)), ("quantity\(part)", "۵")]
            let foreign = try await browser.post(
                "/arman/stock/replenishment", [("place", store.description), ("days", "90")] + chosen)
            #expect(foreign.status == .unprocessableContent)
            let asked = try await browser.post("/arman/stock/replenishment", fields + chosen)
            #expect(asked.location == "/arman/stock/requests/D1405-000001", "\(asked.text)")
        }
        let (row, lines) = (
            try await world.request("D1405-000001"),
            try await world.arman.read {
                try RequestList.lines(of: RequestList.find("D1405-000001", .company, $0).id, $0)
            }
        )
        #expect(row.place == sub && row.job == nil && lines.map(\.quantity) == [5])
    }

    @Test("the fill rate counts the lines that were given in full, of all that were decided")
    func rate() async throws {
        let (world, store, sub) = try await standing()
        let (one, two) = (
            try await world.ask([("P-1", 2), ("P-2", 2)], to: sub), try await world.ask([("P-1", 1)], to: sub)
        )
        _ = try await world.ask([("P-1", 1)], to: sub)
        try await world.approve(one, from: store, [2: 1])
        let manager = try await world.member(.stockManager)
        try await world.arman.write { tx in
            let row = try RequestList.find(two, .company, tx)
            try RequestDeedStore.refuse(row, at: row.version, because: "نیست", by: manager, tx)
        }
        let rates = try await world.arman.read { tx in
            try [tx.now, tx.now.adding(seconds: 1)].map { try SupplyList.fillRate(since: $0, at: sub, tx) }
        }
        #expect(rates == [FillRate(asked: 3, full: 1), FillRate(asked: 0, full: 0)])
    }

    @Test("what nobody used for so long is listed with where it lies, and what moved since is not")
    func idle() async throws {
        let (world, store, _) = try await standing()
        world.time.move(seconds: 200 * 86_400)
        try await world.move(.issue, "P-2", 1, from: store)
        let slices = try await world.arman.read { tx in
            try ["6", "12"].map {
                try IdleList.slice(
                    IdleFilter(Asked(query: "months=\($0)")), on: world.arman.clock.day(of: tx.now), tx
                ).lines
            }
        }
        #expect(slices[0].map(\.part.code) == ["P-1"] && slices[0][0].quantity == 20 && slices[0][0].places == 1)
        #expect(slices[1].isEmpty)
        try await world.browse(as: .stockManager) { browser in
            let page = try await browser.get("/arman/stock/idle?months=6").text
            #expect(page.contains("P-1") && !page.contains("P-2") && page.contains("۲۰٬۰۰۰"))
        }
        try await world.browse(as: .storekeeper) { browser in
            let page = try await browser.get("/arman/stock/idle").text
            #expect(page.contains("P-1") && !page.contains("۲۰٬۰۰۰"))
        }
    }

    @Test("of two parts that turn out to be one, the level of the one that stays holds")
    func merged() async throws {
        let (world, store, sub) = try await standing()
        for code in ["Q-1", "Q-2"] { try await world.addPart(code) }
        let person = try await world.person(.stockManager)
        let levels = try await world.arman.write { tx in
            func part(_ code: String) throws -> StockPart {
                try #require(try StockPartList.find([code], tx)[PartCode.key(code)])
            }
            func set(_ code: String, _ place: ID<StockPlace>, _ point: Int64) throws {
                try LevelStore.set(part(code), at: StockPlaceList.find(place, .company, tx), (0, point), by: person, tx)
            }
            try set("Q-1", sub, 3)
            try set("Q-1", store, 4)
            try set("Q-2", sub, 5)
            let (gone, kept) = (try part("Q-1").id, try part("Q-2").id)
            try PartSlots.merge(gone, into: kept, tx)
            return try [sub, store].map { try SupplyList.level(of: kept, at: $0, tx)?.orderPoint }
        }
        #expect(levels == [5, 4])
    }
}
