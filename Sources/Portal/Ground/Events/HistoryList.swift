import Database
import Domain

/// One thing that happened, as it is read back, whichever room wrote it.
package struct Happening: Sendable {
    package let mark: HistoryKey
    package let who: String?
    package let room: String
    package let subject: EventSubject
    package let kind: String
    /// What changed, by its name, in the room's own writing; a text that is no JSON stands under an empty name.
    package let before: [String: String]
    package let after: [String: String]
    package let detail: [String: String]

    init(_ row: Row) throws {
        mark = HistoryKey(at: try row("at"), id: try row("id"), source: try row("source"))
        who = try row.optional("who")
        room = try row("room")
        subject = EventSubject(try row("subject"), try row("subject_id"))
        kind = try row("kind")
        before = Self.values(try row("value_before"))
        after = Self.values(try row("value_after"))
        detail = Self.values(try row("detail"))
    }

    private static func values(_ text: String) -> [String: String] {
        guard !text.isEmpty, text != "{}" else { return [:] }
        guard text.hasPrefix("{"), let values: [String: LooseText] = try? JSONText.read(text) else { return ["": text] }
        return values.compactMapValues(\.text)
    }
}

/// A value of a row's JSON as text, whatever it is there; nil of what holds others.
private struct LooseText: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            self.text = text
        } else if let number = try? value.decode(Int64.self) {
            text = String(number)
        } else {
            text = nil
        }
    }
}

/// Where a row of the history stands: time, then number, then the table it is from.
package struct HistoryKey: Hashable, LosslessStringConvertible, Sendable {
    package let at: Instant
    package let id: Int64
    package let source: String

    package init(at: Instant, id: Int64, source: String) {
        (self.at, self.id, self.source) = (at, id, source)
    }

    package init?(_ text: String) {
        let parts = text.split(separator: ".")
        guard parts.count == 3, let at = Int64(parts[0]), let id = Int64(parts[1]) else { return nil }
        self.init(at: Instant(seconds: at), id: id, source: String(parts[2]))
    }

    package var description: String { "\(at.seconds).\(id).\(source)" }
}

/// What of the history is asked for.
package struct HistoryQuestion: Sendable {
    package var from: Instant?
    /// Not included.
    package var to: Instant?
    package var person: ID<Person>?
    package var room: String?
    package var subject: EventSubject?
    /// Empty for all.
    package var kinds: Set<String> = []
    package var before: HistoryKey?

    package init() {}
}

/// All that happened in a company, newest first.
package enum HistoryList {
    package static func page(_ asked: HistoryQuestion, limit: Int, _ tx: Transaction) throws -> [Happening] {
        try tx.rows(statement(asked, limit: limit)).map(Happening.init)
    }

    static func statement(_ asked: HistoryQuestion, limit: Int) -> SQL {
        """
        SELECT h.source, h.id, h.at, h.room, h.subject, h.subject_id, h.kind, h.value_before, h.value_after, h.detail,
               p.name AS who
        FROM (SELECT * FROM history WHERE \(condition(asked))
              ORDER BY at DESC, id DESC, source DESC LIMIT \(literal: limit)) h
        LEFT JOIN person p ON p.id = h.person_id
        ORDER BY h.at DESC, h.id DESC, h.source DESC
        """
    }

    /// Who did anything at all, by name: for a filter.
    package static func people(_ tx: Transaction) throws -> [(id: ID<Person>, name: String)] {
        try tx.rows("SELECT id, name FROM person ORDER BY id").map { (id: try $0("id"), name: try $0("name")) }
            .inPersianOrder { $0.name }
    }

    private static func condition(_ asked: HistoryQuestion) -> SQL {
        var all: [SQL] = []
        if let from = asked.from { all.append("at >= \(from)") }
        if let to = asked.to { all.append("at < \(to)") }
        if let person = asked.person { all.append("person_id = \(person)") }
        if let room = asked.room { all.append("room = \(room)") }
        if !asked.kinds.isEmpty { all.append("kind IN (\(asked.kinds.sorted()))") }
        if let subject = asked.subject { all.append("subject = \(subject.name) AND subject_id = \(subject.id)") }
        if let mark = asked.before {
            all.append(
                """
                at <= \(mark.at) AND (at < \(mark.at) OR id < \(mark.id) OR (id = \(mark.id) AND source < \(mark.source)))
                """)
        }
        return all.reduce("1 = 1") { $0 + " AND " + $1 }
    }
}
