/// Marks the ids of rows that say what a part is for, and of what may be fitted instead.
public enum PartFit {}
public enum PartSubstitute {}

/// Whether a part is for a model.
public enum FitVerdict: Hashable, Sendable {
    /// So many of it are in such a machine at most, in the part's unit.
    case fits(most: Int)
    case misfit
    /// Nobody has said of this part what it is for.
    case unknown

    /// - Parameters:
    ///   - counts: how many of it each assembly of this model has.
    ///   - isSaid: whether it is said of any model that the part is for it.
    public init(counts: [Int], isSaid: Bool) {
        self = counts.isEmpty ? (isSaid ? .misfit : .unknown) : .fits(most: counts.reduce(0, +))
    }
}

/// How a row of what a part is for is read, from a cell of a file as from a field of a form.
public enum FitRules {
    /// Throws `form.too_long`.
    public static func assembly(_ text: String) throws(Complaint) -> String { try CellText.words(limit: 100)(text) }

    /// Throws as `TypedNumber.integer`.
    public static func most(_ text: String) throws(Complaint) -> Int { try CellText.whole(1...1_000_000)(text) }
}

/// That a part may take the place of another one.
public struct MaySupersede: Sendable {
    /// More in a row is a mistake.
    public static let longest = 50

    public let part: ID<SparePart>
    public let successor: ID<SparePart>

    /// - Parameter chain: what takes the successor's place, and so on, to the end.
    /// - Throws: `parts.chain.self`, `parts.chain.cycle` where the chain comes back to the part, `parts.chain.long`.
    public init(
        _ part: ID<SparePart>, by successor: ID<SparePart>, chain: [ID<SparePart>]
    ) throws(Complaint) {
        guard part != successor else { throw Complaint("parts.chain.self") }
        guard !chain.contains(part) else { throw Complaint("parts.chain.cycle") }
        guard chain.count < Self.longest else { throw Complaint("parts.chain.long", String(Self.longest)) }
        (self.part, self.successor) = (part, successor)
    }
}
