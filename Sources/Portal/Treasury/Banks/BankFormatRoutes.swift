import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The designer of banks' files, and the limits of one order.
package enum BankFormatRoutes: RoomRoutes {
    package static let list = PlainPage(
        "banks", for: .seesMoney, menu: .init("banks", icon: "settings", order: 80))
    static let form = PlainPage("banks/new", for: .rulesOfMoney)
    static let one = PageRoute<ID<BankFormat>>("banks/:format", for: .seesMoney)
    static let edit = PageRoute<ID<BankFormat>>("banks/:format/edit", for: .rulesOfMoney)
    static let making = PlainForm("banks", for: .rulesOfMoney, watched: .configuration)
    static let usual = PlainForm("banks/usual", for: .rulesOfMoney, watched: .configuration)
    static let limits = PlainForm("banks/limits", for: .rulesOfMoney, watched: .configuration)
    static let revision = FormRoute<ID<BankFormat>>("banks/:format", for: .rulesOfMoney, watched: .configuration)
    static let state = FormRoute<ID<BankFormat>>("banks/:format/state", for: .rulesOfMoney, watched: .configuration)

    package static var all: [Mounted] { pages + deeds }

    private static var pages: [Mounted] {
        [
            list.to { _, context in try await ShowFormats(context: context).run() },
            form.to { request, context in try await begin(request, context) },
            one.to { request, context, id in
                try await ShowFormat(
                    context: context, id: id, payout: request.asked.text("payout")
                ).run()
            },
            edit.to { _, context, id in
                let row = try await find(id, context)
                return try await EditFormat(context: context, id: row.id, version: row.version)
                    .show(FormatForm(FormBody(row.name, row.format, in: context.reader.unit)), isSent: false)
            },
        ]
    }

    private static var deeds: [Mounted] {
        [
            making.to { form, context in try await add(form, context) },
            usual.to { form, context in try await addUsual(form, context) },
            limits.to { form, context in try await addLimit(form, context) },
            revision.to { form, context, id in try await change(id, form, context) },
            state.to { form, context, id in try await setState(id, form, context) },
        ]
    }

    /// A new format begins as a copy of one, else with the columns that nearly every bank wants.
    private static func begin(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let asked = request.asked
        var form = FormBody("", BankFormat(), in: context.reader.unit)
        if let from = asked.id("from", of: BankFormat.self) {
            form = FormBody("", try await find(from, context).format, in: context.reader.unit)
        } else {
            var format = BankFormat()
            format.kind = asked.word("kind") ?? .text
            let words = context.bankWords
            format.description = words("banks.start.text")
            format.columns = [BankColumn.Content.row, .sheba, .amount, .payee, .reference, .description].map {
                BankColumn($0, header: words("banks.start.\($0.rawValue)"))
            }
            format.answer.reference = words("banks.start.reference")
            format.answer.amount = words("banks.start.amount")
            form = FormBody("", format, in: context.reader.unit)
        }
        return try await EditFormat(context: context, id: nil, version: nil).show(FormatForm(form), isSent: false)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let editor = EditFormat(context: context, id: nil, version: nil)
        return try await take(body, editor) { name, format, deed in
            try BankFormatStore.checkFree(name, but: nil, deed.tx)
            let change = WaitingFormat(id: nil, version: nil, name: name, format: format)
            try ProposalStore.add(BankProposals.format, change, by: deed.actor.person, deed.tx)
        }
    }

    private static func change(
        _ id: ID<BankFormat>, _ body: FormBody, _ context: CompanyContext
    ) async throws -> Response {
        let (row, version) = (try await find(id, context), try body.version)
        let editor = EditFormat(context: context, id: row.id, version: version)
        return try await take(body, editor) { name, format, deed in
            guard try BankFormatStore.find(row.id, deed.tx).version == version else {
                throw Refusal.stale(Complaint("error.stale"))
            }
            try BankFormatStore.checkFree(name, but: row.id, deed.tx)
            let change = WaitingFormat(id: row.id, version: version, name: name, format: format)
            try ProposalStore.add(
                BankProposals.format, about: row.id.description, change, by: deed.actor.person, deed.tx)
        }
    }

    /// Any button but the last one only shows the form anew, as it then is.
    private static func take(
        _ sent: FormBody, _ editor: EditFormat,
        _ work: @escaping @Sendable (String, BankFormat, Deed) throws -> Void
    ) async throws -> Response {
        let (context, button) = (editor.context, sent.raw("do"))
        if !button.isEmpty, button != "save" {
            var body = sent
            body.rearrangeColumns(button)
            return try await editor.show(FormatForm(body), isSent: false)
        }
        let typed = FormatForm(sent)
        guard typed.isGood, let name = typed.name.value else {
            return try await editor.show(typed, isSent: true, status: .unprocessableContent)
        }
        let back = editor.id.map { context.paths(one, $0) } ?? context.paths(list)
        return try await context.once(sent, flash: "proposals.proposed", to: back) { deed in
            try work(name, typed.format, deed)
        } orShow: { refused in
            try await editor.show(typed, isSent: true, status: refused.status, refused: refused.complaint)
        }
    }

    private static func setState(
        _ id: ID<BankFormat>, _ body: FormBody, _ context: CompanyContext
    ) async throws -> Response {
        let (seen, version) = (try await find(id, context), try body.version)
        let flash = seen.isOpen ? "banks.closed" : "proposals.proposed"
        return try await context.once(body, flash: flash, to: context.paths(one, id)) { deed in
            let row = try BankFormatStore.find(id, deed.tx)
            guard row.version == version, row.isOpen == seen.isOpen else {
                throw Refusal.stale(Complaint("error.stale"))
            }
            guard !row.isOpen else {
                return try BankFormatStore.set(row, isOpen: false, by: deed.actor.person, deed.tx)
            }
            let opening = WaitingFormat(id: row.id, version: version, name: row.name, format: row.format)
            try ProposalStore.add(
                BankProposals.format, about: row.id.description, opening, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await ShowFormat(context: context, id: id, status: refused.status, warning: refused.complaint).run()
        }
    }

    private static func addUsual(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let all = try UsualFormats(root: context.portal.companies.root)
        return try await context.once(body, flash: "proposals.proposed", to: context.paths(list)) { deed in
            try all.propose(by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await ShowFormats(context: context, status: refused.status, warning: refused.complaint).run()
        }
    }

    private static func addLimit(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = LimitForm(body, context.company.clock.calendar)
        guard let limit = typed.limit else {
            return try await ShowFormats(context: context, limit: typed, status: .unprocessableContent).run()
        }
        return try await context.once(body, flash: "proposals.proposed", to: context.paths(list)) { deed in
            try ProposalStore.add(BankProposals.limit, WaitingLimit(limit), by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await ShowFormats(
                context: context, limit: typed, status: refused.status, warning: refused.complaint
            ).run()
        }
    }

    private static func find(_ id: ID<BankFormat>, _ context: CompanyContext) async throws -> FormatRow {
        try await context.company.read { try BankFormatStore.find(id, $0) }
    }
}
