import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import House

@Suite("The serials of a product group")
struct SerialPatternPagesTests {
    private func set(_ pattern: String, _ world: World) async throws -> Browser.Answer {
        try await world.answer(as: .serviceManager) { browser in
            let version: Int = try #require(
                try await world.arman.read { try $0.value("SELECT version FROM product_group WHERE id = 1") })
            return try await browser.post(
                "/arman/products/groups/1",
                [
                    ("name_fa", "یخچال"), ("name_en", "fridge"), ("serial_pattern", pattern),
                    ("version", String(version)),
                ])
        }
    }

    @Test(
        "are written as its page says, with the change in its history; what cannot be read is refused beside the field")
    func setting() async throws {
        let world = try await World()
        #expect(try await set("KD########", world).status == .seeOther)
        let page = try await world.answer(as: .serviceManager) { try await $0.get("/arman/products/groups/1") }.text
        #expect(page.contains(#"value="KD########""#) && page.contains("الگوی سریال"))
        let refused = try await set("KD{", world)
        #expect(refused.status == .unprocessableContent && refused.text.contains("خوانده نمی‌شود"))
        #expect(
            try await world.answer(
                "SELECT count(*) FROM event WHERE kind = 'group_changed' AND value_after LIKE '%KD####%'")
                == 1)
    }

    @Test(
        "are checked at reception, in files of cards and of requests, by correction and on the public page; known ones stay"
    )
    func checked() async throws {
        let world = try await World()
        _ = try await world.addJob(serial: "OLD-1")
        #expect(try await set("KD########", world).status == .seeOther)
        let cards = try await world.load(
            .cards, "cards.csv",
            Array(
                "سریال,کد مدل\nKD12345678,FRIDGE-1\nKD1234567O,FRIDGE-1\nX,FRIDGE-1\nOLD-1,FRIDGE-1\nX,WASHER-1\n".utf8)
        )
        #expect(cards.report.imported == 3)
        let reasons = cards.report.refused.map(\.reason)
        #expect(reasons[0].contains("KD12345670") && reasons[1].contains("KD########"))
        for (serial, isTaken) in [("OLD-1", true), ("KD12345671", true), ("KDI2345671", false)] {
            let model: ID<ProductModel> = ID(1)
            let complaint = try await world.arman.read { tx in
                do { try UnitStore.check(serial, model, tx) } catch let complaint as Complaint { return complaint }
                return Complaint("none")
            }
            #expect((complaint.key == "none") == isTaken, "\(serial) \(complaint.key)")
        }
        let path = "/arman/units/OLD-1/correction"
        let wrong = try await world.answer(as: .serviceManager) { browser in
            try await browser.post(
                path, [("serial", "KD123"), ("model", "FRIDGE-1"), ("reason", "خوانده شد"), ("version", "1")])
        }
        #expect(wrong.status == .unprocessableContent && wrong.text.contains("KD########"))
    }

    @Test("of a stranger's machine are some group's, where every group says how they are written")
    func stranger() async throws {
        let world = try await World()
        let check = { (serial: String) in try await world.arman.read { try UnitStore.checkStrange(serial, $0) } }
        #expect(try await set("KD########", world).status == .seeOther)
        try await check("ANYTHING")
        _ = try await world.arman.write {
            try $0.execute("UPDATE product_group SET serial_pattern = 'W#{4}' WHERE id > 1")
        }
        try await check("W1234")
        await #expect(throws: Complaint("units.serial.strange", "W12345")) { try await check("W12345") }
        await #expect(throws: Complaint("units.serial.look_alike", "WI234", "W1234")) { try await check("WI234") }
    }
}
