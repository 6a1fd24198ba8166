import Base
import Database
import Domain
import Ground
import Web
import Work

/// Controls: begun when a machine comes into test, read item by item, judged. Each is judged by the edition that it began by.
package enum QualityControlStore {
    /// - Throws: `Refusal.hidden` where there is none.
    package static func find(_ id: ID<QualityControl>, _ tx: Transaction) throws -> QualityControlRow {
        guard let row = try tx.row("\(QualityControlRow.columns) WHERE c.id = \(id)") else { throw Refusal.hidden }
        return try QualityControlRow(row)
    }

    /// The last word on a machine in the workshop; nil where nothing has tested it as it is.
    package static func current(
        of item: ID<BenchItem>, _ tx: Transaction
    ) throws -> (id: ID<QualityControl>, state: QualityState)? {
        try tx.row("SELECT id, state FROM quality_control WHERE item_id = \(item) AND is_current = 1").map {
            (id: try $0("id"), state: try $0("state"))
        }
    }

    /// Begins the control of a machine that came into test. - Returns: nil where no plan is for it.
    @discardableResult
    package static func begin(
        _ step: BenchStep, worker: ID<Person>?, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<QualityControl>? {
        guard let edition = try QualityPlanStore.edition(for: step.job, tx) else { return nil }
        let id: ID<QualityControl> = try tx.insert(
            """
            INSERT INTO quality_control (job_id, item_id, edition_id, worker_id, made_at)
            VALUES (\(step.job), \(step.item), \(edition), \(worker), \(tx.now))
            """)
        try EventStore.add(Event("begun", of: .qualityControl(id), in: QualityPlanStore.room), by: person, tx)
        let notice = Notice("quality_waits", about: .qualityControl(id), step.number)
        try OutboxStore.add(notice, to: .office([.qualityInspector]), but: person, tx)
        return id
    }

    /// Begins the control of a dealer's job.
    static func begin(
        _ job: ID<Job>, of dealer: ID<Dealer>, by edition: ID<QualityEdition>, for person: ID<Person>, _ tx: Transaction
    ) throws -> ID<QualityControl> {
        let worker: ID<Person>? = try tx.one("SELECT technician_id FROM job WHERE id = \(job)").optional(
            "technician_id")
        let id: ID<QualityControl> = try tx.insert(
            """
            INSERT INTO quality_control (job_id, dealer_id, edition_id, worker_id, made_at)
            VALUES (\(job), \(dealer), \(edition), \(worker), \(tx.now))
            """)
        try EventStore.add(Event("drawn", of: .qualityControl(id), in: QualityPlanStore.room), by: person, tx)
        return id
    }

    /// Somebody works on a machine again, or it leaves untested: what was said of it holds no more.
    static func leave(_ item: ID<BenchItem>, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE quality_control SET is_current = 0, ended_at = coalesce(ended_at, \(tx.now)),
                state = CASE state WHEN 'waiting' THEN 'dropped' ELSE state END, version = version + 1
            WHERE item_id = \(item) AND is_current = 1
            """)
    }

    /// A dealer's job is controlled anew, or not at all.
    static func leave(dealersJob job: ID<Job>, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE quality_control SET is_current = 0, ended_at = coalesce(ended_at, \(tx.now)),
                state = CASE state WHEN 'waiting' THEN 'dropped' ELSE state END, version = version + 1
            WHERE job_id = \(job) AND dealer_id IS NOT NULL AND is_current = 1
            """)
    }

    /// Why what was controlled stays as it was seen; nil where nothing was judged of it.
    static func obstacle(toCorrecting job: ID<Job>, _ tx: Transaction) throws -> Complaint? {
        let isJudged = try tx.value(
            """
            SELECT 1 FROM quality_control WHERE job_id = \(job) AND dealer_id IS NOT NULL AND is_current = 1
                AND state IN ('passed', 'failed')
            """, as: Int.self)
        return isJudged == nil ? nil : Complaint("visits.correct.controlled")
    }

    /// In the order in which they were taken.
    static func readings(of control: ID<QualityControl>, _ tx: Transaction) throws -> [QualityReadingRow] {
        try tx.rows(
            """
            SELECT r.position, r.value, r.is_rejected, p.name, r.made_at FROM quality_reading r
            JOIN person p ON p.id = r.made_by WHERE r.control_id = \(control) ORDER BY r.id
            """
        ).map {
            QualityReadingRow(
                position: try $0("position"), value: try $0("value"), isRejected: try $0("is_rejected"),
                who: try $0("name"), at: try $0("made_at"))
        }
    }

    /// Who has worked on what is tested, or is of the dealer whose work it is.
    static func workers(on control: QualityControlRow, _ tx: Transaction) throws -> Set<ID<Person>> {
        var known: Set<ID<Person>> = Set([control.worker, control.technician].compactMap(\.self))
        if let dealer = control.dealer { known.formUnion(try workers(on: control.job, of: dealer, tx)) }
        if let item = control.item {
            known.formUnion(
                try tx.list(
                    """
                    SELECT person_id FROM bench_time WHERE item_id = \(item)
                    UNION SELECT worker_id FROM quality_control WHERE item_id = \(item) AND worker_id IS NOT NULL
                    """, as: ID<Person>.self))
        }
        return known
    }

    /// Whoever has visited for a dealer's job, and all of that dealer's people.
    static func workers(on job: ID<Job>, of dealer: ID<Dealer>, _ tx: Transaction) throws -> Set<ID<Person>> {
        Set(
            try tx.list(
                """
                SELECT made_by FROM visit WHERE job_id = \(job) UNION SELECT id FROM person WHERE dealer_id = \(dealer)
                UNION SELECT technician_id FROM job WHERE id = \(job) AND technician_id IS NOT NULL
                """, as: ID<Person>.self))
    }

    /// Who carries a dealer's control out: until a moment where he took it himself, without one where it was put to him; nobody
    /// where there is no such person. - Throws: `Refusal.stale`.
    static func give(
        _ control: QualityControlRow, to person: ID<Person>?, until: Instant?, _ tx: Transaction
    ) throws {
        try tx.later(
            """
            UPDATE quality_control SET taker_id = \(person), taken_until = \(until), version = version + 1
            WHERE id = \(control.id) AND version = \(control.version) AND state = 'waiting'
            """, orThrow: Refusal.stale(Complaint("error.stale")))
    }

    /// Controls that a machine did not pass, over all its jobs.
    static func failures(of unit: ID<Unit>, _ tx: Transaction) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM quality_control c JOIN job j ON j.id = c.job_id
            WHERE j.unit_id = \(unit) AND c.state = 'failed'
            """) ?? 0
    }

    /// Writes down what was found; what says the same as the latest reading of its item is none.
    static func read(
        _ found: [QualityReading], of control: QualityControlRow, _ items: QualityItems, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        let latest = try readings(of: control.id, tx).reduce(into: [Int: String]()) { $0[$1.position] = $1.value }
        let rows = found.filter {
            latest[$0.position] != $0.finding.text && items.items.indices.contains($0.position - 1)
        }
        .map { reading -> SQL in
            """
            (\(control.id), \(reading.position), \(reading.finding.text),
             \(items.items[reading.position - 1].rejects(reading.finding)), \(person), \(tx.now))
            """
        }
        guard let first = rows.first else { return }
        let values = rows.dropFirst().reduce(first) { $0 + ", " + $1 }
        try tx.execute(
            "INSERT INTO quality_reading (control_id, position, value, is_rejected, made_by, made_at) VALUES \(values)")
    }

    /// - Throws: `Refusal.stale` where somebody was faster.
    static func end(
        _ control: QualityControlRow, as state: QualityState, because reason: String = "", by person: ID<Person>,
        way: QualityWay? = nil, cause: ReworkCause? = nil, _ tx: Transaction
    ) throws {
        try tx.later(
            """
            UPDATE quality_control SET state = \(state), reason = \(reason), ended_by = \(person),
                ended_at = \(tx.now), way = \(way), cause = \(cause), version = version + 1
            WHERE id = \(control.id) AND version = \(control.version)
            """, orThrow: Refusal.stale(Complaint("error.stale")))
    }

    static let naming = SubjectNaming("quality_control") { ids, context, tx in
        guard context.may(QualityRoutes.one) else { return [] }
        return try tx.rows(
            "SELECT c.id, j.number FROM quality_control c JOIN job j ON j.id = c.job_id WHERE c.id IN (\(ids))")
    } link: { row, context in
        SubjectLink(
            label: context.words("quality.of_job", try row("number")),
            href: context.paths(QualityRoutes.one, try row("id")))
    }

    /// Whoever sees controls sees their photos.
    static let files = AttachmentKind("quality_control") { id, actor, tx in
        guard actor.roles.meet(.readsQuality) else { return false }
        return try tx.value("SELECT 1 FROM quality_control WHERE id = \(id)", as: Int.self) != nil
    }
}
