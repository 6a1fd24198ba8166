import Database
import Domain
import Foundation
import Ground
import Web

/// The company's words for one event.
struct MessageTemplate: Sendable {
    let event: MessageEvent
    let fa: MessageText
    let en: MessageText
    /// What stands above a mail.
    let subjectFa: String
    let subjectEn: String
    let pattern: String
    let isOn: Bool
    let version: Int

    init?(_ row: Row) throws {
        guard let event = MessageEvent(rawValue: try row("event")) else { return nil }
        self.event = event
        (fa, en) = (MessageText(stored: try row("body_fa")), MessageText(stored: try row("body_en")))
        (subjectFa, subjectEn) = (try row("subject_fa"), try row("subject_en"))
        (pattern, isOn, version) = (try row("pattern"), try row("is_on"), try row("version"))
    }

    func text(_ language: Language) -> MessageText { language == .fa ? fa : en }
    func subject(_ language: Language) -> String { language == .fa ? subjectFa : subjectEn }
}

enum MessageTemplateStore {
    private static let columns: SQL = """
        SELECT event, body_fa, body_en, subject_fa, subject_en, pattern, is_on, version FROM message_template
        """

    static func all(_ tx: Transaction) throws -> [MessageTemplate] {
        let found = try tx.rows("\(columns) WHERE channel = 'sms'").compactMap(MessageTemplate.init)
        let places = Dictionary(uniqueKeysWithValues: MessageEvent.allCases.enumerated().map { ($1, $0) })
        return found.sorted { places[$0.event, default: 0] < places[$1.event, default: 0] }
    }

    /// Those of these events that are written about.
    static func on(_ events: Set<MessageEvent>, _ tx: Transaction) throws -> [MessageEvent: MessageTemplate] {
        let names = events.map(\.rawValue).sorted()
        return try tx.rows("\(columns) WHERE channel = 'sms' AND is_on = 1 AND event IN (\(names))")
            .compactMap(MessageTemplate.init).reduce(into: [:]) { $0[$1.event] = $1 }
    }

    /// - Throws: `Refusal.stale` where somebody was faster, `messages.template.needed` where somebody signs in by it.
    static func set(
        _ event: MessageEvent, fa: MessageText, en: MessageText, subjects: (fa: String, en: String), pattern: String,
        isOn: Bool, version: Int, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws {
        guard let known = try all(tx).first(where: { $0.event == event }), known.version == version else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        if !isOn, let secret = event.secret, try SecretSlots.needs(secret, in: company, tx) {
            throw Complaint("messages.template.needed")
        }
        _ = try tx.execute(
            """
            UPDATE message_template SET body_fa = \(fa.text), body_en = \(en.text), pattern = \(pattern),
                subject_fa = \(subjects.fa), subject_en = \(subjects.en), is_on = \(isOn), version = version + 1 WHERE event = \(event.rawValue) AND channel = 'sms'
            """)
        let change = Event(
            "template", of: EventSubject("message_template"), in: PostAccountStore.room,
            changes: [
                "text_fa": (before: known.fa.text, after: fa.text), "text_en": (before: known.en.text, after: en.text),
                "subject_fa": (before: known.subjectFa, after: subjects.fa),
                "subject_en": (before: known.subjectEn, after: subjects.en),
                "pattern": (before: known.pattern, after: pattern),
                "on": (before: known.isOn ? "1" : "0", after: isOn ? "1" : "0"),
            ], detail: ["event": event.rawValue])
        try EventStore.add(change, by: person, tx)
    }

    /// The words that Kardan ships, for events that the company has none for: its own from then on.
    static func fill(in company: OpenCompany, _ root: Root) async throws {
        let known = try await company.read { try all($0) }
        guard known.count < MessageEvent.allCases.count || known.contains(where: \.subjectFa.isEmpty) else { return }
        let lines = try String(contentsOf: root("Data/message_templates.tsv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst().map { $0.components(separatedBy: "\t") }
        do {
            try await company.write { tx in
                for line in lines where line.count == 5 {
                    let texts = line[1...].map { $0.replacing("\\n", with: "\n") }
                    try tx.later(
                        """
                        INSERT INTO message_template (event, channel, body_fa, body_en, subject_fa, subject_en)
                        VALUES (\(line[0]), 'sms', \(texts[0]), \(texts[1]), \(texts[2]), \(texts[3]))
                        ON CONFLICT (event, channel) DO UPDATE SET
                            subject_fa = excluded.subject_fa, subject_en = excluded.subject_en
                        WHERE message_template.subject_fa = ''
                        """)
                }
            }
        } catch Refusal.readOnly {}
    }
}
