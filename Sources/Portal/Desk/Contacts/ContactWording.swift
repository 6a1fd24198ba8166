import Domain
import Ground
import Web

/// Contacts in the reader's words.
extension Words {
    func kind(_ kind: ContactKind) -> String { self("contacts.kind.\(kind.rawValue)") }
    func channel(_ channel: ContactChannel) -> String { self("contacts.channel.\(channel.rawValue)") }
    func direction(_ direction: ContactDirection) -> String { self("contacts.direction.\(direction.rawValue)") }
    func severity(_ severity: ContactSeverity) -> String { self("contacts.severity.\(severity.rawValue)") }

    func addressee(_ referral: ReferralRow) -> String {
        switch referral.addressee {
        case .person: (referral.name ?? "").isolated
        case .unit(let role): self("contacts.unit", self("role.\(role.rawValue)"))
        }
    }
}

extension Reader {
    /// A mobile number or a landline, with the line behind it.
    func caller(_ number: String, line: String = "") -> String {
        let number = mobile(number).isolatedLeftToRight
        return line.isEmpty ? number : words("contacts.with_line", number, digits(line).isolatedLeftToRight)
    }
}

extension Badge {
    init(_ contact: ContactState, _ words: Words) {
        self.init(kind: contact == .open ? "info" : "done", label: words("contacts.state.\(contact.rawValue)"))
    }

    /// nil unless the day is over.
    init?(overdue due: CalendarDay?, today: CalendarDay, _ words: Words) {
        guard let due, due < today else { return nil }
        self.init(kind: "error", label: words("contacts.overdue"))
    }

    init(_ kind: ContactKind, _ words: Words) {
        self.init(kind: kind == .complaint ? "warning" : "neutral", label: words.kind(kind))
    }
}

/// What happened to a contact, for the history.
enum ContactEventWording {
    static let wording = RoomWording("contacts") { happening, reader, names in
        let words = reader.words
        func value(_ name: String, _ text: String) -> String {
            if text.isEmpty { return "–" }
            if let day = CalendarDay(iso: text) { return reader.day(day) }
            if name == "cause" { return names.reason(text)?.shown(reader) ?? text }
            if name == "to", case .unit(let role) = try? Addressee(text: text) {
                return words("contacts.unit", words("role.\(role.rawValue)"))
            }
            let key = "contacts.\(name).\(text)"
            return words.has(key) ? words(key) : text.isolated
        }
        func said(_ name: String, _ text: String) -> String {
            let key = ["contacts.value.\(name)", "history.value.\(name)"].first(where: words.has)
            return name.isEmpty ? text.isolated : "\(key.map { words($0) } ?? name): \(text)"
        }
        // Persons stand there by their number: who they are says the line of the referral itself.
        let hidden: Set<String> = ["owner"]
        let isOfPerson: (String, String) -> Bool = { $0 == "to" && $1.hasPrefix("person:") }
        let arrow = reader.language == .fa ? " ← " : " → "
        let changes = Set(happening.before.keys).union(happening.after.keys).subtracting(hidden).sorted().map { name in
            said(
                name,
                [happening.before[name], happening.after[name]].map { value(name, $0 ?? "") }.joined(separator: arrow))
        }
        let details = happening.detail.filter { !$0.value.isEmpty && !isOfPerson($0.key, $0.value) }
            .sorted { $0.key < $1.key }.map { said($0.key, value($0.key, $0.value)) }
        return (changes + details).joined(separator: words("list.semicolon"))
    }
}
