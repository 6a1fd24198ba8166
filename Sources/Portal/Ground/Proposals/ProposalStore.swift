import Database
import Domain
import Web

/// Changes of rules that wait for a second person, and what became of them. Rows are never deleted: they are the trail.
package enum ProposalStore {
    enum State: String, ColumnValue, Sendable { case waiting, confirmed, refused, replaced }

    struct Proposed: Sendable {
        let id: ID<Proposal>
        let kind: String
        let content: String
        let maker: ID<Person>
    }

    /// - Parameter about: which thing of that kind it changes; what waits about it is replaced. Empty for something new.
    package static func add(
        _ kind: String, about: String = "", _ content: some Encodable, by person: ID<Person>, _ tx: Transaction
    ) throws {
        if !about.isEmpty {
            try tx.execute(
                """
                UPDATE proposal SET state = 'replaced', decided_by = \(person), decided_at = \(tx.now)
                WHERE kind = \(kind) AND about = \(about) AND state = 'waiting'
                """)
        }
        let id: ID<Proposal> = try tx.insert(
            """
            INSERT INTO proposal (kind, about, content, made_by, made_at)
            VALUES (\(kind), \(about), \(try JSONText.of(content)), \(person), \(tx.now))
            """)
        try tell("proposed", id, kind, by: person, tx)
        try OutboxStore.add(
            Notice("proposal_waiting", about: .proposal(id)), to: .office(.rulesOfMoney), but: person, tx)
    }

    /// - Throws: `Refusal.hidden` where there is none, `Refusal.stale` where it no longer waits.
    static func waiting(_ id: ID<Proposal>, _ tx: Transaction) throws -> Proposed {
        let row = try tx.row("SELECT id, kind, content, state, made_by FROM proposal WHERE id = \(id)")
        guard let row else { throw Refusal.hidden }
        guard try row("state") as State == .waiting else { throw Refusal.stale(Complaint("error.stale")) }
        return Proposed(id: id, kind: try row("kind"), content: try row("content"), maker: try row("made_by"))
    }

    /// - Parameter reason: why one person was enough; nil where there were two.
    static func confirm(
        _ proposed: Proposed, by permit: MayConfirmProposal, easedFor reason: String?, _ tx: Transaction
    ) throws { try decide(proposed, .confirmed, by: permit.actor.person, easedFor: reason, tx) }

    static func refuse(_ proposed: Proposed, by person: ID<Person>, _ tx: Transaction) throws {
        try decide(proposed, .refused, by: person, tx)
    }

    private static func decide(
        _ proposed: Proposed, _ state: State, by person: ID<Person>, easedFor reason: String? = nil, _ tx: Transaction
    ) throws {
        let decided = try tx.execute(
            """
            UPDATE proposal SET state = \(state), decided_by = \(person), decided_at = \(tx.now), eased = \(reason ?? "")
            WHERE id = \(proposed.id) AND state = 'waiting'
            """)
        guard decided == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try tell(state.rawValue, proposed.id, proposed.kind, eased: reason, by: person, tx)
    }

    private static func tell(
        _ what: String, _ id: ID<Proposal>, _ kind: String, eased: String? = nil, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        var detail = ["proposal": kind]
        detail["eased"] = eased
        try EventStore.add(Event(what, of: .proposal(id), in: "proposals", detail: detail), by: person, tx)
    }

    /// All are decided on one page.
    static let naming = SubjectNaming("proposal") { context in
        SubjectLink(label: context.words("proposals.one"), href: context.pathIfAllowed(ProposalRoutes.list))
    }
}

extension EventSubject {
    static func proposal(_ id: ID<Proposal>) -> EventSubject { EventSubject("proposal", id.value) }
}
