import Base
import Database
import Domain
import Fees
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A dealer's account: what he is owed, what waits, what was paid; every amount leads to what it is made of.
struct ShowDealerAccount: Sendable {
    let context: CompanyContext
    /// A dealer's code, or `mine`.
    let code: String
    var filter = AccountFilter()
    /// The row that somebody wants to write, where it was refused.
    var form: AccountRowForm?
    var status = HTTPResponse.Status.ok
    var warning: Complaint?

    private var reader: Reader { context.reader }
    private var paths: Paths { context.paths }

    struct Loaded: Sendable {
        let owner: LedgerList.Owner
        let standing: LedgerList.Standing
        let slice: Slice<Period, Period>
        let months: [(period: Period, statement: AccountStatement)]
        let works: [LedgerList.Month]
        let rows: [AccountRowList.Line]
        let invoices: [InvoiceList.Line]
        var heldPay: HeldPayView?
    }

    func run() async throws -> Response {
        let (code, context, filter) = (code, context, filter)
        let loaded = try await context.company.read { tx in
            var loaded = try Self.load(code, filter, context.actor.sight, context.company, tx)
            let held = try HeldPayList.lines(of: loaded.owner.id, today: context.today, tx)
            loaded.heldPay = try HeldPayView(held, context, tx)
            return loaded
        }
        return try context.show(page(loaded), status: status, warning: warning)
    }

    static func load(
        _ code: String, _ filter: AccountFilter, _ sight: Actor.Sight, _ company: OpenCompany, _ tx: Transaction
    ) throws -> Loaded {
        let owner = try LedgerList.owner(code, sight, tx)
        let slice = filter.slice(of: try LedgerList.periods(of: owner.id, in: company.clock.books, tx))
        return Loaded(
            owner: owner, standing: try LedgerList.standing(of: owner.id, tx), slice: slice,
            months: try months(of: owner.id, slice.lines, company, tx),
            works: try LedgerList.months(of: owner.id, in: slice.lines, tx),
            rows: try AccountRowList.of(owner.id, tx), invoices: try InvoiceList.of(owner.id, tx))
    }

    /// The first of them opens with what everything before it comes to.
    private static func months(
        of dealer: ID<Dealer>, _ periods: [Period], _ company: OpenCompany, _ tx: Transaction
    ) throws -> [(period: Period, statement: AccountStatement)] {
        guard let first = periods.last, let last = periods.first else { return [] }
        let calendar = company.clock.books
        let days = first.days(in: calendar).lowerBound...last.days(in: calendar).upperBound
        return try AccountStatement.months(
            of: try LedgerList.days(of: dealer, days, company.currency, tx), in: calendar,
            from: Money(try StatementList.opening(dealer, before: days.lowerBound, tx), company.currency))
    }

    private func page(_ loaded: Loaded) throws -> DealerAccountPage {
        let owner = loaded.owner
        let rows = AccountRowView(context: context)
        let shown = context.actor.dealer == nil ? loaded.rows.map(rows.line) : []
        return DealerAccountPage(
            titleValues: [owner.name],
            files: context.files(of: AccountFileFilter(), at: paths(DealerAccountRoutes.rows, owner.code)),
            dealers: context.may(DealerRoutes.one) ? paths(DealerRoutes.one, owner.code) : nil, name: owner.name,
            facts: DealerAccountRoutes.facts(owner, reader), figures: figures(loaded),
            side: reader.side(of: loaded.standing.balance, for: context.actor),
            unit: reader.unitName,
            months: try loaded.months.reversed().map { try month($0.period, $0.statement, owner.code) },
            hasMonths: !loaded.months.isEmpty, works: loaded.works.map { work($0, owner.code) },
            hasWorks: !loaded.works.isEmpty, pager: pager(loaded.slice), rows: shown, hasRows: !shown.isEmpty,
            writing: rows.writing(form, for: owner.code),
            invoices: loaded.invoices.map { invoice($0, owner.code) }, hasInvoices: !loaded.invoices.isEmpty,
            heldPay: loaded.heldPay,
            empty: loaded.slice.lines.isEmpty
                ? EmptyNote(title: reader.words("accounts.empty"), text: reader.words("accounts.empty.text")) : nil)
    }

