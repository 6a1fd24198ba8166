import Database
import Domain
import Ground
import Hummingbird
import Web

/// All that happened in a company, for whoever audits it.
enum HistoryRoutes: RoomRoutes {
    private static let readers: Set<Role> = [.auditor, .administrator]
    private static let pageSize = 100
    static let page = PlainPage("history", for: readers, menu: .init("history", icon: "clock", order: 115))
    static let export = PlainPage("history/export", for: readers, watched: .export)

    static var all: [Mounted] {
        [
            page.to { request, context in try await show(filter(request, context), context) },
            export.to { request, context in
                try await sheet(filter(request, context), context).response(to: request, context)
            },
        ]
    }

    private static func filter(_ request: Request, _ context: CompanyContext) -> HistoryFilter {
        HistoryFilter(request.asked, context.company.clock)
    }

    private static func show(_ filter: HistoryFilter, _ context: CompanyContext) async throws -> Response {
        let (slice, links, people, wording) = try await context.company.read { tx in
            let slice = try Self.slice(filter, size: pageSize, tx)
            return (
                slice, try context.links(of: slice.lines.map(\.subject), tx), try HistoryList.people(tx),
                try HappeningWording(context, tx, of: slice.lines)
            )
        }
        return try context.show(
            HistoryPage(slice, links, people, filter, wording, context),
            status: filter.isTypedWell ? .ok : .unprocessableContent)
    }

    private static func slice(
        _ filter: HistoryFilter, size: Int, _ tx: Transaction
    ) throws -> Slice<Happening, HistoryKey> {
        try Slice(filter.cursor, size: size, key: { $0.mark }) { limit in
            try HistoryList.page(filter.question, limit: limit, tx)
        }
    }

    private static func sheet(
        _ filter: HistoryFilter, _ context: CompanyContext
    ) -> Sheet<HistoryLine, HistoryKey> {
        let words = context.words
        let columns: [SheetColumn<HistoryLine>] = [
            .init(words("history.when")) { .text(Digits.ascii($0.when)) },
            .init(words("history.who")) { .text($0.who) },
            .init(words("history.room")) { .text($0.room) }, .init(words("history.thing")) { .text($0.thing) },
            .init(words("history.what")) { .text($0.what) }, .init(words("history.change")) { .text($0.change) },
        ]
        return Sheet("history", title: "history.title", columns: columns) { cursor, size, tx in
            try slice(filter.at(cursor), size: size, tx).map { happenings in
                let wording = try HappeningWording(context, tx, of: happenings)
                let links = try context.links(of: happenings.map(\.subject), tx)
                return happenings.map { HistoryLine($0, links[$0.subject], wording, context.reader) }
            }
        }
    }
}
