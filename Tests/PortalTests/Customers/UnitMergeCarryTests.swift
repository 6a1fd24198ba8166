import Database
import Domain
import HTTPTypes
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import House
@testable import Work

@Suite("What goes over with a unit that is another")
struct UnitMergeCarryTests {
    /// N1 and N2, and three more: N2 came for OLD, NEXT has N2's cover, and N2 is to be exchanged for that in its turn.
    private func start() async throws -> World {
        let world = try await World()
        for serial in ["N1", "N2", "OLD", "NEXT"] { _ = try await world.addJob(serial: serial) }
        let (asker, decider) = (try await world.person(.reception), try await world.person(.serviceManager))
        try await world.arman.write { tx in
            let unit = try ["N1", "N2", "OLD", "NEXT"].map { try UnitList.find($0, tx).id }
            let model: Int64 = try tx.value("SELECT model_id FROM unit WHERE serial = 'N1'")!
            for number in 1...2 {
                try tx.execute(
                    """
                    INSERT INTO warranty_card (serial, number, model_id, unit_id, made_at)
                    VALUES (\("N\(number)"), \("K-\(number)"), \(model), \(unit[number - 1]), 0)
                    """)
            }
            for (old, new, serial) in [(unit[2], unit[1], "N2"), (unit[1], unit[3], "NEXT")] {
                try tx.execute(
                    """
                    INSERT INTO unit_exchange (unit_id, state, cause, made_at, serial, model_id, asked_by, new_unit_id, decided_by)
                    VALUES (\(old), 'done', 'asked', 0, \(serial), \(model), \(asker), \(new), \(decider))
                    """)
            }
            try tx.execute(
                "INSERT INTO unit_exchange (unit_id, state, cause, job, made_at) VALUES (\(unit[1]), 'due', 'days', 'x', 0)"
            )
            try tx.execute(
                """
                UPDATE unit SET cover_unit_id = \(unit[2]), quarantined_on = 20000, quarantine_reason = 'y',
                    city_id = (SELECT max(id) FROM city), voided_on = 20001, void_reason = 'z', is_cover_stale = 0
                WHERE id = \(unit[1])
                """)
            try tx.execute("UPDATE unit SET cover_unit_id = \(unit[1]), is_cover_stale = 0 WHERE id = \(unit[3])")
            try tx.execute("UPDATE unit SET city_id = NULL, is_cover_stale = 0 WHERE id = \(unit[0])")
        }
        return world
    }

    /// All that names a unit, and what is known of each.
    private func all(_ world: World) async throws -> [String] {
        try await world.arman.read { tx in
            let known: SQL = """
                SELECT serial, purchased_on, installed_on, voided_on, void_reason, quarantined_on, quarantine_reason,
                       cover_unit_id, city_id, merged_into FROM unit ORDER BY id
                """
            let others: [SQL] = [
                "SELECT id, unit_id FROM warranty_card ORDER BY id", "SELECT id, unit_id FROM job ORDER BY id",
                "SELECT id, unit_id, new_unit_id FROM unit_exchange ORDER BY id",
                "SELECT part, unit_id FROM unit_part ORDER BY part, unit_id",
            ]
            return try ([known] + others).flatMap { try tx.rows($0).map { "\($0.fields)" } }
        }
    }

    private func merge(
        _ kept: String, _ gone: String, reason: String = "یکی است", _ world: World
    ) async throws -> Browser.Answer {
        try await world.answer(as: .serviceManager) { try await $0.mergeUnits(gone, into: kept, reason) }
    }

    private func undo(_ kept: String, _ world: World) async throws -> Browser.Answer {
        let merge: Int64? = try await world.arman.read { tx in
            try tx.value(
                """
                SELECT max(m.id) FROM unit_merge m JOIN unit u ON u.id = m.kept_id WHERE u.serial = \(kept) AND undone_at IS NULL
                """)
        }
        let number = try #require(merge, "\(kept) was not merged")
        return try await world.answer(as: .serviceManager) {
            try await $0.post("/arman/units/\(kept)/merges/\(number)/undo")
        }
    }

    @Test("is whatever refers to a unit in any table, but for what is written or looked for anew")
    func references() async throws {
        guard TestEngine.server == nil else { return }
        let world = try await World()
        let columns: [String] = try await world.arman.read { tx in
            try tx.list(
                """
                SELECT m.name || '.' || f."from" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
                WHERE m.type = 'table' AND f."table" = 'unit' ORDER BY 1
                """)
        }
        let carried = world.arman.fittings[UnitSlots.moves].map(\.name)
        let others = [
            "unit_part.unit_id", "unit_likeness.one_id", "unit_likeness.other_id", "unit_merge.kept_id",
            "unit_merge.gone_id",
        ]
        #expect(Set(carried).count == carried.count)
        #expect(Set(columns) == Set(carried).subtracting(["file"]).union(others), "\(columns)")
    }

