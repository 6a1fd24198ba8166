import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("The catalogue by hand")
struct CatalogueTests {
    private static let model = [
        ("code", "fr-۷۰۰"), ("name", "یخچال هفتصد"), ("group", ""), ("warranty_months", "۳۶"),
        ("warranty_from", "installation"), ("periodic_months", ""),
    ]

    private static func form(_ changes: [String: String] = [:]) -> [(String, String)] {
        model.map { ($0.0, changes[$0.0] ?? $0.1) } + (changes["version"].map { [("version", $0)] } ?? [])
    }

    private func group(_ world: World, _ code: String = "fridge") async throws -> String {
        let id: ID<ProductGroup> = try await world.arman.read {
            try #require(try $0.value("SELECT id FROM product_group WHERE code = \(code)"))
        }
        return id.description
    }

    private func events(_ world: World) async throws -> [String] {
        try await world.arman.read {
            try $0.list("SELECT kind FROM event WHERE room = 'products' ORDER BY id", as: String.self)
        }
    }

    @Test("takes a group and a model of it, and says who added them")
    func add() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let added = try await browser.post(
                "/arman/products/groups", [("name_fa", "چاي‌ساز"), ("name_en", "Tea maker"), ("code", "")])
            #expect(added.location == "/arman/products/groups")
            let page = try await browser.get("/arman/products/groups").text
            #expect(page.contains("tea_maker"))
            let id = try await self.group(world, "tea_maker")
            let model = try await browser.post("/arman/products", Self.form(["group": id]))
            #expect(model.location == "/arman/products/FR-700")
            let one = try await browser.get("/arman/products/FR-700").text
            for text in ["یخچال هفتصد", "۳۶ ماه از نصب", "service_manager 0"] { #expect(one.contains(text), "\(text)") }
        }
        #expect(try await events(world) == ["group_added", "added"])
    }

    @Test(
        "refuses what a file would refuse, beside the field",
        arguments: [
            ["code": ""], ["code": "FRIDGE-1"], ["name": ""], ["group": "999"], ["warranty_months": "601"],
            ["warranty_months": "بیست"], ["warranty_from": "تولید"], ["periodic_months": "-1"],
        ])
    func refused(change: [String: String]) async throws {
        let world = try await World()
        let id = try await group(world)
        try await world.browse(as: .administrator) { browser in
            let answer = try await browser.post(
                "/arman/products", Self.form(["group": id].merging(change) { $1 }))
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("href=\"#f-\(change.keys.first!)\""))
        }
        #expect(try await events(world).isEmpty)
    }

    @Test("refuses a group whose name or code is taken")
    func taken() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            for fields in [
                [("name_fa", "يخچال"), ("code", "")], [("name_fa", "سماور"), ("code", "fridge")],
                [("name_fa", "سماور"), ("code", "سماور")], [("name_fa", ""), ("code", "")],
            ] {
                let answer = try await browser.post("/arman/products/groups", fields)
                #expect(answer.status == .unprocessableContent)
            }
        }
    }

    @Test("changes a model of the version that was read, and of no other")
    func change() async throws {
        let world = try await World()
        let id = try await group(world, "washer")
        try await world.browse(as: .serviceManager) { browser in
            let form = try await browser.get("/arman/products/FRIDGE-1/change").text
            #expect(form.contains("value=\"یخچال یک\""))
            let typed = Self.form(["group": id, "version": "1"])
            let changed = try await browser.post("/arman/products/FRIDGE-1", typed)
            #expect(changed.location == "/arman/products/FRIDGE-1")
            let page = try await browser.get("/arman/products/FRIDGE-1").text
            #expect(page.contains("یخچال هفتصد"))
            #expect(page.contains("لباسشویی"))
            let late = try await browser.post("/arman/products/FRIDGE-1", typed)
            #expect(late.status == .conflict)
            #expect(late.text.contains("value=\"2\""))
            #expect(try await browser.post("/arman/products/NONE", typed).status == .notFound)
        }
        #expect(try await events(world) == ["changed"])
    }

    @Test("sets a model aside: no new machine is of it, and the known ones are served")
    func retire() async throws {
        let world = try await World()
        try await world.serve { client in
            let manager = try await world.browser(client, as: .serviceManager)
            let reception = try await world.browser(client, as: .reception)
            let first = try await reception.post("/arman/jobs", NewJobTests.form())
            #expect(first.location == "/arman/jobs/1405-000001")
            let retired = try await manager.post(
                "/arman/products/FRIDGE-1/retirement", [("version", "1"), ("retired", "1")])
            #expect(retired.status == .seeOther)
            #expect(try await manager.get("/arman/products").text.contains("کنارگذاشته"))
            let form = try await reception.get("/arman/jobs/new").text
            #expect(!form.contains("FRIDGE-1"))
            #expect(form.contains("WASHER-1"))
            let other = try await reception.post("/arman/jobs", NewJobTests.form(["serial": "FR-901"]))
            #expect(other.status == .unprocessableContent)
            let again = try await reception.post("/arman/jobs", NewJobTests.form(["model": ""]) + NewJobTests.seen)
            #expect(again.location == "/arman/jobs/1405-000002")
            let restored = try await manager.post("/arman/products/FRIDGE-1/retirement", [("version", "2")])
            #expect(restored.status == .seeOther)
            #expect(try await reception.get("/arman/jobs/new").text.contains("FRIDGE-1"))
        }
        #expect(try await events(world) == ["retired", "restored"])
    }

    @Test("sets a group aside with its models, in files too")
    func retireGroup() async throws {
        let world = try await World()
        let id = try await group(world)
        try await world.browse(as: .serviceManager) { browser in
            let answer = try await browser.post(
                "/arman/products/groups/\(id)/retirement", [("version", "1"), ("retired", "1")])
            #expect(answer.status == .seeOther)
            #expect(try await !browser.get("/arman/jobs/new").text.contains("FRIDGE-1"))
            #expect(try await !browser.get("/arman/dealers/new").text.contains("value=\"\(id)\""))
            #expect(try await browser.get("/arman/dealers/D100/change").text.contains("value=\"\(id)\" checked"))
        }
        let file = """
            شماره پذیرش,تاریخ پذیرش,نام مشتری,همراه,شهر,کد مدل,سریال,نوع سرویس
            1405-000900,1405/08/01,زهرا,09121112233,تهران,FRIDGE-1,FR-1,تعمیر
            """
        let report = try await world.load(.requests, "requests.csv", Array(file.utf8)).report
        #expect(report.imported == 0)
        #expect(report.refused.map(\.column) == ["سریال"])
    }

    @Test("is the managers' alone")
    func others() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let (form, list) = (try await browser.get("/arman/products/new"), try await browser.get("/arman/products"))
            #expect(form.status == .notFound)
            #expect(!list.text.contains("/arman/products/new"))
            let answer = try await browser.post("/arman/products", Self.form())
            #expect(answer.status == .forbidden)
        }
    }
}
