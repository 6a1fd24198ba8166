import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Payouts: made by one person, checked and approved by others, given to the bank, and settled row by row.
package enum PayoutRoutes: RoomRoutes {
    package static let list = PlainPage(
        "payouts", for: .seesMoney, menu: .init("payouts", icon: "bank", order: 60))
    static let export = PlainPage("payouts/export", for: .seesMoney, watched: .export)
    static let form = PlainPage("payouts/new", for: .finance)
    package static let one = PageRoute<String>("payouts/:payout", for: .seesMoney)
    static let file = PageRoute<String>("payouts/:payout/export", for: .seesMoney, watched: .export)
    static let paper = PageRoute<String>("payouts/:payout/paper", for: .seesMoney, watched: .paper)
    static let making = PlainForm("payouts", for: .finance)
    static let check = FormRoute<String>("payouts/:payout/check", for: .finance)
    static let approval = FormRoute<String>("payouts/:payout/approval", for: [.financeApprover]).confirmed
    static let sending = FormRoute<String>("payouts/:payout/sending", for: .finance)
    static let withdrawal = FormRoute<String>("payouts/:payout/withdrawal", for: .finance)
    static let payment = FormRoute<String>("payouts/:payout/payment", for: .finance)

    package static var all: [Mounted] { pages + deeds }

    private static var pages: [Mounted] {
        [
            list.to { request, context in
                try await ShowPayouts(context: context, filter: PayoutFilter(request.asked)).run()
            },
            export.to { request, context in
                try await ExportPayouts(context: context, filter: PayoutFilter(request.asked)).response(to: request)
            },
            form.to { request, context in
                let query = FormBody(encoded: request.uri.query ?? "")
                return try await ShowNewPayout(context: context, order: order(query)).run()
            },
            one.to { _, context, number in try await ShowPayout(context: context, number: number).run() },
            file.to { request, context, number in
                try await PayoutPapers(context: context, number: number).file(request)
            },
            paper.to { _, context, number in try await PayoutPapers(context: context, number: number).paper() },
        ]
    }

    private static var deeds: [Mounted] {
        [
            making.to { form, context in try await make(form, context) },
            check.to { form, context, number in
                let command = CheckPayout(number: number, version: try form.version)
                return try await change(number, form, context, flash: "payouts.checked") { deed in
                    try command.run(by: deed.actor, in: deed.company, deed.tx)
                }
            },
            approval.to { form, context, number in
                let command = ApprovePayout(number: number, version: try form.version)
                return try await change(number, form, context, flash: "payouts.approved") { deed in
                    try command.run(by: deed.actor, in: deed.company, deed.tx)
                }
            },
            sending.to { form, context, number in
                let command = SendPayout(number: number, version: try form.version)
                return try await change(number, form, context, flash: "payouts.sent") { deed in
                    try command.run(by: deed.actor, in: deed.company, deed.tx)
                }
            },
            withdrawal.to { form, context, number in
                let command = WithdrawPayout(number: number, version: try form.version)
                return try await change(number, form, context, flash: "payouts.withdrawn") { deed in
                    try command.run(by: deed.actor, in: deed.company, deed.tx)
                }
            },
            payment.to { form, context, number in try await settle(number, form, context) },
        ]
    }

    private static func order(_ form: FormBody) -> PayoutOrder? {
        PayoutOrder(month: form.raw("month"), scope: form.raw("scope").isEmpty ? "all" : form.raw("scope"))
    }

    private static func make(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let order = order(form) else { throw Refusal.unreadable }
        let (command, paths) = (MakePayout(order: order, mark: form.raw("mark")), context.paths)
        return try await context.once(form, flash: "payouts.made") { deed in
            paths(one, try command.run(by: deed.actor, in: deed.company, deed.tx))
        } orShow: { refused in
            try await ShowNewPayout(
                context: context, order: order, status: refused.status, warning: refused.complaint
            ).run()
        }
    }

    private static func settle(_ number: String, _ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let company = context.company
        let payout = try await company.read { try PayoutStore.find(number, company.currency, $0) }
        let typed = SettleForm(form, company.clock, days: payout.paymentDays(company.clock, now: context.portal.now()))
        guard let rows = typed.rows else {
            return try await ShowPayout(
                context: context, number: number, form: typed, status: .unprocessableContent
            ).run()
        }
        return try await change(number, form, context, flash: "payouts.settled", typed: typed) { deed in
            try SettleRows(number: number, rows: rows).run(by: deed.actor, in: deed.company, deed.tx)
        }
    }

    /// What is refused shows the payout as it is now, with the reason and what was typed.
    private static func change(
        _ number: String, _ form: FormBody, _ context: CompanyContext, flash: String, typed: SettleForm? = nil,
        _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(form, flash: flash, to: context.paths(one, number)) { deed in
            try work(deed)
        } orShow: { refused in
            try await ShowPayout(
                context: context, number: number, form: typed, status: refused.status, warning: refused.complaint
            ).run()
        }
    }
}
