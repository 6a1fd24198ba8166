import Base
import Database
import Domain
import Ground
import Web

/// How a dealer is taxed is changed by two people: whoever is registered gets value added tax besides his fees.
struct DealerTaxProposal: Codable, Sendable {
    static let name = "dealer_tax"

    let dealer: ID<Dealer>
    let code: String
    let before: DealerTax
    let after: DealerTax

    /// - Throws: `Refusal.hidden` where there is no such dealer, `tax.same` where he is taxed so already.
    static func propose(_ tax: DealerTax, of code: String, by person: ID<Person>, _ tx: Transaction) throws {
        guard let dealer = try DealerStore.id(code, tx) else { throw Refusal.hidden }
        let change = DealerTaxProposal(
            dealer: dealer, code: code, before: try DealerTaxStore.find(dealer, tx), after: tax)
        guard change.before != tax else { throw Complaint("tax.same") }
        try ProposalStore.add(name, about: dealer.description, change, by: person, tx)
    }

    static let kind = ProposalKind(name, of: Self.self) { change, context, _ in
        let words = context.words
        func shown(_ tax: DealerTax) -> String {
            let said =
                tax.isRegistered
                ? words("tax.registered", tax.economicCode.isolatedLeftToRight) : words("tax.not_registered")
            return said.isolated
        }
        return [
            Fact(label: words("tax.of"), value: change.code.isolatedLeftToRight),
            Fact(label: words("tax.change"), value: words("proposals.now", shown(change.before), shown(change.after))),
        ]
    } apply: { change, maker, _, tx in
        guard try DealerTaxStore.find(change.dealer, tx) == change.before else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        try DealerTaxStore.set(change.after, of: change.dealer, by: maker, tx)
    }
}
