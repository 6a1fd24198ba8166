import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

@Suite("Devices taken apart, and parts made good again")
struct ReworkPageTests {
    private func standing() async throws -> (world: World, store: ID<StockPlace>, other: ID<StockPlace>) {
        let world = try await World()
        try await world.addPart("M-1", tracking: .serial)
        for code in ["P-1", "P-2", "P-3"] { try await world.addPart(code) }
        return (world, try await world.addPlace(.central, "C1"), try await world.addPlace(.quarantine, "Q1"))
    }

    private func value(_ world: World) async throws -> Int64 {
        try await world.arman.read { try $0.value("SELECT coalesce(sum(value), 0) FROM stock_worth") ?? 0 }
    }

    private func reverse(_ number: String, _ world: World) async throws {
        let manager = try await world.member(.stockManager)
        try await world.arman.write { tx in
            let row = try PaperList.find(number, .company, tx)
            try PaperDeedStore.reverse(row, at: row.version, because: "اشتباه", by: manager, in: world.arman, tx)
        }
    }

    private func dismantling(_ store: ID<StockPlace>, _ other: ID<StockPlace>) -> [(String, String)] {
        [
            ("kind", "dismantle"), ("from", other.description), ("to", store.description), ("code0", "M-1"),
            ("mark0", "A7"), ("condition0", "new"), ("cost", "50"), ("code1", "P-1"), ("weight1", "۲"),
            ("code2", "P-2"), ("quantity2", "3"), ("weight2", "1"), ("code3", "P-3"), ("condition3", "defective"),
            ("weight3", "9"),
        ]
    }

