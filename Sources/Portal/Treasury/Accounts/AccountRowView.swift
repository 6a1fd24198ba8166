import Domain
import Ground
import Web

/// The rows of an account that people write by hand, and the form to write one.
struct AccountRowView: Sendable {
    let context: CompanyContext

    private var reader: Reader { context.reader }

    func line(_ row: AccountRowList.Line) -> DealerAccountPage.Row {
        let isOpen = row.state == .waiting && context.may(AccountRowRoutes.writing)
        let isOwn = row.madeBy == context.actor.person
        let decision = { (route: FormRoute<String, ID<AccountRow>>, isOffered: Bool) -> String? in
            isOpen && isOffered ? context.paths(route, row.code, row.id) : nil
        }
        let looks: [AccountRowState: String] = [.waiting: "warning", .posted: "done", .refused: "error"]
        return DealerAccountPage.Row(
            dealer: row.dealer, account: context.paths(DealerAccountRoutes.account, row.code) + "#rows",
            name: reader.words("ledger.manual.\(row.kind.rawValue)"), note: row.note, day: reader.day(row.day),
            amount: Amount(Money(row.amount, context.company.currency), reader),
            badge: Badge(
                kind: looks[row.state] ?? "neutral", label: reader.words("ledger.state.\(row.state.rawValue)")),
            madeBy: row.madeByName ?? "–", decidedBy: row.decidedByName,
            eased: isOwn && isOpen ? context.moneyEasing.map(reader.eased) : nil,
            confirm: decision(AccountRowRoutes.confirmation, !isOwn || context.moneyEasing != nil),
            refuse: decision(AccountRowRoutes.refusal, !isOwn || context.moneyEasing != nil),
            withdraw: decision(AccountRowRoutes.withdrawal, isOwn))
    }

    /// - Parameters:
    ///   - typed: the form as it was sent, where it was refused.
    ///   - code: the dealer's.
    func writing(_ typed: AccountRowForm?, for code: String) -> DealerAccountPage.Writing? {
        guard context.may(AccountRowRoutes.writing) else { return nil }
        let form = typed ?? .blank(context.company.clock, now: context.portal.now())
        let fields = form.fields(isBlank: typed == nil, today: context.today, reader)
        return DealerAccountPage.Writing(
            action: context.paths(AccountRowRoutes.writing, code), isOpen: typed != nil, kind: fields[0],
            amount: fields[1], day: fields[2], note: fields[3], errors: FormErrors(fields))
    }
}
