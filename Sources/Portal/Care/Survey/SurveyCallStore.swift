import Base
import Database
import Domain
import Ground
import Web

/// One call about a job.
struct SurveyCallRow: Sendable {
    let result: SurveyResult
    let person: String
    let at: Instant
}

/// What an agent writes down after a call.
package struct SurveyCall: Sendable {
    let result: SurveyResult
    /// The questions that were asked.
    let version: ID<SurveyVersion>
    /// As typed, by the questions' places.
    let answers: [Int: String]
    /// What the dealer may read, and what he may not.
    let words: String
    let note: String
    /// When he wants to be called; of `callBack` alone.
    let again: Instant?
    /// What a complaint of a bad score is called.
    let subject: Subject

    /// Of the score in tenths and the job's number.
    package typealias Subject = @Sendable (_ score: Int64, _ job: String) -> String

    package init(
        _ result: SurveyResult, version: ID<SurveyVersion>, answers: [Int: String] = [:], words: String = "",
        note: String = "", again: Instant? = nil, subject: @escaping Subject
    ) {
        (self.result, self.version, self.answers) = (result, version, answers)
        (self.words, self.note, self.again, self.subject) = (words, note, again, subject)
    }
}

/// Answers that mean nothing, by the questions' places.
struct RefusedAnswers: Error {
    let complaints: [Int: Complaint]
}

