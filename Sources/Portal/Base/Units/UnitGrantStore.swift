import Database
import Domain
import Ground

/// What single machines were given beyond their terms, and what the company answers for after a job.
package enum UnitGrantStore {
    static func extensions(of units: [ID<Unit>], _ tx: Transaction) throws -> Reply<[ID<Unit>: [CoverExtension]]> {
        try tx.ask(
            """
            SELECT unit_id, kind, subject, months, days FROM unit_extension WHERE unit_id IN (\(granted(units))) ORDER BY id
            """
        ) { rows in
            try rows.reduce(into: [:]) { all, row in
                let given = CoverExtension(
                    try row("kind"), of: CoverSubject(try row("subject") as String), months: try row("months"),
                    days: try row("days"))
                all[try row("unit_id"), default: []].append(given)
            }
        }
    }

    /// What the company answers for after earlier jobs: for its work, and for what it fitted.
    struct Guarantees: Sendable {
        var repairs: [RepairGuarantee] = []
        var parts: [PartGuarantee] = []
    }

    static func guarantees(of units: [ID<Unit>], _ tx: Transaction) throws -> Reply<[ID<Unit>: Guarantees]> {
        try tx.ask(
            """
            SELECT unit_id, kind, job, subject, last_day FROM unit_guarantee WHERE unit_id IN (\(granted(units)))
            ORDER BY id
            """
        ) { rows in
            try rows.reduce(into: [:]) { all, row in
                let (unit, kind): (ID<Unit>, String) = (try row("unit_id"), try row("kind"))
                let (job, subject): (String, String) = (try row("job"), try row("subject"))
                let until: CalendarDay = try row("last_day")
                if kind == "part" {
                    all[unit, default: Guarantees()].parts.append(PartGuarantee(job: job, part: subject, until: until))
                } else {
                    all[unit, default: Guarantees()].repairs.append(
                        RepairGuarantee(job: job, faultCode: subject, until: until))
                }
            }
        }
    }

    /// The machines themselves and those that they came for.
    private static func granted(_ units: [ID<Unit>]) -> SQL {
        """
        SELECT id FROM unit WHERE id IN (\(units)) UNION ALL SELECT cover_unit_id FROM unit WHERE id IN (\(units))
        AND cover_unit_id IS NOT NULL
        """
    }

    /// - Parameter reason: why, or the number of the job that took so long.
    package static func extend(
        _ unit: ID<Unit>, _ given: CoverExtension, reason: String, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let owner = try UnitStore.owner(of: unit, tx)
        try tx.later(
            """
            INSERT INTO unit_extension (unit_id, customer_id, kind, subject, months, days, reason, made_by, made_at)
            VALUES (\(unit), \(owner), \(given.kind), \(given.subject?.text ?? ""), \(given.months), \(given.days),
                    \(reason), \(person), \(tx.now))
            """)
        try UnitCoverEndStore.stale(unit, in: tx)
        let detail = [
            "extension": given.kind.rawValue, "months": String(given.months), "days": String(given.days),
            "cover": given.subject?.text ?? "", "reason": reason,
        ]
        try EventStore.add(
            Event("extended", of: .unit(unit), in: "units", detail: detail.filter { $0.value != "0" }), by: person, tx)
    }

    /// What the company answers for after this job: its work, where the fault has a code, and each part that it fitted.
    package static func guarantee(
        _ unit: ID<Unit>, job: String, faultCode: String?, parts: [String], under rule: CoverRule, on day: CalendarDay,
        _ calendar: CalendarSystem, _ tx: Transaction
    ) throws {
        if let faultCode, let last = rule.repairGuarantee(doneOn: day, calendar) {
            try add(unit, job, "repair", faultCode, last, tx)
        }
        guard let last = rule.partGuarantee(fittedOn: day, calendar) else { return }
        for part in Set(parts).sorted() { try add(unit, job, "part", part, last, tx) }
    }

    /// What the company promised after a job holds no more: the job was of another machine, or of another kind.
    package static func withdraw(
        _ job: String, from unit: ID<Unit>, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let counts = try [
            tx.execute("DELETE FROM unit_guarantee WHERE unit_id = \(unit) AND job = \(job)"),
            tx.execute(
                "DELETE FROM unit_extension WHERE unit_id = \(unit) AND kind = 'repair' AND reason = \(job)"),
        ]
        guard counts.contains(where: { $0 > 0 }) else { return }
        try UnitCoverEndStore.stale(unit, in: tx)
        try EventStore.add(
            Event("grants_withdrawn", of: .unit(unit), in: "units", detail: ["job": job]), by: person, tx)
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("unit_extension") { customer, tx in
        try tx.list("SELECT id FROM unit_extension WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE unit_extension SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    /// With a machine that turns out to be another.
    static let moveExtensions = UnitMove("unit_extension.unit_id") { unit, tx in
        try tx.list("SELECT id FROM unit_extension WHERE unit_id = \(unit) ORDER BY id")
    } move: { ids, unit, tx in
        _ = try tx.execute("UPDATE unit_extension SET unit_id = \(unit) WHERE id IN (\(ids))")
    }

    static let moveGuarantees = UnitMove("unit_guarantee.unit_id") { unit, tx in
        try tx.list("SELECT id FROM unit_guarantee WHERE unit_id = \(unit) ORDER BY id")
    } move: { ids, unit, tx in
        _ = try tx.execute("UPDATE unit_guarantee SET unit_id = \(unit) WHERE id IN (\(ids))")
    }

    private static func add(
        _ unit: ID<Unit>, _ job: String, _ kind: String, _ subject: String, _ last: CalendarDay, _ tx: Transaction
    ) throws {
        try tx.later(
            """
            INSERT INTO unit_guarantee (unit_id, job, kind, subject, last_day)
            VALUES (\(unit), \(job), \(kind), \(subject), \(last))
            """)
    }
}

extension CoverExtension.Kind: ColumnValue {}
