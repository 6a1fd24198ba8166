import Domain
import Ground
import Web

/// One thing that happened, in words.
struct HistoryLine: Sendable {
    let when: String
    let instant: String
    let who: String
    let room: String
    let thing: String
    let href: String?
    let what: String
    let change: String

    init(_ happening: Happening, _ link: SubjectLink?, _ reader: Reader) {
        let words = reader.words
        func word(_ key: String, else fallback: String) -> String { words.has(key) ? words(key) : fallback }
        when = reader.dateTime(happening.mark.at)
        instant = happening.mark.at.machineText
        who = happening.who ?? words("history.nobody")
        room = word("history.room.\(happening.room)", else: happening.room)
        thing = link?.label ?? (happening.subject.id == 0 ? "" : "\(happening.subject.name) \(happening.subject.id)")
        href = link?.href
        what = word(
            "history.\(happening.room).\(happening.kind)",
            else: word("\(happening.room).event.\(happening.kind)", else: happening.kind))
        change = Self.change(happening, reader)
    }

    /// `grade: B → A; reason: …`
    private static func change(_ happening: Happening, _ reader: Reader) -> String {
        let names = Set(happening.before.keys).union(happening.after.keys).sorted()
        let arrow = reader.language == .fa ? "←" : "→"
        let changes = names.map { name in
            let values = "\(happening.before[name] ?? "–") \(arrow) \(happening.after[name] ?? "–")"
            return name.isEmpty ? values : "\(label(name, reader)): \(values)"
        }
        let detail = happening.detail.sorted { $0.key < $1.key }.map { name, value in
            name.isEmpty ? value : "\(label(name, reader)): \(value)"
        }
        return (changes + detail).joined(separator: reader.words("list.semicolon"))
    }

    private static func label(_ name: String, _ reader: Reader) -> String {
        reader.words.has("history.value.\(name)") ? reader.words("history.value.\(name)") : name
    }
}

struct HistoryPage: Page {
    static let template = "history/list"
    let titleKey = "history.title"
    let action: String
    let from: Field
    let to: Field
    let people: [Field.Option]
    let rooms: [Field.Option]
    let files: [FileLink]
    let lines: [HistoryLine]
    let hasLines: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ happenings: [Happening], _ links: [EventSubject: SubjectLink], _ people: [(id: ID<Person>, name: String)],
        _ filter: HistoryFilter, hasMore: Bool, _ context: CompanyContext
    ) {
        let (reader, path) = (context.reader, context.paths(HistoryRoutes.page))
        action = path
        from = Field(filter.from, label: "history.from", for: reader).with { $0.inputMode = "numeric" }
        to = Field(filter.to, label: "history.to", for: reader).with { $0.inputMode = "numeric" }
        self.people = people.map {
            Field.Option(value: $0.id.description, label: $0.name, selected: $0.id == filter.person)
        }
        rooms = Self.rooms(filter.room, reader)
        files = context.files(at: context.paths(HistoryRoutes.export), query: filter.query)
        lines = happenings.map { HistoryLine($0, links[$0.subject], reader) }
        hasLines = !lines.isEmpty
        let more = hasMore ? happenings.last.map { HistoryFilter.text($0.mark) } : nil
        pager = more.map { mark in
            let query = filter.query.isEmpty ? "" : "&\(filter.query)"
            return Pager(count: "", older: "\(path)?before=\(mark)\(query)")
        }
        empty =
            lines.isEmpty
            ? EmptyNote(
                title: reader.words("history.none"), text: reader.words("history.none_hint"),
                action: filter.isEmpty ? nil : .clear(path, reader.words)) : nil
    }

    /// The rooms that write events, in the words of both languages.
    private static func rooms(_ chosen: String, _ reader: Reader) -> [Field.Option] {
        [
            "jobs", "claims", "claim_rules", "tariffs", "payouts", "banks", "dealers", "customers", "products",
            "people",
            "settings", "imports", "history",
        ].map {
            Field.Option(value: $0, label: reader.words("history.room.\($0)"), selected: $0 == chosen)
        }
    }
}
