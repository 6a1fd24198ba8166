import Domain
import Ground
import Hummingbird
import Web

/// All that happened in a company, for whoever audits it.
enum HistoryRoutes: RoomRoutes {
    private static let readers: Set<Role> = [.auditor, .administrator]
    private static let pageSize = 100
    private static let chunk = 1_000
    static let page = PlainPage("history", for: readers, menu: .init("history", icon: "clock", order: 115))
    static let export = PlainPage("history/export", for: readers)

    static var all: [Mounted] {
        [
            page.to { request, context in try await show(HistoryFilter(request, context), context) },
            export.to { request, context in
                try await sheet(HistoryFilter(request, context).question, context).response(to: request, context)
            },
        ]
    }

    private static func show(_ filter: HistoryFilter, _ context: CompanyContext) async throws -> Response {
        let question = filter.question
        let (lines, links, people, wording) = try await context.company.read { tx in
            let lines = try HistoryList.page(question, limit: pageSize + 1, tx)
            return (
                lines, try context.links(of: lines.map(\.subject), tx), try HistoryList.people(tx),
                try HappeningWording(context, tx)
            )
        }
        return try context.show(
            HistoryPage(
                Array(lines.prefix(pageSize)), links, people, filter, hasMore: lines.count > pageSize, wording, context),
            status: filter.isTypedWell ? .ok : .unprocessableContent)
    }

    private static func sheet(
        _ question: HistoryQuestion, _ context: CompanyContext
    ) -> Sheet<HistoryLine, HistoryMark> {
        let words = context.words
        let columns: [SheetColumn<HistoryLine>] = [
            .init(words("history.when")) { .text($0.when) }, .init(words("history.who")) { .text($0.who) },
            .init(words("history.room")) { .text($0.room) }, .init(words("history.thing")) { .text($0.thing) },
            .init(words("history.what")) { .text($0.what) }, .init(words("history.change")) { .text($0.change) },
        ]
        return Sheet("history", title: "history.title", columns: columns) { mark, tx in
            var question = question
            if let mark { question.before = mark }
            let lines = try HistoryList.page(question, limit: chunk, tx)
            let (links, wording) = (
                try context.links(of: lines.map(\.subject), tx), try HappeningWording(context, tx)
            )
            return (
                lines.map { HistoryLine($0, links[$0.subject], wording, context.reader) },
                lines.count == chunk ? lines.last?.mark : nil
            )
        }
    }
}
