/// A place where a wing lets others add something of theirs: a card on its page, a step after its deed.
package struct Slot<Piece: Sendable>: Sendable {
    fileprivate let name: String

    /// - Parameter name: its own among all slots.
    package init(_ name: String) { self.name = name }
}

/// What wings have put into each other's slots, in the order in which the house was fitted out.
package struct Fittings: Sendable {
    private var pieces: [String: [any Sendable]] = [:]

    package init() {}

    package mutating func add<Piece>(_ piece: Piece, to slot: Slot<Piece>) {
        pieces[slot.name, default: []].append(piece)
    }

    package subscript<Piece>(_ slot: Slot<Piece>) -> [Piece] {
        pieces[slot.name, default: []].map { $0 as! Piece }
    }
}
