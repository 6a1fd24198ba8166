import Database
import Domain
import HTTPTypes
import Testing

@testable import Base
@testable import Ground
@testable import House
@testable import Work

@Suite("The exchange of a machine")
struct ExchangePagesTests {
    private func verdict(_ serial: String, on day: String, _ world: World) async throws -> CoverVerdict {
        try await world.arman.read { tx in
            let unit = try UnitList.find(serial, tx)
            return unit.cover.sheet(on: try CalendarSystem.jalali.parse(day), .jalali)
        }
    }

    private func ask(
        _ serial: String, for old: String = "OLD-1", as role: Role = .reception, _ world: World
    ) async throws -> Browser.Answer {
        try await world.answer(as: role) { browser in
            try await browser.post(
                "/arman/units/\(old)/exchange",
                [("serial", serial), ("model", "FRIDGE-1"), ("reason", "سه بار خراب شد")])
        }
    }

    private func act(
        _ path: String, _ what: String, _ version: Int, reason: String = "اشتباه بود", as role: Role = .serviceManager,
        _ world: World
    ) async throws -> Browser.Answer {
        try await world.answer(as: role) {
            try await $0.post("\(path)/\(what)", [("version", String(version)), ("reason", reason)])
        }
    }

    private func start() async throws -> World {
        let world = try await World()
        _ = try await world.addJob(serial: "OLD-1")
        _ = try await world.arman.write { tx in
            try tx.execute(
                """
                UPDATE unit SET purchased_on = \(CalendarSystem.jalali.parse("1404/09/01")),
                    installed_on = \(CalendarSystem.jalali.parse("1404/09/01")) WHERE serial = 'OLD-1'
                """)
        }
        return world
    }