    @Test("what a device and the work cost is shared by what comes out of it, and its serial stands on each")
    func dismantled() async throws {
        let (world, store, other) = try await standing()
        try await world.receive("M-1", 1, at: other, cost: 1_000, serial: "A7")
        let before = try await value(world)
        try await world.browse(as: .storekeeper) { browser in
            #expect(try await browser.get("/arman/stock/papers").text.contains("/arman/stock/rework?kind=dismantle"))
            #expect(try await browser.get("/arman/stock/rework?kind=dismantle").status == .ok)
            #expect(try await browser.get("/arman/stock/rework?kind=transfer").status == .notFound)
            let fields = dismantling(store, other)
            let none = try await browser.post("/arman/stock/rework", Array(fields.prefix(7)))
            #expect(none.status == .unprocessableContent)
            let wrong = try await browser.post("/arman/stock/rework", fields + [("code4", "X-9")])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("X-9"))
            let more = try await browser.post("/arman/stock/rework", fields + [("more", "1")])
            #expect(more.status == .ok && more.text.contains("name=\"weight10\""))
            let added = try await browser.post("/arman/stock/rework", fields)
            #expect(added.location == "/arman/stock/papers/M1405-000001", "\(added.text)")
            let page = try await browser.get("/arman/stock/papers/M1405-000001").text
            #expect(page.contains("A7") && page.contains("C1"))
        }
        #expect(try await world.worth("P-1") == StockWorth(quantity: 1, value: 700))
        #expect(try await world.worth("P-2") == StockWorth(quantity: 3, value: 350))
        #expect(try await world.worth("P-3") == StockWorth())
        #expect(try await world.worth("M-1") == StockWorth())
        #expect(try await value(world) == before + 50)
        #expect(try await world.onHand("P-3", at: store) == 1)
        #expect(try await world.onHand("M-1", at: other) == 0)
        #expect(try await world.stockProblems().isEmpty)
        try await world.browse(as: .stockManager) { browser in
            let page = try await browser.get("/arman/stock/papers/M1405-000001").text
            #expect(page.contains("۷۰۰") && page.contains("۱٬۰۰۰"))
            let part: Int64 = try await world.arman.read {
                try $0.one("SELECT id FROM spare_part WHERE code = 'P-1'")("id")
            }
            #expect(try await browser.get("/arman/stock/cards/\(part)").text.contains("A7"))
            #expect(try await browser.get("/arman/stock/papers/M1405-000001/print").status == .ok)
        }
    }

    @Test("a dismantling that is taken back leaves everything as it was, and the cost of its work is gone")
    func undone() async throws {
        let (world, store, other) = try await standing()
        try await world.receive("M-1", 1, at: other, cost: 1_000, serial: "A7")
        try await world.receive("P-1", 4, at: store, cost: 30)
        try await world.browse(as: .storekeeper) { browser in
            let added = try await browser.post("/arman/stock/rework", dismantling(store, other))
            #expect(added.status == .seeOther, "\(added.text)")
        }
        try await reverse("M1405-000001", world)
        #expect(try await world.worth("M-1") == StockWorth(quantity: 1, value: 1_000))
        #expect(try await world.worth("P-1") == StockWorth(quantity: 4, value: 120))
        #expect(try await world.worth("P-2") == StockWorth())
        #expect(try await value(world) == 1_120)
        #expect(try await world.onHand("M-1", at: other) == 1)
        #expect(try await world.onHand("P-3", at: store) == 0)
        let sums = try await world.arman.read { tx in
            try tx.one(
                """
                SELECT count(*) AS rows, sum(CASE WHEN m.reverses_id IS NULL THEN m.value_in - m.value_out
                                             ELSE 0 END) AS done,
                       sum(CASE WHEN m.reverses_id IS NULL THEN 0 ELSE m.value_in - m.value_out END) AS undone
                FROM stock_movement m JOIN stock_paper x ON x.id = m.paper_id WHERE x.kind = 'dismantle'
                """)
        }
        let (rows, done, undone): (Int, Int64, Int64) = (try sums("rows"), try sums("done"), try sums("undone"))
        #expect(rows == 8 && done == 50 && undone == -50)
        #expect(try await world.stockProblems().isEmpty)
    }

    @Test("where nothing lies is where the rule says that nothing lies")
    func outside() async throws {
        let world = try await World()
        try await world.openStock()
        let kinds = try await world.arman.read { tx in
            try tx.list("SELECT p.kind FROM stock_place p WHERE p.kind IN (\(StockPlaceList.outside))", as: String.self)
        }
        let empty = PlaceKind.allCases.filter { !$0.holds }.map(\.rawValue)
        #expect(Set(kinds) == Set(empty))
    }

    @Test("a device that is not there, or parts that cannot bear its cost, are refused with nothing moved")
    func refused() async throws {
        let (world, store, other) = try await standing()
        try await world.receive("M-1", 1, at: store, cost: 1_000, serial: "A7")
        try await world.browse(as: .storekeeper) { browser in
            let short = try await browser.post("/arman/stock/rework", dismantling(store, other))
            #expect(short.status == .unprocessableContent && short.text.contains("Q1"))
            let light = [
                ("kind", "dismantle"), ("from", store.description), ("to", store.description), ("code0", "M-1"),
                ("mark0", "A7"), ("condition0", "new"), ("code1", "P-1"), ("weight1", "0"),
            ]
            let refused = try await browser.post("/arman/stock/rework", light)
            #expect(refused.status == .unprocessableContent)
        }
        #expect(try await world.onHand("M-1", at: store) == 1)
        #expect(try await world.onHand("P-1", at: store) == 0)
        let papers: Int = try await world.arman.read {
            try $0.value("SELECT count(*) FROM stock_paper WHERE kind = 'dismantle'") ?? 0
        }
        #expect(papers == 0)
    }

    @Test(
        "a defective part comes out refurbished, or as another, with what the work has cost; taken back it is as before"
    )
    func refurbished() async throws {
        let (world, store, other) = try await standing()
        try await world.write(.receipt) { tx in
            let line = try World.line("P-1", 2, tx)
            return NewPaper(
                kind: .receipt, from: try PlaceStore.single(.supplier, tx),
                to: try StockPlaceList.find(other, .company, tx), reason: .purchase,
                day: world.arman.clock.day(of: tx.now),
                lines: [
                    PaperLine(
                        position: 1, part: line.part, quantity: 2, condition: .defective, serial: "", lot: "", cost: nil
                    )
                ])
        }
        let fields = [
            ("kind", "refurbish"), ("from", other.description), ("to", store.description), ("code0", "P-1"),
            ("quantity0", "2"), ("code1", "P-1"), ("quantity1", "2"), ("cost", "90"),
        ]
        try await world.browse(as: .storekeeper) { browser in
            let unrepairable = try await browser.post("/arman/stock/rework", fields)
            #expect(unrepairable.status == .unprocessableContent)
            try await world.arman.write { _ = try $0.execute("UPDATE spare_part SET is_repairable = 1") }
            let fewer = try await browser.post(
                "/arman/stock/rework", fields.filter { $0.0 != "quantity1" } + [("quantity1", "1")])
            #expect(fewer.status == .unprocessableContent)
            let added = try await browser.post("/arman/stock/rework", fields)
            #expect(added.location == "/arman/stock/papers/F1405-000001", "\(added.text)")
        }
        #expect(try await world.worth("P-1") == StockWorth(quantity: 2, value: 90))
        #expect(try await world.onHand("P-1", at: store) == 2)
        #expect(try await world.onHand("P-1", at: other) == 0)
        try await reverse("F1405-000001", world)
        #expect(try await world.worth("P-1") == StockWorth())
        #expect(try await world.onHand("P-1", at: other) == 2)
        try await world.browse(as: .storekeeper) { browser in
            let other = fields.map { $0.0 == "code1" ? ("code1", "P-2") : $0 }
            let added = try await browser.post("/arman/stock/rework", other)
            #expect(added.status == .seeOther, "\(added.text)")
        }
        #expect(try await world.worth("P-2") == StockWorth(quantity: 2, value: 90))
        #expect(try await world.stockProblems().isEmpty)
    }
}
