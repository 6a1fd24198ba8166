import Database
import Domain
import Testing

@testable import Ground

@Suite("A customer's particulars and merges")
struct MergeTests {
    private struct Two {
        let kept: Int64
        let gone: Int64
    }

    private static func two(_ world: World, _ browser: Browser) async throws -> Two {
        _ = try await browser.post("/arman/jobs", NewJobTests.form())
        _ = try await browser.post(
            "/arman/jobs", NewJobTests.form(["mobile": "02188776655", "name": "خانم کاظمی", "serial": "FR-901"]))
        let ids: [Int64] = try await world.arman.read { try $0.list("SELECT id FROM customer ORDER BY id") }
        return Two(kept: ids[0], gone: ids[1])
    }

    @Test("two become one with all that is theirs, and are parted again within thirty days")
    func merge() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let two = try await Self.two(world, browser)
            let (kept, gone) = ("/arman/customers/\(two.kept)", "/arman/customers/\(two.gone)")
            let asked = try await browser.get("\(kept)/merge?number=021-88776655").text
            #expect(asked.contains("خانم کاظمی") && asked.value(of: "with") == "\(two.gone)")
            for refused in [("\(two.kept)", "x"), ("\(two.gone)", ""), ("99999", "x")] {
                let answer = try await browser.post("\(kept)/merge", [("with", refused.0), ("reason", refused.1)])
                #expect(answer.status == .unprocessableContent || answer.status == .notFound, "\(refused)")
            }
            let done = try await browser.post("\(kept)/merge", [("with", "\(two.gone)"), ("reason", "یک خانواده‌اند")])
            #expect(done.location == kept)
            let page = try await browser.get(kept).text
            for fact in ["FR-900", "FR-901", "1405-000002", "۰۲۱ ۸۸۷۷ ۶۶۵۵", "یک خانواده‌اند"] {
                #expect(page.contains(fact), "\(fact)")
            }
            let left = try await browser.get(gone).text
            #expect(left.contains("ادغام شده است") && left.contains(kept))
            let again = try await browser.post("\(kept)/merge", [("with", "\(two.gone)"), ("reason", "دوباره")])
            #expect(again.status == .unprocessableContent)
            let found = try await browser.get("/arman/jobs/known?q=02188776655").text
            #expect(found.contains("مینا کاظمی") && !found.contains("خانم کاظمی"))
            let undo = try #require(page.firstMatch(of: #/action="([^"]*\/undo)"/#)).output.1
            let parted = try await browser.post(String(undo), [])
            #expect(parted.location == kept)
            let back = try await browser.get(gone).text
            #expect(back.contains("FR-901") && back.contains("1405-000002") && back.contains("۰۲۱ ۸۸۷۷ ۶۶۵۵"))
            #expect(try await browser.get(kept).text.contains("FR-901") == false)
            let twice = try await browser.post(String(undo), [])
            #expect(twice.status == .unprocessableContent)
        }
    }

    @Test("are written down with history, several numbers and addresses among them")
    func particulars() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let two = try await Self.two(world, browser)
            let place = "/arman/customers/\(two.kept)"
            let form = try await browser.get("\(place)/edit").text
            let version = form.value(of: "version")
            let typed = [
                ("version", version), ("name", "مینا کاظمی راد"), ("kind", "person"), ("number", "09351234567"),
                ("number", "021 2233 4455 #8"), ("national_id", "0012345679"), ("consent", "refused"), ("tags", "ویژه"),
                ("note", "پس از ساعت ۱۷"), ("address", "خیابان آزادی، پلاک ۷"), ("address_city", "تهران"),
                ("postal_code", ""),
            ]
            let stranger = typed.map { $0.0 == "number" && $0.1.hasPrefix("021") ? ("number", "02188776655") : $0 }
            let taken = try await browser.post("\(place)/edit", stranger)
            #expect(taken.status == .unprocessableContent && taken.text.contains("خانم کاظمی"))
            let bad = try await browser.post(
                "\(place)/edit", typed.map { $0.0 == "national_id" ? ("national_id", "0012345670") : $0 })
            #expect(bad.status == .unprocessableContent && bad.text.contains("href=\"#f-national_id\""))
            let done = try await browser.post("\(place)/edit", typed)
            #expect(done.location == place)
            let page = try await browser.get(place).text
            for fact in ["مینا کاظمی راد", "۰۲۱ ۲۲۳۳ ۴۴۵۵ #۸", "پس از ساعت ۱۷", "ویژه", "پلاک ۷"] {
                #expect(page.contains(fact), "\(fact)")
            }
            let stale = try await browser.post("\(place)/edit", typed + [("x", "1")])
            #expect(stale.status == .conflict)
            let found = try await browser.get("/arman/jobs/known?q=22334455").text
            #expect(found.contains("مینا کاظمی راد"))
        }
    }
}
