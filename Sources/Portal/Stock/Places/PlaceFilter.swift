import Domain
import Ground

/// Which places are asked for.
struct PlaceFilter: Sendable {
    var kinds = PlaceKind.allCases
    var sight = Actor.Sight.company
    /// Whose shelves they are.
    var parent: ID<StockPlace>?
    /// In whose custody they are.
    var dealer: ID<Dealer>?
    /// This one not.
    var but: ID<StockPlace>?
    /// Whether those that were set aside are left out.
    var isOpen = true

    /// Where good parts of the company's own lie.
    static let givers = PlaceFilter(kinds: [.central, .shelf])
}
