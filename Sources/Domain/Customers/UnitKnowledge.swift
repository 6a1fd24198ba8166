/// What is known of a machine itself, and what a merge of two makes of it.
public struct UnitKnowledge: Hashable, Sendable {
    public enum Part: String, CaseIterable, Codable, Sendable {
        case sale, installation, activation, production, void, quarantine, cover, city

        /// It comes and goes with exchanges, which may have been undone meanwhile.
        fileprivate var isOfExchange: Bool { self == .quarantine || self == .cover }
    }

    public var dates: UnitDates
    public var void: CoverVoid?
    /// Kept apart since, and why.
    public var quarantine: CoverVoid?
    /// The machine whose cover it has.
    public var cover: ID<Unit>?
    public var city: ID<City>?

    public init(
        dates: UnitDates = UnitDates(), void: CoverVoid? = nil, quarantine: CoverVoid? = nil, cover: ID<Unit>? = nil,
        city: ID<City>? = nil
    ) { (self.dates, self.void, self.quarantine, self.cover, self.city) = (dates, void, quarantine, cover, city) }

    /// The one that stays learns what was known of the other alone: nobody gets a warranty back by a merge.
    /// - Returns: what that was.
    public mutating func fill(from gone: UnitKnowledge) -> [Part] {
        let parts = Part.allCases.filter { agrees(with: UnitKnowledge(), in: $0) && !agrees(with: gone, in: $0) }
        for part in parts { set(part, as: gone) }
        return parts
    }

    /// The way back: what was put right meanwhile stays, and an exchange that was undone meanwhile is undone for both.
    public static func part(_ kept: inout UnitKnowledge, from gone: inout UnitKnowledge, filled: [Part]) {
        for part in filled {
            if kept.agrees(with: gone, in: part) {
                kept.set(part, as: UnitKnowledge())
            } else if part.isOfExchange {
                gone.set(part, as: UnitKnowledge())
            }
        }
    }

    private func agrees(with other: UnitKnowledge, in part: Part) -> Bool {
        var copy = self
        copy.set(part, as: other)
        return copy == self
    }

    private mutating func set(_ part: Part, as other: UnitKnowledge) {
        switch part {
        case .sale: dates.sale = other.dates.sale
        case .installation: dates.installation = other.dates.installation
        case .activation: dates.activation = other.dates.activation
        case .production: dates.production = other.dates.production
        case .void: void = other.void
        case .quarantine: quarantine = other.quarantine
        case .cover: cover = other.cover
        case .city: city = other.city
        }
    }
}
