import Database
import Domain
import Ground
import Hummingbird
import Web

/// Which appeals are listed.
package struct AppealFilter: PagedFilter {
    package static let paging = Paging(onward: "before", back: .toFirst)
    var state: AppealState
    package var cursor: Cursor<ID<Appeal>>?

    init(_ asked: Asked) {
        state = asked.word("state") ?? .open
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    package var fields: [Address.Field] { [("state", state.rawValue)] }
}

/// The appeals of one state, newest first.
struct ShowAppeals: Sendable {
    let context: CompanyContext
    let filter: AppealFilter

    private var reader: Reader { context.reader }
    private var list: String { context.paths(AppealRoutes.list) }

    func run() async throws -> Response {
        let filter = filter
        let (slice, counts) = try await context.company.read { tx in
            (try AppealList.slice(filter, tx), try AppealList.counts(tx).value())
        }
        let shown = slice.lines
        return try context.show(
            AppealsPage(
                claims: context.paths(ClaimRoutes.list),
                files: context.files(of: filter, at: context.paths(AppealRoutes.export)),
                tiles: AppealState.allCases.map { tile($0, counts) },
                lines: shown.map(line), hasRows: !shown.isEmpty,
                unit: reader.unitName,
                pager: Pager(
                    slice, of: filter, at: list,
                    count: reader.words("appeals.count", reader.number(counts[filter.state] ?? 0))),
                empty: shown.isEmpty
                    ? EmptyNote(title: reader.words("appeals.empty"), text: reader.words("appeals.empty.text")) : nil))
    }

    private func tile(_ tile: AppealState, _ counts: [AppealState: Int]) -> Tab {
        Tab(
            href: filter.with { $0.state = tile }.address(list), label: reader.words("appeals.state.\(tile.rawValue)"),
            count: reader.number(counts[tile] ?? 0), isCurrent: tile == filter.state)
    }

    private func line(_ line: AppealList.Line) -> AppealsPage.Line {
        let currency = context.company.currency
        return AppealsPage.Line(
            href: context.paths(ClaimRoutes.one, line.claim), number: line.number, dealer: line.dealer,
            component: reader.words("fees.component.\(line.component.rawValue)"),
            claimed: Amount(Money(line.claimed, currency), reader),
            approved: Amount(Money(line.after ?? line.before, currency), reader), text: line.text,
            made: reader.day(of: line.madeAt), badge: reader.badge(line.state))
    }
}

struct AppealsPage: Page {
    struct Line: Sendable {
        let href: String
        let number: String
        let dealer: String
        let component: String
        let claimed: Amount
        let approved: Amount
        let text: String
        let made: String
        let badge: Badge
    }

    static let template = "appeals/list"
    let titleKey = "appeals.title"
    let claims: String
    let files: [FileLink]
    let tiles: [Tab]
    let lines: [Line]
    let hasRows: Bool
    let unit: String
    let pager: Pager
    let empty: EmptyNote?
}
