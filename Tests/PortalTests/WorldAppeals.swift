import Database
import Domain
import Testing

@testable import Fees
@testable import Ground

extension World {
    /// The lines of a claim, in their order.
    func lines(_ claim: TestClaim) async throws -> [ID<ClaimLine>] {
        try await arman.read { try $0.list("SELECT id FROM claim_line WHERE claim_id = \(claim.id) ORDER BY id") }
    }

    /// The officer rejects a claim of one line, and its dealer has appealed.
    @discardableResult
    func addAppeal(company: String = "arman", dealer code: String = "D100") async throws -> ID<Appeal> {
        let claim = try await addClaim([90_000], company: company, dealer: code)
        try await decide(.reject, [claim], reason: "other", company: company)
        return try await appeal(claim, company: company, dealer: code == "D200" ? 2 : 1)
    }

    /// The dealer's manager appeals against the claim's first line, by the command alone.
    @discardableResult
    func appeal(_ claim: TestClaim, company: String = "arman", dealer: Int = 1) async throws -> ID<Appeal> {
        let open = self.company(company)
        let manager = try await person(.dealerManager, company: company, dealer: dealer)
        return try await open.write { tx in
            let its: ID<Dealer> = try #require(try tx.value("SELECT dealer_id FROM person WHERE id = \(manager)"))
            let line: ID<ClaimLine> = try #require(
                try tx.value("SELECT min(id) FROM claim_line WHERE claim_id = \(claim.id)"))
            let actor = try Actor(person: manager, name: "", roles: Roles([.dealerManager]), dealer: its)
            try AppealLine(claim: claim.id, line: line, text: "کار انجام شده است", photos: [])
                .run(by: actor, in: open, tx)
            return try #require(try tx.value("SELECT id FROM claim_appeal WHERE line_id = \(line)"))
        }
    }

    /// All that a claim has brought to its dealer's account.
    func posted(_ claim: TestClaim) async throws -> Int64 {
        try await arman.read { try ReversalStore.posted(of: claim.id, $0) }
    }
}
