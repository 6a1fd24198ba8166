import Domain
import Testing

@testable import Ground

@Suite("An empty list")
struct EmptyListTests {
    @Test("that nothing meets leads out of its filter, and without one it does not")
    func clear() async throws {
        let world = try await World()
        let lists = [
            ("jobs", "q=zzz", "jobs"), ("dealers", "state=suspended", "dealers"), ("products", "q=zzz", "products"),
            ("people", "q=zzz", "people"), ("claims", "q=zzz", "claims?state=submitted"),
            ("claims", "view=summary&dealer=D100", "claims?state=submitted&amp;view=summary"),
        ]
        try await world.browse(as: .administrator) { browser in
            for (list, query, out) in lists {
                let empty = try await browser.get("/arman/\(list)?\(query)").text
                #expect(empty.contains("<a class=\"button\" href=\"/arman/\(out)\">حذف فیلترها</a>"), "\(list)")
                let whole = try await browser.get("/arman/\(list)").text
                #expect(!whole.contains("حذف فیلترها"), "\(list)")
            }
        }
    }

    @Test("of a city leads back to the board")
    func board() async throws {
        let world = try await World()
        let city: Int? = try await world.arman.read { try $0.value("SELECT id FROM city WHERE name_fa = 'کرج'") }
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/board/\(try #require(city))").text
            #expect(page.contains("<a class=\"button\" href=\"/arman/board\">ارجاع به نمایندگان</a>"))
        }
    }
}
