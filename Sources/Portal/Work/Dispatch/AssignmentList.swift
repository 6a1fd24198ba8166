import Database
import Domain
import Web

/// One time a job was put to a dealer, with names.
struct AssignmentRow: Sendable {
    let dealerCode: String
    let dealer: String
    let state: AssignmentState
    /// nil where a rule has asked the next one.
    let madeBy: String?
    let madeAt: Instant
    let madeReason: String
    let answerBy: Instant?
    let decidedBy: String?
    let decidedAt: Instant?
    let reasonName: (fa: String, en: String)?
    let reasonText: String
}

enum AssignmentList {
    /// The history of one job, newest first. A dealer sees his own part of it and learns of no other dealer.
    static func of(_ job: ID<Job>, _ sight: Actor.Sight, _ tx: Transaction) throws -> [AssignmentRow] {
        var condition: SQL = "a.job_id = \(job)"
        switch sight {
        case .company: break
        case .dealer(let dealer), .technician(let dealer, _): condition += "AND a.dealer_id = \(dealer)"
        }
        return try tx.rows(
            """
            SELECT d.code, d.name, a.state, m.name AS made_by, a.made_at, a.made_reason, a.answer_by, a.pass, p.name AS decided_by,
                   a.decided_at, r.name_fa, r.name_en, a.reason_text
            FROM assignment a JOIN dealer d ON d.id = a.dealer_id LEFT JOIN person m ON m.id = a.made_by
            LEFT JOIN person p ON p.id = a.decided_by
            LEFT JOIN reason r ON r.code = a.reason_code
                AND r.kind = CASE a.state WHEN 'declined' THEN 'decline' ELSE 'reassign' END
            WHERE \(condition) ORDER BY a.id DESC
            """
        ).map(assignment)
    }

    private static func assignment(_ row: Row) throws -> AssignmentRow {
        let (fa, en): (String?, String?) = (try row.optional("name_fa"), try row.optional("name_en"))
        return AssignmentRow(
            dealerCode: try row("code"), dealer: try row("name"), state: try row("state"),
            madeBy: try row("pass") as Int > 0 ? nil : try row.optional("made_by") ?? "", madeAt: try row("made_at"),
            madeReason: try row("made_reason"), answerBy: try row.optional("answer_by"),
            decidedBy: try row.optional("decided_by"), decidedAt: try row.optional("decided_at"),
            reasonName: fa.map { (fa: $0, en: en ?? "") }, reasonText: try row("reason_text"))
    }
}
