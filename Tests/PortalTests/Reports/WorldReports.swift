import Database
import Domain
import Testing

@testable import Desk
@testable import Ground
@testable import Reports
@testable import Work

extension World {
    /// Mehr, Aban and the first days of Azar 1405: jobs of both dealers with all that a report counts.
    static func withFigures() async throws -> World { try await World(copyOf: figures.value) }

    private static let figures = Task {
        try await WorldTemplate(World()) { world in
            let now = world.time.now
            world.time.set(now.adding(seconds: -45 * 86_400))
            try await world.addDone(mobile: "09351000099", daysAgo: 0)
            world.time.set(now.adding(seconds: -20 * 86_400))
            for place in 0..<12 {
                try await world.addDone(
                    mobile: "0935\(1_000_000 + place)", dealer: place.isMultiple(of: 3) ? "D200" : "D100", daysAgo: 0)
            }
            for _ in 0..<3 { try await world.addJob() }
            for amount in [400_000, 275_000] as [Int64] {
                _ = try await world.addApproved([amount], dealer: amount == 400_000 ? "D100" : "D200")
            }
            try await world.arman.write { tx in try world.addOpinions(tx) }
            world.time.set(now.adding(seconds: -86_400))
            try await world.addDone(mobile: "09351000098", daysAgo: 0)
            world.time.set(now)
            try await world.work()
        }
    }

    /// What the first jobs have besides: one comes back, one has two visits, parts, causes, scores, a complaint; one of those
    /// that wait is cancelled.
    private func addOpinions(_ tx: Transaction) throws {
        let jobs: [Int64] = try tx.list("SELECT id FROM job WHERE state = 'done' ORDER BY id LIMIT 12 OFFSET 1")
        try tx.execute(
            """
            UPDATE job SET unit_id = (SELECT unit_id FROM job WHERE id = \(jobs[0])), received_on = received_on + 2,
                completed_on = completed_on + 3, completed_at = completed_at + 3 * 86400
            WHERE id = \(jobs[1])
            """)
        try tx.execute(
            """
            INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes, km_tenths, symptom,
                               cause, remedy, customer_labour, customer_parts, note)
            SELECT job_id, dealer_id, made_by, made_at, visited_at, visited_on, 'to_continue', 0, 0, '', 'C02 نقص کارخانه', '',
                   0, 0, '' FROM visit WHERE job_id = \(jobs[2])
            """)
        try tx.execute("UPDATE visit SET cause = 'باران' WHERE job_id = \(jobs[3])")
        try tx.execute("UPDATE visit SET cause = 'C10' WHERE job_id = \(jobs[4])")
        try tx.execute("UPDATE job SET fault_code = 'S01' WHERE id IN (\(Array(jobs.prefix(5))))")
        for job in jobs.prefix(3) {
            for part in ["P-1", "P-2", "P-1"] {
                try tx.execute(
                    """
                    INSERT INTO visit_part (visit_id, part, quantity)
                    SELECT max(id), \(part), 2 FROM visit WHERE job_id = \(job)
                    """)
            }
        }
        let person: ID<Person> = try #require(try tx.value("SELECT min(id) FROM person"))
        let rule: Int64 = try #require(
            try tx.value("INSERT INTO survey_rule (name, share, least) VALUES ('x', 1, 0) RETURNING id"))
        for (place, job) in jobs.enumerated() {
            try tx.execute(
                """
                INSERT INTO survey (job_id, customer_id, dealer_id, rule_id, completed_on, month, state, made_at, call_at,
                                    until_at, score)
                SELECT id, customer_id, dealer_id, \(rule), completed_on, '1405-8', 'done', 0, 0, 0, \(place < 2 ? 20 : 45)
                FROM job WHERE id = \(job)
                """)
        }
        try tx.execute(
            """
            INSERT INTO contact (number, kind, channel, direction, customer_id, party, phone, subject, body, owner_id, made_by,
                                 made_at)
            SELECT '1405-000777', 'complaint', 'phone', 'incoming', customer_id, 'x', '', 'x', 'x', \(person), \(person),
                   received_at + 60 FROM job WHERE id = \(jobs[5])
            """)
        try tx.execute(
            "UPDATE job SET state = 'cancelled' WHERE id = (SELECT max(id) FROM job WHERE state = 'received')")
    }

    /// Counts all figures anew, as the daily run does.
    func buildReports() async throws {
        let company = arman
        try await company.write { tx in try RunStore.hurry(BuildReports.name, in: company, tx) }
        try await work()
    }

    /// All that is kept.
    func keptFigures() async throws -> [(month: ReportPeriod, dimension: ReportDimension, sums: [String: ReportSums])] {
        let company = arman
        return try await company.read { tx in
            try ReportStore.months(in: company, tx).flatMap { month in
                try ReportDimension.allCases.map { dimension in
                    (month, dimension, try ReportList.sums(of: dimension, in: [month], tx))
                }
            }
        }
    }
}
