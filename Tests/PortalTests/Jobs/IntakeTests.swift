import Database
import Domain
import Spreadsheets
import Testing

@testable import Base
@testable import Ground
@testable import Work

@Suite("What is said and agreed when a job is taken down")
struct IntakeTests {
    static let said: [(String, String)] = [
        ("way", "carried_in"), ("shelf", "الف ۳"), ("accessories", "كنترل و کابل"), ("condition", "در خط دارد"),
        ("wish", "عصرها"), ("promised", "۱۴۰۵/۰۹/۱۰"), ("payer", "customer"), ("deposit", "۵٬۰۰۰٬۰۰۰"),
        ("deposit_note", "کارت‌خوان، ۱۰ صبح"),
    ]
    private static let shown = [
        "مشتری دستگاه را می‌آورد", "الف ۳", "کنترل و کابل", "در خط دارد", "عصرها", "۱۴۰۵/۰۹/۱۰", "پرداخت با",
        "۵٬۰۰۰٬۰۰۰ ریال", "کارت‌خوان، ۱۰ صبح",
    ]

    /// A fault and a field of each kind, of refrigerators.
    static func ask(_ world: World, isRequired: Bool = false) async throws -> [IntakeKind: ID<IntakeItem>] {
        try await world.arman.write { tx in
            let group: ID<ProductGroup> = try #require(
                try tx.value("SELECT id FROM product_group WHERE code = 'fridge'"))
            var ids: [IntakeKind: ID<IntakeItem>] = [:]
            for kind in IntakeKind.allCases {
                let field = try AskedField(kind, isRequired: isRequired, lines: "تک‌فاز\nسه‌فاز")
                let names = BothNames(fa: "مورد \(kind.rawValue)", en: "Item \(kind.rawValue)")
                ids[kind] = try IntakeItemStore.add(
                    IntakeItemFacts(names: names, field: field, position: nil), to: group, by: nil, tx)
            }
            return ids
        }
    }

    private func answers(_ ids: [IntakeKind: ID<IntakeItem>]) -> [(String, String)] {
        [
            ("listed", ids[.fault]!.description), ("own-\(ids[.text]!)", "رنگ سفید"), ("own-\(ids[.number]!)", "۱۲٫۵"),
            ("own-\(ids[.date]!)", "1405/01/15"), ("own-\(ids[.list]!)", "سه فاز"),
        ]
    }

    @Test("takes a deposit in the unit that the form says, and names the company's unit on pages and papers")
    func toman() async throws {
        let world = try await World()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            #expect(try await admin.post("/arman/settings/money", [("unit", "toman")]).status == .seeOther)
            let reception = try await world.browser(client, as: .reception)
            let said = Self.said.map { ($0.0, $0.0 == "deposit" ? "۵۰٫۵" : $0.1) } + [("money_unit", "toman")]
            let answer = try await reception.post("/arman/jobs", NewJobTests.form() + said)
            #expect(answer.location == "/arman/jobs/1405-000001")
            let deposit = try await world.arman.read { try $0.value("SELECT deposit FROM job_intake", as: Int.self) }
            #expect(deposit == 505)
            #expect(try await reception.get("/arman/jobs/1405-000001").text.contains("۵۰٫۵ تومان"))
            #expect(try await reception.get("/arman/jobs/1405-000001/order").text.contains("(تومان)"))
        }
    }

    @Test("stands on the job's page, in its file and on the dealer's card")
    func shown() async throws {
        let world = try await World()
        let number = "1405-000001"
        try await world.browse(as: .reception) { browser in
            let answer = try await browser.post("/arman/jobs", NewJobTests.form() + Self.said)
            #expect(answer.location == "/arman/jobs/\(number)")
            let page = try await browser.get("/arman/jobs/\(number)").text
            for text in Self.shown { #expect(page.contains(text), "\(text)") }
            let list = try await browser.get("/arman/jobs?way=carried_in").text
            #expect(list.contains(number) && list.contains("مشتری دستگاه را می‌آورد"))
            let others = try await browser.get("/arman/jobs?way=sent").text
            #expect(!others.contains(number))
            let table = try TableFile.table(try await browser.get("/arman/jobs/export").bytes)
            let line = Dictionary(uniqueKeysWithValues: Swift.zip(table.header, table.records[0]))
            #expect(
                line["شیوه"] == "مشتری دستگاه را می‌آورد" && line["قفسه"] == "الف ۳"
                    && line["همراه دستگاه"] == "کنترل و کابل")
            #expect(
                line["پرداخت با"] == "مشتری" && line["بیعانه (ریال)"] == "5000000"
                    && line["زمان دلخواه مشتری"] == "عصرها")
        }
        try await world.giveJob(number, dealer: "D100")
        try await world.browse(as: .dealerManager) { browser in
            let day = try await browser.get("/arman/today").text
            for text in ["عصرها", "۱۴۰۵/۰۹/۱۰", "۵٬۰۰۰٬۰۰۰ ریال"] { #expect(day.contains(text), "\(text)") }
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("کنترل و کابل") && !page.contains("/jobs/\(number)/intake"))
        }
    }

    @Test("asks what the company asks about the machine's group, and keeps it on page, list and file")
    func own() async throws {
        let world = try await World()
        let ids = try await Self.ask(world)
        try await world.browse(as: .reception) { browser in
            let empty = try await browser.get("/arman/jobs/new").text
            #expect(!empty.contains("مورد text"))
            for path in ["/arman/jobs/new?model=fridge-1", "/arman/jobs/new?model=FRIDGE-1"] {
                let form = try await browser.get(path).text
                for kind in IntakeKind.allCases where kind != .fault { #expect(form.contains("مورد \(kind.rawValue)")) }
                #expect(form.contains(#"name="listed""#))
            }
            let washer = try await browser.get("/arman/jobs/new?model=WASHER-1").text
            #expect(!washer.contains("مورد"))
            let place = try #require(
                try await browser.post("/arman/jobs", NewJobTests.form() + answers(ids)).location)
            let (page, list) = (try await browser.get(place).text, try await browser.get("/arman/jobs").text)
            for text in ["مورد fault", "رنگ سفید", "۱۲.۵", "۱۴۰۵/۰۱/۱۵", "سه‌فاز"] {
                #expect(page.contains(text), "\(text)")
            }
            #expect(list.contains("مورد text: رنگ سفید"))
            let known = try await browser.get("/arman/jobs/new?serial=FR-900").text
            #expect(known.contains("مورد list"))
            let all = try TableFile.table(try await browser.get("/arman/jobs/export").bytes)
            #expect(
                all.header.contains("فیلدهای شرکت") && all.records[0].contains { $0.contains("مورد text: رنگ سفید") })
            let group = try TableFile.table(try await browser.get("/arman/jobs/export?group=fridge").bytes)
            let line = Dictionary(uniqueKeysWithValues: Swift.zip(group.header, group.records[0]))
            #expect(
                line["مورد text"] == "رنگ سفید" && line["مورد list"] == "سه‌فاز" && line["مورد date"] == "۱۴۰۵/۰۱/۱۵")
        }
    }

    @Test("is not saved without a field that is required, and nothing typed is lost")
    func required() async throws {
        let world = try await World()
        let ids = try await Self.ask(world, isRequired: true)
        try await world.browse(as: .reception) { browser in
            let missing = try await browser.post("/arman/jobs", NewJobTests.form() + Self.said)
            #expect(
                missing.status == .unprocessableContent && missing.text.contains("<details class=\"field wide\" open>"))
            #expect(missing.text.contains("href=\"#f-own-\(ids[.text]!)\"") && missing.text.contains("در خط دارد"))
            let blank = try await browser.get("/arman/jobs/new?model=fridge-1").text
            #expect(blank.contains("<details class=\"field wide\" open>") && !blank.contains("aria-invalid"))
            let full = try await browser.post("/arman/jobs", NewJobTests.form() + Self.said + answers(ids))
            #expect(full.status == .seeOther)
        }
    }

    @Test(
        "is refused where it cannot be meant",
        arguments: [
            ["promised": "1405/09/01"], ["promised": "1404/12/30"], ["deposit": "-1"], ["deposit": "پنج"],
            ["deposit": "1000000000001"], ["shelf": "الف", "way": "on_site"], ["listed": "999"],
            ["wish": String(repeating: "ن", count: 201)], ["accessories": String(repeating: "ن", count: 501)],
        ])
    func refused(change: [String: String]) async throws {
        let world = try await World()
        _ = try await Self.ask(world)
        let fields =
            Self.said.map { ($0.0, change[$0.0] ?? $0.1) }
            + change.filter { $0.key == "listed" }.map { ($0.key, $0.value) }
        try await world.browse(as: .reception) { browser in
            let answer = try await browser.post("/arman/jobs", NewJobTests.form() + fields)
            #expect(answer.status == .unprocessableContent && answer.text.contains("aria-invalid"))
        }
        #expect(try await NewJobTests.count("job", world) == 0)
    }

    @Test("is changed later, with what it was before in the job's history; who was overtaken is told")
    func change() async throws {
        let world = try await World()
        let ids = try await Self.ask(world)
        try await world.browse(as: .reception) { browser in
            let place = try #require(
                try await browser.post("/arman/jobs", NewJobTests.form() + Self.said + answers(ids)).location)
            let form = try await browser.get(place + "/intake").text
            #expect(form.value(of: "shelf") == "الف ۳" && form.value(of: "own-\(ids[.date]!)") == "۱۴۰۵/۰۱/۱۵")
            let version = form.value(of: "version")
            let fields = Self.said.map { ($0.0, $0.0 == "shelf" ? "ب ۱" : $0.0 == "deposit" ? "" : $0.1) }
            let saved = try await browser.post(place + "/intake", fields + answers(ids) + [("version", version)])
            #expect(saved.location == place)
            let page = try await browser.get(place).text
            #expect(
                page.contains("قفسه: \u{2068}الف ۳\u{2069} ← \u{2068}ب ۱\u{2069}")
                    && page.contains("بیعانه: ۵٬۰۰۰٬۰۰۰ ریال ← –"))
            #expect(!page.contains("وعده تحویل: "), "what stays the same is not told")
            let late = try await browser.post(place + "/intake", Self.said + [("version", version)])
            #expect(late.status == .conflict && late.text.contains("در خط دارد"))
        }
        try await world.browse(as: .financeOfficer) { browser in
            let form = try await browser.get("/arman/jobs/1405-000001/intake")
            #expect(form.status == .notFound)
        }
    }

    @Test("keeps an answer whose field is asked no more, and lets it be seen")
    func retired() async throws {
        let world = try await World()
        let ids = try await Self.ask(world)
        try await world.browse(as: .reception) { browser in
            let place = try #require(
                try await browser.post("/arman/jobs", NewJobTests.form() + answers(ids)).location)
            _ = try await world.arman.write { try $0.execute("UPDATE intake_item SET is_retired = 1") }
            let page = try await browser.get(place).text
            #expect(page.contains("رنگ سفید") && page.contains("مورد fault"))
            let next = try await browser.get("/arman/jobs/new?model=FRIDGE-1").text
            #expect(!next.contains("مورد"))
            let form = try await browser.get(place + "/intake").text
            #expect(form.contains("مورد list") && form.value(of: "own-\(ids[.text]!)") == "رنگ سفید")
        }
    }

    @Test("of a group is not asked of a machine of another one, whatever is sent")
    func otherGroup() async throws {
        let world = try await World()
        let ids = try await Self.ask(world)
        try await world.browse(as: .reception) { browser in
            let form = NewJobTests.form(["model": "washer-1"])
            let own = answers(ids).filter { $0.0 != "listed" }
            let place = try #require(try await browser.post("/arman/jobs", form + own).location)
            let page = try await browser.get(place).text
            #expect(!page.contains("رنگ سفید"))
        }
    }
}
