import Base
import Database
import Domain
import Ground
import Hummingbird
import Web
import Work

/// One message that came in, on a page.
struct ReceivedItem: Sendable {
    let name: String
    let number: String
    let title: String?
    let body: String
    let when: String
    let badge: Badge
    let contact: String

    init(_ line: ReceivedLine, _ reader: Reader) {
        (name, body, contact) = (line.name, line.body, line.contact)
        title = line.title.isEmpty ? nil : line.title
        number = line.number.contains("@") ? line.number : reader.mobile(line.number)
        when = reader.dateTime(line.at)
        badge = Badge(
            kind: line.meaning == .left ? "neutral" : line.meaning == .contact ? "info" : "done",
            label: reader.words("received.\(line.meaning.rawValue)"))
    }
}

/// What its customer has written of a job, on its page.
struct ReceivedCard: Sendable {
    private static let most = 20
    let items: [ReceivedItem]

    /// A dealer does not see what is written to the company.
    static func ofJob(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.actor.dealer == nil else { return nil }
        let lines = try ReceivedList.ofJob(job.id, most, tx)
        guard !lines.isEmpty else { return nil }
        return PageCard(
            "messages/_received", at: .main, ReceivedCard(items: lines.map { ReceivedItem($0, context.reader) }))
    }
}

struct ReceivedPage: Page {
    static let template = "messages/received"
    let titleKey = "received.title"
    let list: String
    let files: [FileLink]
    let items: [ReceivedItem]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(_ slice: Slice<ReceivedLine, ID<ReceivedSms>>, _ filter: ReceivedFilter, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        list = context.paths(MessageRoutes.list)
        files = context.files(of: filter, at: context.paths(ReceivedRoutes.export))
        items = slice.lines.map { ReceivedItem($0, reader) }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: context.paths(ReceivedRoutes.list))
        empty = hasItems ? nil : EmptyNote(title: words("received.none"), text: words("received.none_hint"))
    }
}

/// What came in by text message, and what became of it.
package enum ReceivedRoutes: RoomRoutes {
    static let list = PlainPage("messages/received", for: .managers.union([.auditor]))
    static let export = PlainPage("messages/received/export", for: .managers.union([.auditor]), watched: .export)

    package static var all: [Mounted] {
        [
            export.to { request, context in
                try await sheet(ReceivedFilter(request.asked), context).response(to: request, context)
            },
            list.to { request, context in
                let filter = ReceivedFilter(request.asked)
                let slice = try await context.company.read { try ReceivedList.slice(filter, $0) }
                return try context.show(ReceivedPage(slice, filter, context))
            },
        ]
    }

    private static func sheet(
        _ filter: ReceivedFilter, _ context: CompanyContext
    ) -> Sheet<ReceivedLine, ID<ReceivedSms>> {
        let (words, clock) = (context.words, context.company.clock)
        let columns: [SheetColumn<ReceivedLine>] = [
            .init(day: words("messages.when"), context) { clock.day(of: $0.at) },
            .init(words("dealers.mobile")) { .text(MobileNumber.local(stored: $0.number)) },
            .init(words("messages.who")) { .text($0.name) }, .init(words("messages.body")) { .text($0.body) },
            .init(words("received.what")) { .text(words("received.\($0.meaning.rawValue)")) },
            .init(words("contacts.number")) { .text($0.contact) },
        ]
        return Sheet("messages_received", in: "messages", title: "received.title", columns: columns) {
            cursor, size, tx in
            try ReceivedList.slice(filter.at(cursor), size: size, tx)
        }
    }
}
