import Database
import Domain
import Testing
import Web

@testable import Ground
@testable import Stock

@Suite("Orders to suppliers, and what comes of them")
struct OrderTests {
    private func standing() async throws -> (world: World, store: ID<StockPlace>) {
        let world = try await World()
        for code in ["P-1", "P-2"] { try await world.addPart(code) }
        return (world, try await world.addPlace(.central, "C1"))
    }

    @Test("an order is received by several receipts, at its price, and short and over stand beside what was ordered")
    func received() async throws {
        let (world, store) = try await standing()
        let number = try await world.order([("P-1", 10, 700), ("P-2", 4, nil)], to: store)
        try await world.receive([("P-1", 6)], of: number, at: store)
        var known = try await world.orderLines(number)
        #expect(known.state == .partial && known.counts.map(\.open) == [4, 4])
        #expect(try await world.worth("P-1") == StockWorth(quantity: 6, value: 4_200))
        try await world.receive([("P-1", 5), ("P-2", 4)], of: number, at: store, cost: 900)
        known = try await world.orderLines(number)
        #expect(known.state == .received && known.counts.map(\.over) == [1, 0])
        #expect(try await world.worth("P-1") == StockWorth(quantity: 11, value: 8_700))
        await #expect(throws: Refusal.self) { try await world.receive([("P-1", 1)], of: number, at: store) }
        #expect(try await world.stockProblems().isEmpty)
    }

    @Test("what is not on the order is refused at its line, and nothing of the receipt stays")
    func foreign() async throws {
        let (world, store) = try await standing()
        let number = try await world.order([("P-1", 10, 700)], to: store)
        do {
            try await world.receive([("P-1", 1), ("P-2", 1)], of: number, at: store)
            Issue.record("it was not refused")
        } catch let refused as RefusedLines {
            let said = refused.complaints.map { "\($0.key) \($0.value.key)" }
            #expect(said == ["2 stock.order.foreign"])
        }
        #expect(try await world.onHand("P-1", at: store) == 0)
        #expect(try await world.orderLines(number).state == .ordered)
    }

    @Test("a receipt that is taken back is waited for again")
    func recalled() async throws {
        let (world, store) = try await standing()
        let number = try await world.order([("P-1", 10, 700)], to: store)
        let first = try await world.receive([("P-1", 6)], of: number, at: store)
        try await world.receive([("P-1", 4)], of: number, at: store)
        let manager = try await world.member(.stockManager)
        try await world.arman.write { tx in
            let row = try PaperList.find(first, .company, tx)
            try PaperDeedStore.reverse(row, at: row.version, because: "اشتباه", by: manager, in: world.arman, tx)
        }
        let known = try await world.orderLines(number)
        #expect(known.state == .partial && known.counts == [PurchaseCount(ordered: 10, received: 4)])
        #expect(try await world.onHand("P-1", at: store) == 4)
        #expect(try await world.worth("P-1") == StockWorth(quantity: 4, value: 2_800))
    }

