import Database
import Domain
import Testing

@testable import Ground
@testable import Work

extension World {
    /// A job whose machine stands in the workshop. - Returns: its number.
    @discardableResult
    func addBenchItem(company: String = "arman", city: String = "تهران") async throws -> String {
        let number = try await addJob(company: company, city: city)
        try await receive(number, company: company)
        return number
    }

    func receive(_ number: String, company: String = "arman") async throws {
        let reception = try await officer(.reception, company: company)
        try await self.company(company).write { tx in
            let version = try JobStore.find(number, .company, tx).version
            try ReceiveUnit(number: number, version: version, shelf: "A-1").run(by: reception, in: tx)
        }
    }

    func officer(_ role: Role, company: String = "arman") async throws -> Actor {
        try Actor(
            person: try await person(role, company: company), name: role.rawValue, roles: Roles([role]), dealer: nil)
    }

    /// As the workshop's manager does it.
    func move(_ number: String, _ states: BenchState..., reason: String = "x") async throws {
        let (manager, open) = (try await officer(.workshopManager), arman)
        for state in states {
            try await open.write { tx in
                let item = try BenchItemList.find(number, tx)
                let pick = JobPick(number: number, version: item.version)
                try MoveUnits(picks: [pick], to: state, reason: reason).run(by: manager, in: open, tx)
            }
        }
    }

    func benchState(_ number: String) async throws -> BenchState {
        try await arman.read { try BenchItemList.find(number, $0).state }
    }

    func addBench(_ fa: String, people: [ID<Person>] = [], company: String = "arman") async throws -> ID<Bench> {
        let manager = try await officer(.workshopManager, company: company)
        return try await self.company(company).write { tx in
            try BenchStore.add(BenchFacts(names: BothNames(fa: fa, en: ""), people: people), by: manager, tx)
        }
    }
}
