import Base
import Database
import Domain
import Ground

/// Where rooms of this wing take part in a part of the catalogue.
enum PartSlots {
    /// On a part's page.
    static let cards = Slot<CardMaker<PartSheet>>("part.cards")

    /// Whether anything of the part has ever moved: then neither its unit nor how it is followed may change.
    static func hasMoved(_ part: ID<SparePart>, _ tx: Transaction) throws -> Bool {
        try StockPartList.hasMoved(part, tx)
    }

    /// - Throws: `FieldRefusal` where something of it has moved.
    static func checkUntouched(_ part: ID<SparePart>, field: String, _ tx: Transaction) throws {
        guard try hasMoved(part, tx) else { return }
        throw FieldRefusal(field: field, complaint: Complaint("parts.moved"))
    }

    /// What other rooms have of a part goes over to the one that it turned out to be. Rows that are only ever added stay, so a
    /// part of which something has moved stays itself. - Throws: `FieldRefusal`.
    static func merge(_ gone: ID<SparePart>, into kept: ID<SparePart>, _ tx: Transaction) throws {
        guard try !hasMoved(gone, tx) else {
            throw FieldRefusal(field: "other", complaint: Complaint("parts.merge.moved"))
        }
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
    /// See what a part costs the company.
    static let seesPartCost = office
}
