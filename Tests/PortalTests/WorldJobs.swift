import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import Work

extension World {
    /// A job of a fridge in Tehran (or elsewhere) in state `received`.
    /// - Returns: its number.
    @discardableResult
    func addJob(
        company: String = "arman", city: String = "تهران", service: String = "repair", group: String = "fridge",
        mobile: String = "09121112233", serial: String? = nil
    ) async throws -> String {
        let open = self.company(company)
        let now = time.now
        return try await open.write { tx in
            let customer = try CustomerStore.findOrAdd(MobileNumber(mobile), "زهرا کریمی", tx)
            let serial = try serial ?? "S\(10_000 + (tx.value("SELECT count(*) FROM unit") ?? 0))"
            let model: ID<ProductModel> = try #require(
                try tx.value("SELECT id FROM product_model WHERE code = \("\(group.uppercased())-1")"))
            let unit = try UnitStore.findOrAdd(serial, model, customer, nil, by: nil, tx)
            let place: ID<City> = try #require(try tx.value("SELECT id FROM city WHERE name_fa = \(city)"))
            return try AddJob(
                serviceType: service, customer: customer, unit: unit, city: place, address: "خیابان آزادی، پلاک ۱۲",
                statedFault: "سرد نمی‌کند", receivedAt: now, receivedOn: open.clock.day(of: now), by: nil,
                origin: "added"
            ).run(calendar: open.clock.calendar, in: tx)
        }
    }

    /// Puts a job to a dealer and lets him accept it, by the store alone; for tests of what comes after.
    func giveJob(_ number: String, company: String = "arman", dealer code: String = "D100") async throws {
        let day = arman.clock.day(of: time.now)
        try await self.company(company).write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = \(code)"))
            let job = try JobStore.find(number, .company, tx)
            try JobStore.move(job, .offer, by: nil, .offered(to: dealer), tx)
            let person: ID<Person> = try #require(try tx.value("SELECT min(id) FROM person"))
            try AssignmentStore.add(job.id, to: dealer, by: person, on: day, tx)
            try AssignmentStore.decide(job.id, .accepted, by: person, tx)
            try JobStore.move(
                JobStore.find(number, .company, tx), .accept, by: nil, .accepted(at: tx.now), tx)
        }
    }

    /// The version of a job, as a form carries it that is opened now.
    func version(of number: String, company: String = "arman") async throws -> String {
        String(try await self.company(company).read { try JobStore.find(number, .company, $0).version })
    }

    func state(of number: String, company: String = "arman") async throws -> JobState {
        try await self.company(company).read { try JobStore.find(number, .company, $0).state }
    }
}