    /// nil where all months stand on one page.
    private func pager(_ slice: Slice<Period, Period>) -> Pager? {
        guard slice.previous != nil || slice.next != nil, let first = slice.lines.last, let last = slice.lines.first
        else { return nil }
        return Pager(
            slice, of: filter, at: paths(DealerAccountRoutes.account, code),
            count: reader.words("accounts.statement.from_to", reader.month(first), reader.month(last)))
    }

    private func figures(_ loaded: Loaded) -> [DealerAccountPage.Figure] {
        let (standing, code) = (loaded.standing, loaded.owner.code)
        let held =
            standing.held == 0
            ? [] : [figure("held", standing.held, href: nil, note: reader.words("accounts.held.note"))]
        return [
            figure("balance", standing.balance, href: nil, note: reader.side(of: standing.balance, for: context.actor)),
            figure(
                "waiting", standing.waiting, href: claims(code, state: "open"),
                note: reader.words("accounts.count", reader.number(standing.waitingCount))),
            figure(
                "unpaid", standing.unpaid, href: claims(code, state: "unpaid"),
                note: reader.words("accounts.count", reader.number(standing.unpaidCount))),
            figure("paid", standing.paid, href: "#months", note: nil),
        ] + held + waits(loaded)
    }

    private func waits(_ loaded: Loaded) -> [DealerAccountPage.Figure] {
        loaded.heldPay.map {
            [.init(label: reader.words("payouts.parts_held"), amount: $0.total, href: "#held", note: nil)]
        } ?? []
    }

    private func figure(_ name: String, _ minor: Int64, href: String?, note: String?) -> DealerAccountPage.Figure {
        .init(label: reader.words("accounts.\(name)"), amount: amount(minor), href: href, note: note)
    }

    private func month(
        _ period: Period, _ statement: AccountStatement, _ code: String
    ) throws -> DealerAccountPage.Month {
        .init(
            href: paths(DealerAccountRoutes.statement, code, period), name: reader.month(period),
            opening: Amount(statement.opening, reader), work: Amount(try statement.sum(of: .work), reader),
            other: Amount(try statement.sum(of: .other).adding(statement.sum(of: .deductions)), reader),
            payments: Amount(try statement.sum(of: .payments), reader), closing: Amount(statement.closing, reader),
            kinds: statement.kinds.enumerated().map { place, kind in
                .init(
                    name: reader.words("ledger.kind.\(kind.rawValue)"), amount: Amount(statement.sum(kind), reader),
                    hasMore: place + 1 < statement.kinds.count)
            })
    }

    private func invoice(_ line: InvoiceList.Line, _ code: String) -> DealerAccountPage.Invoice {
        .init(
            number: line.number, href: paths(InvoiceRoutes.one, code, line.number), day: reader.day(line.day),
            badge: line.isCancelled ? Badge(kind: "error", label: reader.words("invoices.cancelled")) : nil)
    }

    private func work(_ month: LedgerList.Month, _ code: String) -> DealerAccountPage.Work {
        let link = { (state: String) in claims(code, state: state, month.period) }
        return .init(
            name: reader.month(month.period), href: link("all"), count: reader.number(month.count),
            claimed: amount(month.claimed), waiting: amount(month.waiting), waitingHref: link("open"),
            approved: amount(month.approved), approvedHref: link("granted"),
            rejected: reader.number(month.rejectedCount), rejectedHref: link("rejected"))
    }

    private func claims(_ code: String, state: String, _ period: Period? = nil) -> String {
        Address.of(
            paths(ClaimRoutes.list), [("state", state), ("dealer", code), ("period", period?.text ?? "")])
    }

    private func amount(_ minor: Int64) -> Amount { Amount(Money(minor, context.company.currency), reader) }
}

extension Reader {
    /// Who owes whom. A dealer's person is spoken to, not of. - Parameter actor: nil on paper, which others read too.
    func side(of balance: Int64, for actor: Actor? = nil) -> String {
        let own = actor?.dealer == nil ? "" : "own."
        return words(
            balance > 0 ? "accounts.\(own)creditor" : balance < 0 ? "accounts.\(own)debtor" : "accounts.even")
    }
}
