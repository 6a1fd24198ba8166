import Base
import Database
import Domain
import Ground

extension EventSubject {
    package static func job(_ id: ID<Job>) -> EventSubject { EventSubject("job", id.value) }
}

extension JobStore {
    /// Only jobs within sight: a notice of one that was taken away leads nowhere.
    static let naming = SubjectNaming("job") { ids, context, tx in
        try tx.rows(
            "SELECT j.id, j.number FROM job j WHERE j.id IN (\(ids)) AND \(within(context.actor.sight))")
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(JobRoutes.one, number))
    }

    /// Tells those who give work to a dealer for him.
    /// - Parameter kind: the notice's sentence, of which the job's number is the first value.
    package static func tell(
        _ kind: String, _ jobs: [JobRow], to dealer: ID<Dealer>, but actor: ID<Person>?, _ tx: Transaction
    ) throws {
        try OutboxStore.add(
            jobs.map { Notice(kind, about: .job($0.id), $0.number, on: "\($0.version)") },
            to: .dealer(dealer, [.dealerManager]), but: actor, tx)
    }

    /// Tells the one whose job it is. - Parameter occasion: empty for what is told once.
    static func tell(
        _ kind: String, _ job: ID<Job>, _ number: String, on occasion: String = "", to customer: ID<Customer>,
        _ tx: Transaction
    ) throws {
        try OutboxStore.add(
            Notice(kind, about: .job(job), number, on: occasion), to: .customer(customer), but: nil, tx)
    }
}

extension JobStore {
    /// With a machine that turns out to be another.
    static let moveUnit = UnitMove("job.unit_id") { unit, tx in
        try tx.list("SELECT id FROM job WHERE unit_id = \(unit) ORDER BY id")
    } move: { ids, unit, tx in
        _ = try tx.execute("UPDATE job SET unit_id = \(unit), version = version + 1 WHERE id IN (\(ids))")
    }

    /// A job's own files: what is added on its page, by whoever works on it.
    static let files = AttachmentKind("job", addedBy: Set.insiders.subtracting([.auditor])) { id, actor, tx in
        try tx.value("SELECT 1 FROM job j WHERE j.id = \(id) AND \(within(actor.sight))", as: Int.self) != nil
    }
}
