import Database
import Domain
import Ground
import Web

/// Asked and decided changes of dealers' bank accounts. Rows are never deleted: they are the trail.
enum ShebaChangeStore {
    enum Origin: String, ColumnValue, Sendable { case file, form }
    enum State: String, ColumnValue, Sendable { case waiting, confirmed, refused, replaced }

    struct Change: Sendable {
        let id: ID<ShebaChange>
        let dealer: ID<Dealer>
        let before: String
        let after: String
        let askedBy: ID<Person>?
    }

    /// Asks for another account, in the place of a change that still waits. Nothing is asked where the dealer has this
    /// account, or where this very change waits.
    static func ask(
        _ sheba: Sheba, of dealer: ID<Dealer>, from origin: Origin, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let now: String = try tx.one("SELECT sheba FROM dealer WHERE id = \(dealer)")("sheba")
        let asked: String? = try tx.value(
            "SELECT sheba_after FROM sheba_change WHERE dealer_id = \(dealer) AND state = 'waiting'")
        guard sheba.text != now, sheba.text != asked else { return }
        try tx.execute(
            """
            UPDATE sheba_change SET state = 'replaced', decided_by = \(person), decided_at = \(tx.now)
            WHERE dealer_id = \(dealer) AND state = 'waiting'
            """)
        let id: ID<ShebaChange> = try tx.insert(
            """
            INSERT INTO sheba_change (dealer_id, sheba_before, sheba_after, origin, asked_by, asked_at, state)
            VALUES (\(dealer), \(now), \(sheba.text), \(origin), \(person), \(tx.now), 'waiting')
            """)
        let changes = ["sheba": (before: now, after: sheba.text)]
        try EventStore.add(Event("sheba_asked", of: .dealer(dealer), in: "dealers", changes: changes), by: person, tx)
        let notice = Notice("sheba_waiting", about: .shebaChange(id), try DealerStore.name(dealer, tx))
        try OutboxStore.add(notice, to: .office(.finance), but: person, tx)
    }

    /// All are decided on one page.
    static let naming = SubjectNaming("sheba_change") { context in
        SubjectLink(
            label: context.words("sheba.change"),
            href: context.may(ShebaChangeRoutes.list) ? context.paths(ShebaChangeRoutes.list) : nil)
    }

    /// - Throws: `Refusal.hidden` where there is none, `Refusal.stale` where it no longer waits.
    static func waiting(_ id: ID<ShebaChange>, _ tx: Transaction) throws -> Change {
        let row = try tx.row(
            "SELECT id, dealer_id, sheba_before, sheba_after, asked_by, state FROM sheba_change WHERE id = \(id)")
        guard let row else { throw Refusal.hidden }
        guard try row("state") as State == .waiting else { throw Refusal.stale(Complaint("error.stale")) }
        return Change(
            id: id, dealer: try row("dealer_id"), before: try row("sheba_before"), after: try row("sheba_after"),
            askedBy: try row.optional("asked_by"))
    }

    /// - Throws: `Refusal.stale` where it no longer waits, or the dealer's account is another than it was.
    static func confirm(
        _ change: Change, by permit: MayConfirmSheba, easedFor reason: String?, _ tx: Transaction
    ) throws {
        try decide(change, .confirmed, by: permit.actor.person, easedFor: reason, tx)
        let changed = try tx.execute(
            "UPDATE dealer SET sheba = \(change.after) WHERE id = \(change.dealer) AND sheba = \(change.before)")
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// - Throws: `Refusal.stale` where it no longer waits.
    static func refuse(_ change: Change, by person: ID<Person>, _ tx: Transaction) throws {
        try decide(change, .refused, by: person, tx)
    }

    private static func decide(
        _ change: Change, _ state: State, by person: ID<Person>, easedFor reason: String? = nil, _ tx: Transaction
    ) throws {
        let decided = try tx.execute(
            """
            UPDATE sheba_change SET state = \(state), decided_by = \(person), decided_at = \(tx.now),
                eased = \(reason ?? "")
            WHERE id = \(change.id) AND state = 'waiting'
            """)
        guard decided == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let changes = state == .confirmed ? ["sheba": (before: change.before, after: change.after)] : [:]
        var detail = state == .confirmed ? [:] : ["sheba": change.after]
        detail["eased"] = reason
        let event = Event(
            "sheba_\(state.rawValue)", of: .dealer(change.dealer), in: "dealers", changes: changes, detail: detail)
        try EventStore.add(event, by: person, tx)
    }
}
