import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The designer of banks' files, and the limits of one order.
package enum BankFormatRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/banks") { _, context in try await ShowFormats(context: context).run() }
        rooms.get("/:company/banks/new") { request, context in try await new(request, context) }
        rooms.get("/:company/banks/:format") { request, context in
            try await ShowFormat(
                context: context, id: context.id("format"),
                payout: request.uri.queryParameters.get("payout") ?? ""
            ).run()
        }
        rooms.get("/:company/banks/:format/edit") { _, context in
            let row = try await find(context)
            return try await EditFormat(context: context, id: row.id, version: row.version)
                .show(FormatForm(FormBody(row.name, row.format)), isSent: false)
        }
        rooms.post("/:company/banks") { form, context in try await add(form, context) }
        rooms.post("/:company/banks/usual") { form, context in
            let (actor, usual) = (context.actor, try UsualFormats(root: context.portal.companies.root))
            try await context.company.write { try usual.add(by: actor.person, $0) }
            return context.goOn(to: context.paths.bankFormats, flash: "banks.usual")
        }
        rooms.post("/:company/banks/limits") { form, context in try await addLimit(form, context) }
        rooms.post("/:company/banks/:format") { form, context in try await change(form, context) }
        rooms.post("/:company/banks/:format/state") { form, context in try await setState(form, context) }
    }

    /// A new format begins as a copy of one, else with the columns that nearly every bank wants.
    private static func new(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let query = request.uri.queryParameters
        var form = FormBody("", BankFormat())
        if let from = query.get("from").flatMap({ ID<BankFormat>($0) }) {
            let row = try await context.company.read { try BankFormatStore.find(from, $0) }
            form = FormBody("", row.format)
        } else {
            var format = BankFormat()
            format.kind = query.get("kind").flatMap(BankFormat.Kind.init) ?? .text
            let words = context.bankWords
            format.description = words("banks.start.text")
            format.columns = [BankColumn.Content.row, .sheba, .amount, .payee, .reference, .description].map {
                BankColumn($0, header: words("banks.start.\($0.rawValue)"))
            }
            format.answer.reference = words("banks.start.reference")
            format.answer.amount = words("banks.start.amount")
            form = FormBody("", format)
        }
        return try await EditFormat(context: context, id: nil, version: nil).show(FormatForm(form), isSent: false)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let edit = EditFormat(context: context, id: nil, version: nil)
        return try await take(body, edit, context, flash: "banks.made") { name, format, actor, tx in
            try BankFormatStore.add(name, format, by: actor.person, tx)
        }
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let row = try await find(context)
        guard let version = Int(body.raw("version")) else { throw Refusal.unreadable }
        let edit = EditFormat(context: context, id: row.id, version: version)
        return try await take(body, edit, context, flash: "banks.changed") { name, format, actor, tx in
            try BankFormatStore.change(row.id, from: version, name, format, by: actor.person, tx)
            return row.id
        }
    }

    /// Any button but the last one only shows the form anew, as it then is.
    private static func take(
        _ body: FormBody, _ edit: EditFormat, _ context: CompanyContext, flash: String,
        _ work: @escaping @Sendable (String, BankFormat, Actor, Transaction) throws -> ID<BankFormat>
    ) async throws -> Response {
        var body = body
        let deed = body.raw("do")
        if !deed.isEmpty, deed != "save" {
            body.rearrangeColumns(deed)
            return try await edit.show(FormatForm(body), isSent: false)
        }
        let form = FormatForm(body)
        guard form.isGood, let name = form.name.value else {
            return try await edit.show(form, isSent: true, status: .unprocessableContent)
        }
        let (actor, paths, key) = (context.actor, context.paths, body.raw("key"))
        do {
            let location = try await context.company.write { tx in
                try OnceStore.run(key, by: actor, tx) { tx in
                    paths.bankFormat(try work(name, form.format, actor, tx))
                }
            }
            return context.goOn(to: location, flash: flash)
        } catch Refusal.stale(let complaint) {
            return try await edit.show(form, isSent: true, status: .conflict, refused: complaint)
        } catch let complaint as Complaint {
            return try await edit.show(form, isSent: true, status: .unprocessableContent, refused: complaint)
        }
    }

    private static func setState(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (row, actor) = (try await find(context), context.actor)
        guard body.raw("version") == String(row.version) else {
            return try await ShowFormat(
                context: context, id: row.id, status: .conflict, warning: Complaint("error.stale")
            ).run()
        }
        try await context.company.write { try BankFormatStore.set(row, isOpen: !row.isOpen, by: actor.person, $0) }
        return context.goOn(
            to: context.paths.bankFormat(row.id), flash: row.isOpen ? "banks.closed" : "banks.opened")
    }

    private static func addLimit(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = LimitForm(body, context.company.clock.calendar)
        guard let limit = form.limit else {
            return try await ShowFormats(context: context, limit: form, status: .unprocessableContent).run()
        }
        let (actor, here, key) = (context.actor, context.paths.bankFormats, body.raw("key"))
        let location = try await context.company.write { tx in
            try OnceStore.run(key, by: actor, tx) { tx in
                try PaymentLimitStore.add(limit, by: actor.person, tx)
                return here
            }
        }
        return context.goOn(to: location, flash: "banks.limit")
    }

    private static func find(_ context: CompanyContext) async throws -> FormatRow {
        let id: ID<BankFormat> = try context.id("format")
        return try await context.company.read { try BankFormatStore.find(id, $0) }
    }
}
