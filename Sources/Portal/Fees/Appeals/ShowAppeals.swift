import Database
import Domain
import Ground
import Hummingbird
import Web

/// The appeals of one state, newest first.
struct ShowAppeals: Sendable {
    let context: CompanyContext
    let state: AppealState
    let before: ID<Appeal>?

    private var reader: Reader { context.reader }

    func run() async throws -> Response {
        let (state, before) = (state, before)
        let (lines, counts) = try await context.company.read { tx in
            (try AppealList.page(state, before: before, tx), try AppealList.counts(tx))
        }
        let shown = lines.prefix(AppealList.pageSize)
        let older = lines.count > shown.count ? shown.last.map { "\(address(state))&before=\($0.id)" } : nil
        return try context.show(
            AppealsPage(
                claims: context.paths(ClaimRoutes.list), tiles: AppealState.allCases.map { tile($0, counts) },
                lines: shown.map(line), hasRows: !shown.isEmpty,
                unit: reader.words("money.unit.\(context.company.currency.rawValue)"),
                pager: Pager(
                    count: reader.words("appeals.count", reader.number(counts[state] ?? 0)),
                    newer: before == nil ? nil : address(state), older: older),
                empty: shown.isEmpty
                    ? EmptyNote(title: reader.words("appeals.empty"), text: reader.words("appeals.empty.text")) : nil))
    }

    private func address(_ state: AppealState) -> String {
        "\(context.paths(AppealRoutes.list))?state=\(state.rawValue)"
    }

    private func tile(_ tile: AppealState, _ counts: [AppealState: Int]) -> Turn {
        Turn(
            href: address(tile), label: reader.words("appeals.state.\(tile.rawValue)"),
            count: reader.number(counts[tile] ?? 0), isCurrent: tile == state)
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
    let tiles: [Turn]
    let lines: [Line]
    let hasRows: Bool
    let unit: String
    let pager: Pager
    let empty: EmptyNote?
}
