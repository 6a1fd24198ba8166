import Base
import Database
import Domain
import Ground
import Web

/// Machines in the workshop: received, moved, given to benches.
enum BenchItemStore {
    static func add(_ item: ReceiveUnit, of job: JobRow, by actor: Actor, _ tx: Transaction) throws -> ID<BenchItem> {
        try tx.insert(
            """
            INSERT INTO bench_item (job_id, sender_id, way_bill, seal, differs, received_by, received_at, moved_at)
            VALUES (\(job.id), \(job.dealer), \(item.wayBill), \(item.seal), \(item.differs), \(actor.person),
                    \(tx.now), \(tx.now))
            """)
    }

    /// Into another state, where it is still at that version. - Throws: `Refusal.stale`.
    static func move(
        _ item: BenchItemRow, at version: Int, to state: BenchState, reason: String, takenBy technician: ID<Person>?,
        by person: ID<Person>, _ tx: Transaction
    ) throws {
        let waitsFrom = state == .waitingPart && item.state.isWorkedOn ? item.state : nil
        var set: SQL = """
            state = \(state), waits_from = \(waitsFrom), moved_at = \(tx.now), reason = \(reason),
            technician_id = coalesce(technician_id, \(technician)), version = version + 1
            """
        if state.isEnded { set += ", ended_at = \(tx.now)" }
        try change(item, at: version, set, tx)
        let event = Event(
            "item_moved", of: .benchItem(item.id), in: BenchStore.room,
            changes: ["bench_state": (before: item.state.rawValue, after: state.rawValue)], detail: ["text": reason])
        try EventStore.add(event, by: person, tx)
    }

    /// On a bench, to a technician; nil takes it from there.
    static func assign(
        _ item: BenchItemRow, at version: Int, bench: BenchRow?, technician: BenchPerson?, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        try change(
            item, at: version,
            "bench_id = \(bench?.id), technician_id = \(technician?.id), version = version + 1", tx)
        let detail = ["bench": bench?.names.fa ?? "", "name": technician?.name ?? ""]
        try EventStore.add(
            Event("item_assigned", of: .benchItem(item.id), in: BenchStore.room, detail: detail), by: person, tx)
    }

    private static func change(_ item: BenchItemRow, at version: Int, _ set: SQL, _ tx: Transaction) throws {
        let changed = try tx.execute(
            "UPDATE bench_item SET \(set) WHERE id = \(item.id) AND version = \(version)")
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    static let naming = SubjectNaming("bench_item") { ids, context, tx in
        guard context.may(BenchItemRoutes.one) else { return [] }
        return try tx.rows(
            "SELECT i.id, j.number FROM bench_item i JOIN job j ON j.id = i.job_id WHERE i.id IN (\(ids))")
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(BenchItemRoutes.one, number))
    }

    /// What was written freely of a machine goes with its owner.
    static let erasing = Erasing { erasure, tx in
        let ids: [Int64] = try tx.list(
            """
            SELECT i.id FROM bench_item i JOIN job j ON j.id = i.job_id
            WHERE j.customer_id = \(erasure.customer) ORDER BY i.id
            """)
        try erasure.takeOut(tx) { without in
            """
            UPDATE bench_item SET seal = \(without("seal")), differs = \(without("differs")),
                way_bill = \(without("way_bill")), reason = \(without("reason")), symptom = \(without("symptom")),
                cause = \(without("cause")), remedy = \(without("remedy"))
            WHERE id IN (\(ids))
            """
        }
        try erasure.takeOut(tx) { "UPDATE bench_time SET note = \($0("note")) WHERE item_id IN (\(ids))" }
        try erasure.takeOut(tx) { "UPDATE outside_repair SET note = \($0("note")) WHERE item_id IN (\(ids))" }
        return []
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let words = context.words
        return try tx.rows(
            """
            SELECT j.number, i.state, i.received_at, i.seal, i.differs, i.reason FROM bench_item i
            JOIN job j ON j.id = i.job_id WHERE j.customer_id = \(customer) ORDER BY i.id
            """
        ).map { row in
            let state: BenchState = try row("state")
            let texts: [String] = [
                words("workshop.state.\(state.rawValue)"), try row("seal"), try row("differs"), try row("reason"),
            ]
            return DossierLine(
                words("workshop.title"), at: try row("received_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
    }
}

extension EventSubject {
    package static func benchItem(_ id: ID<BenchItem>) -> EventSubject { EventSubject("bench_item", id.value) }
}
