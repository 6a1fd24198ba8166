import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What goes on in the background, and what of it stopped.
enum RunRoutes: RoomRoutes {
    private static let pageSize = 50
    static let list = PlainPage("runs", for: [.administrator], menu: .init("runs", icon: "clock", order: 135))
    static let again = FormRoute<ID<Run>>("runs/:task/again", for: [.administrator])

    static var all: [Mounted] {
        [
            list.to { request, context in try await show(RunFilter(request.asked), context) },
            again.to { form, context, run in try await goOn(form, run, context) },
        ]
    }

    private static func show(
        _ filter: RunFilter, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let things = RunThings(context)
        let (slice, counts, links) = try await context.company.read { tx in
            let slice = try Slice(filter.cursor, size: pageSize, key: { $0.id }) { limit in
                try RunList.page(filter.state.states, before: filter.cursor?.key, limit: limit, tx)
            }
            return (slice, try RunList.counts(tx), try context.links(of: slice.lines.compactMap(things.of), tx))
        }
        let page = RunsPage(slice, counts, filter, context) { run in things.of(run).flatMap { links[$0] } }
        var response = try context.show(page, status: status, warning: warning)
        if page.isMoving { response.headers[.init("Refresh")!] = "5" }
        return response
    }

    private static func goOn(_ form: FormBody, _ id: ID<Run>, _ context: CompanyContext) async throws -> Response {
        let kinds = context.company.fittings[RunSlots.kinds]
        return try await context.once(form, flash: "runs.again", to: context.paths(list)) { deed in
            guard let run = try RunStore.find(id, deed.tx) else { throw Refusal.hidden }
            guard run.state == .failed, let kind = kinds.first(where: { $0.name == run.kind }),
                try kind.reopen(run, in: deed.company, deed.tx), try RunStore.again(id, in: deed.company, deed.tx)
            else { throw Complaint("runs.over") }
        } orShow: { refused in
            try await show(
                RunFilter(state: .failed), context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// What runs are about, by their kinds.
private struct RunThings: Sendable {
    private let names: [String: String]

    init(_ context: CompanyContext) {
        let kinds = context.company.fittings[RunSlots.kinds]
        names = kinds.reduce(into: [:]) { $0[$1.name] = $1.subject }
    }

    func of(_ run: RunRow) -> EventSubject? { names[run.kind].map { EventSubject($0, run.subject) } }
}

/// Which runs are listed.
struct RunFilter: PagedFilter {
    enum State: String, CaseIterable, Sendable { case open, failed, done }

    static let paging = Paging(onward: "before", back: .toFirst)
    var state: State
    var cursor: Cursor<ID<Run>>?

    init(_ asked: Asked) {
        state = asked.word("state") ?? .open
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    init(state: State) { self.state = state }

    var fields: [Address.Field] { [("state", state.rawValue)] }
}
