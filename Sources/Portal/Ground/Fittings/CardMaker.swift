import Database
import Web

/// Makes the card of one wing for the page of another, about one thing (a dealer, a job …).
package struct CardMaker<Subject: Sendable>: Sendable {
    package typealias Make = @Sendable (Subject, CompanyContext, (any Sendable)?, Transaction) throws -> PageCard?
    fileprivate let make: Make

    /// - Parameter make: nil where this person gets no such card. Its third argument is what was typed into a form of the
    ///   page and refused; a card takes what is of its own type.
    package init(_ make: @escaping Make) { self.make = make }
}

extension CompanyContext {
    /// The cards that the wings have put on this thing's page. - Parameter typed: the form that was refused.
    package func cards<Subject>(
        _ slot: Slot<CardMaker<Subject>>, of subject: Subject, typed: (any Sendable)? = nil, _ tx: Transaction
    ) throws -> PageCards {
        PageCards(try company.fittings[slot].compactMap { try $0.make(subject, self, typed, tx) })
    }
}
