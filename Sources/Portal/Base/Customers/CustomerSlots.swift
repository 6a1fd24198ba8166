import Database
import Domain
import Ground

/// Where other wings take part in a customer.
package enum CustomerSlots {
    /// On a customer's page.
    package static let cards = Slot<CardMaker<CustomerSheet>>("customer.cards")
    /// What goes over with a customer who turns out to be another.
    package static let moves = Slot<CustomerMove>("customer.moves")
    /// Where addresses lie on the map.
    package static let pins = Slot<AddressPins>("customer.pins")
    /// In which cities customers are known, for those that are asked about.
    package static let cities = Slot<
        @Sendable ([ID<Customer>], Transaction) throws -> [(ID<Customer>, ID<City>)]
    >("customer.cities")
}

/// Where customers' addresses lie on the map, kept by a wing above.
package struct AddressPins: Sendable {
    package typealias Known = @Sendable (_ address: String) -> MapPin?
    fileprivate let known: @Sendable (ID<Customer>, Transaction) throws -> Known
    fileprivate let add: @Sendable (MapPin, ID<Customer>, _ address: String, ID<Person>, Transaction) throws -> Void
    fileprivate let remove: @Sendable (ID<Customer>, _ address: String, Transaction) throws -> Void

    package init(
        known: @escaping @Sendable (ID<Customer>, Transaction) throws -> Known,
        add: @escaping @Sendable (MapPin, ID<Customer>, _ address: String, ID<Person>, Transaction) throws -> Void,
        remove: @escaping @Sendable (ID<Customer>, _ address: String, Transaction) throws -> Void
    ) { (self.known, self.add, self.remove) = (known, add, remove) }

    static func known(of customer: ID<Customer>, in company: OpenCompany, _ tx: Transaction) throws -> Known {
        let all = try company.fittings[CustomerSlots.pins].map { try $0.known(customer, tx) }
        return { address in all.lazy.compactMap { $0(address) }.first }
    }

    /// Those that were not known so, and what was taken away, each in his history.
    static func keep(
        _ addresses: [CustomerParticulars.Place], of customer: ID<Customer>, by person: ID<Person>,
        in company: OpenCompany, _ tx: Transaction
    ) throws {
        let known = try known(of: customer, in: company, tx)
        for place in addresses {
            // Only what he has seen who took it away: another may have marked the house meanwhile.
            if place.pin == nil, let old = place.oldPin, known(place.text) == old {
                for piece in company.fittings[CustomerSlots.pins] { try piece.remove(customer, place.text, tx) }
                try EventStore.add(
                    Event("unpinned", of: .customer(customer), in: "customers", detail: ["address": place.text]),
                    by: person, tx)
            }
            guard let pin = place.pin, known(place.text) != pin else { continue }
            for piece in company.fittings[CustomerSlots.pins] { try piece.add(pin, customer, place.text, person, tx) }
            let detail = ["text": pin.text, "address": place.text]
            try EventStore.add(
                Event("pinned", of: .customer(customer), in: "customers", detail: detail), by: person, tx)
        }
    }
}

package typealias CustomerMove = MergeMove<Customer>

/// Rows of a wing that name a thing, and how they come to name another one of its kind.
package struct MergeMove<Thing>: Sendable {
    /// What they are, by which a merge remembers them.
    let name: String
    let find: @Sendable (ID<Thing>, Transaction) throws -> [Int64]
    let move: @Sendable ([Int64], ID<Thing>, Transaction) throws -> Void

    package init(
        _ name: String, find: @escaping @Sendable (ID<Thing>, Transaction) throws -> [Int64],
        move: @escaping @Sendable ([Int64], ID<Thing>, Transaction) throws -> Void
    ) { (self.name, self.find, self.move) = (name, find, move) }

    /// All rows that one has go over to the other. - Returns: what they are and which, for `moveBack`.
    static func run(
        _ moves: [MergeMove<Thing>], from gone: ID<Thing>, to kept: ID<Thing>, _ tx: Transaction
    ) throws -> [String: [Int64]] {
        try moves.reduce(into: [:]) { moved, move in
            let ids = try move.find(gone, tx)
            if !ids.isEmpty { try move.move(ids, kept, tx) }
            moved[move.name] = ids
        }
    }

    /// What came with one goes with him, as far as it is still there; what came later stays.
    static func runBack(
        _ moves: [MergeMove<Thing>], _ moved: [String: [Int64]], from kept: ID<Thing>, to gone: ID<Thing>,
        _ tx: Transaction
    ) throws {
        for move in moves {
            let theirs = Set(try move.find(kept, tx))
            let ids = (moved[move.name] ?? []).filter(theirs.contains)
            if !ids.isEmpty { try move.move(ids, gone, tx) }
        }
    }
}