    @Test("a stock manager writes, changes and orders; a keeper receives, and sees no price")
    func pages() async throws {
        let (world, store) = try await standing()
        let fields = [
            ("supplier", "پخش قطعه"), ("place", store.description), ("due", "1405/12/01"), ("code1", "P-1"),
            ("quantity1", "۱۰"), ("price1", "7777"),
        ]
        try await world.browse(as: .stockManager) { browser in
            #expect(try await browser.get("/arman/stock/orders/new").status == .ok)
            let blank = try await browser.post("/arman/stock/orders", [("supplier", "")])
            #expect(blank.status == .unprocessableContent)
            let unknown = try await browser.post("/arman/stock/orders", fields + [("code2", "X-9")])
            #expect(unknown.status == .unprocessableContent && unknown.text.contains("X-9"))
            let twice = try await browser.post("/arman/stock/orders", fields + [("code2", "P-1")])
            #expect(twice.status == .unprocessableContent)
            let more = try await browser.post("/arman/stock/orders", fields + [("more", "1")])
            #expect(more.status == .ok && more.text.contains("name=\"code15\""))
            let added = try await browser.post("/arman/stock/orders", fields)
            #expect(added.location == "/arman/stock/orders/K1405-000001", "\(added.text)")
            let path = "/arman/stock/orders/K1405-000001"
            let edit = try await browser.get(path + "/edit").text
            #expect(edit.contains("value=\"7777\"") && edit.contains("پخش قطعه"))
            let changed = try await browser.post(
                path, fields + [("version", "1"), ("code2", "P-2"), ("quantity2", "3")])
            #expect(changed.location == path, "\(changed.text)")
            let stale = try await browser.post(path, fields + [("version", "1")])
            #expect(stale.status == .conflict)
            let placed = try await browser.post(path + "/placing", [("version", "2")])
            #expect(placed.status == .seeOther, "\(placed.text)")
            #expect(try await browser.get(path + "/edit").location == path)
            let page = try await browser.get(path).text
            #expect(page.contains("۷۷٬۷۷۰") && page.contains("/receipt\""))
            #expect(try await browser.get(path + "/print").text.contains("۷۷٬۷۷۰"))
            let file = try await browser.get("/arman/stock/orders/export?tab=open").text
            #expect(file.contains("K1405-000001") && file.contains("7777") && file.contains("P-2"))
        }
        try await world.browse(as: .storekeeper) { browser in
            let path = "/arman/stock/orders/K1405-000001"
            let page = try await browser.get(path).text
            #expect(page.contains("P-1") && !page.contains("۷٬۷۷۷"))
            #expect(try await browser.post(path + "/placing", [("version", "3")]).status == .forbidden)
            let form = try await browser.get(path + "/receipt").text
            #expect(
                form.contains("value=\"10\"") && !form.contains("7777") && form.contains("action=\"\(path)/receipt\""))
            let came = [("to", store.description), ("reason", "return"), ("code1", "P-1"), ("quantity1", "12")]
            let received = try await browser.post(path + "/receipt", came)
            #expect(received.location == "/arman/stock/papers/R1405-000001", "\(received.text)")
            #expect(try await browser.get("/arman/stock/papers/R1405-000001").text.contains(path))
            let after = try await browser.get(path).text
            #expect(after.contains("R1405-000001"))
        }
        #expect(try await world.worth("P-1") == StockWorth(quantity: 12, value: 12 * 7_777))
        try await world.browse(as: .stockManager) { browser in
            let path = "/arman/stock/orders/K1405-000001"
            #expect(try await browser.post(path + "/ending", [("version", "4")]).status == .unprocessableContent)
            let ended = try await browser.post(path + "/ending", [("version", "4"), ("reason", "نمی‌آید")])
            #expect(ended.status == .seeOther, "\(ended.text)")
        }
        #expect(try await world.orderLines("K1405-000001").state == .closed)
    }

    @Test("an order whose day is over stands under its tab, and before those who keep the store")
    func overdue() async throws {
        let (world, store) = try await standing()
        let number = try await world.order([("P-1", 10, 700)], to: store)
        try await world.browse(as: .storekeeper) { browser in
            let page = try await browser.get("/arman/stock/orders?tab=overdue").text
            #expect(!page.contains(number))
        }
        world.time.move(seconds: 8 * 86_400)
        try await world.browse(as: .storekeeper) { browser in
            #expect(try await browser.get("/arman/stock/orders?tab=overdue").text.contains(number))
            #expect(try await browser.get("/arman").text.contains("/arman/stock/orders?tab=overdue"))
            let file = try await browser.get("/arman/stock/orders/export?tab=overdue").text
            #expect(file.contains(number) && !file.contains("700"))
        }
    }

    @Test("what a store wants becomes a draft for each supplier that is known, and what is ordered is on its way")
    func proposed() async throws {
        let (world, store) = try await standing()
        _ = try await world.order([("P-1", 1, 700)], to: store)
        let ids = try await world.arman.write { tx in
            let place = try StockPlaceList.find(store, .company, tx)
            let person: ID<Person> = try #require(try tx.value("SELECT min(id) FROM person"))
            return try ["P-1", "P-2"].map { code in
                let part = try #require(try StockPartList.find([code], tx)[PartCode.key(code)])
                try LevelStore.set(part, at: place, (0, 6), by: person, tx)
                return part.id.description
            }
        }
        try await world.browse(as: .stockManager) { browser in
            let path = "/arman/stock/replenishment"
            let page = try await browser.get(path + "?place=\(store)").text
            #expect(page.contains("پخش قطعه") && page.contains(path + "/orders"))
            let place = [("place", store.description), ("days", "90")]
            let chosen = ids.flatMap { [("part", $0), ("quantity\($0)", "5")] }
            let refused = try await browser.post(path + "/orders", place + chosen)
            #expect(refused.status == .unprocessableContent && refused.text.contains("P-2"))
            let drafted = try await browser.post(path + "/orders", place + chosen.prefix(2))
            #expect(drafted.location == "/arman/stock/orders/K1405-000002", "\(drafted.text)")
        }
        let known = try await world.orderLines("K1405-000002")
        #expect(known.state == .draft && known.counts.map(\.ordered) == [5])
        let coming = try await world.arman.read { tx in
            try SupplyList.proposals(
                for: StockPlaceList.find(store, .company, tx), days: 90, on: world.arman.clock.day(of: tx.now), tx
            ).first { $0.part.code == "P-1" }?.need.coming
        }
        #expect(coming == 1)
        try await world.browse(as: .storekeeper) { browser in
            let denied = try await browser.post("/arman/stock/replenishment/orders", [])
            #expect(denied.status == .forbidden)
        }
    }

    @Test("of what is followed by serials each piece has a line of its own")
    func serials() async throws {
        let (world, store) = try await standing()
        try await world.addPart("S-1", tracking: .serial)
        let number = try await world.order([("S-1", 2, 700)], to: store)
        try await world.browse(as: .storekeeper) { browser in
            let path = "/arman/stock/orders/\(number)/receipt"
            let fields = [("to", store.description), ("code1", "S-1"), ("quantity1", "1"), ("code2", "S-1")]
            let missing = try await browser.post(path, fields)
            #expect(missing.status == .unprocessableContent)
            let received = try await browser.post(path, fields + [("mark1", "A1"), ("mark2", "A2")])
            #expect(received.status == .seeOther, "\(received.text)")
        }
        #expect(try await world.orderLines(number).state == .received)
    }
}
