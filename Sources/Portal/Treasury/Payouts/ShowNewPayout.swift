import Database
import Domain
import Fees
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What a payout would hold, before it is made: who gets what, who is left out and why, and what waits beside it.
struct ShowNewPayout: Sendable {
    let context: CompanyContext
    /// nil for the newest month that has something to pay, of all dealers.
    let order: PayoutOrder?
    var status = HTTPResponse.Status.ok
    var warning: Complaint?

    private static let months = 24
    private var reader: Reader { context.reader }
    private var company: OpenCompany { context.company }

    private struct Loaded: Sendable {
        let order: PayoutOrder
        let days: ClosedRange<CalendarDay>
        let scopes: [(scope: PayoutScope, nameFa: String, nameEn: String)]
        let planned: PlanPayout.Planned
        let heldPay: HeldPayView?
    }

    func run() async throws -> Response {
        let (asked, company, context) = (order, company, context)
        let loaded = try await company.read { tx in
            let today = company.clock.day(of: tx.now)
            let days = try PayoutDueList.days(tx) ?? today...today
            let calendar = company.clock.books
            let newest = Period(of: min(days.upperBound, today), in: calendar)
            let order = asked ?? PayoutOrder(calendar: calendar, period: newest, scope: .all)
            let planned = try PlanPayout(order: order).run(in: company, tx)
            return Loaded(
                order: order, days: min(days.lowerBound, today)...max(days.upperBound, today),
                scopes: try PayoutList.scopes(tx), planned: planned,
                heldPay: try HeldPayView(planned.waits, isOfAll: true, context, tx))
        }
        return try context.show(page(loaded), status: status, warning: warning)
    }

    private func page(_ loaded: Loaded) throws -> NewPayoutPage {
        let plan = loaded.planned.plan
        let lines = try plan.items.map { item in
            try line(
                loaded.planned, item.due.dealer, item.sums, item.deductions, gross: item.gross, amount: item.amount, nil
            )
        }
        let leftOut = try plan.leftOut.map {
            try line(loaded.planned, $0.due.dealer, $0.sums, [], gross: $0.gross, amount: $0.gross, $0.cause)
        }
        let zero = Money(0, company.currency)
        let gross = try Money.sum(plan.items.map(\.gross), company.currency)
        return NewPayoutPage(
            list: context.paths(PayoutRoutes.list), form: context.paths(PayoutRoutes.form),
            month: monthPick(loaded), scope: scopePick(loaded), chosenMonth: loaded.order.month,
            chosenScope: loaded.order.scope.text,
            mark: plan.mark, unit: reader.unitName,
            figures: try figures(loaded),
            lines: lines, hasLines: !lines.isEmpty, leftOut: leftOut, hasLeftOut: !leftOut.isEmpty,
            gross: Amount(gross, reader), deducted: Amount(try plan.total.subtracting(gross), reader),
            total: Amount(lines.isEmpty ? zero : plan.total, reader), heldPay: loaded.heldPay,
            empty: lines.isEmpty ? empty : nil)
    }

    private var empty: EmptyNote {
        EmptyNote(title: reader.words("payouts.new.empty"), text: reader.words("payouts.new.empty.text"))
    }

    /// What is not in this payout, beside what is.
    private func figures(_ loaded: Loaded) throws -> [NewPayoutPage.Figure] {
        let held = loaded.planned.held.values
        let money = { Money($0, company.currency) }
        let carried = try Money.sum(
            loaded.planned.plan.leftOut.filter { $0.cause == .negative }.map(\.gross), company.currency)
        let (claims, appeals) = (held.map(\.claims).reduce(0, +), held.map(\.appeals).reduce(0, +))
        return [
            .init(
                label: reader.words("payouts.held"),
                amount: Amount(try Money.sum(held.map { money($0.amount) }), reader),
                href: claims == 0 ? nil : Address.of(context.paths(ClaimRoutes.list), [("state", "open")]),
                note: reader.words("accounts.count", reader.number(claims))),
            .init(
                label: reader.words("payouts.appealed"),
                amount: Amount(try Money.sum(held.map { money($0.appealed) }), reader),
                href: appeals == 0 ? nil : context.paths(AppealRoutes.list),
                note: reader.words("payouts.appeals", reader.number(appeals))),
            .init(label: reader.words("payouts.carried"), amount: Amount(carried, reader), href: nil, note: nil),
        ] + waits(loaded)
    }

