import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("What a company asks about a group at intake")
struct IntakeItemTests {
    private static let list = "/arman/products/groups/1/intake"

    private static func form(_ changes: [String: String] = [:]) -> [(String, String)] {
        [("kind", "list"), ("name_fa", "برق محل"), ("name_en", "Mains"), ("choices", "تک‌فاز\nسه‌فاز"), ("position", "")]
            .map {
                ($0.0, changes[$0.0] ?? $0.1)
            } + changes.filter { ["version", "is_required", "retired"].contains($0.key) }.map { ($0.key, $0.value) }
    }

    @Test("is added, changed, set aside and taken up again, and the history tells who did it")
    func life() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let empty = try await browser.get(Self.list).text
            #expect(empty.contains("هنوز چیزی تعریف نشده است"))
            let added = try await browser.post(Self.list, Self.form(["is_required": "1"]))
            #expect(added.location == Self.list)
            _ = try await browser.post(
                Self.list, Self.form(["kind": "fault", "name_fa": "سرد نمي‌کند", "position": "1"]))
            let page = try await browser.get(Self.list).text
            for text in ["برق محل", "Mains", "تک‌فاز، سه‌فاز", "لازم", "سرد نمی‌کند", "به پرسش‌های پذیرش افزوده شد"] {
                #expect(page.contains(text), "\(text)")
            }
            let one = try #require(page.firstMatch(of: #/\/arman\/products\/groups\/1\/intake\/\d+/#)).output
            let item = try await browser.get(String(one)).text
            #expect(item.contains("سرد نمی‌کند") && !item.contains("name=\"kind\""), "its kind stays")
            let changed = try await browser.post(
                String(one), Self.form(["kind": "text", "name_fa": "خنک نمی‌کند", "version": "1"]))
            #expect(changed.location == Self.list)
            let stale = try await browser.post(String(one), Self.form(["name_fa": "گرم می‌کند", "version": "1"]))
            #expect(stale.status == .conflict)
            let retired = try await browser.post(String(one) + "/retirement", [("version", "2"), ("retired", "1")])
            #expect(retired.location == Self.list)
            let after = try await browser.get(Self.list).text
            #expect(after.contains("خنک نمی‌کند") && after.contains("کنارگذاشته"))
        }
        let kinds = try await world.arman.read {
            try $0.list("SELECT kind FROM event WHERE room = 'products' ORDER BY id", as: String.self)
        }
        #expect(kinds == ["intake_added", "intake_added", "intake_changed", "intake_retired"])
        let kept: String? = try await world.arman.read {
            try $0.value("SELECT kind FROM intake_item WHERE name_en = 'Mains' AND is_retired = 1")
        }
        #expect(kept == "fault")
    }

    @Test(
        "is refused beside the field",
        arguments: [
            ["kind": ""], ["kind": "colour"], ["name_fa": ""], ["choices": " \n"], ["choices": "الف\nالف"],
            ["position": "0"], ["position": "x"], ["name_fa": String(repeating: "ن", count: 101)],
        ])
    func refused(change: [String: String]) async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let answer = try await browser.post(Self.list, Self.form(change))
            #expect(answer.status == .unprocessableContent && answer.text.contains("href=\"#f-\(change.keys.first!)\""))
            _ = try await browser.post(Self.list, Self.form())
            let again = try await browser.post(Self.list, Self.form(["kind": "text", "name_fa": "برق  محل"]))
            #expect(again.status == .unprocessableContent && again.text.contains("href=\"#f-name_fa\""))
        }
    }
}
