import Database
import Domain
import Ground

/// What is told of promises, and to whom.
enum PromiseAlarmStore {
    static func statement(dueAt now: Instant, limit: Int) -> SQL {
        """
        \(PromiseRow.columns) WHERE p.alarm_at IS NOT NULL AND p.alarm_at <= \(now)
        ORDER BY p.alarm_at, p.job_id LIMIT \(literal: limit)
        """
    }

    static func due(limit: Int, _ tx: Transaction) throws -> [PromiseRow] {
        try tx.rows(statement(dueAt: tx.now, limit: limit)).map(PromiseRow.init)
    }

    /// nil where nobody is to be told anything.
    static func next(_ tx: Transaction) throws -> Instant? {
        try tx.value("SELECT alarm_at FROM job_promise WHERE alarm_at IS NOT NULL ORDER BY alarm_at, job_id LIMIT 1")
    }

    /// The last stage of each promise that is to be told by now, and the moment of the next.
    static func tell(_ row: PromiseRow, in company: OpenCompany, _ tx: Transaction) throws {
        let (course, job) = (PromiseCourse(row), try JobStore.known(row.job, tx))
        let alarms = course.alarms(row.told, by: tx.now)
        for target in PromiseTarget.allCases {
            guard let stage = alarms[target], let due = row[target].due else { continue }
            try tell(stage, of: target, due, job, row.tells, company.clock, tx)
        }
        let told = row.told.merging(alarms) { $1 }
        try tx.execute(
            """
            UPDATE job_promise SET response_told = \(told[.response]?.rawValue ?? 0),
                completion_told = \(told[.completion]?.rawValue ?? 0), alarm_at = \(course.alarm(told))
            WHERE job_id = \(row.job)
            """)
    }

    private static func tell(
        _ stage: PromiseStage, of target: PromiseTarget, _ due: Instant, _ job: JobRow, _ tells: Set<PromiseListener>,
        _ clock: CompanyClock, _ tx: Transaction
    ) throws {
        let kind = "\(target.rawValue)_\(stage == .warned ? "soon" : "late")"
        let notice = Notice(kind, about: .job(job.id), job.number, clock.dateTimeText(due), on: "\(due.seconds)")
        let office: [PromiseListener: Role] =
            stage == .warned
            ? [.dispatcher: .dispatcher] : [.dispatcher: .dispatcher, .manager: .serviceManager]
        let roles = Set(office.filter { tells.contains($0.key) }.values)
        if !roles.isEmpty { try OutboxStore.add(notice, to: .office(roles), but: nil, tx) }
        if stage == .warned, tells.contains(.dealer), let dealer = job.dealer {
            try OutboxStore.add(notice, to: .dealer(dealer, [.dealerManager]), but: nil, tx)
        }
    }
}

extension PromiseCourse {
    /// As it is kept.
    fileprivate init(_ row: PromiseRow) {
        self.init(
            Dictionary(uniqueKeysWithValues: PromiseTarget.allCases.map { ($0, row[$0]) }), standsSince: row.standsSince
        )
    }
}
