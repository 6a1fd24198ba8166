import Domain
import Testing

@testable import Ground
@testable import Web

@Suite("A list by pages")
struct SliceTests {
    /// The numbers from 1 up, as a list of rows.
    private struct Numbers: PagedFilter {
        static let paging = Paging(onward: "after", back: .byKey("before"))
        let typed: String
        var cursor: Cursor<Int>?

        init(_ asked: Asked) {
            typed = asked.text("q")
            cursor = asked.cursor(Self.paging) { Int($0) }
        }

        var fields: [Address.Field] { [("q", typed), ("state", "")] }

        func slice(of count: Int, size: Int) -> Slice<Int, Int> {
            Slice(cursor, size: size, key: { $0 }) { limit in
                let rows = Array(1...max(count, 1)).prefix(count)
                guard let cursor else { return Array(rows.prefix(limit)) }
                return cursor.side == .onward
                    ? Array(rows.filter { $0 > cursor.key }.prefix(limit))
                    : Array(rows.filter { $0 < cursor.key }.reversed().prefix(limit))
            }
        }
    }

    /// A page's filter again from the address that leads to it.
    private func follow(_ address: String) -> Numbers {
        Numbers(Asked(query: String(address.drop { $0 != "?" }.dropFirst())))
    }

    @Test("shows each row once, onward and back again", arguments: [0, 1, 4, 5, 6, 10, 11, 23])
    func walk(count: Int) {
        var (filter, onward, pages) = (Numbers(Asked(query: "q=a+%26+b")), [Int](), [[Int]]())
        while true {
            let slice = filter.slice(of: count, size: 5)
            #expect((slice.previous == nil) == pages.isEmpty)
            onward += slice.lines
            pages.append(slice.lines)
            let pager = Pager(slice, of: filter, at: "/list")
            guard let next = pager.older else { break }
            #expect(next == "/list?after=\(slice.lines.last!)&q=a%20%26%20b")
            filter = follow(next)
            #expect(filter.typed == "a & b")
        }
        #expect(onward == Array(1...max(count, 1)).prefix(count).map { $0 })
        for page in pages.reversed().dropFirst() {
            let pager = Pager(filter.slice(of: count, size: 5), of: filter, at: "/list")
            filter = follow(pager.newer!)
            #expect(filter.slice(of: count, size: 5).lines == page)
        }
        #expect(Pager(filter.slice(of: count, size: 5), of: filter, at: "/list").newer == nil)
    }

    @Test("begins where a key means nothing", arguments: ["after=x", "before=", "after=1.2.3", "before=%00"])
    func nonsense(query: String) {
        #expect(Numbers(Asked(query: query)).cursor == nil)
    }

    @Test("is asked nothing by what no filter knows")
    func asked() {
        let long = String(repeating: "a", count: 300)
        let asked = Asked(query: "role=king&job=x&city=%DB%B7&age=-1&days=400&q=\(long)&empty=")
        #expect(asked.word("role") as Role? == nil)
        #expect(asked.id("job", of: Job.self) == nil)
        #expect(asked.id("city", of: City.self) == ID(7))
        #expect(asked.number("age", in: 0...365) == nil && asked.number("days", in: 0...365) == nil)
        #expect(asked.text("q").count == 200)
        #expect(asked.filled("empty") == nil && asked.filled("nobody") == nil)
    }

    @Test(
        "is a page whatever its address asks",
        arguments: [
            "jobs", "claims", "claims/appeals", "customers", "dealers", "products", "people", "board", "payouts",
        ])
    func harmless(path: String) async throws {
        let world = try await World()
        let long = String(repeating: "9", count: 60_000)
        try await world.browse(as: .auditor) { browser in
            for query in [
                "before=x&after=-1", "before=9223372036854775808", "after=1.2.3.4",
                "state=%00&sort=%F0%9F&role=x&show=x",
                "city=%D9%83&province=-7&group=x&dealer=%27&person=x&period=1405-99&finding=x", "q=%25_%5C",
                "q=\(long)",
            ] {
                let page = try await browser.get("/arman/\(path)?\(query)")
                #expect(page.status == .ok, "\(query.prefix(80))")
            }
        }
    }
}
