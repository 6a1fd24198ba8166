import Domain
import Spreadsheets
import Testing

@testable import Ground

/// What a list shows can be taken out as a file, by whoever sees the list and by nobody else.
@Suite struct ListFileTests {
    @Test(
        "The page links its file, and the file holds what the page shows, as CSV and as Excel alike",
        arguments: [
            ("products?q=FRIDGE", "products/export?q=FRIDGE", "FRIDGE-1"),
            ("people?q=auditor", "people/export?q=auditor", "auditor 0"),
            ("payouts", "payouts/export", "1405-000001"), ("tariffs", "tariffs/export", "تعرفه"),
            ("dealers/D100/account", "dealers/D100/account/export", "400000"),
            ("claims/appeals?state=open", "claims/appeals/export?state=open", "D100"),
        ])
    func files(page: String, file: String, shown: String) async throws {
        let (world, _) = try await World.withBelongings()
        try await world.browse(as: .auditor) { browser in
            let list = try await browser.get("/arman/\(page)")
            let (path, query) = (file.prefix { $0 != "?" }, file.drop { $0 != "?" }.dropFirst())
            #expect(
                list.text.contains("/arman/\(path)?format=xlsx" + (query.isEmpty ? "" : "&amp;\(query)")), "\(page)")
            let rest = query.isEmpty ? "" : "&\(query)"
            let text = try TableFile.table(try await browser.get("/arman/\(path)?format=csv\(rest)").bytes)
            let book = try TableFile.table(try await browser.get("/arman/\(path)?format=xlsx\(rest)").bytes)
            #expect(text == Table(header: book.header, records: book.records, lines: text.lines))
            #expect(text.records.contains { $0.contains { $0.contains(shown) } } || shown == "D100", "\(text)")
            // A tariff is called as somebody wrote it.
            guard page != "tariffs" else { return }
            #expect(text.records.joined().allSatisfy { $0.unicodeScalars.allSatisfy { !("۰"..."۹").contains($0) } })
        }
    }

    /// Lists that are taken out nowhere, each with why.
    private static let withoutFile: [String: String] = [
        "training": "few, each with its page; who has a certificate is in the file of certificates",
        "board": "a view of the list of jobs, which has its file",
        "banks": "few, with their layouts in the archive of all",
        "claims/rules": "fifteen sentences that are set, not rows", "parts/coding": "few, drawn as a tree",
        "messages/templates": "texts to write in; few", "messages/account": "a form, with last months' sums beside it",
        "messages/mail": "a form, with last months' sums beside it",
        "runs": "what goes on at the moment",
        "surveys/topics": "few, with the words that suggest them; what is sorted is in the file of scores",
        "settings/numbers": "series as they go on; the numbers are in their lists",
        "sheba-changes": "bank accounts are in no file but the bank's", "people/second-step": "a form, role by role",
        "people/codes": "a form, role by role", "customers/duplicates": "pairs to decide, with what is near of both",
        "units/duplicates": "pairs to decide, with what is near of both",
        "parts/groups": "few; a column of the parts' file",
        "messages/hooks": "few addresses of systems, and their states",
        "/:company": "the first of what waits; its lists have their files",
        "stock/counts": "each count has the file of its lines",
        "stock/waits/jobs": "jobs that another figure counts; it has its file",
        "workshop/benches": "few, with their people", "workshop/storage": "a handful of rules, of which one holds",
        "stock/rework": "a form to write in", "settings/dispatch": "few rules beside their form",
        "settings/promises": "few rules beside their form",
    ]

    @Test("Every list has its file, but for those that are named here", arguments: [Role.administrator, .stockManager])
    func all(_ role: Role) async throws {
        let (world, _) = try await World.withBelongings()
        let pages = world.memberRoutes.filter { row in
            row.method == .get && row.access.allows(Roles([role])) && row.path.filter { $0 == ":" }.count == 1
                && !row.path.hasSuffix("/new") && (role == .administrator || row.path.contains("/stock"))
        }.map(\.path).filter { !$0.hasSuffix("/export") }
        try await world.browse(as: role) { browser in
            for path in pages {
                let answer = try await browser.get(path.replacing(":company", with: "arman"))
                guard answer.status == .ok, answer.text.contains("<tbody>"),
                    !answer.text.contains("data-page=\"paper\"")
                else { continue }
                let name = path.replacing("/:company/", with: "")
                let hasFile = answer.text.contains("format=xlsx")
                #expect(hasFile || Self.withoutFile[name] != nil, "\(name)")
                #expect(!hasFile || Self.withoutFile[name] == nil, "\(name) has its file now")
            }
        }
    }

    @Test(
        "The files of small lists hold what they show",
        arguments: [
            ("settings/faults", "C01"), ("settings/reasons", "other"), ("settings/services", "repair"),
            ("settings/holidays", "1405/01/01"), ("products/groups", "fridge"), ("warranty", "D100"),
            ("plans/templates", "سرویس"), ("payouts/rules", "5"), ("account-rows", "D100"), ("units/exchanges", ""),
            ("collateral", "چک"), ("certificates", "سمینار"),
            ("imports", ""), ("messages/received", ""), ("parts/free", ""),
        ])
    func small(list: String, shown: String) async throws {
        let (world, _) = try await World.withBelongings()
        try await world.browse(as: .administrator) { browser in
            let book = try TableFile.table(try await browser.get("/arman/\(list)/export?format=xlsx").bytes)
            let text = try await browser.get("/arman/\(list)/export?format=csv")
            #expect(text.status == .ok && !book.header.isEmpty)
            if !shown.isEmpty, shown != "D100" { #expect(text.text.contains(shown), "\(text.text)") }
        }
    }

    @Test("Files of the warehouse hold its papers, places, differences and debts, and a dealer takes none out")
    func stock() async throws {
        let (world, _) = try await World.withBelongings()
        for list in ["papers", "places", "gaps?tab=all", "debts", "requests?tab=all", "loans?tab=all"] {
            let path = list.replacing("?", with: "/export?")
            let address = "/arman/stock/" + (path.contains("?") ? path + "&format=csv" : path + "/export?format=csv")
            try await world.browse(as: .stockManager) { browser in
                let file = try await browser.get(address)
                #expect(file.status == .ok, "\(address)")
                #expect(try TableFile.table(file.bytes).header.count > 5)
            }
            try await world.browse(as: .dealerManager) { browser in
                let refused = try await browser.get(address)
                #expect(refused.status == .notFound)
            }
        }
    }

    @Test("Nobody's password, number of identity or Sheba is in the file of people")
    func secrets() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let file = try TableFile.table(try await browser.get("/arman/people/export?format=csv").bytes)
            #expect(file.header == ["نام", "همراه", "نقش‌ها", "نماینده", "وضعیت"])
        }
    }
}
