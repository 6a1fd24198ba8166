import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("The list of units by what is covered today")
struct UnitCoverListTests {
    /// 1405/09/02 is the day; FRIDGE-1 is covered for 24 months from its sale.
    private func start() async throws -> World {
        let world = try await World()
        for (serial, day) in [
            ("IN-1", "1405/08/01"), ("ENDS-1", "1403/09/20"), ("LAST-1", "1403/09/02"), ("OUT-1", "1403/09/01"),
            ("OLD-1", "1390/01/01"),
        ] { try await WarrantyRuleTests.addUnit(serial, soldOn: day, world) }
        try await WarrantyRuleTests.addUnit("WHAT-1", soldOn: nil, world)
        try await WarrantyRuleTests.addUnit("VOID-1", soldOn: "1405/08/01", world)
        try await WarrantyRuleTests.addUnit("MORE-1", soldOn: "1403/09/01", world)
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            try tx.execute(
                "UPDATE unit SET voided_on = \(CalendarSystem.jalali.parse("1405/09/01")), void_reason = 'x' WHERE serial = 'VOID-1'"
            )
            try UnitGrantStore.extend(
                UnitList.find("MORE-1", tx).id, CoverExtension(.bought, months: 1), reason: "x", by: manager, tx)
        }
        return world
    }

    private func found(_ query: String, _ world: World) async throws -> Set<String> {
        let (today, calendar) = (world.arman.clock.day(of: world.time.now), world.arman.clock.calendar)
        return try await world.arman.read { tx in
            var filter = UnitFilter(Asked(query: query))
            var all: Set<String> = []
            while true {
                let slice = try UnitLineList.slice(filter, on: today, calendar, size: 2, tx)
                all.formUnion(slice.lines.map(\.serial))
                guard let next = slice.next else { return all }
                filter = filter.at(Cursor(.onward, next))
            }
        }
    }

    @Test(
        "holds those in and out of warranty, those that end within so many days, and those of which nobody knows it; stale or kept",
        arguments: [false, true])
    func covers(isKept: Bool) async throws {
        let world = try await start()
        if isKept {
            try await world.arman.write { tx in
                try RunStore.hurry(UnitCoverRun.name, in: world.arman, tx)
            }
            try await world.work()
            #expect(try await world.answer("SELECT count(*) FROM unit WHERE is_cover_stale = 1") == 0)
        }
        #expect(try await found("cover=in", world) == ["IN-1", "ENDS-1", "LAST-1", "MORE-1"])
        #expect(try await found("cover=out", world) == ["OUT-1", "OLD-1", "VOID-1"])
        #expect(try await found("cover=ending&days=10", world) == ["LAST-1"])
        #expect(try await found("cover=ending&days=۲۰", world) == ["LAST-1", "ENDS-1"])
        #expect(try await found("cover=ending", world) == ["LAST-1", "ENDS-1", "MORE-1"])
        #expect(try await found("cover=unknown", world) == ["WHAT-1"])
        #expect(try await found("cover=nonsense&days=-1", world).count == 8)
    }

    @Test("follows at once what is put right, given more or installed, whatever was kept")
    func stale() async throws {
        let world = try await start()
        try await world.arman.write { try RunStore.hurry(UnitCoverRun.name, in: world.arman, $0) }
        try await world.work()
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            try UnitGrantStore.extend(
                UnitList.find("OUT-1", tx).id, CoverExtension(.bought, months: 3), reason: "x", by: manager, tx)
            let unit = try UnitList.find("WHAT-1", tx)
            var facts = unit.facts
            facts.dates.sale = try CalendarSystem.jalali.parse("1405/01/01")
            try CorrectUnit(serial: "WHAT-1", version: unit.version, facts: facts, reason: "فاکتور").run(
                by: manager, in: tx)
        }
        #expect(try await found("cover=in", world).isSuperset(of: ["OUT-1", "WHAT-1"]))
        #expect(try await found("cover=unknown", world) == [])
    }

    @Test(
        "goes on to its last machine, in pages and in its file, where more kept days are stale than are looked at at once"
    )
    func many() async throws {
        let world = try await World()
        try await WarrantyRuleTests.addUnit("IN-1", soldOn: "1405/08/01", world)
        _ = try await world.arman.write { tx in
            try tx.execute(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10400)
                INSERT INTO unit (serial, model_id, customer_id) SELECT 'OUT-' || n.i, u.model_id, u.customer_id FROM n, unit u
                """)
        }
        let (today, calendar) = (world.arman.clock.day(of: world.time.now), world.arman.clock.calendar)
        let filter = UnitFilter(Asked(query: "cover=in"))
        let (first, second) = try await world.arman.read { tx in
            let first = try UnitLineList.slice(filter, on: today, calendar, tx)
            let next = try #require(first.next)
            return (first, try UnitLineList.slice(filter.at(Cursor(.onward, next)), on: today, calendar, tx))
        }
        #expect(first.lines.isEmpty)
        #expect(second.lines.map(\.serial) == ["IN-1"] && second.next == nil)
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/units?cover=in").text
            #expect(page.contains("هنوز همه دستگاه‌ها دیده نشده‌اند") && page.contains("before="))
            let file = try await browser.get("/arman/units/export?cover=in&format=csv").text
            #expect(file.contains("IN-1"))
        }
    }

    @Test("is kept anew right after a file of cards, and after another number of months for a model")
    func hurried() async throws {
        let world = try await start()
        let group: Int64 = try #require(
            try await world.arman.read { try $0.value("SELECT id FROM product_group WHERE code = 'fridge'") })
        func dueIn() async throws -> Int {
            try await world.answer("SELECT not_before - \(world.time.now) FROM run WHERE kind = \(UnitCoverRun.name)")
        }
        try await world.work()
        #expect(try await dueIn() > 0)
        let file = """
            سریال,کد مدل,شماره کارت,تاریخ فروش,تاریخ تولید,تاریخ نصب,نام مشتری,همراه,شهر
            FR-2,FRIDGE-1,K-2,1405/06/15,1405/02/01,1405/06/20,مینا کاظمی,۰۹۱۲۳۴۵۶۷۸۹,کرج

            """
        _ = try await world.load(.cards, "c.csv", Array(file.utf8))
        try await world.work()
        #expect(try await world.answer("SELECT count(*) FROM unit WHERE is_cover_stale = 1") == 0)
        try await world.browse(as: .serviceManager) { browser in
            let changed = try await browser.post(
                "/arman/products/FRIDGE-1",
                [
                    ("name", "یخچال یک"), ("group", String(group)), ("warranty_months", "36"),
                    ("warranty_from", "sale"),
                    ("periodic_months", ""), ("version", "1"),
                ])
            #expect(changed.status == .seeOther, "\(changed.text.suffix(2000))")
        }
        #expect(try await dueIn() <= 0)
        try await world.work()
        #expect(try await found("cover=in", world).contains("OUT-1"))
    }

    @Test("follows at once what is put right of a machine for one that came in its place by an exchange")
    func exchanged() async throws {
        let world = try await start()
        try await WarrantyRuleTests.addUnit("NEW-1", soldOn: nil, world)
        let manager = try await world.person(.serviceManager)
        let calendar = world.arman.clock.calendar
        _ = try await world.arman.write { tx in
            try tx.execute(
                """
                UPDATE unit SET cover_unit_id = (SELECT id FROM unit WHERE serial = 'IN-1'), is_cover_stale = 1
                WHERE serial = 'NEW-1'
                """)
        }
        func stale(after change: @escaping @Sendable (UnitSheet, Transaction) throws -> Void) async throws -> Int {
            try await world.arman.write { try RunStore.hurry(UnitCoverRun.name, in: world.arman, $0) }
            try await world.work()
            try await world.arman.write { try change(UnitList.find("IN-1", $0), $0) }
            return try await world.answer(
                "SELECT count(*) FROM unit WHERE is_cover_stale = 1 AND serial IN ('IN-1', 'NEW-1')")
        }
        let extended = try await stale { unit, tx in
            try UnitGrantStore.extend(unit.id, CoverExtension(.bought, months: 3), reason: "x", by: manager, tx)
        }
        let installed = try await stale { unit, tx in
            try UnitStore.setInstalled(unit.id, on: calendar.parse("1405/08/02"), by: manager, tx)
        }
        let other = try await world.arman.write {
            try CustomerStore.findOrAdd(MobileNumber("09120009988"), "دیگری", $0)
        }
        let gone = try await stale { unit, tx in
            let model: ID<ProductModel> = try tx.value("SELECT id FROM product_model WHERE code = 'FRIDGE-1'")!
            _ = try UnitStore.findOrAdd("IN-1", model, other, nil, by: manager, tx)
        }
        #expect(try await found("cover=in", world).isSuperset(of: ["IN-1", "NEW-1"]))
        let corrected = try await stale { unit, tx in
            var facts = unit.facts
            facts.dates = UnitDates(sale: try calendar.parse("1390/01/01"))
            try CorrectUnit(serial: "IN-1", version: unit.version, facts: facts, reason: "فاکتور").run(
                by: manager, in: tx)
        }
        #expect([extended, installed, gone, corrected] == [2, 2, 2, 2])
        #expect(try await found("cover=out", world).isSuperset(of: ["IN-1", "NEW-1"]))
    }

    @Test("is narrowed by the city of the newest job or of the card, and offers only cities where machines stand")
    func city() async throws {
        let world = try await World()
        _ = try await world.addJob(city: "تهران", serial: "T-1")
        _ = try await world.addJob(city: "کرج", serial: "K-1")
        let karaj: Int64 = try #require(
            try await world.arman.read { try $0.value("SELECT id FROM city WHERE name_fa = 'کرج'") })
        #expect(try await found("city=\(karaj)", world) == ["K-1"])
        let page = try await world.answer(as: .reception) {
            try await $0.get("/arman/units?city=\(karaj)&cover=unknown")
        }.text
        #expect(page.contains(">K-1<") && !page.contains(">T-1<"))
        #expect(page.contains("value=\"\(karaj)\" selected>کرج") && !page.contains(">شیراز<"))
        _ = try await world.addJob(city: "کرج", serial: "T-1")
        #expect(try await found("city=\(karaj)", world) == ["K-1", "T-1"])
    }
}

/// A million machines stand there one day; each question about them is answered by an index of its own.
@Suite("A file's plan for the list of units", .enabled(if: TestEngine.server == nil))
struct UnitListPlanTests {
    static func statements(_ world: World) async throws -> [(statement: SQL, index: String)] {
        let today = world.arman.clock.day(of: world.time.now)
        return try await world.arman.read { tx in
            try [
                ("cover=ending", "unit_cover_until"), ("cover=unknown", "unit_cover_until"), ("city=1", "unit_city"),
                ("cover=in", "PRIMARY KEY"), ("cover=out", "PRIMARY KEY"), ("cover=in&city=1", "unit_city"),
            ].map { query, index in
                let condition = try #require(try UnitLineList.condition(UnitFilter(Asked(query: query)), on: today, tx))
                return (UnitLineList.statement(condition, before: ID(9), limit: 50), index)
            }
        }
    }

    @Test("leads through an index, and sorts no machines")
    func indexes() async throws {
        let world = try await World()
        for (statement, index) in try await Self.statements(world) {
            let plan: [String] = try await world.arman.read { tx in
                try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") }
            }
            #expect(plan.contains { $0.contains(index) }, "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("FOR ORDER BY") }, "\(index) \(plan)")
        }
    }
}

@Suite("A server's plan for the list of units", .enabled(if: TestEngine.server != nil))
struct UnitListPlanOnServerTests {
    /// With few rows the server rightly reads them all: what is asked is whether an index can lead there.
    @Test("can lead through an index")
    func indexes() async throws {
        let world = try await World()
        for (statement, index) in try await UnitListPlanTests.statements(world) {
            let plan: [String] = try await world.arman.read { tx in
                for way in ["seqscan", "bitmapscan", "sort"] {
                    _ = try tx.execute("SET LOCAL \(SQL(trusted: "enable_\(way)")) = off")
                }
                return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") }
            }
            #expect(plan.contains { $0.contains(index == "PRIMARY KEY" ? "unit_pkey" : index) }, "\(index): \(plan)")
            #expect(!plan.contains { $0.contains("Seq Scan on unit") }, "\(index): \(plan)")
        }
    }
}
