import Database
import Domain
import Testing

@testable import Ground
@testable import Work

extension World {
    func city(_ name: String, company: String = "arman") async throws -> Int64 {
        try await self.company(company).read { tx in
            try #require(try tx.value("SELECT id FROM city WHERE name_fa = \(name)", as: Int64.self))
        }
    }

    func dealer(_ code: String, company: String = "arman") async throws -> String {
        try await self.company(company).read { tx in
            String(try #require(try tx.value("SELECT id FROM dealer WHERE code = \(code)", as: Int64.self)))
        }
    }

    /// The value of a job's checkbox as it is now.
    func pick(_ number: String) async throws -> String {
        let version = try await arman.read { try JobStore.find(number, .company, $0).version }
        return JobPick(number: number, version: version).text
    }

    /// State and reason of each assignment of a job, in their order.
    func assignments(of number: String) async throws -> [String] {
        try await arman.read { tx in
            try tx.rows(
                """
                SELECT a.state, a.reason_code, d.code FROM assignment a JOIN job j ON j.id = a.job_id
                JOIN dealer d ON d.id = a.dealer_id WHERE j.number = \(number) ORDER BY a.id
                """
            ).map { row in
                let reason: String? = try row.optional("reason_code")
                return [try row("code"), try row("state"), reason].compactMap { $0 }.joined(separator: " ")
            }
        }
    }

    /// Changes a dealer by the store alone.
    func change(_ dealer: String, _ change: SQL) async throws {
        try await arman.write { tx in _ = try tx.execute("UPDATE dealer SET \(change) WHERE code = \(dealer)") }
    }
}
