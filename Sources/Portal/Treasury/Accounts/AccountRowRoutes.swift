import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Rows of a dealer's account that people of finance write by hand, each confirmed by another person.
package enum AccountRowRoutes: RoomRoutes {
    package static let waiting = PlainPage("account-rows", for: .seesMoney)
    static let export = PlainPage("account-rows/export", for: .seesMoney, watched: .export)
    static let writing = FormRoute<String>("dealers/:dealer/account/rows", for: .finance)
    static let confirmation = FormRoute<String, ID<AccountRow>>(
        "dealers/:dealer/account/rows/:entry/confirmation", for: .finance)
    static let refusal = FormRoute<String, ID<AccountRow>>(
        "dealers/:dealer/account/rows/:entry/refusal", for: .finance)
    static let withdrawal = FormRoute<String, ID<AccountRow>>(
        "dealers/:dealer/account/rows/:entry/withdrawal", for: .finance)

    package static var all: [Mounted] {
        [
            waiting.to { _, context in try await ShowWaitingRows(context: context).run() },
            export.to { request, context in try await WaitingRowsSheet.sheet(context).response(to: request, context) },
            writing.to { form, context, code in try await write(code, form, context) },
            confirmation.to { form, context, code, row in
                let command = DecideRow(row: row, decision: .confirm)
                return try await decide(command, of: code, form, context, flash: "ledger.posted")
            },
            refusal.to { form, context, code, row in
                let command = DecideRow(row: row, decision: .refuse)
                return try await decide(command, of: code, form, context, flash: "ledger.refused")
            },
            withdrawal.to { form, context, code, row in
                let command = DecideRow(row: row, decision: .withdraw)
                return try await decide(command, of: code, form, context, flash: "ledger.withdrawn")
            },
        ]
    }

    private static func write(_ code: String, _ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = AccountRowForm(form, context.company.clock, now: context.portal.now())
        guard let kind = typed.kind.value, let size = typed.amount.value, let day = typed.day.value,
            let note = typed.note.value
        else {
            return try await ShowDealerAccount(
                context: context, code: code, form: typed, status: .unprocessableContent
            ).run()
        }
        let command = WriteRow(kind: kind, size: size, day: day, note: note)
        return try await change(code, form, context, flash: "ledger.written", typed: typed) { dealer, deed in
            try command.run(for: dealer, by: deed.actor, in: deed.company, deed.tx)
        }
    }

    private static func decide(
        _ command: DecideRow, of code: String, _ form: FormBody, _ context: CompanyContext, flash: String
    ) async throws -> Response {
        try await change(code, form, context, flash: flash) { dealer, deed in
            try command.run(for: dealer, by: deed.actor, in: deed.company, deed.tx)
        }
    }

    /// What is refused shows the account as it is now, with the reason and what was typed.
    private static func change(
        _ code: String, _ form: FormBody, _ context: CompanyContext, flash: String, typed: AccountRowForm? = nil,
        _ work: @escaping @Sendable (ID<Dealer>, Deed) throws -> Void
    ) async throws -> Response {
        let here = context.paths(DealerAccountRoutes.account, code)
        return try await context.once(form, flash: flash, to: here) { deed in
            try work(LedgerList.owner(code, deed.actor.sight, deed.tx).id, deed)
        } orShow: { refused in
            try await ShowDealerAccount(
                context: context, code: code, form: typed, status: refused.status, warning: refused.complaint
            ).run()
        }
    }
}
