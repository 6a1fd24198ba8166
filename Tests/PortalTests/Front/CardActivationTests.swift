import Database
import Domain
import Synchronization
import Testing

@testable import Base
@testable import Desk
@testable import Ground

@Suite("A card that its customer activates")
struct CardActivationTests {
    private static let typed = [
        ("name", "زهرا کریمی"), ("mobile", "09121112233"), ("serial", "fr-100"), ("card", "c-۷"),
        ("seller", "فروشگاه نور"),
    ]

    private func standing(_ dates: UnitDates = UnitDates()) async throws -> World {
        let world = try await World.withFront()
        try await world.arman.write { tx in
            let model: ID<ProductModel> = try tx.one("SELECT id FROM product_model WHERE code = 'FRIDGE-1'")("id")
            let card = RegisteredCard(serial: "FR-100", model: model, number: "C-7", dates: dates)
            try WarrantyCardStore.add([.init(card: card, customer: nil, unit: nil, city: nil)], by: nil, tx)
        }
        return world
    }

    private func send(_ world: World, _ change: [String: String] = [:]) async throws -> (sent: String?, page: String) {
        let fields = Self.typed.map { ($0.0, change[$0.0] ?? $0.1) }
        let answer = try await world.stranger { browser in
            let sent = try await browser.send(fields, to: "register")
            let place = try #require(sent.location, "\(sent.text)")
            return (place, try await browser.get(place).text)
        }
        return answer
    }

    @Test("of the serial and the number of one that waits begins today, is his, and is told to him")
    func activated() async throws {
        let world = try await standing()
        let (place, page) = try await send(world)
        #expect(place == "/arman/front/activated/2026-11-23")
        #expect(page.contains("گارانتی فعال شد") && page.contains("۱۴۰۵/۰۹/۰۲"))
        #expect(try await world.contacts() == 0)
        let day = CalendarDay(iso: "2026-11-23")
        let units: SQL = """
            SELECT count(*) FROM unit u JOIN customer c ON c.id = u.customer_id JOIN warranty_card w ON w.unit_id = u.id
            WHERE u.serial = 'FR-100' AND u.activated_on = \(day) AND c.mobile = '+989121112233'
            """
        #expect(try await world.number(units) == 1)
        let shown = try await world.answer(as: .reception) { try await $0.get("/arman/units/FR-100") }.text
        #expect(shown.contains("مشتری کارت گارانتی را فعال کرد") && shown.contains("فروشگاه نور"))
        let again = try await send(world)
        #expect(again.sent == "/arman/front/sent/1405-000001", "what was activated is a person's to look at")
    }

    @Test(
        "of another number, or of none, becomes a contact as before and activates nothing",
        arguments: ["C-8", ""])
    func other(_ number: String) async throws {
        let world = try await standing()
        #expect(try await send(world, ["card": number]).sent == "/arman/front/sent/1405-000001")
        #expect(try await world.number("SELECT count(*) FROM unit") == 0)
    }

    @Test("that was activated before keeps its day")
    func before() async throws {
        let world = try await standing(UnitDates(activation: CalendarDay(number: 20_000)))
        #expect(try await send(world).sent == "/arman/front/sent/1405-000001")
        #expect(try await world.number("SELECT activated_on FROM warranty_card") == 20_000)
    }

    @Test("nobody is told of another day than that of his own")
    func strangeDay() async throws {
        let world = try await World.withFront()
        _ = try await world.stranger { browser in
            for day in ["2026-01-01", "2027-01-01", "x"] {
                let status = try await browser.get("/arman/front/activated/\(day)").status
                #expect(status == .notFound, "\(day)")
            }
            return (nil, "")
        }
    }
}

extension World {
    fileprivate func stranger(
        _ body: @escaping @Sendable (Browser) async throws -> (sent: String?, page: String)
    ) async throws -> (sent: String?, page: String) {
        let told = Mutex<(sent: String?, page: String)>((nil, ""))
        try await serve { client in
            let answer = try await body(Browser(client))
            told.withLock { $0 = answer }
        }
        return told.withLock { $0 }
    }
}
