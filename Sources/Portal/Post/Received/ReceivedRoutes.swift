import Base
import Database
import Domain
import Ground
import Hummingbird
import Web

struct ReceivedPage: Page {
    struct Item: Sendable {
        let name: String
        let number: String
        let body: String
        let when: String
        let badge: Badge
        let contact: String
    }

    static let template = "messages/received"
    let titleKey = "received.title"
    let list: String
    let items: [Item]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(_ slice: Slice<ReceivedLine, ID<ReceivedSms>>, _ filter: ReceivedFilter, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        list = context.paths(MessageRoutes.list)
        items = slice.lines.map { line in
            Item(
                name: line.name, number: reader.mobile(line.number), body: line.body, when: reader.dateTime(line.at),
                badge: Badge(
                    kind: line.meaning == .left ? "neutral" : line.meaning == .contact ? "info" : "done",
                    label: words("received.\(line.meaning.rawValue)")), contact: line.contact)
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: context.paths(ReceivedRoutes.list))
        empty = hasItems ? nil : EmptyNote(title: words("received.none"), text: words("received.none_hint"))
    }
}

/// What came in by text message, and what became of it.
package enum ReceivedRoutes: RoomRoutes {
    static let list = PlainPage("messages/received", for: .managers.union([.auditor]))

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let filter = ReceivedFilter(request.asked)
                let slice = try await context.company.read { try ReceivedList.slice(filter, $0) }
                return try context.show(ReceivedPage(slice, filter, context))
            }
        ]
    }
}
