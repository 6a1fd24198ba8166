import Base
import Database
import Domain
import Ground
import Web
import Work

/// What a new request says.
struct NewRequest: Sendable {
    struct Line: Sendable {
        /// From 1, as it was typed.
        let position: Int
        let part: StockPart
        let quantity: Int64
    }

    /// Where it is to go.
    let place: PlaceRow
    /// The job that waits for it.
    var job: JobRow?
    var note = ""
    let lines: [Line]
}

/// Requests for parts, and how far they are. What they move is moved by the transfer that answers them.
enum RequestStore {
    static let room = "stock"
    static let series = "part_request"

    /// A job that asks for parts waits for them from then on.
    /// - Throws: `RefusedLines` where a part stands twice; `stock.request.job` where the job is not under way.
    static func add(
        _ new: NewRequest, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> RequestRow {
        guard !new.lines.isEmpty else { throw Complaint("stock.line.none") }
        if let job = new.job, !job.isWithDealer { throw Complaint("stock.request.job") }
        try checkOnce(new.lines)
        let year = company.clock.calendar.year(of: company.clock.day(of: tx.now))
        let number = try NumberStore.next(series, year: year, tx)
        let id: ID<PartRequest> = try tx.insert(
            """
            INSERT INTO part_request (number, place_id, dealer_id, job_id, state, note, made_by, made_at)
            VALUES (\(number), \(new.place.id), \(new.place.dealer), \(new.job?.id), 'asked', \(new.note),
                    \(actor.person), \(tx.now))
            """)
        for (index, line) in new.lines.enumerated() {
            try tx.later(
                """
                INSERT INTO part_request_line (request_id, position, part_id, quantity)
                VALUES (\(id), \(index + 1), \(line.part.id), \(line.quantity))
                """)
        }
        if let job = new.job {
            try JobWaitingStore.waitForPart(job.id, on: number, by: actor.person, tx)
            if job.isInWorkshop { try WaitForParts(job.id, request: number).begin(by: actor, in: company, tx) }
        }
        let detail = ["number": number, "to": new.place.code, "lines": String(new.lines.count)]
        try EventStore.add(Event("request_added", of: .partRequest(id), in: room, detail: detail), by: actor.person, tx)
        try OutboxStore.add(
            Notice("part_request", about: .partRequest(id), number, new.place.code),
            to: .office(RequestRoutes.deciders), but: actor.person, tx)
        return try RequestList.find(number, .company, tx)
    }

    private static func checkOnce(_ lines: [NewRequest.Line]) throws {
        var known: Set<ID<SparePart>> = []
        var twice: [Int: Complaint] = [:]
        for line in lines where !known.insert(line.part.id).inserted {
            twice[line.position] = Complaint("stock.request.twice", line.part.code)
        }
        guard twice.isEmpty else { throw RefusedLines(complaints: twice) }
    }

    /// - Throws: `Refusal.stale` where it is not at that version, or cannot have this done to it.
    static func move(
        _ row: RequestRow, at version: Int, _ deed: PartRequestDeed, setting change: SQL? = nil, by person: ID<Person>?,
        detail: [String: String] = [:], _ tx: Transaction
    ) throws {
        try move(row.id, row.state, at: version, deed, setting: change, by: person, detail: detail, tx)
    }

    static func move(
        _ id: ID<PartRequest>, _ state: PartRequestState, at version: Int, _ deed: PartRequestDeed,
        setting change: SQL? = nil, by person: ID<Person>?, detail: [String: String] = [:], _ tx: Transaction
    ) throws {
        guard let next = state.after(deed) else { throw Refusal.stale(Complaint("stock.denied.state")) }
        let rest: SQL = change.map { ", \($0)" } ?? ""
        let ended: Instant? = next.isOpen ? nil : tx.now
        try tx.later(
            """
            UPDATE part_request SET state = \(next), ended_at = \(ended), version = version + 1 \(rest)
            WHERE id = \(id) AND version = \(version)
            """, orThrow: Refusal.stale(Complaint("error.stale")))
        try EventStore.add(
            Event(
                "request_\(deed.rawValue)", of: .partRequest(id), in: room, detail: detail.filter { !$0.value.isEmpty }),
            by: person, tx)
    }

    /// A job that waits for nothing any more goes on.
    static func letGo(
        _ job: ID<Job>?, of row: RequestRow, as kind: String = "waits_no_more", by actor: Actor, _ tx: Transaction
    ) throws {
        guard let job else { return }
        let others = try RequestList.count(
            "q.job_id = \(job) AND q.id <> \(row.id) AND \(RequestList.state(.open))", tx)
        guard others == 0 else { return }
        try JobWaitingStore.goOn(job, kind: kind, on: row.number, by: actor.person, tx)
        if row.dealer == nil, let company = tx.host as? OpenCompany {
            try WaitForParts(job, request: row.number).end(by: actor, in: company, tx)
        }
    }
}

extension RequestStore {
    static let naming = SubjectNaming("part_request") { ids, context, tx in
        guard context.may(RequestRoutes.one) else { return [] }
        return try tx.rows(
            """
            SELECT q.id, q.number FROM part_request q
            WHERE q.id IN (\(ids)) AND \(RequestList.within(context.actor.sight))
            """)
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(RequestRoutes.one, number))
    }

    /// What stands of a customer in what was written about requests for his jobs.
    static let erasing = Erasing { erasure, tx in
        try erasure.takeOut(tx) { without in
            """
            UPDATE part_request SET note = \(without("note")), answer = \(without("answer"))
            WHERE note <> '' OR answer <> ''
            """
        }
        return []
    }
}

extension EventSubject {
    static func partRequest(_ id: ID<PartRequest>) -> EventSubject { EventSubject("part_request", id.value) }
}

extension RequestRow {
    /// Whoever asked takes it back until it is being picked, the stock manager until it is sent. What the workshop asked its
    /// managers take back too.
    func mayCancel(_ actor: Actor) -> Bool {
        guard state.after(.cancel) != nil else { return false }
        if actor.roles.meet(RequestRoutes.deciders) { return true }
        let isOwn =
            actor.dealer != nil || madeBy == actor.person
            || dealer == nil && job != nil && actor.roles.meet(.workshopManagers)
        return isOwn && state != .picked
    }
}

extension JobRow {
    /// Whether a dealer has agreed to do it and has not ended it.
    var isWithDealer: Bool {
        switch state {
        case .accepted, .scheduled, .underWay: true
        case .received, .offered, .done, .closed, .returned, .cancelled: false
        }
    }
}
