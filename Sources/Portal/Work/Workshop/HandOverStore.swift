import Base
import Database
import Domain
import Ground
import Web

extension FetchProof: ColumnValue {}
extension FetchBill: ColumnValue {}

/// How a machine left the workshop.
struct HandOverRow: Sendable {
    let receiver: String
    let proof: FetchProof
    let shown: String
    let bill: FetchBill
    let amount: Int64
    let storage: StorageFee
    let note: String
    let maker: String
    let madeAt: Instant
}

enum HandOverStore {
    /// - Parameter days: since it could be fetched.
    static func add(
        _ handOver: HandOver, of item: ID<BenchItem>, after days: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let shown = handOver.proof == .code ? "" : handOver.shown
        try tx.later(
            """
            INSERT INTO hand_over (item_id, receiver, proof, shown, bill, amount, storage_days, storage_fee, note, made_by,
                                   made_at)
            VALUES (\(item), \(handOver.receiver), \(handOver.proof), \(shown), \(handOver.bill), \(handOver.amount),
                    \(days), \(handOver.storage), \(handOver.note), \(person), \(tx.now))
            """)
    }

    static func find(_ item: ID<BenchItem>, _ tx: Transaction) throws -> HandOverRow? {
        try tx.row(
            """
            SELECT h.receiver, h.proof, h.shown, h.bill, h.amount, h.storage_days, h.storage_fee, h.note, p.name AS maker,
                   h.made_at
            FROM hand_over h JOIN person p ON p.id = h.made_by WHERE h.item_id = \(item)
            """
        ).map { row in
            HandOverRow(
                receiver: try row("receiver"), proof: try row("proof"), shown: try row("shown"), bill: try row("bill"),
                amount: try row("amount"),
                storage: StorageFee(days: try row("storage_days"), amount: try row("storage_fee")),
                note: try row("note"), maker: try row("maker"), madeAt: try row("made_at"))
        }
    }

    /// Who fetched a machine is a person too.
    static let erasing = Erasing(rewriting: ["hand_over"]) { erasure, tx in
        let ids: [Int64] = try tx.list(
            """
            SELECT h.item_id FROM hand_over h JOIN bench_item i ON i.id = h.item_id JOIN job j ON j.id = i.job_id
            WHERE j.customer_id = \(erasure.customer) ORDER BY h.item_id
            """)
        _ = try tx.execute("UPDATE hand_over SET receiver = '–', shown = '' WHERE item_id IN (\(ids))")
        try erasure.takeOut(tx) { "UPDATE hand_over SET note = \($0("note")) WHERE item_id IN (\(ids))" }
        return []
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let (words, reader, currency) = (context.words, context.reader, context.company.currency)
        return try tx.rows(
            """
            SELECT j.number, h.receiver, h.shown, h.amount + h.storage_fee AS amount, h.note, h.made_at FROM hand_over h
            JOIN bench_item i ON i.id = h.item_id JOIN job j ON j.id = i.job_id
            WHERE j.customer_id = \(customer) ORDER BY h.item_id
            """
        ).map { row in
            let amount: Int64 = try row("amount")
            let texts: [String] = [
                try row("receiver"), try row("shown"), amount == 0 ? "" : reader.money(Money(amount, currency)),
                try row("note"),
            ]
            return DossierLine(
                words("workshop.fetch"), at: try row("made_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
    }
}

/// The code by which a customer fetches his machine: he reads it on the page of his link, and it stands in no row.
enum FetchCode {
    private static let sizes: UInt64 = 1_000_000

    /// Of the link that the job has; nil where there is none, or another installation has made it.
    static func of(_ job: ID<Job>, in company: OpenCompany, _ tx: Transaction) throws -> String? {
        guard let link = try JobLinkStore.live(.track, of: job, tx) else { return nil }
        let token = JobLinkCard.token(link.salt, company)
        return Secrets.hash(token) == link.digest ? code(token) : nil
    }

    /// - Parameter token: of a link that opens the job.
    static func code(_ token: String) -> String {
        let digits = String((UInt64(Secrets.signature(of: "fetch", by: token).prefix(15), radix: 16) ?? 0) % sizes)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}

/// Gives a machine to whoever fetches it: the job is done then, or given back unserviced.
package struct HandOverUnit: Sendable {
    let number: String
    let version: Int
    let handOver: HandOver

    package init(number: String, version: Int, handOver: HandOver) {
        (self.number, self.version, self.handOver) = (number, version, handOver)
    }

    /// - Throws: `Refusal.stale`; a complaint of `MayHandOver`, of a gate, or of what the job waits for.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let item = try BenchItemList.find(number, tx)
        guard item.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        let code = handOver.proof == .code ? try FetchCode.of(item.job, in: company, tx) : nil
        let storage = try StorageStanding.read(item, company.clock, on: company.clock.day(of: tx.now), tx)?.fee ?? .none
        let permit = try MayHandOver(actor, item.state, handOver, code: code, storage: storage.amount)
        let step = BenchStep(item, to: permit.to, bill: handOver.bill)
        try company.pass(step, by: actor, tx)
        try BenchItemStore.move(
            item, at: version, to: permit.to, reason: item.reason, takenBy: nil, by: actor.person, tx)
        try HandOverStore.add(permit.handOver, of: item.id, after: storage.days, by: actor.person, tx)
        try end(JobStore.known(item.job, tx), as: permit.to, item, by: actor, in: company, tx)
        try company.tell(step, by: actor, tx)
    }

    private func end(
        _ job: JobRow, as state: BenchState, _ item: BenchItemRow, by actor: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        let repair = try BenchRepair.facts(item, of: job, in: company, tx)
        let day = company.clock.day(of: tx.now)
        // Before the job ends: what was fitted is guaranteed with its end.
        if let repair {
            _ = try VisitStore.add(repair, on: day, of: job, by: item.technician ?? actor.person, tx)
        }
        guard state == .handedOver, let repair else {
            try BenchRepair.giveBack(job, because: item.reason, by: actor, in: company, tx)
            return
        }
        try FinishJob(job: job, facts: repair, day: day).run(by: actor, in: company, tx)
    }
}
