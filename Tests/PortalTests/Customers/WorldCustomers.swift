import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import House

extension World {
    /// Where one of these texts stands in any row of the company's store.
    func rows(holding texts: [String]) async throws -> [String] {
        let names = portal.companies.companySteps.tables
        return try await arman.readAtLength { tx in
            var found: [String] = []
            for table in try tx.tables()
            where names.contains(table.name) && table.name != "person" && table.name != "dealer" {
                try tx.forEach(SQL(trusted: "SELECT * FROM \(table.name)")) { row in
                    for field in row.fields {
                        guard case .text(let text) = field.value else { continue }
                        for word in texts where text.contains(word) {
                            found.append("\(table.name).\(field.name): \(text)")
                        }
                    }
                }
            }
            return found
        }
    }

    /// Customers with a machine and a job each that is done with, in this order.
    func customers(_ people: [(name: String, mobile: String)]) async throws -> [Int64] {
        for (index, person) in people.enumerated() {
            try await addJob(mobile: person.mobile, serial: "CU-\(index)")
        }
        return try await arman.write { tx in
            _ = try tx.execute("UPDATE job SET state = 'cancelled'")
            return try people.map { person in
                let stored = try MobileNumber(person.mobile).e164
                _ = try tx.execute("UPDATE customer SET name = \(person.name) WHERE mobile = \(stored)")
                return try #require(try tx.value("SELECT id FROM customer WHERE mobile = \(stored)"))
            }
        }
    }

    /// What the customer's form holds now, as it is sent.
    static func customerForm(_ browser: Browser, _ customer: Int64) async throws -> [(String, String)] {
        let page = try await browser.get("/arman/customers/\(customer)/edit").text
        return [("version", page.value(of: "version")), ("kind", "person"), ("consent", "unasked")]
    }
}

extension Browser {
    func merge(_ gone: Int64, into kept: Int64, _ reason: String = "یک نفرند") async throws {
        let answer = try await post(
            "/arman/customers/\(kept)/merge", [("with", "\(gone)"), ("reason", reason)])
        try #require(answer.status == .seeOther, "\(answer.text)")
    }

    /// Sends the form of two units as it opens.
    func mergeUnits(_ gone: String, into kept: String, _ reason: String = "یکی است") async throws -> Answer {
        let page = try await get("/arman/units/\(kept)/merge?with=\(gone)").text
        let versions = ["version", "other_version"].map { ($0, page.values(of: $0).first ?? "1") }
        return try await post("/arman/units/\(kept)/merge", [("with", gone), ("reason", reason)] + versions)
    }

    /// Where the newest merge that can be taken back is taken back.
    func undo(of kept: Int64) async throws -> String? {
        let page = try await get("/arman/customers/\(kept)").text
        return page.firstMatch(of: #/action="([^"]*\/undo)"/#).map { String($0.output.1) }
    }
}
