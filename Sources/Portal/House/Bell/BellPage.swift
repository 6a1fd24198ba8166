import Domain
import Ground
import Post
import Web

/// What this person was told, newest first.
struct BellPage: Page {
    struct Item: Sendable {
        let action: String
        let text: String
        let when: String
        let instant: String
        let isNew: Bool
    }

    static let template = "bell/list"
    let titleKey = "bell.title"
    let items: [Item]
    let hasItems: Bool
    /// Marks all as read, up to `last`; nil where nothing is new.
    let reading: String?
    let last: String
    let older: String?
    let empty: EmptyNote?
    /// Where its reader says how he is told beside it.
    let reach: String?

    init(
        _ slice: Slice<BellLine, Int64>, _ links: [EventSubject: SubjectLink], _ filter: BellFilter,
        _ context: CompanyContext
    ) {
        let (lines, reader, paths) = (slice.lines, context.reader, context.paths)
        items = lines.map { line in
            Item(
                action: paths(BellRoutes.opening, line.id),
                text: reader.words("bell.\(line.kind)", values: line.values.map(\.isolated)),
                when: reader.dateTime(line.at), instant: line.at.machineText, isNew: !line.isRead)
        }
        hasItems = !items.isEmpty
        reach = context.pathIfAllowed(ReachRoutes.page)
        reading = lines.contains { !$0.isRead } ? paths(BellRoutes.reading) : nil
        last = lines.first.map { String($0.id) } ?? ""
        older = Pager(slice, of: filter, at: paths(BellRoutes.list)).older
        empty =
            items.isEmpty ? EmptyNote(title: reader.words("bell.none"), text: reader.words("bell.none_hint")) : nil
    }
}