    @Test(
        "is asked for by one and confirmed by another: the new one has what is left of the cover, the old one stands apart"
    )
    func wholeWay() async throws {
        let world = try await start()
        _ = try await world.load(
            .cards, "c.csv", Array("serial,model,card,production date\nNEW-1,FRIDGE-1,K-9,1405/08/01\n".utf8))
        let before = try await verdict("OLD-1", on: "1405/10/01", world)
        let asked = try await ask("new-۱", world)
        let path = try #require(asked.location, "\(asked.text.suffix(3000))")
        #expect(try await act(path, "confirmation", 2, as: .reception, world).status == .forbidden)
        #expect(try await act(path, "confirmation", 2, world).status == .seeOther)
        let after = try await verdict("NEW-1", on: "1405/10/01", world)
        #expect(after == before && after.overall == .within)
        for (serial, other) in [("OLD-1", "NEW-1"), ("NEW-1", "OLD-1")] {
            let page = try await world.answer(as: .reception) { try await $0.get("/arman/units/\(serial)") }.text
            #expect(page.contains(other) && page.contains("تعویض شد"), "\(serial)")
        }
        let old = try await world.answer(as: .reception) { try await $0.get("/arman/units/OLD-1") }.text
        #expect(old.contains("کنار گذاشته شده است") && old.contains("سه بار خراب شد"))
        // No work is taken for it but its return.
        await #expect(throws: FieldRefusal.self) { _ = try await world.addJob(serial: "OLD-1") }
        await #expect(throws: Never.self) {
            try await world.arman.read { try UnitStore.checkService("return", for: "OLD-1", $0) }
        }
        await #expect(throws: Complaint("units.quarantined", "OLD-1", "سه بار خراب شد")) {
            try await world.arman.read { try UnitStore.checkService("repair", for: "OLD-1", $0) }
        }
        #expect(try await world.answer("SELECT count(*) FROM warranty_card WHERE unit_id IS NOT NULL") == 1)
        // What is put right of the new one is its own, not the old one's.
        let form = try await world.answer(as: .serviceManager) { try await $0.get("/arman/units/NEW-1/correction") }
            .text
        #expect(form.contains("1405/08/01") && !form.contains("1404/09/01"))
    }

    @Test(
        "is not confirmed by who asked for it, nor twice, nor for a machine of somebody else, of itself, or that went already"
    )
    func refused() async throws {
        let world = try await start()
        _ = try await world.addJob(mobile: "09129998877", serial: "FOREIGN-1")
        for wrong in ["OLD-1", "FOREIGN-1", "ی", ""] {
            #expect(try await ask(wrong, world).status == .unprocessableContent, "\(wrong)")
        }
        let path = try #require(try await ask("NEW-1", as: .serviceManager, world).location)
        let again = try await ask("NEW-2", world)
        #expect(again.status == .unprocessableContent && again.text.contains("در انتظار تأیید"))
        let own = try await act(path, "confirmation", 2, world)
        #expect(own.status == .unprocessableContent && own.text.contains("نمی‌تواند تأییدش کند"))
        #expect(try await act(path, "confirmation", 1, as: .administrator, world).status == .conflict)
        #expect(try await act(path, "confirmation", 2, as: .administrator, world).status == .seeOther)
        #expect(try await act(path, "confirmation", 3, as: .administrator, world).status == .conflict)
        let twice = try await ask("NEW-3", world)
        #expect(twice.status == .unprocessableContent && twice.text.contains("کنار گذاشته شده است"))
        #expect(try await world.answer("SELECT count(*) FROM unit WHERE cover_unit_id IS NOT NULL") == 1)
    }

    @Test("is confirmed for nobody but the one whose machine it was when somebody asked, or who he turned out to be")
    func owner() async throws {
        let world = try await start()
        let path = try #require(try await ask("NEW-1", world).location)
        _ = try await world.addJob(mobile: "09129998877", serial: "OLD-1")
        let changed = try await act(path, "confirmation", 2, world)
        #expect(changed.status == .conflict && changed.text.contains("به نام مشتری دیگری"), "\(changed.status)")
        #expect(try await world.answer("SELECT count(*) FROM unit WHERE serial = 'NEW-1'") == 0)
        // Asked for anew, it is that other one's; and goes over with him to the customer that he turns out to be, and back.
        _ = try await act(path, "refusal", 2, world)
        let again = try #require(try await ask("NEW-1", world).location)
        let ids: [Int64] = try await world.arman.read { try $0.list("SELECT id FROM customer ORDER BY id") }
        @Sendable func asked() async throws -> Int? {
            try await world.answer("SELECT customer_id FROM unit_exchange WHERE state = 'asked'")
        }
        try await world.browse(as: .serviceManager) { browser in
            try await browser.merge(ids[1], into: ids[0])
            #expect(try await asked() == Int(ids[0]))
            let undo = try #require(try await browser.undo(of: ids[0]))
            _ = try await browser.post(undo)
            #expect(try await asked() == Int(ids[1]))
            try await browser.merge(ids[1], into: ids[0])
        }
        #expect(try await act(again, "confirmation", 2, world).status == .seeOther)
    }

    @Test(
        "is undone with a reason: the old one works again with its own cover, the new one has its own; both histories tell"
    )
    func undone() async throws {
        let world = try await start()
        let path = try #require(try await ask("NEW-1", world).location)
        _ = try await act(path, "confirmation", 2, world)
        #expect(try await act(path, "undoing", 3, reason: "", world).status == .unprocessableContent)
        #expect(try await act(path, "undoing", 3, world).status == .seeOther)
        _ = try await world.addJob(serial: "OLD-1")
        #expect(try await verdict("OLD-1", on: "1405/10/01", world).overall == .within)
        #expect(try await verdict("NEW-1", on: "1405/10/01", world).overall == .unknown)
        #expect(try await world.answer("SELECT count(*) FROM event WHERE kind = 'exchange_undone'") == 2)
        // It may be exchanged again.
        #expect(try await ask("NEW-1", world).status == .seeOther)
    }

    @Test("is due by its rule at the third failure within the warranty, and stands in the list of head office")
    func due() async throws {
        let world = try await World()
        let rule = WarrantyRuleTests.form() + [("exchange_failures", "۳"), ("exchange_days", "")]
        let made = try await world.answer(as: .administrator) { try await $0.post("/arman/warranty", rule) }
        let path = try #require(made.location, "\(made.text.suffix(2000))")
        _ = try await WarrantyRuleTests.activate(path, world)
        let shown = try await world.answer(as: .serviceManager) { try await $0.get(path) }.text
        #expect(shown.contains("پس از ۳ خرابی"))
        for number in 1...3 {
            let job = try await world.addJob(serial: "BAD-1")
            _ = try await world.arman.write { tx in
                try tx.execute("UPDATE unit SET purchased_on = \(CalendarSystem.jalali.parse("1405/08/01"))")
            }
            try await world.giveJob(job)
            let version = try await world.version(of: job)
            let answer = try await world.answer(as: .dealerManager) {
                try await $0.upload("/arman/jobs/\(job)/visits", World.visit(["version": version]), files: [])
            }
            #expect(answer.status == .seeOther, "\(answer.text.suffix(2000))")
            #expect(try await world.answer("SELECT count(*) FROM unit_exchange") == (number < 3 ? 0 : 1))
        }
        try await world.browse(as: .serviceManager) { browser in
            let list = try await browser.get("/arman/units/exchanges").text
            #expect(list.contains("BAD-1") && list.contains("خرابی ۳م"))
            let unit = try await browser.get("/arman/units/BAD-1").text
            #expect(unit.contains("برای تعویض"))
        }
        let one = try await world.arman.read { tx in try tx.value("SELECT id FROM unit_exchange", as: Int64.self) }
        let page = "/arman/units/exchanges/\(try #require(one))"
        #expect(try await act(page, "refusal", 1, reason: "آسیب مشتری", world).status == .seeOther)
        let declined = try await world.answer(as: .auditor) {
            try await $0.get("/arman/units/exchanges?state=declined")
        }
        #expect(declined.text.contains("BAD-1"))
    }
}
