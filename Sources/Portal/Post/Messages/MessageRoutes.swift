import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// All messages of the company: what became of each, and again.
package enum MessageRoutes: RoomRoutes {
    package static let list = PlainPage(
        "messages", for: .managers.union([.auditor]), menu: .init("messages", icon: "phone", order: 116))
    static let export = PlainPage("messages/export", for: .managers.union([.auditor]), watched: .export)
    static let again = FormRoute<ID<Message>>("messages/:message/again", for: .managers)

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(MessageFilter(request.asked), context) },
            export.to { request, context in
                try await sheet(MessageFilter(request.asked), context).response(to: request, context)
            },
            again.to { form, context, id in try await sendAgain(form, id, context) },
        ]
    }

    private static func show(
        _ filter: MessageFilter, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            let slice = try MessageList.slice(filter, tx)
            let links = try context.links(of: slice.lines.map(\.subject), tx)
            return MessageListPage(
                slice, links, try MessageList.counts(tx), try PostAccountStore.find(tx), filter, context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func sendAgain(
        _ form: FormBody, _ id: ID<Message>, _ context: CompanyContext
    ) async throws -> Response {
        try await context.once(form, flash: "messages.again", to: context.paths(list)) { deed in
            guard try MessageStore.exists(id, deed.tx) else { throw Refusal.hidden }
            guard try MessageStore.again(id, deed.tx) else { throw Refusal.stale(Complaint("messages.over")) }
            try EventStore.add(
                Event("again", of: EventSubject("message", id.value), in: PostAccountStore.room),
                by: deed.actor.person, deed.tx)
            for channel in MessageChannel.allCases {
                try RunStore.call(channel.run, by: deed.tx.now, in: deed.company, deed.tx)
            }
        } orShow: { refused in
            try await show(
                MessageFilter(Asked(query: "tab=trouble")), context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func sheet(
        _ filter: MessageFilter, _ context: CompanyContext
    ) -> Sheet<MessageLine, ID<Message>> {
        let (words, clock, reader) = (context.words, context.company.clock, context.reader)
        let columns: [SheetColumn<MessageLine>] = [
            .init(day: words("messages.when"), context) { clock.day(of: $0.at) },
            .init(words("messages.event")) { .text(words("messages.subject.\($0.event)")) },
            .init(words("messages.who")) { .text($0.name) },
            .init(words("messages.number")) { .text(MobileNumber.local(stored: $0.number)) },
            .init(words("messages.body")) { .text($0.body) },
            .init(words("messages.parts")) { .number(Int64($0.parts)) },
            .init(words("messages.cost")) { $0.cost.map(Workbook.Cell.number) ?? .text("") },
            .init(words("messages.state")) { .text(words("messages.state.\($0.state.rawValue)")) },
            .init(words("messages.why")) { .text($0.why(reader) ?? "") },
        ]
        return Sheet("messages", title: "messages.title", columns: columns) { cursor, size, tx in
            try MessageList.slice(filter.at(cursor), size: size, tx)
        }
    }
}
