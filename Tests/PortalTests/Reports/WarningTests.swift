import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import House
@testable import Reports

@Suite("Warnings of batches that fail")
struct WarningTests {
    /// Two batches of one model, eleven months in service: of the one many fail.
    private func world() async throws -> World {
        let world = try await World()
        let today = world.arman.clock.day(of: world.time.now)
        try await world.arman.write { tx in
            let model: Int64 = try #require(try tx.value("SELECT id FROM product_model WHERE code = 'FRIDGE-1'"))
            let group: Int64 = try #require(try tx.value("SELECT group_id FROM product_model WHERE id = \(model)"))
            let customer = try CustomerStore.findOrAdd(MobileNumber("09121112233"), "زهرا کریمی", tx)
            let place: Row = try tx.one("SELECT id, province_id FROM city ORDER BY id LIMIT 1")
            let (city, province): (Int64, Int64) = (try place("id"), try place("province_id"))
            let dealer: Int64 = try #require(try tx.value("SELECT min(id) FROM dealer"))
            for unit in 0..<120 {
                let isBad = unit < 20
                let made = today.adding(days: isBad ? -400 : -440)
                let id: Int64 = try #require(
                    try tx.value(
                        """
                        INSERT INTO unit (serial, model_id, customer_id, produced_on, installed_on)
                        VALUES (\("B\(unit)"), \(model), \(customer), \(made), \(today.adding(days: -335))) RETURNING id
                        """))
                guard isBad ? unit < 9 : unit.isMultiple(of: 10) else { continue }
                let failed = today.adding(days: -200)
                try tx.execute(
                    """
                    INSERT INTO job (number, service_type, state, customer_id, unit_id, group_id, city_id, province_id, address,
                                     stated_fault, received_at, received_on, dealer_id, completed_at, completed_on, outcome)
                    VALUES (\("W-\(unit)"), 'repair', 'done', \(customer), \(id), \(group), \(city), \(province), '', '', 0,
                            \(failed), \(dealer), \(Int64(failed.number) * 86_400), \(failed), 'completed')
                    """)
            }
        }
        try await world.work()
        return world
    }

    @Test("name the batch that fails more than the others of its group do at the same age, and no other")
    func named() async throws {
        let world = try await world()
        let batches = try await world.arman.read { try BatchStore.all($0) }.sorted { $0.found < $1.found }
        #expect(batches.map(\.found) == [9, 10] && batches.map(\.units) == [20, 100])
        #expect(batches.map(\.expected) == [2_000, 45_000])
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/reports/warnings").text
            #expect(page.contains("یک سری ساخت بیش از اندازه خراب می‌شود"))
            #expect(page.matches(of: #/badge error/#).count == 1)
            #expect(page.contains("مرداد ۱۴۰۴") || page.contains("مهر ۱۴۰۴"))
            let odd = try await browser.get("/arman/reports/warnings?level=77")
            #expect(odd.status == .ok)
        }
        try await world.browse(as: .reception) { browser in
            let hidden = try await browser.get("/arman/reports/warnings")
            #expect(hidden.status == .notFound)
        }
    }
}
