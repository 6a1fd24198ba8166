import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("The list of customers")
struct CustomerListTests {
    private func world(customers count: Int) async throws -> World {
        let world = try await World()
        try await world.arman.write { tx in
            for number in 0..<count {
                let mobile = try MobileNumber("0935\(1_000_000 + number)")
                _ = try CustomerStore.findOrAdd(mobile, "مشتری شمارهٔ \(number)", tx)
            }
        }
        return world
    }

    @Test(
        "finds a customer by name and by number, however they are written",
        arguments: ["مشتري شماره 7", "09351000007", "۰۹۳۵۱۰۰۰۰۰۷", "+98 935 100 0007"])
    func search(typed: String) async throws {
        let world = try await world(customers: 9)
        try await world.browse(as: .reception) { browser in
            let page = try await browser.get("/arman/customers?q=\(Paths.part(typed))")
            #expect(page.text.contains("۰۹۳۵ ۱۰۰ ۰۰۰۷"))
            #expect(!page.text.contains("۰۹۳۵ ۱۰۰ ۰۰۰۶"))
        }
    }

    @Test("finds the newest first whether few have a word or nearly all")
    func broad() async throws {
        let world = try await world(customers: 2_050)
        try await world.arman.write { tx in
            _ = try CustomerStore.findOrAdd(try MobileNumber("09121112222"), "پرویز تهرانی", tx)
        }
        let found = try await world.arman.read { tx in
            try [["0935"], ["0935", "مشتری", "7"], ["پرویز"], ["پرویز", "0935"]].map {
                try CustomerList.found($0, limit: 3, tx).map { MobileNumber.local(stored: $0.mobile) }
            }
        }
        #expect(found[0] == ["09351002049", "09351002048", "09351002047"])
        #expect(found[1] == ["09351000799", "09351000798", "09351000797"])
        #expect(found[2] == ["09121112222"] && found[3].isEmpty)
    }

    @Test("shows each customer on one page and no other, the newest first")
    func pages() async throws {
        let world = try await world(customers: 120)
        try await world.browse(as: .reception) { browser in
            var (path, seen) = (Optional("/arman/customers"), [String]())
            while let here = path {
                let page = try await browser.get(here).text
                seen += page.matches(of: #/۰۹۳۵ ۱۰۰ ([۰-۹]{4})/#).map { String($0.1) }
                path = page.firstMatch(of: #/rel="next" href="([^"]+)"/#).map { String($0.1) }
            }
            #expect(seen == (0..<120).reversed().map { Digits.persian(String($0 + 10_000).dropFirst().description) })
        }
    }

    @Test("goes out as a file whole, for those who answer for the network, and the history says so")
    func export() async throws {
        let world = try await world(customers: 1_100)
        try await world.browse(as: .serviceManager) { browser in
            let file = try await browser.get("/arman/customers/export")
            let lines = file.text.split(whereSeparator: \.isNewline)
            #expect(lines.count == 1_101)
            #expect(Set(lines).count == 1_101)
            #expect(lines.dropFirst().allSatisfy { $0.contains(",0935") })
        }
        let happened = try await world.arman.read { tx in
            var question = HistoryQuestion()
            question.room = "customers"
            return try HistoryList.page(question, limit: 10, tx)
        }
        #expect(happened.contains { $0.kind == "exported" && $0.room == "customers" && $0.who == "service_manager 0" })
        try await world.browse(as: .reception) { browser in
            #expect(try await browser.get("/arman/customers/export").status == .notFound)
            let list = try await browser.get("/arman/customers")
            #expect(!list.text.contains("customers/export"))
        }
    }

    @Test("says what to do where there is nobody, and where nobody was found")
    func empty() async throws {
        let world = try await World()
        try await world.browse(as: .auditor) { browser in
            let (all, found) = (
                try await browser.get("/arman/customers"), try await browser.get("/arman/customers?q=zzz")
            )
            #expect(all.text.contains("هنوز مشتری‌ای نیست"))
            #expect(found.text.contains("مشتری‌ای پیدا نشد"))
        }
    }
}
