import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import Work

@Suite("The company's rules of assigning")
struct DispatchSettingsTests {
    private static func form(_ changes: [String: String] = [:]) -> [(String, String)] {
        var fields = ["answer_minutes": "240", "passes": "2"]
        for part in RankingPart.allCases { fields["weight_\(part.rawValue)"] = String(RankingWeights.usual[part]) }
        fields.merge(changes) { $1 }
        return fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    @Test("are set for all jobs or for some, say what was before, and end")
    func set() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let path = "/arman/settings/dispatch"
            #expect(try await browser.get(path).text.contains("قاعده‌ای ثبت نشده است"))
            #expect(try await browser.post(path, Self.form()).status == .seeOther)
            let some = Self.form(["service": "repair", "weight_distance": "50", "weight_load": "0", "passes": "0"])
            #expect(try await browser.post(path, some).status == .seeOther)
            let page = try await browser.get(path).text
            #expect(page.contains("۲۴۰ دقیقه کاری"))
            #expect(page.contains("فاصله ۵۰"))
            #expect(page.contains("تغییر قاعده ارجاع"))
            let own = try await browser.get("\(path)?service=repair").text
            #expect(own.contains("name=\"weight_distance\" type=\"text\" value=\"50\""))
            #expect(try await browser.post("\(path)/end", [("service", "repair")]).status == .seeOther)
            #expect(try await browser.get("\(path)?service=repair").text.contains("value=\"30\""))
            #expect(try await browser.post("\(path)/end", [("service", "repair")]).status == .conflict)
            #expect(try await browser.post("\(path)/end", []).status == .badRequest)
        }
        let kept = try await world.arman.read {
            try $0.list("SELECT passes FROM dispatch_policy ORDER BY id", as: Int.self)
        }
        #expect(kept == [2, 0, 0])
    }

    @Test(
        "are refused where points do not come to 100, or a value cannot be",
        arguments: [
            (["weight_distance": "31"], "جمع امتیازها باید ۱۰۰ باشد؛ اکنون ۱۰۱ است"),
            (["weight_distance": "-1"], "aria-invalid"), (["answer_minutes": "6001"], "aria-invalid"),
            (["passes": "21"], "aria-invalid"), (["city": "99999"], "aria-invalid"), (["service": "x"], "aria-invalid"),
        ] as [([String: String], String)])
    func refused(changes: [String: String], text: String) async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let answer = try await browser.post("/arman/settings/dispatch", Self.form(changes))
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains(text))
        }
        #expect(try await world.arman.read { try DispatchPolicyStore.inForce($0).all.isEmpty })
    }

    @Test("keep work from whoever has something open only where a rule is set, and come back as typed")
    func blocks() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let (page, path) = ("/arman/settings/dispatch", "/arman/settings/dispatch/blocks")
            let refused = try await browser.post(path, [("block_parts_age", "بسیار"), ("block_cash_age", "5")])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("value=\"بسیار\""))
            let set = try await browser.post(
                path, [("block_parts_age", "۳۰"), ("block_cash_amount", "۵٬۰۰۰٬۰۰۰"), ("block_cash_age", "")])
            #expect(set.status == .seeOther)
            let shown = try await browser.get(page).text
            for text in ["تغییر موانع ارجاع", "value=\"30\"", "۵٬۰۰۰٬۰۰۰"] { #expect(shown.contains(text), "\(text)") }
        }
        let kept = try await world.arman.read { try BlockSetting($0) }
        #expect(kept.limits == ["parts_age": 30, "cash_amount": 5_000_000])
    }

    @Test("are for managers", arguments: [Role.dispatcher, .reception, .auditor, .dealerManager])
    func roles(role: Role) async throws {
        let world = try await World()
        try await world.browse(as: role) { browser in
            let (page, deed) = (
                try await browser.get("/arman/settings/dispatch"),
                try await browser.post("/arman/settings/dispatch", Self.form())
            )
            #expect(page.status == .notFound && deed.status == .forbidden)
            let blocks = try await browser.post("/arman/settings/dispatch/blocks", [("block_cash_age", "1")])
            #expect(blocks.status == .forbidden)
        }
    }
}
