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

    init(_ happening: Happening, _ link: SubjectLink?, _ wording: HappeningWording, _ reader: Reader) {
        when = reader.dateTime(happening.mark.at)
        instant = happening.mark.at.machineText
        who = wording.who(happening)
        room = wording.room(happening.room)
        thing = link?.label ?? ""
        href = link?.href
        what = wording.what(happening)
        change = wording.change(happening)
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
        _ slice: Slice<Happening, HistoryMark>, _ links: [EventSubject: SubjectLink],
        _ people: [(id: ID<Person>, name: String)], _ filter: HistoryFilter, _ wording: HappeningWording,
        _ context: CompanyContext
    ) {
        let (reader, path) = (context.reader, context.paths(HistoryRoutes.page))
        action = path
        from = Field(filter.from, label: "history.from", for: reader).with { $0.inputMode = "numeric" }
        to = Field(filter.to, label: "history.to", for: reader).with { $0.inputMode = "numeric" }
        self.people = people.map {
            Field.Option(value: $0.id.description, label: $0.name, selected: $0.id == filter.person)
        }
        rooms = Self.rooms(filter.room, reader)
        files = context.files(of: filter, at: context.paths(HistoryRoutes.export))
        lines = slice.lines.map { HistoryLine($0, links[$0.subject], wording, reader) }
        hasLines = !lines.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: path)
        empty =
            lines.isEmpty
            ? EmptyNote(
                title: reader.words("history.none"), text: reader.words("history.none_hint"),
                action: filter.isEmpty ? nil : .clear(path, reader.words)) : nil
    }

    /// The rooms that write events.
    private static func rooms(_ chosen: String, _ reader: Reader) -> [Field.Option] {
        [
            "jobs", "customers", "units", "products", "dealers", "claims", "claim_rules", "tariffs", "recomputation",
            "accounts", "payouts", "banks", "settings", "people", "imports", "lists", "history",
        ].map { Field.Option(value: $0, label: reader.words("history.room.\($0)"), selected: $0 == chosen) }
    }
}
