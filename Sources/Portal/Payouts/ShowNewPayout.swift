import Database
import Domain
import HTTPTypes
import Hummingbird
import Web

/// What a payout up to the end of a month would hold, before it is made.
struct ShowNewPayout: Sendable {
    let context: CompanyContext
    /// nil for the newest month that has something to pay.
    let period: Period?
    var status = HTTPResponse.Status.ok
    var warning: Complaint?

    private var reader: Reader { context.reader }

    func run() async throws -> Response {
        let (asked, company) = (period, context.company)
        let (periods, chosen, plan, dealers) = try await company.read { tx in
            let periods = try PayoutList.unpaidPeriods(tx)
            let chosen = asked ?? periods.first ?? Period(of: company.clock.day(of: tx.now), in: company.clock.calendar)
            let dues = try PayoutStore.dues(upTo: chosen, company.currency, tx)
            return (periods, chosen, try PayoutPlan(dues, currency: company.currency), try PayoutList.dealers(tx))
        }
        let lines = plan.items.map { line($0.due, $0.amount, nil, dealers) }
        let leftOut = plan.leftOut.map { line($0.due, $0.amount, $0.cause, dealers) }
        return try context.show(
            NewPayoutPage(
                list: context.paths.payouts, form: context.paths.newPayout, period: field(periods, chosen),
                chosen: chosen.text, mark: plan.mark, unit: reader.words("money.unit.\(company.currency.rawValue)"),
                lines: lines, hasLines: !lines.isEmpty, leftOut: leftOut, hasLeftOut: !leftOut.isEmpty,
                total: Amount(plan.total, reader), empty: lines.isEmpty ? empty : nil),
            status: status, warning: warning)
    }

    private var empty: EmptyNote {
        EmptyNote(title: reader.words("payouts.new.empty"), text: reader.words("payouts.new.empty.text"))
    }

    private func line(
        _ due: PayoutPlan.Due, _ amount: Money, _ cause: PayoutPlan.LeftOut.Cause?,
        _ dealers: [ID<Dealer>: PayoutList.DealerName]
    ) -> NewPayoutPage.Line {
        let dealer = dealers[due.dealer]
        return NewPayoutPage.Line(
            dealer: dealer?.name ?? "–", claims: reader.number(due.claims.count),
            claimsHref: "\(context.paths.claims)?state=all&dealer=\(dealer?.code ?? "")",
            amount: Amount(amount, reader),
            sheba: (try? Sheba(due.sheba))?.grouped ?? due.sheba,
            why: cause.map { reader.words("payouts.left_out.\($0.rawValue)") })
    }

    private func field(_ periods: [Period], _ chosen: Period) -> Field {
        let all = Set(periods).union([chosen]).sorted(by: >)
        return Field(name: "period", label: reader.words("payouts.period")).with {
            $0.options = all.map { .init(value: $0.text, label: reader.month($0), selected: $0 == chosen) }
        }
    }
}
