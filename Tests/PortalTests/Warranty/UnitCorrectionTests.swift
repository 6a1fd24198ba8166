import Database
import Domain
import HTTPTypes
import Testing

@testable import Base
@testable import Ground

@Suite("What is written of a unit")
struct UnitCorrectionTests {
    private static func form(_ changes: [String: String] = [:]) -> [(String, String)] {
        [
            ("serial", "N1"), ("model", "FRIDGE-1"), ("sale", "1403/01/01"), ("installation", ""), ("activation", ""),
            ("production", "1402/06/01"), ("voided_on", ""), ("void_reason", ""), ("reason", "از روی فاکتور"),
            ("version", "1"),
        ].map { ($0.0, changes[$0.0] ?? $0.1) }
    }

    private static let photo = [(field: "photos", name: "a.jpg", bytes: TestPhotos.jpeg())]

    private func world() async throws -> World {
        let world = try await World()
        try await WarrantyRuleTests.addUnit("N1", soldOn: "1404/01/01", world)
        return world
    }

    @Test("is put right with a reason, stands in its history, and is found by its new serial")
    func correct() async throws {
        let world = try await world()
        try await world.browse(as: .serviceManager) { browser in
            let form = try await browser.get("/arman/units/N1/correction").text
            #expect(form.value(of: "sale") == "1404/01/01")
            let done = try await browser.upload(
                "/arman/units/N1/correction",
                Self.form(["serial": "ХN-۲۲۲۲", "voided_on": "1404/05/01", "void_reason": "دستکاری"]),
                files: Self.photo)
            #expect(done.location == "/arman/units/XN-2222", "\(done.text.suffix(2000))")
            let page = try await browser.get("/arman/units/XN-2222").text
            for text in ["۱۴۰۳/۰۱/۰۱", "۱۴۰۲/۰۶/۰۱", "از روی فاکتور", "دستکاری", "اصلاح شد"] {
                #expect(page.contains(text), "\(text)")
            }
            #expect(page.utf8.count < 20_480)
            let stale = try await browser.post("/arman/units/XN-2222/correction", Self.form(["serial": "XN-2222"]))
            #expect(stale.status == .conflict)
        }
        let parts: Int? = try await world.arman.read {
            try $0.value("SELECT count(*) FROM unit_part WHERE part = '2222'")
        }
        #expect(parts == 1)
    }

    @Test(
        "is void with evidence alone, by the reasons of its own rule or others; what was void before needs none again")
    func void() async throws {
        let world = try await World()
        _ = try await WarrantyRuleTests.activate(try await WarrantyRuleTests.add(world), world)
        try await WarrantyRuleTests.addUnit("N1", soldOn: "1405/01/10", world)
        let path = "/arman/units/N1/correction"
        let void = ["sale": "1405/01/10", "production": "", "voided_on": "1405/05/01", "void_reason": "نوسان برق"]
        try await world.browse(as: .serviceManager) { browser in
            #expect(try await browser.get(path).text.contains("<option value=\"نوسان برق\">"))
            let bare = try await browser.upload(path, Self.form(void), files: [])
            #expect(bare.status == .unprocessableContent && bare.text.contains("به‌عنوان مدرک لازم است"))
            #expect(bare.text.value(of: "void_reason") == "نوسان برق")
            let done = try await browser.upload(path, Self.form(void), files: Self.photo)
            #expect(done.status == .seeOther, "\(done.text.suffix(2000))")
            let again = try await browser.upload(
                path, Self.form(void.merging(["version": "2", "production": "1404/12/01"]) { $1 }), files: [])
            #expect(again.status == .seeOther, "\(again.text.suffix(2000))")
        }
        #expect(try await world.number("SELECT count(*) FROM attachment WHERE subject = 'unit'") == 1)
    }

    @Test("is not put right over a day that came to be known meanwhile")
    func overtaken() async throws {
        let world = try await world()
        let day = try CalendarSystem.jalali.parse("1404/02/01")
        try await world.arman.write { tx in
            let unit: ID<Domain.Unit> = try #require(try tx.value("SELECT id FROM unit WHERE serial = 'N1'"))
            try UnitStore.setInstalled(unit, on: day, by: nil, tx)
        }
        let stale = try await world.answer(as: .serviceManager) {
            try await $0.post("/arman/units/N1/correction", Self.form())
        }
        #expect(stale.status == .conflict)
    }

    @Test(
        "is not put right by what cannot be",
        arguments: [
            ["serial": "O1"], ["serial": "Ж"], ["model": "NONE"], ["sale": "1402/05/31"], ["sale": "1409/01/01"],
            ["voided_on": "1404/05/01"], ["reason": ""], ["production": "1403/12/31"],
        ])
    func refused(_ changes: [String: String]) async throws {
        let world = try await world()
        try await WarrantyRuleTests.addUnit("O1", soldOn: nil, world)
        try await world.browse(as: .administrator) { browser in
            let answer = try await browser.post("/arman/units/N1/correction", Self.form(changes))
            #expect(answer.status == .unprocessableContent)
        }
    }

    @Test(
        "keeps its serial and its model while it stands apart: nobody makes a clean machine of it; its days are put right",
        arguments: [["serial": "N7"], ["model": "WASHER-1"]])
    func apart(_ changes: [String: String]) async throws {
        let world = try await world()
        _ = try await world.arman.write {
            try $0.execute("UPDATE unit SET quarantined_on = 20000, quarantine_reason = 'x' WHERE serial = 'N1'")
        }
        try await world.browse(as: .serviceManager) { browser in
            let refused = try await browser.post("/arman/units/N1/correction", Self.form(changes))
            #expect(refused.status == .unprocessableContent && refused.text.contains("تا برگرداندن تعویض"))
            #expect(refused.text.contains("href=\"#f-\(changes.keys.first!)\""))
            let done = try await browser.post("/arman/units/N1/correction", Self.form())
            #expect(done.location == "/arman/units/N1", "\(done.text.suffix(2000))")
        }
        await #expect(throws: Complaint("units.quarantined", "N1", "x")) {
            try await world.arman.read { try UnitStore.checkService("repair", for: "N1", $0) }
        }
    }

    @Test("is lengthened by managers alone, and its label leads to its page")
    func extend() async throws {
        let world = try await world()
        let more = [("kind", "bought"), ("months", "۱۲"), ("extension_reason", "فاکتور ۱۲")]
        let denied = try await world.answer(as: .reception) { try await $0.post("/arman/units/N1/extension", more) }
        #expect(denied.status == .forbidden)
        let day = try CalendarSystem.jalali.parse("1407/01/01")
        try await world.browse(as: .serviceManager) { browser in
            let none = try await browser.post("/arman/units/N1/extension", [("kind", "repair"), ("months", "0")])
            #expect(none.status == .unprocessableContent)
            let done = try await browser.post("/arman/units/N1/extension", more)
            #expect(done.location == "/arman/units/N1")
            let page = try await browser.get("/arman/units/N1").text
            #expect(page.contains("۱۴۰۷/۰۱/۰۱") && page.contains("خریداری‌شده"))
            let label = try await browser.get("/arman/units/N1/label")
            #expect(label.status == .ok && label.text.contains("<path d="))
        }
        let cover = try await world.arman.read { tx in
            try UnitStore.cover(of: #require(try tx.value("SELECT id FROM unit WHERE serial = 'N1'")), tx)
        }
        #expect(cover.verdict(on: day, .jalali) == .within)
        #expect(cover.verdict(on: day.adding(days: 1), .jalali) == .commitment)
    }
}
