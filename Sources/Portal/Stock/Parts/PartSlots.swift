import Base
import Database
import Domain
import Ground

/// Where rooms of this wing take part in a part of the catalogue.
enum PartSlots {
    /// On a part's page.
    static let cards = Slot<CardMaker<PartSheet>>("part.cards")

    /// Whether the warehouse knows of the part: then neither its unit nor how it is followed may change.
    static func isInStock(_ part: ID<SparePart>, _ tx: Transaction) throws -> Bool {
        try StockPartList.isInStock(part, tx)
    }

    /// - Throws: `FieldRefusal` where the warehouse knows of it.
    static func checkUntouched(_ part: ID<SparePart>, field: String, _ tx: Transaction) throws {
        guard try isInStock(part, tx) else { return }
        throw FieldRefusal(field: field, complaint: Complaint("parts.moved"))
    }

    /// What other rooms have of a part goes over to the one that it turned out to be. Rows that are only ever added stay, so a
    /// part that the warehouse knows of stays itself. - Throws: `FieldRefusal`.
    static func merge(_ gone: ID<SparePart>, into kept: ID<SparePart>, _ tx: Transaction) throws {
        guard try !isInStock(gone, tx) else {
            throw FieldRefusal(field: "other", complaint: Complaint("parts.merge.moved"))
        }
        try LevelStore.merge(gone, into: kept, tx)
    }
}

extension EventSubject {
    package static func sparePart(_ id: ID<SparePart>) -> EventSubject { EventSubject("spare_part", id.value) }
}

extension Set<Role> {
    /// Write the catalogue of parts.
    static let partWriters = managers.union(keepers)
    /// Say that two parts are one.
    static let partMergers = managers.union([.stockManager])
    /// Write prices of parts, or throw drafts of them away.
    static let partPriceWriters = partWriters.union([.financeApprover])
    /// Put prices of parts into force that another has written.
    static let partPriceDeciders = managers.union([.stockManager, .financeApprover])
}

extension Actor {
    /// Which prices of parts he sees: what a part costs the company few do.
    var partPriceKinds: [PartPriceKind] {
        PartPriceKind.allCases.filter { $0 != .cost || roles.meet(.seesStockWorth) }
    }
}
