import Base
import Database
import Domain
import Ground
import Web

/// What jobs keep of a customer: where he lives, what he said, what was noted.
package enum CustomerDataStore {
    static func addresses(of customer: ID<Customer>, _ tx: Transaction) throws -> [String] {
        try tx.list("SELECT DISTINCT address FROM job WHERE customer_id = \(customer)")
    }

    /// Whoever goes there needs his name and his number.
    static func obstacle(for customer: ID<Customer>, _ tx: Transaction) throws -> Complaint? {
        let number: String? = try tx.value(
            "SELECT number FROM job WHERE customer_id = \(customer) AND state IN (\(JobState.open)) ORDER BY id LIMIT 1"
        )
        return number.map { Complaint("privacy.open_job", $0.isolatedLeftToRight) }
    }

    static func due(
        since moment: Instant, beyond customer: ID<Customer>, limit: Int, _ tx: Transaction
    ) throws -> [ID<Customer>] {
        try tx.list(
            """
            SELECT c.id FROM customer c
            WHERE c.id > \(customer) AND c.erased_at IS NULL AND c.made_at < \(moment) AND NOT EXISTS
                (SELECT 1 FROM job j WHERE j.customer_id = c.id
                 AND (j.state IN (\(JobState.open)) OR coalesce(j.completed_at, j.received_at) >= \(moment)))
            ORDER BY c.id LIMIT \(literal: limit)
            """)
    }

    static let erasing = Erasing(rewriting: ["job_event", "job_cover"]) { erasure, tx in
        let jobs: [Int64] = try tx.list("SELECT id FROM job WHERE customer_id = \(erasure.customer) ORDER BY id")
        try tx.execute("UPDATE job SET address = '–' WHERE id IN (\(jobs))")
        try erasure.takeOut(tx) { "UPDATE job SET stated_fault = \($0("stated_fault")) WHERE id IN (\(jobs))" }
        try JobIntakeStore.erase(jobs, erasure, tx)
        try erasure.takeOut(tx) { "UPDATE job_event SET detail = \($0("detail")) WHERE job_id IN (\(jobs))" }
        try erasure.takeOut(tx) { "UPDATE job_wait SET note = \($0("note")) WHERE job_id IN (\(jobs))" }
        // Why a machine that had been his was taken in for another names him, in words of its own.
        try tx.execute(
            """
            UPDATE job_event SET detail = '{}' WHERE kind = 'added'
                AND job_id IN (SELECT id FROM job WHERE unit_id IN (\(erasure.past.units)))
            """)
        try erasure.takeOut(tx) { "UPDATE job_cover SET lines = \($0("lines")) WHERE job_id IN (\(jobs))" }
        let left = try CustomerDataStore.jobs(correctedAwayFrom: erasure.customer, tx)
        try tx.execute("UPDATE job_event SET detail = '{}' WHERE kind = 'corrected' AND job_id IN (\(left))")
        try EventStore.blank("job", jobs, tx)
        return jobs.map { EventSubject("job", $0) }
    }

    /// Jobs that were taken down as his and turned out to be somebody else's: what was put right names him.
    package static func jobs(correctedAwayFrom customer: ID<Customer>, _ tx: Transaction) throws -> [ID<Job>] {
        try tx.list(
            """
            SELECT DISTINCT job_id FROM job_event WHERE kind = 'corrected'
                AND detail LIKE \("%\"\(CorrectJob.left)\":\"\(customer)\"%") ORDER BY job_id
            """)
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let rows = try tx.rows(
            """
            SELECT j.id, j.number, j.state, j.received_at, j.address, j.stated_fault, ci.name_fa, ci.name_en
            FROM job j JOIN city ci ON ci.id = j.city_id WHERE j.customer_id = \(customer) ORDER BY j.id
            """)
        let (words, reader) = (context.words, context.reader)
        let intakes = try JobIntakeStore.all(of: rows.map { try $0("id") }, tx)
        let jobs = try rows.map { row in
            let city = context.reader.name(fa: try row("name_fa"), en: try row("name_en"))
            let state = words("jobs.state.\(try row("state") as String)")
            let said = intakes.facts(try row("id"), context.company.currency, reader)
            let known: [String] = [state, city, try row("address"), try row("stated_fault")]
            let texts = known + said.map { "\($0.label): \($0.value)" }
            return DossierLine(
                words("menu.jobs"), at: try row("received_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
        return try jobs + notes(customer, context, tx) + decisions(customer, context, tx)
            + files(try rows.map { try $0("id") }, context, tx)
    }

    private static func notes(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        try tx.rows(
            """
            SELECT e.kind, e.at, e.detail, j.number FROM job_event e JOIN job j ON j.id = e.job_id
            WHERE j.customer_id = \(customer) AND e.kind IN ('note', 'waits_customer', 'waits_other') ORDER BY e.id
            """
        ).map { row in
            let detail: [String: String] = (try? JSONText.read(try row("detail"))) ?? [:]
            return DossierLine(
                context.words("jobs.event.\(try row("kind") as String)"), at: try row("at"), try row("number"),
                detail["text"] ?? "")
        }
    }

    /// Why somebody decided that the warranty covers a job, or does not.
    private static func decisions(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        try tx.rows(
            """
            SELECT c.made_at, c.lines, j.number FROM job_cover c JOIN job j ON j.id = c.job_id
            WHERE j.customer_id = \(customer) AND c.occasion = 'decision' ORDER BY c.id
            """
        ).map { row in
            let lines = CoverVerdict(frozen: try row("lines"))?.lines ?? []
            let reasons = Set(lines.compactMap { if case .decided(let why) = $0.reason { why } else { nil } })
            return DossierLine(
                context.words("warranty.cover"), at: try row("made_at"), try row("number"),
                reasons.sorted().joined(separator: " · "))
        }
    }

    private static func files(
        _ jobs: [Int64], _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        try AttachmentStore.all(of: "job", jobs, tx).map {
            DossierLine(context.words("privacy.files"), at: $0.at, context.words("privacy.files"), $0.file.name)
        }
    }

    static func cities(of customers: [ID<Customer>], _ tx: Transaction) throws -> [(ID<Customer>, ID<City>)] {
        try tx.rows("SELECT DISTINCT customer_id, city_id FROM job WHERE customer_id IN (\(customers))").map {
            (try $0("customer_id"), try $0("city_id"))
        }
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("job") { customer, tx in
        try tx.list("SELECT id FROM job WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE job SET customer_id = \(customer) WHERE id IN (\(ids))")
    }
}
