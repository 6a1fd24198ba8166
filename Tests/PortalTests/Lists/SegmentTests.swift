import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("Saved lists")
struct SegmentTests {
    private static let query = "q=%D8%AA&cover=ending&days=45"

    private func keep(
        _ name: String, shared: Bool = false, query: String = query, _ browser: Browser
    ) async throws -> Browser.Answer {
        try await browser.post(
            "/arman/lists/units", [("query", query), ("name", name)] + (shared ? [("shared", "1")] : []))
    }

    /// The page of the newest.
    private func newest(_ world: World) async throws -> String {
        let id: Int64? = try await world.arman.read { try $0.value("SELECT max(id) FROM segment") }
        return "/arman/lists/units/\(id ?? 0)"
    }

    @Test("a list that is narrowed is kept under a name, stands above the list and opens it as it was")
    func kept() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let bare = try await browser.get("/arman/units").text
            #expect(!bare.contains("/arman/lists/units"), "an unnarrowed list has nothing to keep")
            let narrowed = try await browser.get("/arman/units?\(Self.query)").text
            #expect(narrowed.contains("/arman/lists/units/new?q=%D8%AA&amp;cover=ending&amp;days=45"))
            let form = try await browser.get("/arman/lists/units/new?\(Self.query)&before=7&junk=1").text
            #expect(
                form.contains("name=\"query\" value=\"q=%D8%AA&amp;cover=ending&amp;days=45\""),
                "what means nothing goes")
            let done = try await keep("پایان گارانتی تهران", browser)
            #expect(done.status == .seeOther && done.location == "/arman/units?\(Self.query)")
            let shown = try await browser.get("/arman/units?\(Self.query)").text
            #expect(shown.contains("پایان گارانتی تهران") && shown.contains("aria-current=\"page\""))
            #expect(!shown.contains("/arman/lists/units/new"), "it is kept already")
            let all = try await browser.get("/arman/lists/units").text
            #expect(all.contains("پایان گارانتی تهران") && all.contains("فقط من"))
        }
    }

    @Test("jobs are kept so too, and no dealer sees what the office keeps of them")
    func jobs() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number)
        let query = "state=open&service=repair"
        try await world.browse(as: .dispatcher) { browser in
            let narrowed = try await browser.get("/arman/jobs?\(query)").text
            #expect(narrowed.contains("/arman/lists/jobs/new?state=open&amp;service=repair"))
            let kept = try await browser.post(
                "/arman/lists/jobs", [("query", query), ("name", "تعمیرهای باز"), ("shared", "1")])
            #expect(kept.location == "/arman/jobs?\(query)", "\(kept.text.suffix(1500))")
            let shown = try await browser.get("/arman/jobs").text
            #expect(shown.contains("تعمیرهای باز"))
        }
        try await world.browse(as: .dealerManager) { browser in
            let list = try await browser.get("/arman/jobs?\(query)").text
            #expect(list.contains(number) && !list.contains("تعمیرهای باز") && !list.contains("/arman/lists/jobs"))
        }
    }

    @Test("what one keeps for himself nobody else sees; what is for all everybody of the office sees, and no dealer")
    func shared() async throws {
        let world = try await World()
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            _ = try await keep("برای خودم", reception)
            let own = try await newest(world)
            _ = try await keep("برای همه", shared: true, query: "cover=out", reception)
            let manager = try await world.browser(client, as: .serviceManager)
            let list = try await manager.get("/arman/units").text
            #expect(list.contains("برای همه") && !list.contains("برای خودم"))
            let hidden = try await manager.get(own)
            #expect(hidden.status == .notFound)
            let dealer = try await world.browser(client, as: .dealerManager)
            let denied = try await dealer.get("/arman/lists/units")
            #expect(denied.status == .notFound)
            let auditor = try await world.browser(client, as: .auditor)
            let read = try await auditor.get("/arman/units?cover=ending&days=3").text
            #expect(read.contains("برای همه") && !read.contains("/arman/lists/units/new"))
        }
    }

    @Test("names are one's own: no second, no long one, no empty list, and no more than thirty")
    func bounds() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            _ = try await keep("پایان گارانتی", browser)
            let twice = try await keep("پایان‌گارانتی", query: "cover=out", browser)
            #expect(twice.status == .unprocessableContent && twice.text.contains("نام دارد"))
            let long = try await keep(String(repeating: "ب", count: 61), browser)
            #expect(long.status == .unprocessableContent)
            let nothing = try await keep("همه", query: "junk=1", browser)
            #expect(nothing.status == .unprocessableContent && nothing.text.contains("فیلتر ندارد"))
            for number in 2...SegmentStore.most { _ = try await keep("شماره \(number)", browser) }
            let more = try await keep("یکی دیگر", browser)
            #expect(more.status == .unprocessableContent && more.text.contains("نخست یکی را حذف کنید"))
        }
    }

    @Test(
        "whoever made it renames and deletes it; an administrator deletes one that is for all; who comes late is told")
    func changed() async throws {
        let world = try await World()
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            _ = try await keep("برای همه", shared: true, reception)
            let page = try await newest(world)
            let manager = try await world.browser(client, as: .serviceManager)
            let other = try await manager.post(page, [("version", "1"), ("name", "من")])
            #expect(other.status == .unprocessableContent)
            let taken = try await manager.post("\(page)/removal", [("version", "1")])
            #expect(taken.status == .unprocessableContent)
            let renamed = try await reception.post(page, [("version", "1"), ("name", "نام تازه"), ("shared", "1")])
            #expect(renamed.status == .seeOther)
            let stale = try await reception.post(page, [("version", "1"), ("name", "کهنه")])
            #expect(stale.status == .conflict)
            let admin = try await world.browser(client, as: .administrator)
            let late = try await admin.post("\(page)/removal", [("version", "1")])
            #expect(late.status == .conflict)
            let gone = try await admin.post("\(page)/removal", [("version", "2")])
            #expect(gone.location == "/arman/units")
            let history = try await admin.get("/arman/history?room=lists").text
            #expect(history.contains("نام تازه") && history.contains("فهرست ذخیره‌شده حذف شد"))
        }
    }

    @Test("a number that was searched for goes with the customer who is erased")
    func erased() async throws {
        let world = try await World()
        let customer = try await world.arman.write { tx in
            try CustomerStore.findOrAdd(MobileNumber("09351000007"), "نرگس علی‌پور", tx)
        }
        try await world.browse(as: .administrator) { browser in
            let kept = try await browser.post(
                "/arman/lists/customers", [("query", "q=09351000007"), ("name", "او")])
            #expect(kept.status == .seeOther)
            let sheet = try await browser.get("/arman/customers/\(customer)/erasure")
            #expect(sheet.status == .ok)
            let done = try await browser.post(
                "/arman/customers/\(customer)/erasure", [("sure", "yes")])
            #expect(done.status == .seeOther, "\(done.text)")
        }
        let fields: String? = try await world.arman.read { try $0.value("SELECT fields FROM segment") }
        #expect(fields?.contains("1000007") == false)
    }
}
