import Database
import Domain
import Ground
import Hummingbird
import Web

/// Which payouts a list shows.
struct PayoutFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .toFirst)
    /// That somebody has yet to check or approve.
    static let open = "open"
    /// A state, `open`, or empty for all.
    let state: String
    var cursor: Cursor<ID<Payout>>?

    var fields: [Address.Field] { [("state", state)] }

    init(_ asked: Asked) {
        let state = asked.text("state")
        self.state = state == Self.open || PayoutState(rawValue: state) != nil ? state : ""
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var condition: SQL {
        if state == Self.open { return "p.state IN ('draft', 'checked')" }
        return state.isEmpty ? "1 = 1" : "p.state = \(state)"
    }
}

/// The list of payouts, newest first.
struct ShowPayouts: Sendable {
    let context: CompanyContext
    let filter: PayoutFilter

    private var reader: Reader { context.reader }

    func run() async throws -> Response {
        let (filter, reader) = (filter, reader)
        let (slice, scopes, count) = try await context.company.read { tx in
            let slice = try PayoutList.slice(filter, tx)
            let scopes = try Set(slice.lines.map(\.scope)).filter { $0 != PayoutScope.all.text }.map {
                ($0, try PayoutList.scopeName($0, reader, tx))
            }
            return (slice, Dictionary(uniqueKeysWithValues: scopes), try PayoutList.count(filter, tx))
        }
        let rows = slice.lines
        let new = context.may(PayoutRoutes.form) ? context.paths(PayoutRoutes.form) : nil
        return try context.show(
            PayoutsPage(
                files: context.files(of: filter, at: context.paths(PayoutRoutes.export)), new: new,
                rules: context.paths(DeductionRoutes.list), state: states,
                unit: reader.unitName,
                lines: rows.map { line($0, scopes) }, hasRows: !rows.isEmpty,
                pager: Pager(
                    slice, of: filter, at: context.paths(PayoutRoutes.list),
                    count: reader.words("payouts.count", reader.number(count))),
                empty: rows.isEmpty
                    ? EmptyNote(title: reader.words("payouts.empty"), text: reader.words("payouts.empty.text")) : nil))
    }

    private var states: Pick {
        let states = PayoutState.allCases.map { ($0.rawValue, reader.words("payouts.state.\($0.rawValue)")) }
        return Pick(
            "state", reader.words("payouts.state"), blank: reader.words("payouts.state.all"),
            [(PayoutFilter.open, reader.words("payouts.state.open"))] + states, chosen: filter.state)
    }

    private func line(_ row: PayoutList.Line, _ scopes: [String: String]) -> PayoutsPage.Line {
        PayoutsPage.Line(
            href: context.paths(PayoutRoutes.one, row.number), number: row.number,
            period: reader.month(row.period, in: row.calendar ?? context.company.clock.books),
            scope: scopes[row.scope], badge: reader.badge(row.state), items: reader.number(row.items), note: note(row),
            total: Amount(Money(row.total, context.company.currency), reader), madeBy: row.madeByName ?? "–",
            madeAt: reader.day(of: row.madeAt), paidOn: row.paidOn.map(reader.day))
    }

    private func note(_ row: PayoutList.Line) -> String? {
        let notes = [
            row.state == .sent ? reader.words("payouts.note.waiting", reader.number(row.waiting)) : nil,
            row.returned > 0 ? reader.words("payouts.note.returned", reader.number(row.returned)) : nil,
        ]
        let text = notes.compactMap(\.self).joined(separator: reader.words("list.comma"))
        return text.isEmpty ? nil : text
    }
}
