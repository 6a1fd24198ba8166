import Database
import Domain
import Fees
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import Web

/// One payout: whom it pays how much, each amount leading to what it is made of, and what can be done with it now.
struct ShowPayout: Sendable {
    let context: CompanyContext
    let number: String
    /// What the bank did, as it was sent, where it was refused.
    var form: SettleForm?
    var status = HTTPResponse.Status.ok
    var warning: Complaint?

    private var reader: Reader { context.reader }
    private var paths: Paths { context.paths }

    private struct Loaded: Sendable {
        let row: PayoutRow
        let line: PayoutList.Line
        let scope: String
        let people: PayoutPeople
        let table: PayoutTable
        let events: [PayoutList.Event]
        let bank: BankCard.Loaded
    }

    func run() async throws -> Response {
        let (number, currency, reader) = (number, context.company.currency, reader)
        let loaded = try await context.company.read { tx in
            let row = try PayoutStore.find(number, currency, tx)
            let line = try PayoutList.line(row.id, tx)
            return Loaded(
                row: row, line: line, scope: try PayoutList.scopeName(line.scope, reader, tx),
                people: try SettlementSetting.people(tx), table: try PayoutTable.read(row.id, currency, tx),
                events: try PayoutList.events(of: row.id, tx), bank: try BankCard.Loaded(row.id, tx))
        }
        return try context.show(page(loaded), status: status, warning: warning)
    }

    private func page(_ loaded: Loaded) throws -> PayoutPage {
        let row = loaded.row
        let deed = { (route: FormRoute<String>, deed: PayoutDeed) -> PayoutPage.Deed? in
            guard row.state.allows(deed), context.may(route) else { return nil }
            return .init(action: paths(route, number), version: String(row.version))
        }
        let (isOwn, easing) = (row.madeBy == context.actor.person, context.moneyEasing)
        let hasChecked = loaded.people == .three && row.checkedBy == context.actor.person
        let (isMaker, isChecker) = (isOwn && easing == nil, hasChecked && easing == nil)
        let (check, approve) = (deed(PayoutRoutes.check, .check), deed(PayoutRoutes.approval, .approve))
        return PayoutPage(
            titleValues: [number], list: paths(PayoutRoutes.list), number: number, badge: reader.badge(row.state),
            steps: steps(row.state), facts: facts(loaded),
            unit: reader.unitName,
            heads: loaded.table.heads(reader),
            lines: try loaded.table.rows.enumerated().map { try line($0, $1, loaded) },
            gross: Amount(try loaded.table.gross(), reader), totals: try loaded.table.totals(reader),
            total: Amount(row.total, reader), files: files,
            paper: paths(PayoutRoutes.paper, number),
            events: loaded.events.reversed().map(event), check: isMaker ? nil : check,
            approve: isMaker || isChecker ? nil : approve, send: deed(PayoutRoutes.sending, .send),
            mustBeAnother: isMaker && (check != nil || approve != nil)
                ? reader.words("payouts.denied.same")
                : isChecker && approve != nil
                    ? reader.words("payouts.denied.checker")
                    : (isOwn || hasChecked) && (check != nil || approve != nil) ? easing.map(reader.eased) : nil,
            withdraw: deed(PayoutRoutes.withdrawal, .withdraw),
            settling: settling(row), bank: BankCard(loaded.bank, row, context))
    }

    private func steps(_ state: PayoutState) -> [PayoutStep] {
        let order: [PayoutState] = [.draft, .checked, .approved, .sent, .paid]
        guard let place = order.firstIndex(of: state) else { return [] }
        return order.enumerated().map { index, step in
            PayoutStep(
                name: reader.words("payouts.state.\(step.rawValue)"), isPast: index < place, isCurrent: index == place)
        }
    }

    private func facts(_ loaded: Loaded) -> [Fact] {
        let line = loaded.line
        let paid = line.paidOn.map { [Fact(label: reader.words("payouts.paid_on"), value: reader.wholeDay($0))] } ?? []
        let reference =
            line.bankReference.map {
                [Fact(label: reader.words("payouts.bank_reference"), value: $0, isLtr: true)]
            } ?? []
        return [
            Fact(
                label: reader.words("payouts.period"),
                value: reader.month(line.period, in: line.calendar ?? context.company.clock.books)),
            Fact(label: reader.words("payouts.scope"), value: loaded.scope),
            Fact(label: reader.words("payouts.items"), value: reader.number(line.items)),
            Fact(label: reader.words("payouts.made_by"), value: line.madeByName ?? "–"),
            Fact(label: reader.words("payouts.made_at"), value: reader.wholeMoment(line.madeAt)),
        ] + paid + reference
    }