/// What came of calls. A call, what was answered, what follows of it: all in one transaction.
package enum SurveyCallStore {
    static func all(of survey: ID<Survey>, _ tx: Transaction) throws -> [SurveyCallRow] {
        try tx.rows(
            """
            SELECT c.result, c.made_at, p.name FROM survey_call c JOIN person p ON p.id = c.person_id
            WHERE c.survey_id = \(survey) ORDER BY c.id
            """
        ).map { SurveyCallRow(result: try $0("result"), person: try $0("name"), at: try $0("made_at")) }
    }

    static func answers(to survey: ID<Survey>, _ tx: Transaction) throws -> [Int: String] {
        try tx.rows("SELECT position, value FROM survey_answer WHERE survey_id = \(survey)").reduce(into: [:]) {
            $0[try $1("position")] = try $1("value") as String
        }
    }

    /// - Throws: `RefusedAnswers`, what `MayAskCustomer` throws, `surveys.denied.not_held` where it is not before this person,
    ///   `surveys.denied.again` where the moment to call again is none, `Refusal.stale`.
    package static func record(
        _ call: SurveyCall, about id: ID<Survey>, at version: Int, by actor: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        let survey = try SurveyStore.find(id, tx)
        guard survey.version == version, survey.state == .waiting else { throw Refusal.stale(Complaint("error.stale")) }
        guard survey.holder == actor.person else { throw Complaint("surveys.denied.not_held") }
        _ = try MayAskCustomer(actor, workers: SurveyStore.workers(on: survey.job, tx))
        try tx.later(
            """
            INSERT INTO survey_call (survey_id, person_id, result, made_at)
            VALUES (\(id), \(actor.person), \(call.result), \(tx.now))
            """)
        if call.result.hasAnswers {
            try keep(call, survey, by: actor, in: company, tx)
        } else if let end = call.result.end {
            try finish(survey, as: end, call, by: actor.person, in: company, tx)
            if call.result.stopsAll { try SurveyRefusalStore.add(survey, by: actor.person, tx) }
        } else {
            try tryAgain(call, survey, by: actor.person, in: company, tx)
        }
        try EventStore.add(
            Event("called", of: .survey(id), in: SurveyScriptStore.room, detail: ["result": call.result.rawValue]),
            by: actor.person, tx)
    }

    private static func keep(
        _ call: SurveyCall, _ survey: SurveyRow, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        let script = try SurveyScriptStore.find(call.version, tx).script
        let isComplete = call.result == .complete
        let said = script.read(call.answers, isComplete: isComplete)
        guard said.complaints.isEmpty else { throw RefusedAnswers(complaints: said.complaints) }
        guard !said.values.isEmpty else { throw Complaint("surveys.denied.no_answer") }
        let score = isComplete ? script.score(said.values) : nil
        let settings = try SurveySettings(tx)
        var complaint: String?
        if let score, score <= settings.bad {
            complaint = try complain(call, survey, score, settings, by: actor, in: company, tx)
        }
        try tx.later(
            """
            UPDATE survey SET state = 'done', holder_id = NULL, way = 'call', version_id = \(call.version), score = \(score),
                recommendation = \(script.recommendation(said.values)), words = \(call.words),
                has_text = \(!call.words.isEmpty || script.hasText(said.values)), note = \(call.note),
                complaint = \(complaint), ended_by = \(actor.person), ended_at = \(tx.now), version = version + 1
            WHERE id = \(survey.id) AND version = \(survey.version)
            """, orThrow: Refusal.stale(Complaint("error.stale")))
        let rows = said.values.sorted { $0.key < $1.key }.map { place, value -> SQL in
            "(\(survey.id), \(call.version), \(place), \(value))"
        }
        if let first = rows.first {
            let values = rows.dropFirst().reduce(first) { $0 + ", " + $1 }
            try tx.later("INSERT INTO survey_answer (survey_id, version_id, position, value) VALUES \(values)")
        }
        if !script.doubts(said.values).isEmpty {
            for piece in company.fittings[SurveySlots.contradicted] { try piece(survey.job, company, tx) }
        }
        try end(survey, in: company, tx)
    }

    private static func end(_ survey: SurveyRow, in company: OpenCompany, _ tx: Transaction) throws {
        for piece in company.fittings[SurveySlots.ended] { try piece(survey.job, company, tx) }
    }

    /// - Returns: the complaint's number; nil where nobody takes complaints.
    private static func complain(
        _ call: SurveyCall, _ survey: SurveyRow, _ score: Int64, _ settings: SurveySettings, by actor: Actor,
        in company: OpenCompany, _ tx: Transaction
    ) throws -> String? {
        let managers = try PersonStore.open(in: [.serviceManager], of: nil, tx).sorted()
        let bad = BadScore(
            subject: call.subject(score, survey.jobNumber), customer: survey.customer,
            body: [survey.dealerName, call.words].filter { !$0.isEmpty }.joined(separator: "\n"),
            owner: managers.first ?? actor.person,
            due: company.clock.day(of: tx.now).adding(days: settings.dueDays), way: .call)
        return try company.fittings[SurveySlots.complain].first?(bad, actor.person, company, tx)
    }

    private static func finish(
        _ survey: SurveyRow, as state: SurveyState, _ call: SurveyCall, failures: Int? = nil, by person: ID<Person>,
        in company: OpenCompany, _ tx: Transaction
    ) throws {
        try tx.later(
            """
            UPDATE survey SET state = \(state), holder_id = NULL, note = \(call.note), ended_by = \(person),
                failures = \(failures ?? survey.failures), ended_at = \(tx.now), version = version + 1
            WHERE id = \(survey.id) AND version = \(survey.version)
            """, orThrow: Refusal.stale(Complaint("error.stale")))
        try self.end(survey, in: company, tx)
    }

    private static func tryAgain(
        _ call: SurveyCall, _ survey: SurveyRow, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws {
        let moments = SurveyMoments(try SurveySettings(tx).pace, company.clock)
        let failures = survey.failures + (call.result.isFailure ? 1 : 0)
        let next: Instant
        if call.result.isFailure {
            let calls = try all(of: survey.id, tx).map(\.at)
            let today = company.clock.day(of: tx.now)
            let again = moments.pace.again(
                after: call.result, at: moments.minute(of: tx.now), failures: failures,
                tried: Set(calls.map { moments.pace.band(moments.minute(of: $0)) }),
                today: calls.filter { company.clock.day(of: $0) == today }.count)
            guard let again else {
                return try finish(
                    survey, as: .notReached, call, failures: failures, by: person, in: company, tx)
            }
            next = moments.instant(again, from: tx.now)
        } else {
            guard let again = call.again, again > tx.now, moments.isOpen(at: again),
                again < tx.now.adding(seconds: 30 * 86_400)
            else { throw Complaint("surveys.denied.again") }
            next = again
        }
        // A moment that was agreed upon is kept though the days for calls would be over before it.
        let end = call.result == .callBack ? max(survey.untilAt, next.adding(seconds: 86_400)) : survey.untilAt
        try tx.later(
            """
            UPDATE survey SET holder_id = NULL, call_at = \(next), until_at = \(end), failures = \(failures),
                note = \(call.note.isEmpty ? survey.note : call.note), version = version + 1
            WHERE id = \(survey.id) AND version = \(survey.version)
            """, orThrow: Refusal.stale(Complaint("error.stale")))
    }
}

/// Numbers that are not called any more.
enum SurveyRefusalStore {
    /// Also all that waits of this customer.
    static func add(_ survey: SurveyRow, by person: ID<Person>, _ tx: Transaction) throws {
        try tx.later(
            """
            INSERT INTO survey_refusal (number, made_by, made_at)
            VALUES (\(survey.mobile), \(person), \(tx.now)) ON CONFLICT (number) DO NOTHING
            """)
        try tx.later(
            """
            UPDATE survey SET state = 'out', omission = 'refused', holder_id = NULL, version = version + 1
            WHERE customer_id = \(survey.customer) AND state = 'waiting' AND id <> \(survey.id)
            """)
    }
}
