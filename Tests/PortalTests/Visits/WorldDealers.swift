import Database
import Domain
import Testing

@testable import Ground
@testable import Work

extension World {
    /// A job put to a dealer, who has not answered yet.
    func offerJob(_ number: String, company: String = "arman", dealer code: String = "D100") async throws {
        let open = self.company(company)
        try await open.write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = \(code)"))
            let job = try JobStore.find(number, .company, tx)
            try JobStore.move(job, .offer, by: nil, .offered(to: dealer), tx)
            try AssignmentStore.add(job.id, to: dealer, by: ID(1), on: open.clock.day(of: tx.now), tx)
        }
    }

    /// A job that the dealer has accepted, as he would.
    func acceptedJob(
        service: String = "repair", city: String = "تهران", serial: String? = nil, dealer code: String = "D100"
    ) async throws -> String {
        let number = try await addJob(city: city, service: service, serial: serial)
        try await accept(number, dealer: code)
        return number
    }

    /// Puts the job to the dealer, who takes it.
    func accept(_ number: String, dealer code: String) async throws {
        try await offerJob(number, dealer: code)
        try await arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            try JobStore.move(job, .accept, by: nil, .accepted(at: tx.now), tx)
            try AssignmentStore.decide(job.id, .accepted, by: nil, tx)
        }
    }

    /// Takes the job back from its dealer, as the office does.
    func takeBack(_ number: String) async throws {
        try await arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            try JobStore.move(
                job, .withdraw, by: nil, .givenBack, tx)
            try AssignmentStore.decide(job.id, .withdrawn, by: nil, tx)
        }
    }

    func person(_ role: Role, dealer: Int = 1) async throws -> ID<Person> {
        let mobile = try MobileNumber(Self.mobile(role, dealer: dealer))
        return try #require(
            try await arman.read { try $0.value("SELECT id FROM person WHERE mobile = \(mobile.e164)") })
    }

    func number(_ sql: SQL) async throws -> Int { try await arman.read { try $0.value(sql) ?? 0 } }
}
