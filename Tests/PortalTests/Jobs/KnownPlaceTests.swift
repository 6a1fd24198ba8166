import Database
import Domain
import HTTPTypes
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import Work

@Suite("Addresses that are known of a customer")
struct KnownPlaceTests {
    /// One with two addresses, who has never had a job.
    private func standing() async throws -> (world: World, places: [Int64]) {
        let world = try await World()
        let places = try await world.arman.write { tx in
            let customer = try CustomerStore.findOrAdd(MobileNumber("09121112233"), "زهرا کریمی", tx)
            return try [("تهران", "خیابان آزادی، پلاک ۱۲"), ("کرج", "گوهردشت، خیابان ۵")].map { city, address in
                let place: ID<City> = try #require(try tx.value("SELECT id FROM city WHERE name_fa = \(city)"))
                let id: ID<CustomerPlace> = try tx.insert(
                    """
                    INSERT INTO customer_address (customer_id, city_id, address, postal_code)
                    VALUES (\(customer), \(place), \(address), '')
                    """)
                return id.value
            }
        }
        return (world, places)
    }

    @Test("the main one stands in the form of a job, the others are offered, and the one that is chosen holds")
    func reception() async throws {
        let (world, places) = try await standing()
        try await world.browse(as: .reception) { browser in
            let form = try await browser.get("/arman/jobs/new?q=09121112233").text
            #expect(form.contains("خیابان آزادی، پلاک ۱۲") && form.value(of: "city") == "تهران")
            #expect(form.contains("<option value=\"\(places[1])\">گوهردشت، خیابان ۵، کرج"))
            #expect(!form.contains("<option value=\"\(places[0])\">"), "that one stands there already")
            let chosen = NewJobTests.form([
                "mobile": "09121112233", "city": "تهران", "address": "خیابان آزادی، پلاک ۱۲",
            ])
            let saved = try await browser.post("/arman/jobs", chosen + [("place", String(places[1]))])
            #expect(saved.status == .seeOther, "\(saved.text.suffix(3000))")
        }
        let count: SQL = """
            SELECT count(*) FROM job j JOIN city c ON c.id = j.city_id WHERE j.address = 'گوهردشت، خیابان ۵'
            AND c.name_fa = 'کرج'
            """
        #expect(try await world.number(count) == 1)
    }

    @Test("one of somebody else is none, and what was written holds")
    func strange() async throws {
        let (world, places) = try await standing()
        let form = NewJobTests.form(["mobile": "09351234567", "address": "خیابان بهار ۳"])
        let saved = try await world.answer(as: .reception) {
            try await $0.post("/arman/jobs", form + [("place", String(places[1]))])
        }
        #expect(saved.status == .seeOther, "\(saved.text.suffix(3000))")
        #expect(try await world.number("SELECT count(*) FROM job WHERE address = 'خیابان بهار ۳'") == 1)
    }

    @Test("by the main one a service is booked of a machine that came by its card and never had a job")
    func booked() async throws {
        let (world, _) = try await standing()
        try await world.arman.write { tx in
            let customer = try #require(try CustomerStore.find(CustomerNumber("09121112233"), tx))
            let model: ID<ProductModel> = try tx.one("SELECT id FROM product_model WHERE code = 'FRIDGE-1'")("id")
            let unit = try UnitStore.findOrAdd("FR-1", model, customer, nil, by: nil, tx)
            let day = try CalendarSystem.jalali.parse("1405/03/10")
            _ = try tx.execute("UPDATE unit SET installed_on = \(day) WHERE id = \(unit)")
        }
        try await world.browse(as: .serviceManager) { browser in
            let answer = try await browser.post("/arman/plans/templates", PlanJourneyTests.written)
            #expect(answer.status == .seeOther)
        }
        try await world.work()
        let service = try await world.arman.read { tx in
            try tx.row("SELECT id, version FROM plan_service WHERE state = 'due'").map {
                (id: try $0("id") as Int64, version: try $0("version") as Int)
            }
        }
        let due = try #require(service)
        let made = try await world.answer(as: .reception) {
            try await $0.post("/arman/plans/jobs", [("planned", "\(due.id):\(due.version)")])
        }
        #expect(made.status == .seeOther, "\(made.text.suffix(2000))")
        #expect(try await world.number("SELECT count(*) FROM job WHERE address = 'خیابان آزادی، پلاک ۱۲'") == 1)
    }
}
