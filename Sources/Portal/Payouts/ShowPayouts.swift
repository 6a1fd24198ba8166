import Database
import Domain
import Hummingbird
import Web

/// The list of payouts, newest first.
struct ShowPayouts: Sendable {
    let context: CompanyContext
    let before: ID<Payout>?

    private var reader: Reader { context.reader }

    func run() async throws -> Response {
        let before = before
        let (rows, count) = try await context.company.read { tx in
            (try PayoutList.page(before: before, tx), try PayoutList.count(tx))
        }
        let shown = rows.prefix(PayoutList.pageSize)
        let older = rows.count > shown.count ? shown.last.map { "\(context.paths.payouts)?before=\($0.id)" } : nil
        let new = context.may(.get, "/:company/payouts/new") ? context.paths.newPayout : nil
        return try context.show(
            PayoutsPage(
                new: new, unit: reader.words("money.unit.\(context.company.currency.rawValue)"), lines: shown.map(line),
                hasRows: !rows.isEmpty,
                pager: Pager(
                    count: reader.words("payouts.count", reader.number(count)),
                    newer: before == nil ? nil : context.paths.payouts, older: older),
                empty: rows.isEmpty
                    ? EmptyNote(title: reader.words("payouts.empty"), text: reader.words("payouts.empty.text")) : nil))
    }

    private func line(_ row: PayoutList.Line) -> PayoutsPage.Line {
        PayoutsPage.Line(
            href: context.paths.payout(row.number), number: row.number, period: reader.month(row.period),
            badge: reader.badge(row.state), items: reader.number(row.items),
            total: Amount(Money(row.total, context.company.currency), reader), madeBy: row.madeByName ?? "–",
            madeAt: reader.day(of: row.madeAt), paidOn: row.paidOn.map(reader.day))
    }
}

extension Reader {
    func badge(_ state: PayoutState) -> Badge {
        let kind =
            switch state {
            case .draft: "info"
            case .approved: "accent"
            case .paid: "done"
            case .withdrawn: "neutral"
            }
        return Badge(kind: kind, label: words("payouts.state.\(state.rawValue)"))
    }
}
