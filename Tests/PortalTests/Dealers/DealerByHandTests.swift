import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("A dealer by hand")
struct DealerByHandTests {
    private static let typed = [
        ("code", "d-۳۰۰"), ("name", "خدمات رضايي"), ("manager", "رضا رضایی"), ("mobile", "۰۹۱۳ ۱۲۳ ۴۵۶۷"),
        ("national_id", "0499370899"), ("sheba", "IR82 0540 1026 8002 0817 9090 02"), ("province", ""),
        ("city", "گرگان"), ("cities", "گرگان\nاستان سمنان"), ("grade", "B"), ("daily_capacity", "۶"),
        ("contract_from", "1405/01/01"), ("contract_to", "1405/12/29"), ("grade_reason", ""),
    ]

    private static func form(_ changes: [String: String] = [:]) -> [(String, String)] {
        typed.map { ($0.0, changes[$0.0] ?? $0.1) } + (changes["version"].map { [("version", $0)] } ?? [])
    }

    private func events(_ world: World) async throws -> [String] {
        try await world.arman.read {
            try $0.list("SELECT kind FROM event WHERE room = 'dealers' ORDER BY id", as: String.self)
        }
    }

    @Test("is added with contract, coverage, groups and capacity, and takes jobs")
    func add() async throws {
        let world = try await World()
        let group: String = try await world.arman.read {
            String(try #require(try $0.value("SELECT id FROM product_group WHERE code = 'fridge'", as: Int.self)))
        }
        try await world.browse(as: .serviceManager) { browser in
            let added = try await browser.post("/arman/dealers", Self.form() + [("group", group)])
            #expect(added.location == "/arman/dealers/D-300")
            let page = try await browser.get("/arman/dealers/D-300").text
            for text in [
                "خدمات رضایی", "استان گلستان", "شهر استان", "کار می‌گیرد؛ قرارداد تا ۱۴۰۵/۱۲/۲۹", "یخچال",
                "service_manager 0", "IR82\u{A0}0540",
            ] { #expect(page.contains(text), "\(text)") }
            let again = try await browser.post("/arman/dealers", Self.form())
            #expect(again.status == .unprocessableContent)
        }
        #expect(try await events(world) == ["added"])
    }

    @Test(
        "is refused as a file would be, beside the field",
        arguments: [
            ["code": "D100"], ["name": ""], ["mobile": "12"], ["national_id": "123"], ["sheba": "IR12"],
            ["city": "ناکجا"], ["cities": "گرگان؛ ناکجا"], ["grade": "X"], ["daily_capacity": "-1"],
            ["contract_from": "1405/12/30"], ["contract_to": "1404/12/29"],
        ])
    func refused(change: [String: String]) async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let answer = try await browser.post("/arman/dealers", Self.form(change))
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("href=\"#f-\(change.keys.first!)\""))
        }
        #expect(try await events(world).isEmpty)
    }

    @Test("opens his form as he is, and changes nothing where nothing was changed")
    func unchanged() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            _ = try await browser.post("/arman/dealers", Self.form())
            let form = try await browser.get("/arman/dealers/D-300/change").text
            #expect(form.contains("گرگان؛ استان سمنان") || form.contains("استان سمنان؛ گرگان"))
            #expect(!form.contains("f-sheba"))
            let sent = try await browser.post("/arman/dealers/D-300", Self.form(["version": "1"]))
            #expect(sent.status == .seeOther)
        }
        #expect(try await events(world) == ["added"])
    }

    @Test("changes his grade with a reason only, and of the version that was read")
    func grade() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            _ = try await browser.post("/arman/dealers", Self.form())
            let path = "/arman/dealers/D-300"
            let silent = try await browser.post(path, Self.form(["grade": "A", "version": "1"]))
            #expect(silent.status == .unprocessableContent)
            #expect(silent.text.contains("href=\"#f-grade_reason\""))
            let said = Self.form(["grade": "A", "grade_reason": "آزمون سالانه", "version": "1"])
            #expect(try await browser.post(path, said).status == .seeOther)
            let page = try await browser.get(path).text
            #expect(page.contains("آزمون سالانه"))
            #expect(try await browser.post(path, said).status == .conflict)
        }
        #expect(try await events(world) == ["added", "changed"])
    }

    @Test("gets no jobs while he is suspended, and the reason is in his history")
    func suspension() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let path = "/arman/dealers/D100/suspension"
            let silent = try await browser.post(path, [("version", "1"), ("suspended", "1"), ("state_reason", "")])
            #expect(silent.status == .unprocessableContent)
            let said = try await browser.post(
                path, [("version", "1"), ("suspended", "1"), ("state_reason", "شکایت مشتریان")])
            #expect(said.status == .seeOther)
            let page = try await browser.get("/arman/dealers/D100").text
            #expect(page.contains("کار نمی‌گیرد: تعلیق شده است"))
            #expect(page.contains("شکایت مشتریان"))
            let resumed = try await browser.post(path, [("version", "2"), ("state_reason", "رسیدگی شد")])
            #expect(resumed.status == .seeOther)
        }
        #expect(try await events(world) == ["suspended", "resumed"])
    }

    @Test("whose contract is to come is not called ended")
    func ahead() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let dates = ["contract_from": "1406/01/01", "contract_to": "1406/12/29"]
            _ = try await browser.post("/arman/dealers", Self.form(dates))
            let page = try await browser.get("/arman/dealers/D-300").text
            #expect(page.contains("قرارداد از ۱۴۰۶/۰۱/۰۱ آغاز می‌شود"))
            #expect(try await browser.get("/arman/dealers?state=ahead").text.contains("/arman/dealers/D-300"))
        }
    }
}
