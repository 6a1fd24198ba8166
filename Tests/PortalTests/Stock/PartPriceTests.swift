import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

@Suite("Prices of parts")
struct PartPricePageTests {
    private static func prices(_ day: String, _ cost: String, _ dealer: String, _ customer: String) -> [(
        String, String
    )] {
        [("from_on", day), ("cost", cost), ("dealer", dealer), ("customer", customer), ("money_unit", "rial")]
    }

    private func world() async throws -> World {
        let world = try await World()
        try await world.arman.write { tx in
            for code in ["A-1", "A-2"] { try PartStore.addNew(code, PartFacts(nameFa: "قطعه \(code)"), by: nil, tx) }
        }
        return world
    }

    @Test("One person writes them, another puts them into force, and they hold from their day on")
    func journey() async throws {
        let world = try await world()
        try await world.serve { client in
            let keeper = try await world.browser(client, as: .storekeeper)
            let manager = try await world.browser(client, as: .stockManager)
            let first = Self.prices("1405/09/02", "۱٬۰۰۰٬۰۰۰", "1,200,000", "1500000")
            #expect(try await keeper.post("/arman/parts/1/prices", first).location == "/arman/parts/1")
            // What he writes for one day is one list.
            let more = Self.prices("1405/09/02", "", "", "700")
            #expect(try await keeper.post("/arman/parts/2/prices", more).location == "/arman/parts/2")
            #expect(try await keeper.get("/arman/parts/1").text.contains("پیش‌نویس"))
            let list = try await manager.get("/arman/parts/prices/1").text
            for text in ["A-1", "A-2", "۱٬۵۰۰٬۰۰۰", "قیمت خرید"] { #expect(list.contains(text), "\(text)") }
            let own = try await keeper.post("/arman/parts/prices/1/activation", [("version", "2")])
            #expect(own.status == .forbidden)
            let stale = try await manager.post("/arman/parts/prices/1/activation", [("version", "1")])
            #expect(stale.status == .conflict)
            let active = try await manager.post("/arman/parts/prices/1/activation", [("version", "2")])
            #expect(active.location == "/arman/parts/prices/1")
            let later = Self.prices("1405/09/10", "", "", "1600000")
            _ = try await manager.post("/arman/parts/1/prices", later)
            #expect(try await manager.get("/arman/parts/prices/2").text.contains("باید نفر دیگری برقرار کند"))
            let mine = try await manager.post("/arman/parts/prices/2/activation", [("version", "1")])
            #expect(mine.status == .unprocessableContent)
            let other = try await world.browser(client, as: .financeApprover)
            #expect(try await other.get("/arman/parts/prices/2").text.contains("۱٬۵۰۰٬۰۰۰"))
            #expect(try await other.post("/arman/parts/prices/2/activation", [("version", "1")]).status == .seeOther)
            #expect(try await other.get("/arman/parts/1").text.contains("از این تاریخ برقرار می‌شود"))
        }
        let held = try await world.arman.read { tx in
            let today = world.arman.clock.day(of: world.time.now)
            return try [0, 7, 8].map { days in
                try PartPriceRowList.holding(ID(1), on: today.adding(days: days), tx)[.customer]?.amount.minor
            }
        }
        #expect(held == [1_500_000, 1_500_000, 1_600_000])
    }

    @Test("A dealer sees what he and the customer pay, and not what the company pays")
    func sight() async throws {
        let world = try await world()
        let (keeper, decider) = (try await world.person(.storekeeper), try await world.person(.stockManager))
        try await world.arman.write { tx in
            let list = try PartPriceStore.write(
                [.cost: 111_111, .dealer: 222_222, .customer: 333_333], of: ID(1), from: CalendarDay(number: 20_000),
                by: keeper, tx)
            let manager = try Actor(person: decider, name: "", roles: Roles([.stockManager]), dealer: nil)
            try PartPriceStore.activate(list, at: 1, by: manager, tx)
        }
        try await world.serve { client in
            for role in [Role.dealerManager, .dealerTechnician] {
                let dealer = try await world.browser(client, as: role)
                let page = try await dealer.get("/arman/parts/1").text
                #expect(page.contains("۲۲۲٬۲۲۲") && page.contains("۳۳۳٬۳۳۳") && !page.contains("۱۱۱٬۱۱۱"))
                #expect(try await dealer.get("/arman/parts/prices").status == .notFound)
            }
            for role in [Role.storekeeper, .reception] {
                let office = try await world.browser(client, as: role)
                for path in ["/arman/parts/1", "/arman/parts/prices/1", "/arman/parts/prices/export?format=csv"] {
                    let page = try await office.get(path).text
                    #expect(
                        page.contains("A-1") && !page.contains("۱۱۱٬۱۱۱") && !page.contains("111111"), "\(role) \(path)"
                    )
                }
            }
            let auditor = try await world.browser(client, as: .auditor)
            #expect(try await auditor.get("/arman/parts/1").text.contains("۱۱۱٬۱۱۱"))
            let file = try await auditor.get("/arman/parts/prices/export?format=csv").text
            #expect(file.contains("A-1") && file.contains("111111") && file.contains("333333"))
        }
    }

    @Test(
        "Nothing, a day that is none, and an amount that is none are refused as they were typed",
        arguments: [
            prices("1405/09/02", "", "", ""), prices("1405/13/02", "1", "", ""), prices("1405/09/02", "-5", "", ""),
            prices("1405/09/02", "پنج", "", ""), prices("", "5", "", ""),
        ])
    func refused(_ fields: [(String, String)]) async throws {
        let world = try await world()
        try await world.browse(as: .storekeeper) { browser in
            let answer = try await browser.post("/arman/parts/1/prices", fields)
            #expect(answer.status == .unprocessableContent && answer.text.contains("aria-invalid"))
            #expect(try await browser.get("/arman/parts/prices").text.contains("هنوز قیمتی نوشته نشده است"))
        }
    }

    @Test("A draft is thrown away once, and never put into force after that")
    func thrownAway() async throws {
        let world = try await world()
        try await world.serve { client in
            let keeper = try await world.browser(client, as: .storekeeper)
            _ = try await keeper.post("/arman/parts/1/prices", Self.prices("1405/09/02", "5", "", ""))
            #expect(try await keeper.post("/arman/parts/prices/1/removal", [("version", "1")]).status == .seeOther)
            let manager = try await world.browser(client, as: .stockManager)
            let late = try await manager.post("/arman/parts/prices/1/activation", [("version", "1")])
            #expect(late.status == .conflict)
        }
    }
}
