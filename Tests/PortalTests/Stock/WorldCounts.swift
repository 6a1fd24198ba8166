import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

extension World {
    /// A count of a place, as a keeper begins it. - Returns: its number.
    func openCount(
        of place: ID<StockPlace>, scope: CountScope = .all, partClass: PartClass? = nil, company: String = "arman"
    ) async throws -> String {
        let open = self.company(company)
        let keeper = try await person(.storekeeper, company: company)
        return try await open.write { tx in
            let actor = try Actor(person: keeper, name: "", roles: Roles([.storekeeper]), dealer: nil)
            let new = NewCount(
                place: try StockPlaceList.find(place, .company, tx), scope: scope, partClass: partClass)
            return try CountStore.open(new, by: actor, in: open, tx).number
        }
    }

    /// Writes down what somebody has counted of a part.
    func count(_ part: String, _ counted: Counted, in number: String, by actor: Actor) async throws {
        try await arman.write { tx in
            let count = try StockCountList.find(number, .company, tx)
            let line = try #require(
                try StockCountList.all("l.count_id = \(count.id)", tx).first { $0.part.code == part })
            try CountLineStore.save([(line, counted)], of: count, by: actor, tx)
        }
    }

    func handIn(_ number: String, by actor: Actor) async throws {
        try await arman.write { tx in
            let count = try StockCountList.find(number, .company, tx)
            try CountDeedStore.handIn(count, at: count.version, by: actor, tx)
        }
    }

    func close(_ number: String, charges: Bool = false, by actor: Actor) async throws {
        let arman = arman
        try await arman.write { tx in
            let count = try StockCountList.find(number, .company, tx)
            try CountDeedStore.close(count, at: count.version, charges: charges, by: actor, in: arman, tx)
        }
    }

    func countState(_ number: String) async throws -> StockCountState {
        try await arman.read { try StockCountList.find(number, .company, $0).state }
    }
}
