import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Web

/// One payout: whom it pays how much, each amount leading to its claims, and what can be done with it now.
struct ShowPayout: Sendable {
    let context: CompanyContext
    let number: String
    /// The form of the payment as it was sent, where it was refused.
    var payment: PaymentForm?
    var status = HTTPResponse.Status.ok
    var warning: Complaint?

    private var reader: Reader { context.reader }
    private var paths: Paths { context.paths }

    private struct Loaded: Sendable {
        let row: PayoutRow
        let line: PayoutList.Line
        let items: [PayoutList.Item]
        let events: [PayoutList.Event]
        let bank: BankCard.Loaded
    }

    func run() async throws -> Response {
        let (number, currency) = (number, context.company.currency)
        let loaded = try await context.company.read { tx in
            let row = try PayoutStore.find(number, currency, tx)
            return Loaded(
                row: row, line: try PayoutList.line(row.id, tx), items: try PayoutList.items(of: row.id, tx),
                events: try PayoutList.events(of: row.id, tx), bank: try BankCard.Loaded(row.id, tx))
        }
        return try context.show(page(loaded), status: status, warning: warning)
    }

    private func page(_ loaded: Loaded) -> PayoutPage {
        let row = loaded.row
        let deed = { (path: String, name: String, deed: PayoutDeed) -> PayoutPage.Deed? in
            guard row.state.allows(deed), context.may(.post, path) else { return nil }
            return .init(action: "\(paths.payout(number))/\(name)", version: String(row.version))
        }
        let isMaker = row.madeBy == context.actor.person
        let approve = deed("/:company/payouts/:payout/approval", "approval", .approve)
        return PayoutPage(
            titleValues: [number], list: paths.payouts, number: number, badge: reader.badge(row.state),
            facts: facts(loaded.line), unit: reader.words("money.unit.\(context.company.currency.rawValue)"),
            lines: loaded.items.enumerated().map { line($0, $1) }, total: Amount(row.total, reader),
            events: loaded.events.reversed().map(event), approve: isMaker ? nil : approve,
            mustBeAnother: isMaker && approve != nil,
            withdraw: deed("/:company/payouts/:payout/withdrawal", "withdrawal", .withdraw),
            payment: deed("/:company/payouts/:payout/payment", "payment", .pay).map(payment),
            bank: BankCard(loaded.bank, row, context))
    }

    private func facts(_ line: PayoutList.Line) -> [Fact] {
        let paid: [Fact] =
            line.paidOn.map {
                [
                    Fact(label: reader.words("payouts.paid_on"), value: reader.day($0)),
                    Fact(label: reader.words("payouts.bank_reference"), value: line.bankReference ?? "", isLtr: true),
                ]
            } ?? []
        return [
            Fact(label: reader.words("payouts.period"), value: reader.month(line.period)),
            Fact(label: reader.words("payouts.items"), value: reader.number(line.items)),
            Fact(label: reader.words("payouts.made_by"), value: line.madeByName ?? "–"),
            Fact(label: reader.words("payouts.made_at"), value: reader.dateTime(line.madeAt)),
        ] + paid
    }

    private func line(_ place: Int, _ item: PayoutList.Item) -> PayoutPage.Line {
        PayoutPage.Line(
            position: reader.number(place + 1), dealer: item.name,
            account: context.may(.get, "/:company/dealers/:dealer/account") ? paths.dealerAccount(item.code) : nil,
            payee: item.payee, sheba: (try? Sheba(item.sheba))?.grouped ?? item.sheba, reference: item.reference,
            amount: Amount(Money(item.amount, context.company.currency), reader), claims: reader.number(item.claims),
            claimsHref: item.claims == 0 ? nil : "\(paths.claims)?state=all&payout=\(number)&dealer=\(item.code)")
    }

    private func event(_ event: PayoutList.Event) -> TimelineItem {
        let looks = ["made": "info", "approved": "accent", "paid": "done"]
        return TimelineItem(
            kind: looks[event.kind] ?? "neutral", title: reader.words("payouts.event.\(event.kind)"),
            text: ["paid", "file"].contains(event.kind) ? event.detail : nil, who: event.who ?? "–",
            when: reader.dateTime(event.at),
            instant: Date(timeIntervalSince1970: TimeInterval(event.at.seconds)).formatted(.iso8601))
    }

    private func payment(_ deed: PayoutPage.Deed) -> PayoutPage.Payment {
        let form = payment ?? PaymentForm(FormBody(), context.company.clock, now: context.portal.now())
        var reference = Field(form.reference, label: "payouts.bank_reference", for: reader)
        var day = Field(form.day, label: "payouts.paid_on", for: reader)
        if payment == nil { (reference.error, day.error) = (nil, nil) }
        if payment == nil { day.value = reader.day(of: context.portal.now()) }
        (reference.required, reference.direction) = (true, "ltr")
        (day.required, day.direction, day.inputMode) = (true, "ltr", "numeric")
        return PayoutPage.Payment(
            action: deed.action, version: deed.version, reference: reference, day: day,
            errors: FormErrors([reference, day]))
    }
}
