import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import House
@testable import Reports

@Suite("Warnings of batches that fail")
struct WarningTests {
    /// Two batches of one model, eleven months in service: of the one many fail.
    private func world() async throws -> World {
        let world = try await World()
        let today = world.arman.clock.day(of: world.time.now)
        try await world.arman.write { tx in
            let model: Int64 = try #require(try tx.value("SELECT id FROM product_model WHERE code = 'FRIDGE-1'"))
            let group: Int64 = try #require(try tx.value("SELECT group_id FROM product_model WHERE id = \(model)"))
            let customer = try CustomerStore.findOrAdd(MobileNumber("09121112233"), "زهرا کریمی", tx)
            let place: Row = try tx.one("SELECT id, province_id FROM city ORDER BY id LIMIT 1")
            let (city, province): (Int64, Int64) = (try place("id"), try place("province_id"))
            let dealer: Int64 = try #require(try tx.value("SELECT min(id) FROM dealer"))
            for unit in 0..<120 {
                let isBad = unit < 20
                let made = today.adding(days: isBad ? -400 : -440)
                let id: Int64 = try #require(
                    try tx.value(
                        """
                        INSERT INTO unit (serial, model_id, customer_id, produced_on, installed_on)
                        VALUES (\("B\(unit)"), \(model), \(customer), \(made), \(today.adding(days: -335))) RETURNING id
                        """))
                guard isBad ? unit < 9 : unit.isMultiple(of: 10) else { continue }
                let failed = today.adding(days: -200)
                try tx.execute(
                    """
                    INSERT INTO job (number, service_type, state, customer_id, unit_id, group_id, city_id, province_id, address,
                                     stated_fault, received_at, received_on, dealer_id, completed_at, completed_on, outcome)
                    VALUES (\("W-\(unit)"), 'repair', 'done', \(customer), \(id), \(group), \(city), \(province), '', '', 0,
                            \(failed), \(dealer), \(Int64(failed.number) * 86_400), \(failed), 'completed')
                    """)
            }
        }
        try await world.work()
        return world
    }

    @Test("name the batch that fails more than the others of its group do at the same age, and no other")
    func named() async throws {
        let world = try await world()
        let batches = try await world.arman.read { try BatchStore.all($0) }.sorted { $0.count.found < $1.count.found }
        #expect(batches.map(\.count.found) == [9, 10] && batches.map(\.units) == [20, 100])
        #expect(batches.map(\.count.expected) == [2_000, 45_000])
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/reports/warnings").text
            #expect(page.contains("یک سری ساخت بیش از اندازه خراب می‌شود"))
            #expect(page.matches(of: #/badge error/#).count == 1)
            #expect(page.contains("مرداد ۱۴۰۴") || page.contains("مهر ۱۴۰۴"))
            for odd in ["level=77", "by=part", "by=x"] {
                #expect(try await browser.get("/arman/reports/warnings?\(odd)").status == .ok)
            }
        }
        try await world.browse(as: .reception) { browser in
            let hidden = try await browser.get("/arman/reports/warnings")
            #expect(hidden.status == .notFound)
        }
    }

    @Test("tell the service managers once, are dealt with in words, and come again where it goes on")
    func alarm() async throws {
        let world = try await world()
        func told() async throws -> Int {
            try await world.number("SELECT count(*) FROM outbox WHERE kind = 'report_alarm'")
        }
        #expect(try await told() == 1)
        try await world.buildReports()
        #expect(try await told() == 1)
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/reports/warnings/1").text
            #expect(page.contains("هشدار خرابی") && !page.contains("name=\"deed\""))
            let answer = try await browser.post("/arman/reports/warnings/1", [("version", "1"), ("deed", "x")])
            #expect(answer.status == .forbidden)
        }
        try await world.browse(as: .serviceManager) { browser in
            #expect(try await browser.get("/arman/reports/warnings").text.contains("\"/arman/reports/warnings/1\""))
            let mute = try await browser.post("/arman/reports/warnings/1", [("version", "1"), ("deed", " ")])
            #expect(mute.status == .unprocessableContent)
            let form = [("version", "1"), ("deed", "کمپرسور این سری تعویض می‌شود")]
            #expect(try await browser.post("/arman/reports/warnings/1", form).status == .seeOther)
            let page = try await browser.get("/arman/reports/warnings/1").text
            #expect(page.contains("کمپرسور این سری تعویض می‌شود") && page.contains("رسیدگی‌شده"))
            #expect(try await browser.post("/arman/reports/warnings/1", form).status == .conflict)
            let list = try await browser.get("/arman/reports/warnings").text
            #expect(!list.contains("badge error") && list.contains("رسیدگی‌شده"))
        }
        try await world.buildReports()
        #expect(try await told() == 1)
        _ = try await world.arman.write { try $0.execute("UPDATE report_alarm SET found = 2, expected = 1900") }
        try await world.buildReports()
        #expect(try await told() == 2)
        let states: [String] = try await world.arman.read {
            try $0.list("SELECT state FROM report_alarm ORDER BY id")
        }
        #expect(states == ["closed", "open"])
    }

    @Test("come at the level that the company sets, with its history, and no other level is taken")
    func level() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let set = try await browser.post("/arman/reports/warnings/level", [("level", "50")])
            #expect(set.location == "/arman/reports/warnings")
            let page = try await browser.get("/arman/reports/warnings").text
            #expect(page.contains("value=\"50\" selected") && page.contains("احتمال هشدار نابجا تغییر کرد"))
            let odd = try await browser.post("/arman/reports/warnings/level", [("level", "77")])
            #expect(odd.status == .unprocessableContent)
        }
        try await world.browse(as: .financeOfficer) { browser in
            let answer = try await browser.post("/arman/reports/warnings/level", [("level", "1")])
            #expect(answer.status == .forbidden)
        }
    }

    @Test("name the part that one model takes more often than the others of its group")
    func part() async throws {
        let world = try await world()
        try await world.arman.write { tx in
            let other: Int64 = try #require(
                try tx.value("SELECT id FROM product_model WHERE code <> 'FRIDGE-1' ORDER BY id LIMIT 1"))
            try tx.execute(
                "UPDATE product_model SET group_id = (SELECT group_id FROM product_model WHERE code = 'FRIDGE-1')")
            try tx.execute("UPDATE unit SET model_id = \(other) WHERE serial >= 'B2'")
            let person: Int64 = try #require(try tx.value("SELECT min(id) FROM person"))
            try tx.execute(
                """
                INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes, km_tenths,
                                   symptom, cause, remedy, customer_labour, customer_parts, note)
                SELECT j.id, j.dealer_id, \(person), 0, 0, j.completed_on, 'completed', 1, 0, '', '', '', 0, 0, ''
                FROM job j JOIN unit u ON u.id = j.unit_id WHERE u.model_id <> \(other) OR u.serial = 'B30'
                """)
            for _ in 1...2 {
                try tx.execute("INSERT INTO visit_part (visit_id, part, quantity) SELECT id, 'کمپرسور', 1 FROM visit")
            }
        }
        try await world.buildReports()
        let parts = try await world.arman.read { try BatchStore.all($0) }.filter { $0.key.from == nil }
        let loud = parts.filter { $0.count.isAlarm(level: EarlyWarning.usual) }
        #expect(loud.map(\.key.part) == ["~کمپرسور"], "\(parts)")
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/reports/warnings?by=part").text
            #expect(page.contains("کمپرسور") && page.contains("یک قطعه بیش از اندازه خراب می‌شود"), "\(page)")
        }
    }
}
