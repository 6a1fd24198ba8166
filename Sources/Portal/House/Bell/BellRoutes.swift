import Domain
import Ground
import Hummingbird
import Web

/// What a person was told: each notice leads to its page, and is read from then on.
enum BellRoutes: RoomRoutes {
    private static let readers = Set.everyone.subtracting([.auditor])
    private static let pageSize = 50
    static let list = PlainPage("bell", for: readers, menu: .init("bell", icon: "bell", order: 0, isBell: true))
    static let reading = PlainForm("bell/reading", for: readers)
    static let opening = FormRoute<Int64>("bell/:notice/opening", for: readers)

    static var all: [Mounted] {
        [
            list.to { request, context in try await show(request, context) },
            reading.to { form, context in
                if let last = Int64(form.raw("last")) { try await context.readBell(0...max(last, 0)) }
                return context.goOn(to: context.paths(list))
            },
            opening.to { _, context, notice in try await open(notice, context) },
        ]
    }

    private static func show(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let (filter, person) = (BellFilter(request.asked), context.actor.person)
        let (slice, links) = try await context.company.read { tx in
            let slice = try Slice(filter.cursor, size: pageSize, key: { $0.id }) { limit in
                try BellList.page(of: person, before: filter.cursor?.key, limit: limit, tx)
            }
            return (slice, try context.links(of: slice.lines.map(\.subject), tx))
        }
        return try context.show(BellPage(slice, links, filter, context))
    }

    /// To the thing that the notice is about; to the list where this person does not see it any more.
    private static func open(_ notice: Int64, _ context: CompanyContext) async throws -> Response {
        let person = context.actor.person
        let (line, links) = try await context.company.read { tx in
            let line = try BellList.find(notice, of: person, tx)
            return (line, try context.links(of: [line.subject], tx))
        }
        try await context.readBell(notice...notice)
        return context.goOn(to: links[line.subject]?.href ?? context.paths(list))
    }
}

/// All that a person was told.
struct BellFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)
    let fields: [Address.Field] = []
    var cursor: Cursor<Int64>?

    init(_ asked: Asked) { cursor = asked.cursor(Self.paging) { Int64($0) } }
}