    private var files: [FileLink] {
        ["xlsx", "csv"].map {
            FileLink(
                label: reader.words("file.\($0)"), href: Address.of(paths(PayoutRoutes.file, number), [("format", $0)]))
        }
    }

    private func line(_ place: Int, _ row: PayoutTable.Row, _ loaded: Loaded) throws -> PayoutPage.Line {
        let money = { Money($0, context.company.currency) }
        let (item, sums) = (row.item, row.sums)
        let canSettle = loaded.row.state.isWithBank && item.state != .returned && maySettle
        let bank = [
            item.paidOn.map(reader.day), item.bankReference?.isolatedLeftToRight,
            item.bankText.isEmpty ? nil : item.bankText.isolated,
        ]
        let text = bank.compactMap(\.self).joined(separator: " · ")
        return PayoutPage.Line(
            position: reader.number(place + 1), dealer: item.name,
            account: context.may(DealerAccountRoutes.account) ? paths(DealerAccountRoutes.account, item.code) : nil,
            payee: item.payee, sheba: (try? Sheba(item.sheba))?.grouped ?? item.sheba, reference: item.reference,
            parts: reader.parts(sums.map { ($0.kind, nil, money($0.amount)) }),
            deductions: try loaded.table.cells(row, reader),
            gross: Amount(try row.gross(context.company.currency), reader),
            amount: Amount(money(item.amount), reader),
            claimsHref: sums.contains { $0.kind.group == .work }
                ? Address.of(
                    paths(ClaimRoutes.list), [("state", "all"), ("payout", number), ("dealer", item.code)]) : nil,
            badge: loaded.row.state.isWithBank ? reader.badge(item.state) : nil, bank: text.isEmpty ? nil : text,
            choice: canSettle ? item.id.description : nil,
            isChosen: form.map { $0.items.contains(item.id) } ?? (item.state == .waiting))
    }

    private var maySettle: Bool { context.may(PayoutRoutes.payment) }

    private func event(_ event: PayoutList.Event) -> TimelineItem {
        let looks = [
            "made": "info", "checked": "accent", "approved": "accent", "sent": "warning", "paid": "done",
            "answer": "done",
            "rows_paid": "done", "rows_returned": "error", "closed": "done",
        ]
        return TimelineItem(
            kind: looks[event.kind] ?? "neutral", title: reader.words("payouts.event.\(event.kind)"),
            text: reader.detail(of: event.kind, event.detail), who: event.who ?? "–", when: reader.dateTime(event.at),
            instant: Date(timeIntervalSince1970: TimeInterval(event.at.seconds)).formatted(.iso8601))
    }

    private func settling(_ row: PayoutRow) -> PayoutPage.Settling? {
        guard row.state.isWithBank, maySettle else { return nil }
        let clock = context.company.clock
        let days = row.paymentDays(clock, now: context.portal.now())
        let typed = form ?? SettleForm(FormBody(), clock, days: days)
        var reference = Field(typed.reference, label: "payouts.bank_reference", for: reader)
        var day = Field(typed.day, label: "payouts.bank_day", for: reader).asDay(
            from: days.lowerBound, to: days.upperBound)
        var text = Field(typed.text, label: "payouts.bank_text", for: reader)
        if form == nil { (reference.error, day.error, text.error) = (nil, nil, nil) }
        if form == nil { day.value = reader.day(of: context.portal.now()) }
        reference.direction = "ltr"
        day.required = true
        text.hint = reader.words("payouts.bank_text.hint")
        let missing = form.map { $0.items.isEmpty } ?? false
        return PayoutPage.Settling(
            action: paths(PayoutRoutes.payment, number), isOpen: row.state == .sent, reference: reference, day: day,
            text: text,
            errors: FormErrors([reference, day, text], beside: missing ? [reader.words("payouts.settle.none")] : []))
    }
}
