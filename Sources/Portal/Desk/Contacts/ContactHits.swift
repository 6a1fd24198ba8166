import Database
import Domain
import Ground
import Web

/// The contacts that the search of the head finds, for whoever may open them.
enum ContactHits {
    private static let most = 5

    /// - Parameter words: as a search folds them; a contact's number may be written with its dash.
    static func find(
        _ words: [String], _ customers: [ID<Customer>], _ context: CompanyContext, _ tx: Transaction
    ) throws -> [Fact] {
        guard context.may(ContactRoutes.one) else { return [] }
        let lines = try ContactList.found(words.map(ContactWords.asked), of: customers, limit: most, tx)
        return lines.map { line in
            let party = line.party.isEmpty ? context.words("contacts.unknown") : line.party
            return Fact(
                label: [party, line.subject].joined(separator: context.words("list.comma")), value: line.number,
                href: context.paths(ContactRoutes.one, line.number), isLtr: true)
        }
    }
}