    private func waits(_ loaded: Loaded) -> [NewPayoutPage.Figure] {
        guard let held = loaded.heldPay else { return [] }
        let count = reader.words("payouts.parts_held.count", reader.number(loaded.planned.waits.count))
        return [.init(label: reader.words("payouts.parts_held"), amount: held.total, href: "#held", note: count)]
    }

    private func line(
        _ planned: PlanPayout.Planned, _ dealer: ID<Dealer>, _ sums: [PayoutPlan.KindSum], _ deductions: [Deduction],
        gross: Money, amount: Money, _ cause: PayoutPlan.LeftOut.Cause?
    ) throws -> NewPayoutPage.Line {
        let (owner, held) = (planned.owners[dealer], planned.held[dealer])
        let code = owner?.code ?? ""
        return NewPayoutPage.Line(
            dealer: owner?.name ?? "–", account: context.paths(DealerAccountRoutes.account, code),
            parts: reader.parts(sums.map { ($0.kind, nil, $0.amount) }),
            deductions: reader.parts(deductions.map { ($0.rule.kind.ledgerKind, $0.rule.percent, $0.amount) }),
            gross: Amount(gross, reader), deducted: Amount(try amount.subtracting(gross), reader),
            amount: Amount(amount, reader),
            sheba: (owner.flatMap { try? Sheba($0.sheba) })?.grouped ?? owner?.sheba ?? "",
            held: held.map(self.held),
            heldHref: Address.of(context.paths(ClaimRoutes.list), [("state", "open"), ("dealer", code)]),
            why: cause.map { why($0, owner) })
    }

    /// «۸ درخواست کارمزد، ۱۶٬۰۰۰ ریال؛ ۱ اعتراض، ۲٬۰۰۰ ریال»
    private func held(_ held: PayoutDueList.Held) -> String {
        let parts = [
            ("payouts.held.of", held.claims, held.amount), ("payouts.appealed.of", held.appeals, held.appealed),
        ]
        return parts.filter { $0.1 > 0 }.map { key, count, amount in
            reader.words(
                key, reader.number(count), reader.money(Money(amount, company.currency)).isolated)
        }.joined(separator: reader.words("list.semicolon"))
    }

    private func why(_ cause: PayoutPlan.LeftOut.Cause, _ owner: PayoutDueList.Owner?) -> String {
        let text = reader.words("payouts.left_out.\(cause.rawValue)")
        switch cause {
        case .blocked: return "\(text): \((owner?.block ?? "").isolated)"
        case .contractEnded: return "\(text) (\(owner.map { reader.day($0.contractEnd) } ?? ""))"
        default: return text
        }
    }

    /// The months of what waits, the company's calendar first.
    private func monthPick(_ loaded: Loaded) -> Pick {
        let own = company.clock.books
        let others = CalendarSystem.allCases.filter { $0 != own }
        let options = ([own] + others).flatMap { calendar in
            months(loaded, calendar).map { period in
                (value: "\(calendar.rawValue):\(period.text)", label: reader.month(period, in: calendar))
            }
        }
        return Pick("month", reader.words("payouts.period"), options, chosen: loaded.order.month)
    }

    private func months(_ loaded: Loaded, _ calendar: CalendarSystem) -> [Period] {
        let first = Period(of: loaded.days.lowerBound, in: calendar)
        var months: Set<Period> = loaded.order.calendar == calendar ? [loaded.order.period] : []
        var day = loaded.days.upperBound
        for _ in 1...Self.months where Period(of: day, in: calendar) >= first {
            let period = Period(of: day, in: calendar)
            months.insert(period)
            day = period.days(in: calendar).lowerBound.adding(days: -1)
        }
        return months.sorted(by: >)
    }

    private func scopePick(_ loaded: Loaded) -> Pick {
        let scopes = loaded.scopes.map { item in
            (value: item.scope.text, label: reader.scope(item.scope, reader.name(fa: item.nameFa, en: item.nameEn)))
        }
        let all = (value: PayoutScope.all.text, label: reader.words("payouts.scope.all"))
        return Pick("scope", reader.words("payouts.scope"), [all] + scopes, chosen: loaded.order.scope.text)
    }
}
