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
    let person: Pick
    let room: Pick
    let files: [FileLink]
    let lines: [HistoryLine]
    let hasLines: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<Happening, HistoryKey>, _ links: [EventSubject: SubjectLink],
        _ people: [(id: ID<Person>, name: String)], _ filter: HistoryFilter, _ wording: HappeningWording,
        _ context: CompanyContext
    ) {
        let (reader, path) = (context.reader, context.paths(HistoryRoutes.page))
        action = path
        from = Field(filter.from, label: "history.from", for: reader).asDay(to: context.today)
        to = Field(filter.to, label: "history.to", for: reader).asDay(to: context.today)
        person = Pick(
            "person", reader.words("history.who"), blank: reader.words("history.anybody"),
            people.map { ($0.id.description, $0.name) }, chosen: filter.person?.description)
        room = Pick(
            "room", reader.words("history.room"), blank: reader.words("history.any_room"),
            Self.rooms.map { ($0, reader.words("history.room.\($0)")) }, chosen: filter.room)
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
    static let rooms = [
        "jobs", "papers", "tracking", "contacts", "customers", "units", "plans", "contracts", "products", "parts",
        "stock", "workshop", "bench_pay", "quality", "surveys", "reports", "dealers", "claims", "claim_rules",
        "tariffs", "recomputation", "accounts", "payouts", "banks", "books", "messages",
        "settings", "proposals",
        "people", "imports", "files", "lists", "history", "security",
    ]
}
