import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

@Suite("The catalogue of parts by hand")
struct PartPagesTests {
    private static let part = [
        ("code", "rf-۱۲۳/4"), ("name_fa", "کمپرسور يخچال"), ("name_en", "Compressor"), ("group", "کمپرسور"),
        ("unit", "piece"), ("tracking", "serial"), ("must_return", "warranty"), ("is_repairable", "1"),
        ("shelf_life", "۷۲۰"), ("weight", "8500"), ("maker_number", "EM2X 3117-U"), ("barcode", "6260100400016"),
        ("note", "با روغن"),
    ]

    static func form(_ changes: [String: String] = [:]) -> [(String, String)] {
        part.map { ($0.0, changes[$0.0] ?? $0.1) } + (changes["version"].map { [("version", $0)] } ?? [])
    }

    private func events(_ world: World) async throws -> [String] {
        try await world.arman.read {
            try $0.list("SELECT kind FROM event WHERE room = 'parts' ORDER BY id", as: String.self)
        }
    }

    @Test("A part that a keeper enters is found by whatever it is called, however that is written")
    func add() async throws {
        let world = try await World()
        try await world.browse(as: .storekeeper) { browser in
            #expect(try await browser.get("/arman/parts").text.contains("هنوز قطعه‌ای ثبت نشده است"))
            let added = try await browser.post("/arman/parts", Self.form())
            #expect(added.location == "/arman/parts/1")
            let page = try await browser.get("/arman/parts/1").text
            for text in [
                "RF-123/4", "کمپرسور یخچال", "Compressor", "سریال هر قطعه", "داغی در گارانتی", "۷۲۰ روز", "۸٬۵۰۰ گرم",
                "EM2X 3117-U", "6260100400016", "با روغن", "storekeeper 0",
            ] { #expect(page.contains(text), "\(text)") }
            let alias = try await browser.post("/arman/parts/1/aliases", [("alias", "مالي-۷۷"), ("version", "1")])
            #expect(alias.location == "/arman/parts/1")
            let renumbered = try await browser.post("/arman/parts/1/code", [("code", "CMP 9001"), ("version", "2")])
            #expect(renumbered.location == "/arman/parts/1")
            for typed in [
                "CMP9001", "cmp-۹۰۰۱", "cmp 9", "RF1234", "rf 123", "مالی77", "مالى ۷۷", "em2x3117u", "EM2X 3117-U",
                "6260100400016", "كمپرسور", "یخچال کمپ", "compressor",
            ] {
                let list = try await browser.get("/arman/parts?q=\(Paths.part(typed))").text
                #expect(list.contains("CMP9001"), "\(typed)")
            }
            for typed in ["1234", "یخچال اجاق", "zzz"] {
                let list = try await browser.get("/arman/parts?q=\(Paths.part(typed))").text
                #expect(!list.contains("CMP9001") && list.contains("پیدا نشد"), "\(typed)")
            }
        }
        #expect(try await events(world) == ["added", "code_added", "renumbered"])
    }

    @Test(
        "refuses what cannot be, beside the field",
        arguments: [
            ["code": ""], ["code": "A*B"], ["name_fa": ""], ["unit": "dozen"], ["tracking": ""], ["must_return": "x"],
            ["shelf_life": "-1"], ["weight": "سنگین"], ["barcode": "6260100400012"],
        ])
    func refused(change: [String: String]) async throws {
        let world = try await World()
        try await world.browse(as: .stockManager) { browser in
            let answer = try await browser.post("/arman/parts", Self.form(change))
            #expect(answer.status == .unprocessableContent)
            let field = try #require(change.keys.first)
            #expect(answer.text.contains("href=\"#f-\(field)\""))
        }
        #expect(try await events(world).isEmpty)
    }

    @Test("No two parts share a code, not even one that a part had before")
    func taken() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            _ = try await browser.post("/arman/parts", Self.form(["code": "A-1"]))
            _ = try await browser.post("/arman/parts", Self.form(["code": "B-1"]))
            #expect(try await browser.post("/arman/parts", Self.form(["code": "a1"])).status == .unprocessableContent)
            let renumbered = try await browser.post("/arman/parts/1/code", [("code", "A-2"), ("version", "1")])
            #expect(renumbered.status == .seeOther)
            for (path, field, code) in [
                ("parts/2/code", "code", "A-1"), ("parts/2/aliases", "alias", "a 2"), ("parts/2/code", "code", "B-1"),
                ("parts/2/code", "code", ""), ("parts/2/aliases", "alias", "?"),
            ] {
                let answer = try await browser.post("/arman/\(path)", [(field, code), ("version", "1")])
                #expect(answer.status == .unprocessableContent, "\(path) \(code)")
                #expect(answer.text.contains("aria-invalid=\"true\""), "\(path) \(code)")
            }
            // Its own old code may become its code again.
            let back = try await browser.post("/arman/parts/1/code", [("code", "A-1"), ("version", "2")])
            #expect(back.status == .seeOther)
            #expect(try await browser.get("/arman/parts?q=A2").text.contains("A-1"))
        }
    }

    @Test("Another code that was added can be taken away; one that the part had stays")
    func alias() async throws {
        let world = try await World()
        try await world.browse(as: .storekeeper) { browser in
            _ = try await browser.post("/arman/parts", Self.form(["code": "A-1"]))
            _ = try await browser.post("/arman/parts/1/aliases", [("alias", "X-1"), ("version", "1")])
            _ = try await browser.post("/arman/parts/1/code", [("code", "A-2"), ("version", "2")])
            let removed = try await browser.post("/arman/parts/1/aliases/removal", [("alias", "1"), ("version", "3")])
            #expect(removed.status == .seeOther)
            #expect(try await !browser.get("/arman/parts?q=X1").text.contains("A-2"))
            let old = try await browser.post("/arman/parts/1/aliases/removal", [("alias", "2"), ("version", "4")])
            #expect(old.status == .notFound)
            #expect(try await browser.get("/arman/parts?q=A1").text.contains("A-2"))
        }
    }

    @Test("changes a part of the version that was read, and of no other")
    func change() async throws {
        let world = try await World()
        try await world.browse(as: .storekeeper) { browser in
            _ = try await browser.post("/arman/parts", Self.form())
            let form = try await browser.get("/arman/parts/1/change").text
            #expect(form.contains("value=\"کمپرسور یخچال\"") && form.contains("value=\"1\" checked"))
            let typed = Self.form(["name_fa": "کمپرسور نو", "tracking": "lot", "version": "1"])
            #expect(try await browser.post("/arman/parts/1", typed).location == "/arman/parts/1")
            #expect(try await browser.get("/arman/parts?q=\(Paths.part("نو"))").text.contains("RF-123/4"))
            let page = try await browser.get("/arman/parts/1").text
            #expect(page.contains("سریال هر قطعه ← سری ساخت"))
            let late = try await browser.post("/arman/parts/1", typed)
            #expect(late.status == .conflict && late.text.contains("value=\"2\""))
            #expect(try await browser.post("/arman/parts/99", typed).status == .notFound)
        }
        #expect(try await events(world) == ["added", "changed"])
    }

    @Test("What is set aside stands in a list of its own and can be taken up again")
    func retire() async throws {
        let world = try await World()
        try await world.browse(as: .storekeeper) { browser in
            _ = try await browser.post("/arman/parts", Self.form())
            let retired = try await browser.post("/arman/parts/1/retirement", [("version", "1"), ("retired", "1")])
            #expect(retired.status == .seeOther)
            #expect(try await !browser.get("/arman/parts").text.contains("RF-123/4"))
            #expect(try await browser.get("/arman/parts?state=retired").text.contains("RF-123/4"))
            let again = try await browser.post("/arman/parts/1/retirement", [("version", "1"), ("retired", "1")])
            #expect(again.status == .conflict)
            let restored = try await browser.post("/arman/parts/1/retirement", [("version", "2")])
            #expect(restored.status == .seeOther)
            #expect(try await browser.get("/arman/parts").text.contains("RF-123/4"))
        }
    }

    @Test("A dealer reads the catalogue and writes nothing of it; the office takes it out as a file")
    func roles() async throws {
        let world = try await World()
        try await world.serve { client in
            let keeper = try await world.browser(client, as: .storekeeper)
            _ = try await keeper.post("/arman/parts", Self.form())
            for role in [Role.dealerManager, .dealerTechnician] {
                let dealer = try await world.browser(client, as: role)
                let list = try await dealer.get("/arman/parts").text
                #expect(list.contains("RF-123/4") && !list.contains("/arman/parts/new"))
                let page = try await dealer.get("/arman/parts/1").text
                #expect(page.contains("کمپرسور یخچال") && !page.contains("/arman/parts/1/change"))
                #expect(!page.contains("storekeeper 0"))
                #expect(try await dealer.get("/arman/parts/export").status == .notFound)
                #expect(try await dealer.post("/arman/parts", Self.form()).status == .forbidden)
            }
            let auditor = try await world.browser(client, as: .auditor)
            let file = try await auditor.get("/arman/parts/export?format=csv&q=EM2X").text
            #expect(file.contains("RF-123/4") && file.contains("EM2X 3117-U"))
            #expect(try await auditor.get("/arman/parts/new").status == .notFound)
        }
    }

    @Test("The list is paged by key, and narrowed to a group on its pages too")
    func pages() async throws {
        let world = try await World()
        try await Self.fill(world, count: 120)
        try await world.browse(as: .storekeeper) { browser in
            let first = try await browser.get("/arman/parts?group=1").text
            #expect(first.contains("P-0119") && !first.contains("P-0118"))
            let older = try #require(first.firstMatch(of: #/rel="next" href="([^"]+)"/#)?.1)
            let second = try await browser.get(String(older).replacing("&amp;", with: "&")).text
            #expect(second.contains("P-0001") && !second.contains("P-0119"))
        }
    }

    /// Every second one is of the first group.
    static func fill(_ world: World, count: Int) async throws {
        try await world.arman.write { tx in
            for index in 0..<count {
                let number = String(String(10_000 + index).dropFirst())
                var facts = PartFacts(nameFa: "قطعه نمونه \(index)")
                (facts.group, facts.makerNumber) = (index.isMultiple(of: 2) ? "دوم" : "یکم", "MK\(number)")
                if index == 0 { facts.group = "" }
                _ = try PartStore.addNew("P-\(number)", facts, by: nil, tx)
            }
        }
    }
}