    @Test("are cards, exchanges of either side, the cover, the city; undone, all is as it was")
    func carried() async throws {
        let world = try await start()
        let before = try await all(world)
        let done = try await merge("N1", "N2", world)
        #expect(done.location == "/arman/units/N1", "\(done.text.suffix(2000))")
        let left = try await world.number(
            """
            SELECT (SELECT count(*) FROM warranty_card c JOIN unit u ON u.id = c.unit_id WHERE u.serial = 'N2')
                 + (SELECT count(*) FROM unit_exchange x JOIN unit u ON u.id IN (x.unit_id, x.new_unit_id) WHERE u.serial = 'N2')
                 + (SELECT count(*) FROM unit x JOIN unit u ON u.id = x.cover_unit_id WHERE u.serial = 'N2')
            """)
        #expect(left == 0)
        let stale: [String] = try await world.arman.read {
            try $0.list("SELECT serial FROM unit WHERE is_cover_stale = 1 AND serial IN ('N1', 'NEXT') ORDER BY id")
        }
        #expect(stale == ["N1", "NEXT"])
        let kept = try await world.arman.read { try UnitList.find("N1", $0) }
        let old = try await world.arman.read { try UnitList.find("OLD", $0).id }
        #expect(kept.card == "K-1" && kept.quarantine?.reason == "y" && kept.coverUnit == old)
        #expect(kept.facts.void?.reason == "z")
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/units/N1") }.text
        #expect(page.contains("OLD") && page.contains("NEXT") && page.contains("کنار گذاشته شده"))
        #expect(try await undo("N1", world).location == "/arman/units/N1")
        #expect(try await all(world) == before)
        let again = try await world.number(
            "SELECT count(*) FROM unit WHERE is_cover_stale = 1 AND serial IN ('N1', 'N2', 'NEXT')")
        #expect(again == 3)
    }

