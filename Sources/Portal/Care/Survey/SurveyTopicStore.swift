import Database
import Domain
import Foundation
import Ground
import Web

package struct SurveyTopicRow: Sendable {
    package let id: ID<SurveyTopic>
    let names: BothNames
    /// As typed.
    package let words: String
    let isRetired: Bool
    let version: Int
}

/// What of a topic a person writes.
struct SurveyTopicFacts: Equatable, Sendable {
    let fa: String
    let en: String
    let words: String

    var texts: [String: String] { ["fa": fa, "en": en, "words": words] }
}

/// The company's topics, and what is sorted under them.
package enum SurveyTopicStore {
    package static func all(_ tx: Transaction) throws -> [SurveyTopicRow] { try rows("1 = 1", tx) }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<SurveyTopic>, _ tx: Transaction) throws -> SurveyTopicRow {
        guard let row = try rows("id = \(id)", tx).first else { throw Refusal.hidden }
        return row
    }

    private static func rows(_ condition: SQL, _ tx: Transaction) throws -> [SurveyTopicRow] {
        try tx.rows(
            """
            SELECT id, name_fa, name_en, words, is_retired, version FROM survey_topic WHERE \(condition)
            ORDER BY is_retired, id
            """
        ).map {
            SurveyTopicRow(
                id: try $0("id"), names: try BothNames($0), words: try $0("words"), isRetired: try $0("is_retired"),
                version: try $0("version"))
        }
    }

    /// - Parameter person: nil where they come with the program.
    @discardableResult
    static func add(_ facts: SurveyTopicFacts, by person: ID<Person>?, _ tx: Transaction) throws -> ID<SurveyTopic> {
        let id: ID<SurveyTopic> = try tx.insert(
            "INSERT INTO survey_topic (name_fa, name_en, words) VALUES (\(facts.fa), \(facts.en), \(facts.words))")
        guard let person else { return id }
        try EventStore.add(
            Event("topic_added", of: .surveyTopic(id), in: SurveyScriptStore.room, detail: ["name": facts.fa]),
            by: person, tx)
        return id
    }

    /// - Throws: `Refusal.stale` where somebody was faster.
    static func change(
        _ id: ID<SurveyTopic>, at version: Int, to new: SurveyTopicFacts, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let old = try find(id, tx)
        try tx.later(
            """
            UPDATE survey_topic SET name_fa = \(new.fa), name_en = \(new.en), words = \(new.words), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """, orThrow: Refusal.stale(Complaint("error.stale")))
        let before = SurveyTopicFacts(fa: old.names.fa, en: old.names.en, words: old.words)
        let event = Event(
            "topic_changed", of: .surveyTopic(id), in: SurveyScriptStore.room, from: before.texts, to: new.texts)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    /// Sets it aside: nothing more is sorted under it; or takes it up again. - Throws: `Refusal.stale` where somebody was faster.
    static func setRetired(
        _ isRetired: Bool, _ id: ID<SurveyTopic>, at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try tx.later(
            """
            UPDATE survey_topic SET is_retired = \(isRetired), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """, orThrow: Refusal.stale(Complaint("error.stale")))
        try EventStore.add(
            Event(isRetired ? "topic_retired" : "topic_restored", of: .surveyTopic(id), in: SurveyScriptStore.room),
            by: person, tx)
    }

    static func tags(of survey: ID<Survey>, _ tx: Transaction) throws -> Set<ID<SurveyTopic>> {
        Set(try tx.list("SELECT topic_id FROM survey_tag WHERE survey_id = \(survey)", as: ID<SurveyTopic>.self))
    }

    /// What was said and waits to be sorted, the oldest first.
    package static func unsorted(
        limit: Int, _ tx: Transaction
    ) throws -> [(id: ID<Survey>, version: Int, words: String)] {
        try tx.rows(
            """
            SELECT id, version, words FROM survey WHERE has_text = 1 AND sorted_at IS NULL AND state = 'done'
            ORDER BY completed_on, id LIMIT \(literal: limit)
            """
        ).map { (id: try $0("id"), version: try $0("version"), words: try $0("words")) }
    }

    /// Puts what was said under these topics and no others; under none too, so that it waits no more.
    /// - Throws: `Refusal.stale` where somebody was faster.
    package static func sort(
        _ survey: ID<Survey>, at version: Int, under topics: [ID<SurveyTopic>], by person: ID<Person>, _ tx: Transaction
    ) throws {
        try tx.later(
            """
            UPDATE survey SET sorted_at = \(tx.now), version = version + 1
            WHERE id = \(survey) AND version = \(version) AND state = 'done' AND has_text = 1
            """, orThrow: Refusal.stale(Complaint("error.stale")))
        try tx.later("DELETE FROM survey_tag WHERE survey_id = \(survey)")
        let rows = topics.map { topic -> SQL in "(\(survey), \(topic), \(person), \(tx.now))" }
        if let first = rows.first {
            let values = rows.dropFirst().reduce(first) { $0 + ", " + $1 }
            try tx.later("INSERT INTO survey_tag (survey_id, topic_id, made_by, made_at) VALUES \(values)")
        }
        try EventStore.add(
            Event("sorted", of: .survey(survey), in: SurveyScriptStore.room, detail: ["topics": String(topics.count)]),
            by: person, tx)
    }

    /// What a company begins with, from `Data/survey_topics.tsv`.
    static func addUsual(_ root: Root, _ tx: Transaction) throws {
        let lines = try String(contentsOf: root("Data/survey_topics.tsv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst()
        for line in lines {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            try add(SurveyTopicFacts(fa: cells[0], en: cells[1], words: cells[2]), by: nil, tx)
        }
    }

    static let naming = SubjectNaming("survey_topic") { ids, context, tx in
        guard context.may(SurveyTopicRoutes.one) else { return [] }
        return try tx.rows("SELECT id, name_fa, name_en FROM survey_topic WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(
            label: try BothNames(row).shown(context.reader), href: context.paths(SurveyTopicRoutes.one, try row("id")))
    }
}

extension EventSubject {
    static func surveyTopic(_ id: ID<SurveyTopic>) -> EventSubject { EventSubject("survey_topic", id.value) }
}
