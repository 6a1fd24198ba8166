import Database
import Domain
import Foundation
import Ground
import Web

extension SurveyQuestionKind: ColumnValue {}
extension SurveyState: ColumnValue {}
extension SurveyOmission: ColumnValue {}
extension SurveyResult: ColumnValue {}
extension SurveyWay: ColumnValue {}

/// The questions as they stood at a time.
package struct SurveyVersionRow: Sendable {
    package let id: ID<SurveyVersion>
    let script: SurveyScript
    let madeAt: Instant
    /// nil: they came with the program.
    let maker: String?
}

/// The company's questions, version by version: the newest is asked, none is ever changed.
package enum SurveyScriptStore {
    static let room = "surveys"

    package static func newest(_ tx: Transaction) throws -> SurveyVersionRow? {
        try row("v.id = (SELECT max(id) FROM survey_version)", tx)
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<SurveyVersion>, _ tx: Transaction) throws -> SurveyVersionRow {
        guard let row = try row("v.id = \(id)", tx) else { throw Refusal.hidden }
        return row
    }

    private static func row(_ condition: SQL, _ tx: Transaction) throws -> SurveyVersionRow? {
        let row = try tx.row(
            """
            SELECT v.id, v.made_at, p.name FROM survey_version v LEFT JOIN person p ON p.id = v.made_by WHERE \(condition)
            """)
        guard let row else { return nil }
        let id: ID<SurveyVersion> = try row("id")
        return SurveyVersionRow(
            id: id, script: try script(id, tx), madeAt: try row("made_at"), maker: try row.optional("name"))
    }

    private static func script(_ id: ID<SurveyVersion>, _ tx: Transaction) throws -> SurveyScript {
        try SurveyScript(
            tx.rows(
                """
                SELECT kind, text_fa, text_en, weight, is_required, asked_after, asked_if, choices, doubt,
                       is_rating
                FROM survey_question WHERE version_id = \(id) ORDER BY position
                """
            ).map { row in
                let (after, values): (Int?, String?) = (try row.optional("asked_after"), try row.optional("asked_if"))
                let (choices, isRequired, isRating): (String, Bool, Bool) = (
                    try row("choices"), try row("is_required"), try row("is_rating")
                )
                return SurveyQuestion(
                    try row("kind"), fa: try row("text_fa"), en: try row("text_en"), weight: try row("weight"),
                    isRequired: isRequired,
                    condition: after.map {
                        .init(position: $0, values: Set((values ?? "").split(separator: ",").map(String.init)))
                    }, choices: choices.split(separator: "\n").map(String.init), doubt: try row.optional("doubt"),
                    isRating: isRating)
            })
    }

    /// What is asked from now on.
    /// - Parameters:
    ///   - known: the newest one that the person saw; nil where there was none.
    ///   - person: nil where they come with the program.
    /// - Throws: `Refusal.stale` where somebody was faster.
    package static func add(
        _ script: SurveyScript, after known: ID<SurveyVersion>?, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let last: ID<SurveyVersion>? = try tx.value("SELECT max(id) FROM survey_version")
        guard last == known else { throw Refusal.stale(Complaint("error.stale")) }
        let id: ID<SurveyVersion> = try tx.insert(
            "INSERT INTO survey_version (made_by, made_at) VALUES (\(person), \(tx.now))")
        let rows = script.questions.enumerated().map { place, question -> SQL in
            """
            (\(id), \(place + 1), \(question.kind), \(question.fa), \(question.en), \(question.weight),
             \(question.isRequired), \(question.condition?.position), \(question.condition?.text),
             \(question.choices.joined(separator: "\n")), \(question.doubt),
             \(question.isRating))
            """
        }
        guard let first = rows.first else { return }
        let values = rows.dropFirst().reduce(first) { $0 + ", " + $1 }
        try tx.later(
            """
            INSERT INTO survey_question (version_id, position, kind, text_fa, text_en, weight, is_required, asked_after,
                                         asked_if, choices, doubt, is_rating)
            VALUES \(values)
            """)
        guard let person else { return }
        let event = Event(
            "questions_changed", of: EventSubject("survey_version", id.value), in: room,
            detail: ["questions": String(script.questions.count)])
        try EventStore.add(event, by: person, tx)
    }

    /// What a company begins with, from `Data/survey_questions.tsv`.
    package static func usual(_ root: Root) throws -> SurveyScript {
        let lines = try String(contentsOf: root("Data/survey_questions.tsv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst()
        let fields = lines.enumerated().reduce(into: [String: String]()) { all, line in
            let cells = line.element.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            for (name, cell) in zip(
                ["kind", "fa", "en", "weight", "required", "after", "if", "doubt", "rating"], cells)
            where !cell.isEmpty {
                all["\(name)_\(line.offset + 1)"] = cell
            }
        }
        return try SurveyScriptForm(FormBody(fields), yes: "", no: "").required()
    }
}