    @Test("an exchange that was undone meanwhile is undone for the unit that goes back")
    func exchangeUndone() async throws {
        let world = try await start()
        _ = try await world.arman.write { tx in
            try tx.execute("DELETE FROM unit_exchange WHERE state = 'due' OR serial = 'NEXT'")
            try tx.execute("UPDATE unit SET quarantined_on = NULL, quarantine_reason = '' WHERE serial = 'N2'")
            try tx.execute("UPDATE unit SET cover_unit_id = NULL WHERE serial = 'NEXT'")
        }
        _ = try await merge("N1", "N2", world)
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            let item: ID<Exchange> = try tx.value("SELECT id FROM unit_exchange")!
            try ExchangeStore.undo(item, at: 1, because: "اشتباه", by: manager, tx)
        }
        #expect(try await undo("N1", world).location != nil)
        #expect(try await world.number("SELECT count(*) FROM unit WHERE cover_unit_id IS NOT NULL") == 0)
    }

    @Test("is refused where one came for the other, or for both an exchange waits")
    func refused() async throws {
        let world = try await start()
        let before = try await all(world)
        for (kept, gone) in [("OLD", "N2"), ("N2", "OLD"), ("N2", "NEXT"), ("NEXT", "N2")] {
            let answer = try await merge(kept, gone, world)
            #expect(answer.status == .unprocessableContent && answer.text.contains("به‌جای دیگری"), "\(kept) \(gone)")
        }
        _ = try await world.arman.write { tx in
            try tx.execute(
                """
                INSERT INTO unit_exchange (unit_id, state, cause, job, made_at)
                SELECT id, 'due', 'days', 'y', 0 FROM unit WHERE serial = 'N1'
                """)
        }
        let both = try await merge("N1", "N2", world)
        #expect(both.status == .unprocessableContent && both.text.contains("در انتظار تصمیم"))
        _ = try await world.arman.write { try $0.execute("DELETE FROM unit_exchange WHERE job = 'y'") }
        #expect(try await all(world) == before)
        // What is no more is not exchanged, and comes for nothing.
        _ = try await merge("N1", "N2", world)
        let manager = try await world.person(.serviceManager)
        await #expect(throws: Complaint("units.merge.is_gone")) {
            try await world.arman.write { tx in
                _ = try ExchangeStore.ask(
                    .init(serial: "N9", model: "FRIDGE-1", reason: "x"), for: "N2", by: manager, tx)
            }
        }
        await #expect(throws: FieldRefusal.self) {
            try await world.arman.write { tx in
                _ = try ExchangeStore.ask(
                    .init(serial: "N2", model: "FRIDGE-1", reason: "x"), for: "OLD", by: manager, tx)
            }
        }
    }

    @Test("of three that are one, each serial leads to the one that stays, and they are parted in their order")
    func three() async throws {
        let world = try await World()
        for serial in ["A-1", "B-1", "C-1"] { _ = try await world.addJob(serial: serial) }
        let before = try await all(world)
        _ = try await merge("B-1", "A-1", world)
        let between = try await all(world)
        _ = try await merge("C-1", "B-1", world)
        let serials = try await world.arman.read { tx in
            let ids = try ["a-1", "B-1", "C-1"].map { try UnitStore.id(of: $0, tx) }
            return try ids.map { try tx.one("SELECT serial FROM unit WHERE id = \($0!)")("serial") as String }
        }
        #expect(serials == ["C-1", "C-1", "C-1"])
        let early = try await undo("B-1", world)
        #expect(early.status == .unprocessableContent && early.text.contains("نخست آن ادغام"))
        #expect(try await undo("C-1", world).location != nil)
        #expect(try await all(world) == between)
        #expect(try await undo("B-1", world).location != nil)
        #expect(try await all(world) == before)
    }

    @Test("a card file and the reception that name the old serial speak of the unit that it is")
    func old() async throws {
        let world = try await World()
        for serial in ["N1", "N2"] { _ = try await world.addJob(serial: serial) }
        _ = try await merge("N1", "N2", world)
        let file = "serial,model,card,production date\nN2,FRIDGE-1,K-2,1405/01/01\nN1,FRIDGE-1,K-1,1405/01/01\n"
        for _ in 1...2 { _ = try await world.load(.cards, "c.csv", Array(file.utf8)) }
        let units: [String] = try await world.arman.read {
            try $0.list("SELECT u.serial FROM warranty_card c JOIN unit u ON u.id = c.unit_id ORDER BY c.id")
        }
        #expect(units == ["N1", "N1"])
        #expect(try await world.number("SELECT count(*) FROM unit") == 2)
        let produced: [String] = try await world.arman.read {
            try $0.list("SELECT serial FROM unit WHERE produced_on IS NOT NULL")
        }
        #expect(produced == ["N1"])
        _ = try await world.arman.write {
            try $0.execute("UPDATE unit SET quarantined_on = 20000, quarantine_reason = 'x' WHERE serial = 'N1'")
        }
        await #expect(throws: Complaint("units.quarantined", "N2", "x")) {
            try await world.arman.read { try UnitStore.checkService("repair", for: "N2", $0) }
        }
    }

    @Test("keeps nothing of a customer who is taken out, in the reason or in what became another's")
    func erased() async throws {
        let world = try await World()
        _ = try await world.addJob(mobile: "09351234567", serial: "N1")
        _ = try await world.addJob(serial: "N2")
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            let unit = try UnitList.find("N2", tx).id
            try UnitGrantStore.extend(
                unit, CoverExtension(.campaign, months: 2), reason: "وعده به زهرا کریمی", by: manager, tx)
            _ = try tx.execute("UPDATE customer SET name = 'دیگری' WHERE mobile = '+989351234567'")
        }
        _ = try await merge("N1", "N2", reason: "زهرا کریمی گفت", world)
        let customer: Int64 = try await world.arman.write { tx in
            try tx.execute("UPDATE job SET state = 'cancelled'")
            return try tx.value("SELECT id FROM customer WHERE mobile = '+989121112233'")!
        }
        try await world.browse(as: .administrator) { browser in
            let data = try await browser.get("/arman/customers/\(customer)/data").text
            #expect(data.contains("زهرا کریمی گفت"))
            let done = try await browser.post("/arman/customers/\(customer)/erasure", [("sure", "yes")])
            #expect(done.status == .seeOther, "\(done.text.suffix(1500))")
        }
        let texts: [String] = try await world.arman.read { tx in
            try tx.list("SELECT reason FROM unit_merge") + tx.list("SELECT reason FROM unit_extension")
                + tx.list("SELECT detail FROM event WHERE subject = 'unit'")
        }
        #expect(texts.count >= 4 && !texts.contains { $0.contains("کریمی") }, "\(texts)")
    }
}
