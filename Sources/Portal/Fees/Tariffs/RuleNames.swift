import Database
import Domain
import Ground
import Web
import Work

/// The company's own names for what a rule names by code: kinds of service, groups of products, dealers.
struct RuleNames: Sendable {
    private let names: CommonNames
    private let groups: [String: BothNames]
    private let dealers: [String: String]

    /// - Parameter withDealers: not for a dealer's eyes: the others' names are none of his business.
    init(_ names: CommonNames, withDealers: Bool = true, _ tx: Transaction) throws {
        self.names = names
        groups = Dictionary(uniqueKeysWithValues: try JobSearchList.groups(tx).map { ($0.code, $0.names) })
        let known = withDealers ? try ClaimList.dealers(tx).value() : []
        dealers = Dictionary(uniqueKeysWithValues: known.map { ($0.code, $0.name) })
    }

    /// nil where the company has nothing of this code.
    func name(_ code: String, of column: RuleColumn, _ reader: Reader) -> String? {
        switch column {
        case .serviceType: names.services.first { $0.code == code }?.names.shown(reader)
        case .productGroup: groups[code]?.shown(reader)
        case .dealer: dealers[code]
        default: nil
        }
    }
}
