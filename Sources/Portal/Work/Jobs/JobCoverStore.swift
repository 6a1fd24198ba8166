import Base
import Database
import Domain

/// What the warranty said of a job, frozen with it. Rows are only ever added; the newest holds.
package enum JobCoverStore {
    package enum Occasion: String, ColumnValue, Sendable { case intake, visit, end, decision, correction }

    package struct Frozen: Sendable {
        let occasion: Occasion
        let madeAt: Instant
        let who: String?
        package let verdict: CoverVerdict
    }

    package static func freeze(
        _ verdict: CoverVerdict, of job: ID<Job>, at occasion: Occasion, on day: CalendarDay, by person: ID<Person>?,
        _ tx: Transaction
    ) throws {
        try tx.later(
            """
            INSERT INTO job_cover (job_id, occasion, day, lines, made_by, made_at)
            VALUES (\(job), \(occasion), \(day), \(verdict.frozen), \(person), \(tx.now))
            """)
    }

    /// At a visit that does not end the job: where what it brought to light makes the verdict another.
    /// - Returns: the verdict as it holds now.
    @discardableResult
    package static func refreeze(
        _ job: JobRow, on day: CalendarDay, faultCode: String?, _ calendar: CalendarSystem, by actor: Actor,
        _ tx: Transaction
    ) throws -> CoverVerdict {
        let verdict = try verdict(of: job, on: day, faultCode: faultCode, calendar, tx)
        guard try latest(of: job.id, tx)?.verdict != verdict else { return verdict }
        try freeze(verdict, of: job.id, at: .visit, on: day, by: actor.person, tx)
        return verdict
    }

    /// When another machine or another kind of job was meant: the old verdict is kept beside it. What somebody decided about
    /// the same machine holds.
    /// - Parameter day: of the job's end; today for one that is open.
    /// - Returns: nil where nothing becomes another.
    static func correct(
        _ job: JobRow, to new: JobParticulars, on day: CalendarDay, faultCode: String?, _ calendar: CalendarSystem,
        by actor: Actor, _ tx: Transaction
    ) throws -> Warranty? {
        guard job.unit != new.unit || job.serviceType != new.serviceType else { return nil }
        if job.unit == new.unit, try latest(of: job.id, tx)?.occasion == .decision { return nil }
        let fitted = try VisitList.askedParts(of: job.id, tx)
        let known = try UnitStore.cover(of: new.unit, tx)
        let findings = JobFindings(job: job.number, faultCode: faultCode, parts: try fitted.value())
        let verdict = (new.serviceType == "install" ? known.installed(on: day) : known)
            .sheet(on: day, after: findings, calendar)
        try freeze(verdict, of: job.id, at: .correction, on: day, by: actor.person, tx)
        return verdict.overall
    }

    /// nil for a job of before verdicts were frozen, or one that came out of a file.
    package static func latest(of job: ID<Job>, _ tx: Transaction) throws -> Frozen? {
        try asked(of: job, tx).value()
    }

    private static func asked(of job: ID<Job>, _ tx: Transaction) throws -> Reply<Frozen?> {
        try tx.ask(
            """
            SELECT c.occasion, c.lines, c.made_at, p.name AS who
            FROM job_cover c LEFT JOIN person p ON p.id = c.made_by
            WHERE c.job_id = \(job) ORDER BY c.id DESC LIMIT 1
            """
        ) { rows in
            guard let row = rows.first, let verdict = CoverVerdict(frozen: try row("lines")) else { return nil }
            return Frozen(
                occasion: try row("occasion"), madeAt: try row("made_at"), who: try row.optional("who"),
                verdict: verdict)
        }
    }

    /// What holds for a job on a day: what somebody decided, else what the machine's dates and rules say. A machine that is
    /// being installed begins with the installation.
    ///
    /// - Parameter parts: that are about to be fitted, beside those of the visits so far.
    package static func verdict(
        of job: JobRow, on day: CalendarDay, faultCode: String? = nil, fitting parts: [String] = [],
        _ calendar: CalendarSystem, _ tx: Transaction
    ) throws -> CoverVerdict {
        try read(of: job, on: day, faultCode: faultCode, fitting: parts, calendar, tx).verdict
    }

    /// The same, with the machine's cover, in one journey to a server.
    static func read(
        of job: JobRow, on day: CalendarDay, faultCode: String?, fitting parts: [String] = [],
        _ calendar: CalendarSystem, _ tx: Transaction
    ) throws -> (verdict: CoverVerdict, cover: UnitCover) {
        let frozen = try asked(of: job.id, tx)
        let fitted = try VisitList.askedParts(of: job.id, tx)
        let known = try UnitStore.cover(of: job.unit, tx)
        let cover = job.serviceType == "install" ? known.installed(on: day) : known
        if let frozen = try frozen.value(), frozen.occasion == .decision { return (frozen.verdict, cover) }
        let findings = JobFindings(job: job.number, faultCode: faultCode, parts: try fitted.value() + parts)
        return (cover.sheet(on: day, after: findings, calendar), cover)
    }
}
