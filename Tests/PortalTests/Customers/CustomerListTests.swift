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

    @Test(
        "is narrowed by city, kind, consent and tag, and so is its file",
        arguments: [
            ("city", "address"), ("city", "unit"), ("kind", "organisation"), ("consent", "given"), ("tag", "عمده"),
        ])
    func narrowed(_ name: String, _ value: String) async throws {
        let world = try await world(customers: 3)
        let city = try await world.arman.write { tx -> ID<City> in
            let city: ID<City> = try tx.one("SELECT id FROM city WHERE name_fa = 'کرج'")("id")
            let one: ID<Customer> = try #require(try CustomerStore.find(CustomerNumber("09351000001"), tx))
            _ = try tx.execute(
                "UPDATE customer SET kind = 'organisation', consent = 'given', tags = 'نقد، عمده' WHERE id = \(one)")
            if value == "unit" {
                let model: ID<ProductModel> = try tx.one("SELECT id FROM product_model WHERE code = 'FRIDGE-1'")("id")
                try UnitStore.setCity(UnitStore.findOrAdd("FR-1", model, one, nil, by: nil, tx), city, tx)
            } else {
                _ = try tx.execute(
                    "INSERT INTO customer_address (customer_id, city_id, address) VALUES (\(one), \(city), 'گوهردشت')")
            }
            return city
        }
        let query = Address.of("", [(name, name == "city" ? city.description : value)])
        try await world.browse(as: .administrator) { browser in
            for path in ["/arman/customers", "/arman/customers/export"] {
                let text = try await browser.get(path + query).text
                let isFile = path.hasSuffix("export")
                #expect(text.contains("مشتری شمارهٔ 1") || text.contains("مشتری شمارهٔ ۱"), "\(path)")
                #expect(!text.contains("شمارهٔ 0") && !text.contains("شمارهٔ ۰") && !text.contains("شمارهٔ 2"))
                if isFile {
                    for column in ["کرج", "رضایت داده است", "عمده"] { #expect(text.contains(column), "\(column)") }
                }
            }
            let page = try await browser.get("/arman/customers?tag=%25").text
            #expect(!page.contains("مشتری شمارهٔ"), "a sign of the engine is none of ours")
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
