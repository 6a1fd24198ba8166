/// Two that may be one and the same, written down twice.
public struct Likeness<Thing>: Hashable, Sendable {
    /// The older one.
    public let one: ID<Thing>
    public let other: ID<Thing>

    /// What more than so many have in common tells nothing of who they are.
    public static var most: Int { 10 }

    public init?(_ left: ID<Thing>, _ right: ID<Thing>) {
        guard left != right else { return nil }
        (one, other) = (min(left, right), max(left, right))
    }

    /// Each with each of those that have a key in common. - Parameter keys: whose key is which; one may have several.
    public static func all(by keys: [(key: String, thing: ID<Thing>)]) -> Set<Likeness> {
        let groups = Dictionary(grouping: keys, by: \.key).mapValues { Set($0.map(\.thing)).sorted() }
        return groups.values.filter { (2...most).contains($0.count) }.reduce(into: []) { all, things in
            for (index, thing) in things.enumerated() {
                all.formUnion(things.dropFirst(index + 1).compactMap { Likeness(thing, $0) })
            }
        }
    }
}

/// What two have in common.
public enum LikenessReason: String, CaseIterable, Sendable {
    /// Serials that look the same.
    case serial
    /// The name, in one city.
    case name
    /// A landline that differs in its area code alone.
    case number
    case nationalID = "national_id"
}

/// Marks the ids of customers, and of machines, that look like one.
public enum CustomerLikeness {}
public enum UnitLikeness {}
