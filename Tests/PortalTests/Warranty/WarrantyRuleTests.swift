import Database
import Domain
import HTTPTypes
import Synchronization
import Testing

@testable import Base
@testable import Ground

@Suite("Warranty rules by two people")
struct WarrantyRuleTests {
    static let draft = [
        ("model", "fridge-۱"), ("group", ""), ("sold_from", "1405/01/01"), ("choice", "first"), ("after_sale", "۰"),
        ("after_installation", ""), ("after_activation", ""), ("after_production", "90"), ("parts", "۳۶"),
        ("labour", "۱۲"), ("travel", "0"), ("components", "کمپرسور ۶۰\nبرد 24"), ("repair_months", "3"),
        ("part_months", "6"), ("repair_days", "20"), ("voids", "دستکاری\nنوسان برق"),
    ]

    static func form(_ changes: [String: String] = [:]) -> [(String, String)] {
        draft.map { ($0.0, changes[$0.0] ?? $0.1) } + (changes["version"].map { [("version", $0)] } ?? [])
    }

    /// - Returns: the path of the draft.
    @discardableResult
    static func add(_ world: World, _ changes: [String: String] = [:], by role: Role = .administrator) async throws
        -> String
    {
        let answer = try await world.answer(as: role) { try await $0.post("/arman/warranty", form(changes)) }
        return try #require(answer.location, "\(answer.text.suffix(2000))")
    }

    static func activate(_ path: String, _ world: World, by role: Role = .serviceManager) async throws -> Browser.Answer
    {
        try await world.answer(as: role) { try await $0.post("\(path)/activation", [("version", "1")]) }
    }

    private func cover(_ serial: String, _ world: World) async throws -> UnitCover {
        try await world.arman.read { tx in
            try UnitStore.cover(of: #require(try tx.value("SELECT id FROM unit WHERE serial = \(serial)")), tx)
        }
    }

    static func addUnit(_ serial: String, soldOn: String?, _ world: World) async throws {
        try await world.arman.write { tx in
            let customer = try CustomerStore.findOrAdd(MobileNumber("09351234567"), "مینا کاظمی", tx)
            let model: ID<ProductModel> = try #require(
                try tx.value("SELECT id FROM product_model WHERE code = 'FRIDGE-1'"))
            _ = try UnitStore.findOrAdd(
                serial, model, customer, soldOn.map { try CalendarSystem.jalali.parse($0) }, by: nil, tx)
        }
    }

