import Database
import Domain
import Testing

@testable import Ground

@Suite("A new job by hand")
struct NewJobTests {
    static let filled: [(String, String)] = [
        ("mobile", "۰۹۳۵ ۱۲۳ ۴۵۶۷"), ("name", "مينا كاظمي"), ("serial", "fr-900"), ("model", "fridge-1"),
        ("purchased", "1404/05/01"), ("service", "repair"), ("city", "شهر تهران"), ("address", "خیابان آزادی، پلاک ۷"),
        ("fault", "سرد نمی‌کند"), ("received", ""),
    ]

    static func form(_ changes: [String: String] = [:]) -> [(String, String)] {
        let kept = filled.map { ($0.0, changes[$0.0] ?? $0.1) }
        return kept + changes.filter { change in !filled.contains { $0.0 == change.key } }.map { ($0.key, $0.value) }
    }

    /// The open job on the machine was seen, and gone on.
    static let seen = [("doubt", "open:1405-000001"), ("why", "کار دیگری است")]

    static func count(_ table: SQL, _ world: World) async throws -> Int {
        try await world.arman.read { try $0.value("SELECT count(*) FROM \(table)") ?? 0 }
    }

    @Test("is numbered in the year it came in, and holds what was typed")
    func add() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let answer = try await browser.post("/arman/jobs", Self.form())
            #expect(answer.location == "/arman/jobs/1405-000001")
            let page = try await browser.get("/arman/jobs/1405-000001").text
            for fact in [
                "مینا کاظمی", "FR-900", "tel:+989351234567", "پلاک ۷", "سرد نمی‌کند", "۱۴۰۴/۰۵/۰۱", "در گارانتی",
            ] {
                #expect(page.contains(fact), "\(fact)")
            }
            let last = try await browser.post("/arman/jobs", Self.form(["received": "۱۴۰۴/۱۲/۲۹", "serial": "FR-901"]))
            #expect(last.location == "/arman/jobs/1404-000001")
            let next = try await browser.post("/arman/jobs", Self.form(["serial": "FR-902"]))
            #expect(next.location == "/arman/jobs/1405-000002")
        }
        #expect(try await Self.count("customer", world) == 1)
        #expect(try await Self.count("unit", world) == 3)
    }

    @Test("is made once by a double tap")
    func twice() async throws {
        let world = try await World()
        try await world.browse(as: .dispatcher) { browser in
            let first = try await browser.post("/arman/jobs", Self.form(["key": "tap"]))
            let second = try await browser.post("/arman/jobs", Self.form(["key": "tap"]))
            #expect(first.location != nil && first.location == second.location)
        }
        #expect(try await Self.count("job", world) == 1)
    }

    @Test(
        "is refused with an error beside the field, and nothing typed is lost",
        arguments: [
            ["mobile": "12"], ["name": ""], ["model": ""], ["model": "nothing"], ["service": ""],
            ["service": "foo"], ["city": "ناکجا"], ["address": ""], ["received": "1404/12/30"],
            ["received": "1405/09/03"],
            ["purchased": "1405/13/01"], ["purchased": "1405/09/03"], ["model": "یک"],
        ])
    func refused(change: [String: String]) async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let answer = try await browser.post("/arman/jobs", Self.form(change))
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("aria-invalid"))
            #expect(answer.text.contains("href=\"#f-\(change.keys.first!)\""))
            for (name, typed) in Self.form(change) where !typed.isEmpty && name != "service" {
                #expect(answer.text.contains(typed.replacing("'", with: "&#39;")), "\(name)")
            }
        }
        #expect(try await Self.count("job", world) == 0)
        #expect(try await Self.count("customer", world) == 0)
        #expect(try await Self.count("number_series", world) == 0)
    }

    @Test("of a serial that is another model is refused")
    func otherModel() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            _ = try await browser.post("/arman/jobs", Self.form())
            let other = try await browser.post("/arman/jobs", Self.form(["model": "WASHER-1"]))
            #expect(other.status == .unprocessableContent)
            #expect(other.text.contains("FRIDGE-1"))
            // Without a model the known one is taken, and the name of a known customer need not be typed again.
            let same = try await browser.post("/arman/jobs", Self.form(["model": "", "name": ""]) + Self.seen)
            #expect(same.status == .seeOther)
        }
        #expect(try await Self.count("unit", world) == 1)
    }

    @Test("finds the customer by his number, without losing what was typed and without changing anything")
    func find() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            _ = try await browser.post("/arman/jobs", Self.form())
            let asked = try await browser.post(
                "/arman/jobs", [("find", "1"), ("mobile", "09351234567"), ("fault", "صدا می‌دهد")])
            let found = try await browser.get(try #require(asked.location))
            #expect(asked.location?.hasPrefix("/arman/jobs/new?mobile=") == true && found.status == .ok)
            #expect(asked.location?.contains("csrf") == false)
            #expect(found.text.contains(#"value="FR-900" checked"#), "his only unit is chosen")
            #expect(found.text.contains(#"<option value="تهران">"#), "cities are suggested")
            #expect(found.text.matches(of: #/ autofocus/#).count == 1)
            for text in ["مینا کاظمی", "FR-900", "صدا می‌دهد", "پلاک ۷", "تهران"] {
                #expect(found.text.contains(text), "\(text)")
            }
            #expect(!found.text.contains("aria-invalid"))
            let linked = try await browser.get("/arman/jobs/new?mobile=09351234567")
            #expect(linked.text.contains("مینا کاظمی"))
            let chosen = try await browser.post(
                "/arman/jobs", Self.form(["unit": "FR-900", "serial": "", "model": ""]) + Self.seen)
            #expect(chosen.status == .seeOther)
        }
        #expect(try await Self.count("job", world) == 2)
        #expect(try await Self.count("unit", world) == 1)
    }

    @Test("says that a warranty is unknown and what is missing, and asks for the day until it is known")
    func unknownWarranty() async throws {
        let world = try await World()
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE product_model SET warranty_from = 'installation' WHERE code = 'FRIDGE-1'")
        }
        try await world.browse(as: .reception) { browser in
            let place = try #require(try await browser.post("/arman/jobs", Self.form()).location)
            for path in [place, "/arman/units/FR-900"] {
                let page = try await browser.get(path).text
                #expect(page.contains("گارانتی نامشخص") && !page.contains("خارج از گارانتی"), "\(path)")
                #expect(page.contains("نامشخص؛ ثبت نشده: تاریخ نصب"), "\(path)")
            }
            let form = try await browser.get("/arman/jobs/new?mobile=09351234567").text
            #expect(form.contains(#"<span class="badge warning">گارانتی نامشخص</span>"#))
            let late = try await browser.post("/arman/jobs", Self.form(["unit": "FR-900", "installed": "1405/09/03"]))
            #expect(late.status == .unprocessableContent && late.text.contains("href=\"#f-installed\""))
            let known = try await browser.post(
                "/arman/jobs", Self.form(["unit": "FR-900", "installed": "1404/06/01"]) + Self.seen)
            let page = try await browser.get(try #require(known.location)).text
            #expect(page.contains("در گارانتی") && page.contains("۱۴۰۴/۰۶/۰۱"))
        }
    }

    @Test("opens on today, in the reader's digits, and takes them as they stand")
    func today() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let page = try await browser.get("/arman/jobs/new").text
            #expect(page.value(of: "received") == "۱۴۰۵/۰۹/۰۲")
            let answer = try await browser.post("/arman/jobs", Self.form(["received": "۱۴۰۵/۰۹/۰۲"]))
            #expect(answer.status == .seeOther)
        }
    }

    @Test("is for those who take requests")
    func roles() async throws {
        let world = try await World()
        for role in [Role.auditor, .financeOfficer, .dealerManager] {
            try await world.browse(as: role) { browser in
                let (page, deed) = (
                    try await browser.get("/arman/jobs/new"), try await browser.post("/arman/jobs", Self.form())
                )
                #expect(page.status == .notFound)
                #expect(deed.status == .forbidden)
            }
        }
    }

    @Test("leads to the customer and to the machine's passport")
    func passport() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let place = try await browser.post("/arman/jobs", Self.form()).location!
            let job = try await browser.get(place).text
            let customer = try #require(job.firstMatch(of: #/\/arman\/customers\/\d+/#)).output
            for (path, list) in [
                (String(customer), "customers"), ("/arman/units/FR-900", "units"), ("/arman/units/fr-900", "units"),
            ] {
                let page = try await browser.get(path)
                #expect(
                    page.status == .ok && page.text.contains("1405-000001") && page.text.contains("FR-900"), "\(path)")
                #expect(page.text.contains("<ol class=\"crumbs\"><li><a href=\"/arman/\(list)\">"), "\(path)")
            }
            for path in ["/arman/customers/99999", "/arman/customers/x", "/arman/units/none", "/pars/units/FR-900"] {
                let page = try await browser.get(path)
                #expect(page.status == .notFound, "\(path)")
            }
        }
    }
}
