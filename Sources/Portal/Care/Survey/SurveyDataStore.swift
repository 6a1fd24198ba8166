import Base
import Database
import Domain
import Ground
import Web

/// What surveys keep of a customer: what he said, and that he wants no calls.
enum SurveyDataStore {
    static let erasing = Erasing(rewriting: ["survey_answer"]) { erasure, tx in
        let ids: [Int64] = try tx.list(
            "SELECT id FROM survey WHERE customer_id IN (\(erasure.everyone)) ORDER BY id")
        try tx.execute(
            "UPDATE survey SET words = '', has_text = 0, note = '', reply = CASE WHEN reply IS NULL THEN NULL ELSE '' END WHERE id IN (\(ids))"
        )
        try tx.execute(
            """
            UPDATE survey SET state = 'out', omission = 'erased', holder_id = NULL, version = version + 1
            WHERE id IN (\(ids)) AND state = 'waiting'
            """)
        try tx.execute(
            """
            UPDATE survey_answer SET value = '' WHERE survey_id IN (\(ids)) AND EXISTS (SELECT 1 FROM survey_question q
                WHERE q.version_id = survey_answer.version_id AND q.position = survey_answer.position AND q.kind = 'text')
            """)
        try tx.execute("DELETE FROM survey_refusal WHERE number IN (\(erasure.numbers))")
        return []
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let (words, reader) = (context.words, context.reader)
        let said = try tx.rows(
            """
            SELECT s.state, s.score, s.words, s.note, s.ended_at, s.made_at, j.number FROM survey s
            JOIN job j ON j.id = s.job_id WHERE s.customer_id = \(customer) AND s.state <> 'out' ORDER BY s.id
            """
        ).map { row in
            let (state, score, ended): (SurveyState, Int64?, Instant?) = (
                try row("state"), try row.optional("score"), try row.optional("ended_at")
            )
            let texts: [String] = [
                words("surveys.state.\(state.rawValue)"), score.map { reader.tenths($0) } ?? "", try row("words"),
                try row("note"),
            ]
            return DossierLine(
                words("surveys.title"), at: try ended ?? row("made_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
        let refused = try tx.rows(
            """
            SELECT r.made_at, r.number FROM survey_refusal r JOIN customer k ON k.mobile = r.number
            WHERE k.id = \(customer)
            """
        ).map { row in
            DossierLine(
                words("surveys.title"), at: try row("made_at"), words("surveys.omission.refused"),
                MobileNumber.local(stored: try row("number")))
        }
        return said + refused
    }
}

/// What the doctor reads of surveys. Each list is of things that do not hold.
package enum SurveyDoctorList {
    package static func problems(_ tx: Transaction) throws -> [Complaint] {
        let unsaid: [String] = try tx.list(
            """
            SELECT j.number FROM survey s JOIN job j ON j.id = s.job_id
            WHERE s.state = 'done' AND s.way = 'call' AND NOT EXISTS (SELECT 1 FROM survey_answer a WHERE a.survey_id = s.id)
            ORDER BY j.number
            """)
        let uncalled: [String] = try tx.list(
            """
            SELECT j.number FROM survey s JOIN job j ON j.id = s.job_id
            WHERE (s.state IN ('not_reached', 'refused') OR s.way = 'call')
                AND NOT EXISTS (SELECT 1 FROM survey_call c WHERE c.survey_id = s.id)
            ORDER BY j.number
            """)
        return unsaid.map { Complaint("doctor.survey.unsaid", $0) }
            + uncalled.map { Complaint("doctor.survey.uncalled", $0) }
    }
}
