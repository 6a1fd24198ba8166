import Database
import Domain
import Testing

@testable import Ground
@testable import Stock
@testable import Work

extension World {
    static func request(
        _ parts: [(String, Int64)], to place: ID<StockPlace>, for job: String? = nil, by actor: Actor,
        in company: OpenCompany, _ tx: Transaction
    ) throws -> RequestRow {
        let lines = try parts.enumerated().map { index, part in
            let known = try #require(try StockPartList.find([part.0], tx)[PartCode.key(part.0)])
            return NewRequest.Line(position: index + 1, part: known, quantity: part.1)
        }
        return try RequestStore.add(
            NewRequest(
                place: StockPlaceList.find(place, .company, tx),
                job: try job.map { try JobStore.find($0, .company, tx) }, lines: lines), by: actor, in: company, tx)
    }

    /// The manager of the first dealer asks. - Returns: its number.
    func ask(_ parts: [(String, Int64)], to place: ID<StockPlace>, for job: String? = nil) async throws -> String {
        let actor = try await member(.dealerManager)
        return try await arman.write { tx in
            try Self.request(parts, to: place, for: job, by: actor, in: self.arman, tx).number
        }
    }

    func approve(
        _ number: String, from store: ID<StockPlace>, _ quantities: [Int: Int64] = [:], days: Int = 14
    ) async throws {
        let actor = try await member(.stockManager)
        try await arman.write { tx in
            let row = try RequestList.find(number, .company, tx)
            try RequestDeedStore.approve(
                row, at: row.version, from: StockPlaceList.find(store, .company, tx), quantities: quantities,
                until: self.arman.clock.day(of: tx.now).adding(days: days), answer: "کم است", by: actor, in: self.arman,
                tx)
        }
    }

    func pick(_ number: String, _ picks: [Int: [RequestPick]]) async throws {
        let actor = try await member(.storekeeper)
        try await arman.write { tx in
            let row = try RequestList.find(number, .company, tx)
            try RequestSendStore.pick(row, at: row.version, picks, by: actor, in: self.arman, tx)
        }
    }

    /// - Returns: the number of its transfer.
    func sendRequest(_ number: String) async throws -> String {
        let actor = try await member(.storekeeper)
        return try await arman.write { tx in
            let row = try RequestList.find(number, .company, tx)
            return try RequestSendStore.send(row, at: row.version, reference: "", by: actor, in: self.arman, tx).number
        }
    }

    func request(_ number: String) async throws -> RequestRow {
        try await arman.read { try RequestList.find(number, .company, $0) }
    }

    /// What lies of a part in a place, and what of it is kept back.
    func stock(_ part: String, at place: ID<StockPlace>) async throws -> FreeStock {
        try await arman.read { tx in
            let known = try #require(try StockPartList.find([part], tx)[PartCode.key(part)])
            let all = try FreeStockList.all(
                [known.id], at: [place], on: self.arman.clock.day(of: tx.now), tx)
            return all[StockMove.Key(new: known.id, at: place)] ?? FreeStock()
        }
    }

    func waiting(_ job: String) async throws -> String? {
        try await arman.read { try $0.one("SELECT waiting FROM job WHERE number = \(job)").optional("waiting") }
    }
}
