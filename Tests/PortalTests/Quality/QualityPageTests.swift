import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import Work

@Suite("The pages of quality control")
struct QualityPageTests {
    private static let plan = [
        ("name", "یخچال‌ها"), ("group", "1"), ("kind_1", "yes_no"), ("fa_1", "بدنه سالم است"), ("required_1", "1"),
        ("kind_2", "number"), ("fa_2", "دمای جایخی"), ("en_2", "Freezer"), ("unit_2", "°C"), ("least_2", "-۲۵"),
        ("most_2", "‎-۱۸٫۵"), ("required_2", "1"), ("kind_5", "photo"), ("fa_5", "عکس از پلاک"),
    ]

    @Test("a plan is written, read, changed as a new edition, and set aside")
    func plans() async throws {
        let world = try await World()
        try await world.serve { client in
            let inspector = try await world.browser(client, as: .qualityInspector)
            let blank = try await inspector.get("/arman/quality/plans/new")
            #expect(blank.status == .ok && !blank.text.contains("class=\"error\""))
            let bad = try await inspector.post(
                "/arman/quality/plans", Self.plan.map { ($0.0, $0.0 == "least_2" ? "nan" : $0.1) })
            #expect(bad.status == .unprocessableContent && bad.text.contains("دمای جایخی"))
            let none = try await inspector.post("/arman/quality/plans", [("name", "خالی")])
            #expect(none.status == .unprocessableContent && none.text.contains("دست‌کم یک بند"))
            let added = try await inspector.post("/arman/quality/plans", Self.plan)
            #expect(added.location == "/arman/quality/plans", "\(added.text.suffix(1500))")
            let list = try await inspector.get("/arman/quality/plans").text
            #expect(list.contains("یخچال‌ها") && list.contains("یخچال"))
            let page = try await inspector.get("/arman/quality/plans/1").text
            #expect(page.contains("value=\"-۲۵\"") && page.contains("value=\"-۱۸.۵\""), "\(page.suffix(3000))")
            let changed = try await inspector.post(
                "/arman/quality/plans/1", Self.plan.filter { $0.0 != "fa_5" } + [("version", "1")])
            #expect(changed.status == .seeOther)
            let stale = try await inspector.post("/arman/quality/plans/1", Self.plan + [("version", "1")])
            #expect(stale.status == .conflict)
            let auditor = try await world.browser(client, as: .auditor)
            let read = try await auditor.get("/arman/quality/plans/1").text
            #expect(read.contains("دمای جایخی") && !read.contains("name=\"fa_1\""))
            let file = try await auditor.get("/arman/quality/plans/export").text
            #expect(file.contains("دمای جایخی"))
            let aside = [("version", "2"), ("retired", "1")]
            #expect(try await inspector.post("/arman/quality/plans/1/retirement", aside).status == .forbidden)
            let manager = try await world.browser(client, as: .serviceManager)
            #expect(try await manager.post("/arman/quality/plans/1/retirement", aside).status == .seeOther)
            let technician = try await world.browser(client, as: .benchTechnician)
            #expect(try await technician.get("/arman/quality/plans/new").status == .notFound)
            #expect(try await technician.post("/arman/quality/plans", Self.plan).status == .forbidden)
        }
        #expect(try await world.number("SELECT count(*) FROM quality_edition") == 2)
        #expect(try await world.number("SELECT count(*) FROM quality_item") == 5)
        #expect(
            try await world.number("SELECT most FROM quality_item WHERE position = 2 AND edition_id = 1") == -18_500)
    }

    @Test("a test is written at the bench in Persian digits, kept, ended, and printed for the customer")
    func test() async throws {
        let world = try await World()
        try await world.addQualityPlan()
        let (job, control) = try await world.addTested()
        let place = "/arman/quality/controls/\(control)"
        try await world.serve { client in
            let inspector = try await world.browser(client, as: .qualityInspector)
            #expect(try await inspector.get("/arman").text.contains("/arman/quality?tab=waiting"))
            #expect(try await inspector.get("/arman/quality").text.contains(place))
            let form = try await inspector.get(place)
            #expect(form.status == .ok && form.text.contains("name=\"r2\"") && form.text.contains("۰٫۱"))
            for typed in ["nan", "۱ آمپر", "1²", "1e3", "1,5"] {
                let refused = try await inspector.post(
                    place, [("version", "1"), ("r1", "yes"), ("r2", typed), ("do", "judge")])
                #expect(refused.status == .unprocessableContent && refused.text.contains(typed), "\(typed)")
            }
            let unfinished = try await inspector.post(place, [("version", "1"), ("r2", "۰٫۴"), ("do", "judge")])
            #expect(unfinished.status == .unprocessableContent && unfinished.text.contains("روشن می‌شود"))
            #expect(try await world.number("SELECT count(*) FROM quality_reading") == 0)
            let kept = try await inspector.post(place, [("version", "1"), ("r2", "۰٫۹۵"), ("do", "save")])
            #expect(kept.location == place, "\(kept.text.suffix(1500))")
            let again = try await inspector.get(place).text
            #expect(again.contains("value=\"۰٫۹۵\"") && again.contains("مردود"))
            let board = try await world.browser(client, as: .workshopManager)
            let version = try await world.arman.read { try BenchItemVersion.of(job, $0) }
            let early = try await board.post(
                "/arman/workshop/units/\(job)/moves", [("version", "\(version)"), ("do", "move"), ("to", "ready")])
            #expect(early.status == .unprocessableContent && early.text.contains("قبول نشده"))
            let uncertified = try await inspector.get("\(place)/certificate")
            #expect(uncertified.location == place)
            let done = try await inspector.post(
                place, [("version", "1"), ("r1", "yes"), ("r2", "۰٫۴"), ("r3", "بی‌صدا"), ("do", "judge")])
            #expect(done.location == place, "\(done.text.suffix(1500))")
            let machine = try await board.get("/arman/workshop/units/\(job)").text
            #expect(machine.contains("\(place)/certificate") && machine.contains("قبول"))
            let paper = try await board.get("\(place)/certificate").text
            #expect(paper.contains("۰٫۴") && paper.contains("بی‌صدا") && paper.contains("class=\"signatures\""))
            let ended = try await inspector.post(place, [("version", "2"), ("r1", "no"), ("do", "judge")])
            #expect(ended.status == .unprocessableContent)
        }
        #expect(try await world.number("SELECT count(*) FROM quality_reading WHERE position = 2") == 2)
        #expect(try await world.benchState(job) == .ready)
    }

    @Test("what was rejected passes by the word of a manager with a reason alone")
    func overruled() async throws {
        let world = try await World()
        try await world.addQualityPlan()
        let (job, control) = try await world.addTested()
        try await world.test(control, World.badFindings, judges: false)
        let place = "/arman/quality/controls/\(control)"
        try await world.serve { client in
            let inspector = try await world.browser(client, as: .qualityInspector)
            #expect(!(try await inspector.get(place).text.contains("/overruling")))
            let denied = try await inspector.post("\(place)/overruling", [("version", "1"), ("reason", "x")])
            #expect(denied.status == .forbidden)
            let manager = try await world.browser(client, as: .serviceManager)
            #expect(try await manager.get(place).text.contains("\(place)/overruling"))
            let mute = try await manager.post("\(place)/overruling", [("version", "1"), ("reason", " ")])
            #expect(mute.status == .unprocessableContent)
            let passed = try await manager.post(
                "\(place)/overruling", [("version", "1"), ("reason", "چراغ تزئینی است")])
            #expect(passed.location == place, "\(passed.text.suffix(1500))")
            let page = try await manager.get(place).text
            #expect(page.contains("چراغ تزئینی است") && page.contains("با وجود ایراد"))
            let paper = try await manager.get("\(place)/certificate").text
            #expect(paper.contains("با مسئولیت شرکت") && !paper.contains("روشن می‌شود"))
        }
        #expect(try await world.benchState(job) == .ready)
    }

    @Test("photos are an item's answer, and whoever sees controls sees them")
    func photos() async throws {
        let world = try await World()
        try await world.addQualityPlan(QualityItems([QualityItem(.photo, fa: "عکس از پلاک")]))
        let (job, control) = try await world.addTested()
        let place = "/arman/quality/controls/\(control)"
        try await world.serve { client in
            let inspector = try await world.browser(client, as: .qualityInspector)
            let bare = try await inspector.post(place, [("version", "1"), ("do", "judge")])
            #expect(bare.status == .unprocessableContent && bare.text.contains("عکس از پلاک"))
            let done = try await inspector.upload(
                place, [("version", "1"), ("do", "judge")], files: [("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(done.location == place, "\(done.text.suffix(1500))")
            let auditor = try await world.browser(client, as: .auditor)
            let page = try await auditor.get(place).text
            let file = try #require(page.firstMatch(of: #/\/arman\/files\/\d+/#))
            #expect(try await auditor.get(String(file.0)).status == .ok)
            let reception = try await world.browser(client, as: .reception)
            #expect(try await reception.get(String(file.0)).status == .notFound)
        }
        #expect(try await world.benchState(job) == .ready)
    }

    @Test("the erased customer's free words and photos of a test go, and what was measured stays")
    func erased() async throws {
        let world = try await World()
        try await world.addQualityPlan()
        let (_, control) = try await world.addTested()
        try await world.test(control, World.goodFindings.merging([3: .text("زهرا کریمی گفت")]) { $1 })
        let customer: ID<Customer> = try #require(
            try await world.arman.read { try $0.value("SELECT max(customer_id) FROM job") })
        try await world.arman.write { tx in
            let erasure = CustomerErasure(customer, name: "زهرا کریمی", mobile: "+989121112233", others: [])
            _ = try tx.rewriting(["event", "quality_reading"]) { try QualityDataStore.erasing.run(erasure, tx) }
        }
        let values = try await world.arman.read { tx in
            try tx.list("SELECT value FROM quality_reading ORDER BY id", as: String.self)
        }
        #expect(values == ["yes", "400", ""])
    }
}
