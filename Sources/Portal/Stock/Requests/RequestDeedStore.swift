import Base
import Database
import Domain
import Ground
import Web
import Work

/// What is decided about a request.
enum RequestDeedStore {
    /// What of it is given, and from where. What a job waits for is kept back there until a day.
    /// - Parameters:
    ///   - quantities: by the lines' positions; what is not in it is given as it was asked.
    ///   - day: the last one on which it is kept back.
    /// - Throws: as `PartRequestRules.checkApproval` and `ReservationStore.reserve`; `stock.request.from`, `.until_past`.
    static func approve(
        _ row: RequestRow, at version: Int, from place: PlaceRow, quantities: [Int: Int64], until day: CalendarDay,
        answer: String, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        guard place.kind == .central || place.kind == .shelf, !place.isRetired, place.id != row.place else {
            throw Complaint("stock.request.from")
        }
        guard day >= company.clock.day(of: tx.now) else { throw Complaint("stock.request.until_past") }
        let lines = try RequestList.lines(of: row.id, tx)
        let given = lines.map { quantities[$0.position] ?? $0.quantity }
        try PartRequestRules.checkApproval(asked: lines.map(\.quantity), approved: given, reason: answer)
        try RequestStore.move(
            row, at: version, .approve,
            setting: """
                from_id = \(place.id), until_on = \(day), answer = \(answer), decided_by = \(actor.person),
                decided_at = \(tx.now)
                """, by: actor.person, detail: ["from": place.code, "reason": answer], tx)
        for (line, count) in zip(lines, given) {
            try tx.later("UPDATE part_request_line SET approved = \(count) WHERE id = \(line.id)")
        }
        if row.job != nil {
            let needs = zip(lines, given).filter { $1 > 0 }.map {
                PartNeed(position: $0.position, part: $0.part.id, quantity: $1)
            }
            try ReservationStore.reserve(needs, for: row.id, at: place, until: day, by: actor, in: company, tx)
        }
        try RequestNotices.decided(row, "part_request_approved", by: actor, tx)
    }

    static func refuse(
        _ row: RequestRow, at version: Int, because answer: String, by actor: Actor, _ tx: Transaction
    ) throws {
        try RequestStore.move(
            row, at: version, .refuse,
            setting: "answer = \(answer), decided_by = \(actor.person), decided_at = \(tx.now)", by: actor.person,
            detail: ["reason": answer], tx)
        try RequestStore.letGo(row.job, of: row, by: actor, tx)
        try RequestNotices.decided(row, "part_request_refused", by: actor, tx)
    }

    static func cancel(
        _ row: RequestRow, at version: Int, because answer: String, by actor: Actor, _ tx: Transaction
    ) throws {
        guard row.mayCancel(actor) else { throw Complaint("stock.denied.state") }
        try cancel(row.id, row.state, at: version, because: answer, by: actor.person, tx)
        try RequestStore.letGo(row.job, of: row, by: actor, tx)
    }

    private static func cancel(
        _ id: ID<PartRequest>, _ state: PartRequestState, at version: Int, because answer: String,
        by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try RequestStore.move(
            id, state, at: version, .cancel, setting: "answer = \(answer)", by: person, detail: ["reason": answer], tx)
        try ReservationStore.end(id, tx)
    }

    /// What was asked for a job that ends, is cancelled or goes to somebody else, and was not sent yet.
    /// - Returns: what is to be done, once the question is answered.
    static func drop(
        of job: ID<Job>, by person: ID<Person>?, _ tx: Transaction
    ) throws -> () throws -> Void {
        let open = try tx.ask(
            """
            SELECT q.id, q.state, q.version FROM part_request q
            WHERE q.job_id = \(job) AND q.state IN (\(PartRequestState.unsent)) ORDER BY q.id
            """
        ) { rows in
            try rows.map {
                (
                    id: try $0("id") as ID<PartRequest>, state: try $0("state") as PartRequestState,
                    version: try $0("version") as Int
                )
            }
        }
        return {
            for row in try open.value() {
                try cancel(row.id, row.state, at: row.version, because: "", by: person, tx)
            }
        }
    }
}
