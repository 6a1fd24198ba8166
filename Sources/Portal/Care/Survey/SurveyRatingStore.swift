import Base
import Database
import Domain
import Ground
import Web
import Work

/// What customers say by a link or a text message is the same survey by another way: whoever has answered is not called, and his stars
/// count in the score where the company asks the same question.
enum SurveyRatingStore {
    static func isAnswered(_ job: ID<Job>, _ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM survey WHERE job_id = \(job) AND state = 'done'", as: Int.self) != nil
    }

    static func take(_ said: CustomerRating, in company: OpenCompany, _ tx: Transaction) throws {
        guard let questions = try SurveyScriptStore.newest(tx), let survey = try open(said.job, in: company, tx) else {
            return
        }
        let answers = questions.script.rating.map { [$0: String(said.rating.stars)] } ?? [:]
        let score = questions.script.score(answers)
        let complaint = try score.flatMap { try complain(said, survey, $0, in: company, tx) }
        try tx.later(
            """
            UPDATE survey SET state = 'done', holder_id = NULL, way = \(said.way.rawValue), version_id = \(questions.id),
                score = \(score), words = \(said.rating.text), has_text = \(!said.rating.text.isEmpty), complaint = \(complaint), ended_by = NULL,
                ended_at = \(tx.now), version = version + 1
            WHERE id = \(survey.id) AND version = \(survey.version)
            """, orThrow: Refusal.stale(Complaint("error.stale")))
        for (place, value) in answers {
            try tx.later(
                """
                INSERT INTO survey_answer (survey_id, version_id, position, value)
                VALUES (\(survey.id), \(questions.id), \(place), \(value))
                """)
        }
        try EventStore.add(
            Event("answered", of: .survey(survey.id), in: SurveyScriptStore.room, detail: ["way": said.way.rawValue]),
            by: nil, tx)
        for piece in company.fittings[SurveySlots.ended] { try piece(survey.job, company, tx) }
    }

    /// What may still be answered of a job: of whom nobody has decided yet whether he is called, by the rule that would have chosen it.
    /// - Returns: nil where he has answered, nobody would call or he is left out.
    private static func open(_ job: ID<Job>, in company: OpenCompany, _ tx: Transaction) throws -> SurveyRow? {
        if let survey = try SurveyStore.find(ofJob: job, tx) {
            return [.waiting, .notReached, .expired].contains(survey.state) ? survey : nil
        }
        guard let candidate = try tx.row(SurveyChoiceStore.candidate(job)).map(SurveyCandidate.init),
            try SurveyChoiceStore.add(candidate, in: company, tx)
        else { return nil }
        return try SurveyStore.find(ofJob: job, tx)
    }

    /// - Returns: the complaint's number; nil where it is no bad score, or nobody takes complaints.
    private static func complain(
        _ said: CustomerRating, _ survey: SurveyRow, _ score: Int64, in company: OpenCompany, _ tx: Transaction
    ) throws -> String? {
        let settings = try SurveySettings(tx)
        let managers = try PersonStore.open(in: [.serviceManager], of: nil, tx).sorted()
        guard score <= settings.bad, let owner = managers.first else { return nil }
        let (stars, most) = (said.rating.stars, JobRating.scale.upperBound)
        // Whoever reads it reads it in his own language: stars are of none.
        let shown = String(repeating: "★", count: stars) + String(repeating: "☆", count: most - stars)
        let bad = BadScore(
            subject: "\(shown) · \(survey.jobNumber)", customer: survey.customer,
            body: [survey.dealerName, said.rating.text].filter { !$0.isEmpty }.joined(separator: "\n"), owner: owner,
            due: company.clock.day(of: tx.now).adding(days: settings.dueDays), way: said.way)
        return try company.fittings[SurveySlots.complain].first?(bad, nil, company, tx)
    }
}
