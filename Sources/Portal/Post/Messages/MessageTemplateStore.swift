import Database
import Domain
import Foundation
import Ground
import Web

/// How one event is written about.
struct MessageWords: Sendable {
    var fa: MessageText
    var en: MessageText
    /// Of a mail, where it says more than a text message; both or none.
    var mailFa: MessageText?
    var mailEn: MessageText?
    /// What stands above a mail.
    var subjectFa: String
    var subjectEn: String
    var pattern: String
    var isOn: Bool
    /// Whether it is of use for selling, as the company says.
    var isAdvert = false

    /// For the history.
    fileprivate var texts: [String: String] {
        [
            "text_fa": fa.text, "text_en": en.text, "mail_fa": mailFa?.text ?? "", "mail_en": mailEn?.text ?? "",
            "subject_fa": subjectFa, "subject_en": subjectEn, "pattern": pattern, "on": isOn ? "1" : "0",
            "advert": isAdvert ? "1" : "0",
        ]
    }
}

/// The company's words for one event.
struct MessageTemplate: Sendable {
    let event: MessageEvent
    let words: MessageWords
    let version: Int

    /// It is from a time before there were mails: whoever has changed it since has emptied its subjects himself.
    var lacksSubject: Bool { version == 1 && words.subjectFa.isEmpty && words.subjectEn.isEmpty }
    var isOn: Bool { words.isOn }
    var pattern: String { words.pattern }

    init?(_ row: Row) throws {
        guard let event = MessageEvent(rawValue: try row("event")) else { return nil }
        self.event = event
        let (mailFa, mailEn): (String?, String?) = (try row.optional("mail_fa"), try row.optional("mail_en"))
        words = MessageWords(
            fa: MessageText(stored: try row("body_fa")), en: MessageText(stored: try row("body_en")),
            mailFa: mailFa.map(MessageText.init(stored:)), mailEn: mailEn.map(MessageText.init(stored:)),
            subjectFa: try row("subject_fa"), subjectEn: try row("subject_en"), pattern: try row("pattern"),
            isOn: try row("is_on"), isAdvert: try row("is_advert"))
        version = try row("version")
    }

    func text(_ language: Language, by channel: MessageChannel = .sms) -> MessageText {
        let own = channel == .email ? (language == .fa ? words.mailFa : words.mailEn) : nil
        return own ?? (language == .fa ? words.fa : words.en)
    }
    func subject(_ language: Language) -> String { language == .fa ? words.subjectFa : words.subjectEn }
}

enum MessageTemplateStore {
    private static let columns: SQL = """
        SELECT t.event, t.body_fa, t.body_en, t.subject_fa, t.subject_en, t.pattern, t.is_on, t.is_advert, t.version,
               m.body_fa AS mail_fa, m.body_en AS mail_en
        FROM message_template t LEFT JOIN message_template m ON m.event = t.event AND m.channel = 'email'
        """

    static func all(_ tx: Transaction) throws -> [MessageTemplate] {
        let found = try tx.rows("\(columns) WHERE t.channel = 'sms'").compactMap(MessageTemplate.init)
        let places = Dictionary(uniqueKeysWithValues: MessageEvent.allCases.enumerated().map { ($1, $0) })
        return found.sorted { places[$0.event, default: 0] < places[$1.event, default: 0] }
    }

    /// Those of these events that are written about.
    static func on(_ events: Set<MessageEvent>, _ tx: Transaction) throws -> [MessageEvent: MessageTemplate] {
        let names = events.map(\.rawValue).sorted()
        return try tx.rows("\(columns) WHERE t.channel = 'sms' AND t.is_on = 1 AND t.event IN (\(names))")
            .compactMap(MessageTemplate.init).reduce(into: [:]) { $0[$1.event] = $1 }
    }

    /// - Throws: `Refusal.stale` where somebody was faster, `messages.template.needed` where somebody signs in by it.
    static func set(
        _ new: MessageWords, of event: MessageEvent, version: Int, by person: ID<Person>, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        guard let known = try all(tx).first(where: { $0.event == event }), known.version == version else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        if !new.isOn, let secret = event.secret, try SecretSlots.needs(secret, in: company, tx) {
            throw Complaint("messages.template.needed")
        }
        _ = try tx.execute(
            """
            UPDATE message_template SET body_fa = \(new.fa.text), body_en = \(new.en.text), pattern = \(new.pattern),
                subject_fa = \(new.subjectFa), subject_en = \(new.subjectEn), is_on = \(new.isOn), is_advert = \(new.isAdvert),
                version = version + 1
            WHERE event = \(event.rawValue) AND channel = 'sms'
            """)
        try setMail(new, of: event, tx)
        let change = Event(
            "template", of: EventSubject("message_template"), in: PostAccountStore.room, from: known.words.texts,
            to: new.texts, detail: ["event": event.rawValue])
        try EventStore.add(change, by: person, tx)
    }

    private static func setMail(_ new: MessageWords, of event: MessageEvent, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM message_template WHERE event = \(event.rawValue) AND channel = 'email'")
        guard let fa = new.mailFa, let en = new.mailEn else { return }
        try tx.execute(
            """
            INSERT INTO message_template (event, channel, body_fa, body_en)
            VALUES (\(event.rawValue), 'email', \(fa.text), \(en.text))
            """)
    }

    /// The words that Kardan ships, for events that the company has none for: its own from then on.
    static func fill(in company: OpenCompany, _ root: Root) async throws {
        let known = try await company.read { try all($0) }
        guard known.count < MessageEvent.allCases.count || known.contains(where: \.lacksSubject) else { return }
        let lines = try String(contentsOf: root("Data/message_templates.tsv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst().map { $0.components(separatedBy: "\t") }
        do {
            try await company.write { tx in
                for line in lines where line.count == 6 {
                    let texts = line[1...].map { $0.replacing("\\n", with: "\n") }
                    try tx.later(
                        """
                        INSERT INTO message_template (event, channel, body_fa, body_en, subject_fa, subject_en, is_on)
                        VALUES (\(line[0]), 'sms', \(texts[0]), \(texts[1]), \(texts[2]), \(texts[3]),
                                \(texts[4] == "1"))
                        ON CONFLICT (event, channel) DO UPDATE SET
                            subject_fa = excluded.subject_fa, subject_en = excluded.subject_en
                        WHERE message_template.subject_fa = '' AND message_template.subject_en = ''
                            AND message_template.version = 1
                        """)
                }
            }
        } catch Refusal.readOnly {}
    }
}
