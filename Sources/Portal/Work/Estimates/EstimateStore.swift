import Base
import Database
import Domain
import Ground
import Web

extension EstimateState: ColumnValue {}
extension EstimateKind: ColumnValue {}
extension EstimateVoice: ColumnValue {}

/// One revision of what a job will cost.
package struct EstimateRow: Sendable {
    package let id: ID<Estimate>
    package let revision: Int
    package let validOn: CalendarDay
    package let total: Int64
    package let note: String
    package let state: EstimateState
    package let madeAt: Instant
    let maker: String
    /// nil: by the office.
    let dealer: String?
    let voice: EstimateVoice?
    /// Who wrote the answer down; nil where the customer did it himself.
    let writer: String?
    let answeredAt: Instant?
    let answer: String

    /// Whether it waits for an answer that may be yes.
    func isApprovable(on day: CalendarDay) -> Bool { state == .open && day <= validOn }
}

/// What jobs will cost, and what their customers have said of it.
package enum EstimateStore {
    private static let most = 50

    /// What a dealer who had a job before has reckoned is not his successor's to read or to have answered.
    private static func within(_ sight: Actor.Sight) -> SQL {
        switch sight {
        case .company: "1 = 1"
        case .dealer(let dealer), .technician(let dealer, _): "(e.dealer_id IS NULL OR e.dealer_id = \(dealer))"
        }
    }

    /// All revisions, the newest first.
    package static func all(of job: ID<Job>, _ sight: Actor.Sight, _ tx: Transaction) throws -> [EstimateRow] {
        try tx.rows(
            """
            \(columns) WHERE e.job_id = \(job) AND \(within(sight)) ORDER BY e.revision DESC LIMIT \(literal: most)
            """
        ).map(row)
    }

    package static func latest(of job: ID<Job>, _ sight: Actor.Sight, _ tx: Transaction) throws -> EstimateRow? {
        try tx.row("\(columns) WHERE e.job_id = \(job) AND \(within(sight)) ORDER BY e.revision DESC LIMIT 1").map(row)
    }

    static func hasOpen(_ job: ID<Job>, _ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM estimate WHERE job_id = \(job) AND state = 'open'", as: Int.self) != nil
    }

    package static func lines(of estimate: ID<Estimate>, _ tx: Transaction) throws -> [EstimateLine] {
        try tx.rows(
            "SELECT kind, text, quantity, price FROM estimate_line WHERE estimate_id = \(estimate) ORDER BY position"
        ).map {
            EstimateLine(try $0("kind"), try $0("text"), quantity: try $0("quantity"), price: try $0("price"))
        }
    }

    /// What was estimated last for these jobs.
    static func latest(
        of jobs: [ID<Job>], _ sight: Actor.Sight, _ tx: Transaction
    ) throws -> [ID<Job>: (total: Int64, state: EstimateState)] {
        guard !jobs.isEmpty else { return [:] }
        return try tx.rows(
            """
            SELECT e.job_id, e.total, e.state FROM estimate e WHERE e.job_id IN (\(jobs)) AND \(within(sight))
            ORDER BY e.revision
            """
        ).reduce(into: [:]) { $0[try $1("job_id")] = (try $1("total"), try $1("state")) }
    }

    /// A new revision in the place of what waited. - Returns: which one it is.
    static func add(
        _ lines: [EstimateLine], note: String, validOn: CalendarDay, to job: JobRow, by actor: Actor, _ tx: Transaction
    ) throws -> Int {
        let last: Int = try tx.value("SELECT max(revision) FROM estimate WHERE job_id = \(job.id)") ?? 0
        try tx.later("UPDATE estimate SET state = 'replaced' WHERE job_id = \(job.id) AND state = 'open'")
        let (revision, total) = (last + 1, EstimateLine.total(lines))
        let id: ID<Estimate> = try tx.insert(
            """
            INSERT INTO estimate (job_id, revision, customer_id, dealer_id, valid_on, total, note, made_by, made_at)
            VALUES (\(job.id), \(revision), \(job.customer), \(actor.dealer), \(validOn), \(total), \(note),
                    \(actor.person), \(tx.now))
            """)
        let rows = lines.enumerated().map { place, line -> SQL in
            "(\(id), \(place + 1), \(line.kind), \(line.text), \(line.quantity), \(line.price))"
        }
        if let first = rows.first {
            let values = rows.dropFirst().reduce(first) { $0 + ", " + $1 }
            try tx.later(
                "INSERT INTO estimate_line (estimate_id, position, kind, text, quantity, price) VALUES \(values)")
        }
        return revision
    }

    /// What is said first stays. - Returns: false where somebody has answered meanwhile.
    static func answer(
        _ permit: MayAnswerEstimate, _ estimate: EstimateRow, by voice: EstimateVoice, link: ID<JobLink>? = nil,
        writer: ID<Person>? = nil, _ tx: Transaction
    ) throws -> Bool {
        let said = permit.answer
        return try tx.execute(
            """
            UPDATE estimate SET state = \(said.isApproved ? EstimateState.approved : .refused), voice = \(voice),
                link_id = \(link), answered_by = \(writer), answered_at = \(tx.now), answer = \(said.text)
            WHERE id = \(estimate.id) AND state = 'open'
            """) == 1
    }

    static func withdraw(_ estimate: ID<Estimate>, _ tx: Transaction) throws -> Bool {
        try tx.execute("UPDATE estimate SET state = 'withdrawn' WHERE id = \(estimate) AND state = 'open'") == 1
    }

    /// Where the job is at its end, or turns out to be another's.
    static func close(_ job: ID<Job>, _ tx: Transaction) throws {
        try tx.later("UPDATE estimate SET state = 'withdrawn' WHERE job_id = \(job) AND state = 'open'")
    }

    /// Its dealer has it no more: nobody says yes to his price now.
    static func closeOfDealer(_ job: ID<Job>, _ tx: Transaction) throws {
        try tx.later(
            """
            UPDATE estimate SET state = 'withdrawn' WHERE job_id = \(job) AND state = 'open' AND dealer_id IS NOT NULL
            """)
    }

    static let erasing = Erasing(rewriting: ["estimate_line"]) { erasure, tx in
        let ids: [Int64] = try tx.list("SELECT id FROM estimate WHERE customer_id = \(erasure.customer) ORDER BY id")
        try tx.execute("UPDATE estimate SET answer = '' WHERE id IN (\(ids))")
        try erasure.takeOut(tx) { "UPDATE estimate SET note = \($0("note")) WHERE id IN (\(ids))" }
        try erasure.takeOut(tx) { "UPDATE estimate_line SET text = \($0("text")) WHERE estimate_id IN (\(ids))" }
        return []
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("estimate") { customer, tx in
        try tx.list("SELECT id FROM estimate WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE estimate SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let (reader, words, currency) = (context.reader, context.words, context.company.currency)
        return try tx.rows(
            """
            SELECT e.made_at, e.total, e.note, e.state, e.answer, j.number FROM estimate e JOIN job j ON j.id = e.job_id
            WHERE e.customer_id = \(customer) ORDER BY e.id
            """
        ).map { row in
            let (state, total): (EstimateState, Int64) = (try row("state"), try row("total"))
            let texts: [String] = [
                reader.money(Money(total, currency)), words("estimates.state.\(state.rawValue)"), try row("note"),
                try row("answer"),
            ]
            return DossierLine(
                words("estimates.card"), at: try row("made_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
    }

    private static let columns: SQL = """
        SELECT e.id, e.revision, e.valid_on, e.total, e.note, e.state, e.made_at, e.voice, e.answered_at, e.answer,
               m.name AS maker, w.name AS writer, d.name AS dealer
        FROM estimate e JOIN person m ON m.id = e.made_by LEFT JOIN person w ON w.id = e.answered_by
        LEFT JOIN dealer d ON d.id = e.dealer_id
        """

    private static func row(_ row: Row) throws -> EstimateRow {
        EstimateRow(
            id: try row("id"), revision: try row("revision"), validOn: try row("valid_on"), total: try row("total"),
            note: try row("note"), state: try row("state"), madeAt: try row("made_at"), maker: try row("maker"),
            dealer: try row.optional("dealer"), voice: try row.optional("voice"), writer: try row.optional("writer"),
            answeredAt: try row.optional("answered_at"), answer: try row("answer"))
    }
}
