import Database
import Domain
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import Work

@Suite("Two units that are one")
struct UnitMergeTests {
    private func merge(
        _ world: World, keep: String = "N1", with gone: String = "N2", reason: String = "همان دستگاه است",
        by role: Role = .serviceManager
    ) async throws -> Browser.Answer {
        try await world.answer(as: role) { try await $0.mergeUnits(gone, into: keep, reason) }
    }

    private func undo(_ world: World, of serial: String = "N1") async throws -> Browser.Answer {
        try await world.answer(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/units/\(serial)").text
            let path = try #require(page.firstMatch(of: #/action="([^"]*\/undo)"/#)).output.1
            return try await browser.post(String(path), [])
        }
    }

    private func serials(_ sql: SQL, _ world: World) async throws -> [String] {
        try await world.arman.read { try $0.list(sql) }
    }

    @Test("become one with jobs, grants, files and days, found by both serials, and are parted again")
    func merge() async throws {
        let world = try await World()
        let first = try await world.addJob(serial: "N1")
        let second = try await world.addJob(mobile: "09351234567", serial: "N2")
        _ = try await world.arman.write { tx in
            let unit: Int64 = try tx.value("SELECT id FROM unit WHERE serial = 'N2'")!
            let day = try CalendarSystem.jalali.parse("1405/01/10")
            try tx.execute("UPDATE unit SET installed_on = \(day) WHERE id = \(unit)")
            try tx.execute(
                """
                INSERT INTO unit_guarantee (unit_id, job, kind, subject, last_day) VALUES (\(unit), \(second), 'part', 'x', 1)
                """)
            try tx.execute(
                """
                INSERT INTO attachment (subject, subject_id, sha256, media_type, bytes, name, made_by, made_at)
                VALUES ('unit', \(unit), 'f', 'image/png', 1, 'plate.png', 1, 0)
                """)
        }
        let asked = try await world.answer(as: .serviceManager) { try await $0.get("/arman/units/N1/merge?with=n2") }
        #expect(asked.text.contains("می‌ماند") && asked.text.contains("name=\"with\" value=\"N2\""))
        let done = try await merge(world)
        #expect(done.location == "/arman/units/N1", "\(done.text.suffix(2000))")
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/units/N1") }.text
        for fact in [first, second, "۱۴۰۵/۰۱/۱۰", "plate.png", "همان دستگاه است"] {
            #expect(page.contains(fact), "\(fact)")
        }
        let gone = try await world.answer(as: .reception) { try await $0.get("/arman/units/N2") }.text
        #expect(gone.contains("ادغام شده است") && gone.contains("/arman/units/N1\""))
        for path in ["/arman/units?q=N2", "/arman/jobs/known?q=N2"] {
            let found = try await world.answer(as: .reception) { try await $0.get(path) }.text
            #expect(!found.contains("/arman/units/N2\""), "\(path)")
        }
        // Whoever takes a job down by the old serial takes it down for the machine that it is.
        let owner = try await world.arman.read { tx in
            (try UnitStore.owner(of: "n2", tx), try UnitStore.owner(of: "N1", tx))
        }
        #expect(owner.0 == owner.1 && owner.0 != nil)
        #expect(
            try await serials("SELECT DISTINCT u.serial FROM job j JOIN unit u ON u.id = j.unit_id", world) == ["N1"])
        let again = try await merge(world)
        #expect(again.status == .unprocessableContent)
        #expect(try await undo(world).location == "/arman/units/N1")
        let units = try await serials(
            "SELECT u.serial FROM job j JOIN unit u ON u.id = j.unit_id ORDER BY j.id", world)
        #expect(units == ["N1", "N2"])
        let days: Int? = try await world.arman.read {
            try $0.value("SELECT installed_on FROM unit WHERE serial = 'N1'")
        }
        #expect(days == nil)
        let back = try await world.answer(as: .reception) { try await $0.get("/arman/units/N2") }.text
        #expect(back.contains("plate.png") && back.contains("۱۴۰۵/۰۱/۱۰"))
    }

    @Test("are found by the end of the serial that is no more, through the one that stays")
    func found() async throws {
        let world = try await World()
        _ = try await world.addJob(serial: "FR-100-77123")
        _ = try await world.addJob(serial: "FR-100-77I23")
        #expect(try await merge(world, keep: "FR-100-77123", with: "FR-100-77I23").location != nil)
        for word in ["77I23", "fr-100-77i23", "77123"] {
            let found = try await world.arman.read { try UnitList.found(word, limit: 6, $0).map(\.serial) }
            #expect(found == ["FR-100-77123"], "\(word)")
        }
        let lines = try await world.arman.read { tx in
            try UnitLineList.slice(
                UnitFilter(Asked(query: "q=FR-100-77I23")), on: CalendarDay(number: 20_000), .jalali, tx
            ).lines.map(\.serial)
        }
        #expect(lines == ["FR-100-77123"])
    }

    @Test(
        "are refused: one with itself, with one that is not there, of another model, without a reason, by the reception",
        arguments: [("N1", "x"), ("N9", "x"), ("W1", "x"), ("N2", "")])
    func refused(gone: String, reason: String) async throws {
        let world = try await World()
        _ = try await world.addJob(serial: "N1")
        _ = try await world.addJob(serial: "N2")
        _ = try await world.addJob(group: "washer", serial: "W1")
        let answer = try await merge(world, with: gone, reason: reason)
        #expect(answer.status == .unprocessableContent || answer.status == .notFound)
        let reception = try await merge(world, by: .reception)
        #expect(reception.status == .forbidden)
        #expect(try await world.number("SELECT count(*) FROM unit_merge") == 0)
    }

    @Test("are merged as they were read, for a reason that is kept whole or not at all")
    func read() async throws {
        let world = try await World()
        for serial in ["N1", "N2"] { _ = try await world.addJob(serial: serial) }
        let long = String(repeating: "ب", count: 201)
        let refused = try await merge(world, reason: long)
        #expect(refused.status == .unprocessableContent && refused.text.contains(long))
        #expect(refused.text.contains("name=\"with\" value=\"N2\""))
        for serial in ["N1", "N2"] {
            try await world.browse(as: .serviceManager) { browser in
                let page = try await browser.get("/arman/units/N1/merge?with=N2").text
                let versions = ["version", "other_version"].map { ($0, page.value(of: $0)) }
                _ = try await world.arman.write {
                    try $0.execute("UPDATE unit SET version = version + 1 WHERE serial = \(serial)")
                }
                let late = try await browser.post(
                    "/arman/units/N1/merge", [("with", "N2"), ("reason", "همان است")] + versions)
                #expect(late.status == .conflict && late.text.contains("همان است"), "\(serial)")
            }
        }
        #expect(try await world.number("SELECT count(*) FROM unit_merge") == 0)
        #expect(try await merge(world, reason: String(long.dropLast())).location == "/arman/units/N1")
    }

    @Test("of two customers are not merged where one has a cover from an exchange; of one they are")
    func othersCover() async throws {
        let world = try await World()
        for serial in ["OLD", "N2"] { _ = try await world.addJob(serial: serial) }
        _ = try await world.addJob(mobile: "09351234567", serial: "N1")
        _ = try await world.arman.write {
            try $0.execute(
                "UPDATE unit SET cover_unit_id = (SELECT id FROM unit WHERE serial = 'OLD') WHERE serial = 'N2'")
        }
        for (kept, gone) in [("N1", "N2"), ("N2", "N1")] {
            let refused = try await merge(world, keep: kept, with: gone)
            #expect(refused.status == .unprocessableContent && refused.text.contains("از آنِ صاحب"), "\(kept)")
        }
        _ = try await world.addJob(serial: "N1")
        #expect(try await merge(world).location == "/arman/units/N1")
    }

    @Test("have each periodic service once: what was called about holds, what is only planned is planned anew")
    func plans() async throws {
        let world = try await World()
        _ = try await world.addJob(serial: "N1")
        _ = try await world.addJob(serial: "N2")
        _ = try await world.arman.write { tx in
            let day = try CalendarSystem.jalali.parse("1405/03/10")
            try tx.execute("UPDATE unit SET installed_on = \(day)")
        }
        _ = try await world.answer(as: .serviceManager) { browser in
            try await browser.post("/arman/plans/templates", PlanJourneyTests.written)
        }
        try await world.work()
        let planned = try await world.number(
            "SELECT count(*) FROM plan_service s JOIN unit u ON u.id = s.unit_id WHERE u.serial = 'N1'")
        #expect(planned > 1)
        _ = try await world.arman.write { tx in
            let id: ID<PlanService> = try tx.value(
                """
                SELECT s.id FROM plan_service s JOIN unit u ON u.id = s.unit_id WHERE u.serial = 'N2' ORDER BY s.position LIMIT 1
                """)!
            try CallAboutService(.later, callOn: CalendarDay(number: 30_000), note: "بعداً").run(id, by: ID(1), tx)
        }
        #expect(try await merge(world).location != nil)
        let rows: [String] = try await world.arman.read { tx in
            try tx.list(
                """
                SELECT s.position || ' ' || s.state FROM plan_service s JOIN unit u ON u.id = s.unit_id
                WHERE u.serial = 'N1' ORDER BY s.position
                """)
        }
        #expect(rows.count == planned && rows.filter { $0.hasSuffix("called") }.count == 1, "\(rows)")
        #expect(
            try await world.number(
                "SELECT count(*) FROM plan_service s JOIN unit u ON u.id = s.unit_id WHERE u.serial = 'N2'") == 0)
        try await world.work()
        #expect(try await undo(world).location != nil)
        let both = try await world.number("SELECT count(*) FROM plan_service")
        #expect(both == 2 * planned)
    }
}