    @Test("one writes, another puts into force, and only then a verdict changes")
    func twoPeople() async throws {
        let world = try await World()
        try await Self.addUnit("N1", soldOn: "1405/01/01", world)
        try await Self.addUnit("O1", soldOn: "1404/12/29", world)
        let path = try await Self.add(world)
        let page = try await world.answer(as: .administrator) { try await $0.get(path) }.text
        for text in ["۳۶ ماه", "کمپرسور", "۹۰ روز پس از تاریخ تولید", "نوسان برق", "از «", "خودش آن را اجرا نمی‌کند"] {
            #expect(page.contains(text), "\(text)")
        }
        let own = try await Self.activate(path, world, by: .administrator)
        #expect(own.location == nil)
        #expect(own.text.contains("خودش آن را اجرا نمی‌کند"))
        let day = try CalendarSystem.jalali.parse("1406/06/01")
        #expect(try await cover("N1", world).verdict(on: day, .jalali) == .within)
        let done = try await Self.activate(path, world)
        #expect(done.location == path)
        // 24 months of the model's own row before; 12 months of labour by the rule now.
        #expect(try await cover("N1", world).verdict(on: day, .jalali) == .commitment)
        #expect(try await cover("N1", world).sheet(on: day, .jalali)[.component("کمپرسور")]?.verdict == .within)
        // Sold the day before: its promise stays.
        #expect(try await cover("O1", world).verdict(on: day, .jalali) == .within)
        let kinds = try await world.arman.read {
            try $0.list("SELECT kind FROM event WHERE room = 'products' ORDER BY id", as: String.self)
        }
        #expect(kinds == ["warranty_drafted", "warranty_activated"])
        let passport = try await world.answer(as: .reception) { try await $0.get("/arman/units/N1") }.text
        for text in ["اجرت", "ایاب و ذهاب", "کمپرسور", "۱۴۱۰/۰۱/۰۱"] { #expect(passport.contains(text), "\(text)") }
    }

    @Test("whoever changed a draft does not put it into force either, and who was overtaken is told")
    func hands() async throws {
        let world = try await World()
        let path = try await Self.add(world)
        try await world.browse(as: .serviceManager) { browser in
            let changed = try await browser.post(path, Self.form(["version": "1", "labour": "24"]))
            #expect(changed.location == path)
            let stale = try await browser.post(path, Self.form(["version": "1", "labour": "36"]))
            #expect(stale.status == .conflict)
            let own = try await browser.post("\(path)/activation", [("version", "2")])
            #expect(own.text.contains("خودش آن را اجرا نمی‌کند"))
        }
        let state: String? = try await world.arman.read { try $0.value("SELECT state FROM warranty_rule") }
        #expect(state == "draft")
    }

    @Test("a rule of a group holds where the model has none, and a later one must begin later")
    func group() async throws {
        let world = try await World()
        try await Self.addUnit("N1", soldOn: "1405/02/01", world)
        let group: Int64 = try await world.arman.read {
            try #require(try $0.value("SELECT id FROM product_group WHERE code = 'fridge'"))
        }
        let ofGroup = try await Self.add(world, ["model": "", "group": String(group), "labour": "6"])
        _ = try await Self.activate(ofGroup, world)
        let day = try CalendarSystem.jalali.parse("1405/09/01")
        #expect(try await cover("N1", world).verdict(on: day, .jalali) == .commitment)
        let ofModel = try await Self.add(world, ["labour": "18"])
        _ = try await Self.activate(ofModel, world)
        #expect(try await cover("N1", world).verdict(on: day, .jalali) == .within)
        let again = try await Self.add(world, ["labour": "3"])
        let refused = try await Self.activate(again, world)
        #expect(refused.text.contains("روز آغاز این پیش‌نویس را پس از آن بگذارید"))
        // One person no longer changes the months behind the rule's back.
        try await world.browse(as: .administrator) { browser in
            let change = try await browser.post(
                "/arman/products/FRIDGE-1",
                [
                    ("name", "یخچال یک"), ("group", String(group)), ("warranty_months", "48"),
                    ("warranty_from", "sale"), ("periodic_months", ""), ("version", "1"),
                ])
            #expect(change.text.contains("قاعده‌ای با تأیید دو نفر"))
        }
    }

    @Test(
        "refuses what cannot be meant, beside the field",
        arguments: [
            ["model": ""], ["model": "NONE"], ["group": "1"], ["sold_from": "1405/13/01"], ["choice": "both"],
            ["after_sale": "", "after_production": ""], ["after_sale": "-1"], ["labour": ""], ["parts": "601"],
            ["components": "کمپرسور"], ["components": "برد 12\nبرد 24"], ["repair_days": "x"],
        ])
    func refused(_ changes: [String: String]) async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let answer = try await browser.post("/arman/warranty", Self.form(changes))
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("class=\"errors\"") || answer.text.contains("bad"))
        }
        let count: Int? = try await world.arman.read { try $0.value("SELECT count(*) FROM warranty_rule") }
        #expect(count == 0)
    }

    @Test("who does not manage the service reads them and no more")
    func roles() async throws {
        let world = try await World()
        let path = try await Self.add(world)
        for role in [Role.reception, .financeOfficer, .auditor] {
            try await world.browse(as: role) { browser in
                let page = try await browser.get(path)
                #expect(page.status == .ok)
                #expect(!page.text.contains("/activation"))
                let denied = try await browser.post("\(path)/activation", [("version", "1")])
                #expect(denied.status == .forbidden)
            }
        }
        try await world.browse(as: .dealerManager) { browser in
            let hidden = try await browser.get(path)
            #expect(hidden.status == .notFound)
        }
    }
}

extension World {
    /// What one browser was answered.
    func answer(
        as role: Role, _ ask: @escaping @Sendable (Browser) async throws -> Browser.Answer
    ) async throws -> Browser.Answer {
        let kept = Mutex<Browser.Answer?>(nil)
        try await browse(as: role) { browser in
            let answer = try await ask(browser)
            kept.withLock { $0 = answer }
        }
        return try #require(kept.withLock { $0 })
    }
}
