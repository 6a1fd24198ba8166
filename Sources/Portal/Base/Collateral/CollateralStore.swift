import Database
import Domain
import Ground
import Web

extension Collateral.Kind: ColumnValue {}
extension Collateral.State: ColumnValue {}

/// What dealers have left as security. A paper is never changed: it is returned, called or void, and another is taken.
package enum CollateralStore {
    /// - Throws: `Refusal.hidden` where there is no such dealer, `FieldRefusal` where this very paper is held already.
    @discardableResult
    package static func take(
        _ collateral: Collateral, of code: String, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<Collateral> {
        guard let dealer = try DealerStore.id(code, tx) else { throw Refusal.hidden }
        let held: Int? = try tx.value(
            """
            SELECT 1 FROM collateral WHERE kind = \(collateral.kind) AND issuer = \(collateral.issuer)
                AND number = \(collateral.number) AND state = 'held'
            """)
        guard held == nil else {
            throw FieldRefusal(field: "number", complaint: Complaint("collateral.held_already", collateral.number))
        }
        let id: ID<Collateral> = try tx.insert(
            """
            INSERT INTO collateral (dealer_id, kind, amount, number, issuer, due_on, place, taken_by, taken_at)
            VALUES (\(dealer), \(collateral.kind), \(collateral.amount), \(collateral.number), \(collateral.issuer),
                    \(collateral.due), \(collateral.place), \(person), \(tx.now))
            """)
        try trace("collateral_taken", of: dealer, collateral.kind, collateral.amount, collateral.number, by: person, tx)
        return id
    }

    /// - Throws: `Refusal.hidden`; `Refusal.stale` where it is not held any more.
    static func end(
        _ id: ID<Collateral>, at version: Int, as state: Collateral.State, because reason: String,
        by person: ID<Person>, _ tx: Transaction
    ) throws {
        let row = try tx.row("SELECT dealer_id, kind, amount, number FROM collateral WHERE id = \(id)")
        guard let row else { throw Refusal.hidden }
        let changed = try tx.execute(
            """
            UPDATE collateral SET state = \(state), ended_by = \(person), ended_at = \(tx.now), end_reason = \(reason),
                version = version + 1
            WHERE id = \(id) AND version = \(version) AND state = 'held'
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try trace(
            "collateral_\(state.rawValue)", of: try row("dealer_id"), try row("kind"), try row("amount"),
            try row("number"), because: reason, by: person, tx)
    }

    private static func trace(
        _ kind: String, of dealer: ID<Dealer>, _ what: Collateral.Kind, _ amount: Int64, _ number: String,
        because reason: String = "", by person: ID<Person>, _ tx: Transaction
    ) throws {
        let detail = [
            "collateral_kind": what.rawValue, "amount": String(amount), "code": number, "reason": reason,
        ]
        try EventStore.add(Event(kind, of: .dealer(dealer), in: "dealers", detail: detail), by: person, tx)
    }
}
