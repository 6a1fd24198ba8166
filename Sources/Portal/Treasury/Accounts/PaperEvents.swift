import Domain
import Ground

extension CompanyContext {
    /// A page that is made to be printed was opened. What a dealer's people print of their own is theirs.
    /// - Parameter kind: `statement` or `invoice`.
    func writeDownPaper(_ kind: String, of dealer: ID<Dealer>, _ detail: [String: String]) async throws {
        guard actor.dealer == nil else { return }
        try await writeDown(Event("\(kind)_opened", of: .account(dealer), in: "accounts", detail: detail))
    }
}
