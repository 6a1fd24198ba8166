import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import NIOCore
import Spreadsheets
import Web

/// A file comes in: uploaded, looked at, read, and what could not be read goes back with its reasons.
enum ImportRoutes: RoomRoutes {
    static let shownRefusals = 200

    private static let senders = Set.intake.union(Set.keepers)
    private static let readers = senders.union(Set.finance).union([.auditor])
    static let list = PlainPage(
        "imports", for: readers, menu: .init("imports", icon: "upload", order: 110))
    static let export = PlainPage("imports/export", for: readers, watched: .export)
    static let upload = PlainForm("imports", for: senders, upTo: .file)
    static let template = PageRoute<ImportKind>("imports/templates/:table", for: senders)
    static let one = PageRoute<ID<Import>>("imports/:import", for: readers)
    static let start = FormRoute<ID<Import>>("imports/:import/start", for: senders)
    static let refused = PageRoute<ID<Import>>("imports/:import/refused", for: readers, watched: .export)

    static var all: [Mounted] {
        [
            list.to { _, context in try await show(ImportForm(FormBody(), context), context) },
            export.to { request, context in try await ImportSheet.sheet(context).response(to: request, context) },
            upload.to { form, context in try await take(form, context) },
            template.to { _, context, kind in try await template(kind, context) },
            one.to { _, context, id in
                let row = try await find(id, context)
                return row.state == .preview
                    ? try await preview(row, row.plan, context) : try await result(row, context)
            },
            start.to { form, context, id in try await start(form, find(id, context), context) },
            refused.to { _, context, id in try await refusedFile(find(id, context), context) },
        ]
    }

    private static func show(
        _ form: ImportForm, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let rows = try await context.company.read { try ImportList.latest($0) }
            .filter { $0.row.kind.isShown(to: context.actor) }
        return try context.show(ImportListPage(rows, form, context), status: status, warning: warning)
    }

    private static func template(_ kind: ImportKind, _ context: CompanyContext) async throws -> Response {
        guard kind.isFor(context.actor) else { throw Refusal.hidden }
        let file = ImportTemplate(
            kind: kind, columns: context.portal.importWords.columns[kind]!, reader: context.reader)
        return .workbook(try await aside { try file.bytes() }, name: file.name)
    }

    private static func take(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        var form = ImportForm(body, context)
        guard let kind = form.kind.value, let file = form.file.value else {
            return try await show(form, context, status: .unprocessableContent)
        }
        guard kind.isFor(context.actor) else { throw Refusal.denied }
        let known = try await context.company.read { try ImportHeadStore.known(kind, $0) }
        do {
            let add = try await aside {
                try AddImport(
                    kind: kind, fileName: file.name, bytes: file.bytes(),
                    validFrom: context.company.startOfYear(at: context.portal.now()), by: context.actor.person,
                    known: known, in: context.company, words: context.portal.importWords)
            }
            guard add.records > 0 else { throw Complaint("imports.header_only") }
            let paths = context.paths
            return try await context.once(body, flash: nil) { deed in
                paths(one, try add.run(in: deed.tx))
            } orShow: { refused in
                try await show(form, context, status: refused.status, warning: refused.complaint)
            }
        } catch let complaint as Complaint {
            form.file.complaint = complaint
            return try await show(form, context, status: .unprocessableContent)
        }
    }

    private static func preview(
        _ row: ImportRow, _ plan: ImportPlan, _ context: CompanyContext, complaint: Complaint? = nil,
        from: Input<CalendarDay>? = nil
    ) async throws -> Response {
        let company = context.company
        let file = try await aside { try row.file(plan, in: company.blobs) }
        let table = file.table
        let words = context.portal.importWords
        let (foresight, known) = try await company.readAtLength { tx in
            (
                try Foresight(row, plan: plan, table: table, words: words, clock: company.clock, tx),
                try ImportHeadStore.known(row.kind, tx)
            )
        }
        let page = ImportPreviewPage(row, plan, file, known, foresight, complaint, from, context)
        return try context.show(page, status: complaint == nil && from?.complaint == nil ? .ok : .unprocessableContent)
    }

    private static func start(
        _ body: FormBody, _ row: ImportRow, _ context: CompanyContext
    ) async throws -> Response {
        guard row.kind.isFor(context.actor) else { throw Refusal.denied }
        var (plan, records) = (row.plan, row.records)
        if row.state == .preview {
            do { (plan, records) = try await sheet(asked: body, row, context) } catch let complaint as Complaint {
                return try await preview(row, plan, context, complaint: complaint)
            }
            let form = PlanForm(body, row, before: plan, context)
            plan = form.plan
            if form.isOtherSheet { return try await preview(row, plan, context, from: form.validFrom) }
            if let complaint = form.complaint {
                return try await preview(row, plan, context, complaint: complaint, from: form.validFrom)
            }
            if form.validFrom?.complaint != nil || body.raw("do") == "look" {
                return try await preview(row, plan, context, from: form.validFrom)
            }
        }
        let command = StartImport(row: row, plan: plan, records: records)
        let (place, words) = (context.paths(one, row.id), context.portal.importWords)
        return try await context.once(body, flash: nil) { deed in
            _ = try command.run(by: deed.actor.person, in: deed.company, words, deed.tx)
            return place
        } orShow: { refused in
            try await preview(row, plan, context, complaint: refused.complaint)
        }
    }

    /// How the sheet that a form asks for is understood, and how many records it has.
    /// - Throws: `Complaint` where there are none.
    private static func sheet(
        asked body: FormBody, _ row: ImportRow, _ context: CompanyContext
    ) async throws -> (ImportPlan, records: Int) {
        guard row.plan.sheet != nil, let sheet = Int(body.raw("sheet")), sheet != row.plan.sheet else {
            return (row.plan, row.records)
        }
        let (blobs, words) = (context.company.blobs, context.portal.importWords)
        let known = try await context.company.read { try ImportHeadStore.known(row.kind, $0) }
        let file = try await aside { try TableFile.read(blobs.get(row.sha256), sheet: sheet) }
        guard !file.table.records.isEmpty else { throw Complaint("imports.header_only") }
        return (
            ImportPlan(of: file, row.kind, validFrom: row.plan.validFrom, known: known, words), file.table.records.count
        )
    }

    /// While it runs the page asks for itself again, by a header that needs no script.
    private static func result(_ row: ImportRow, _ context: CompanyContext) async throws -> Response {
        let (refused, count, maker) = try await context.company.read { tx in
            (
                try ImportList.refused(row.id, limit: shownRefusals, tx), try ImportList.refusedCount(row.id, tx),
                try ImportList.maker(of: row, tx)
            )
        }
        let page = ImportResultPage(row, refused, count: count, maker: maker, context)
        var response = try context.show(page)
        if page.isRunning { response.headers[.init("Refresh")!] = "2" }
        return response
    }

    private static func refusedFile(_ row: ImportRow, _ context: CompanyContext) async throws -> Response {
        let refused = try await context.company.read { try ImportList.refused(row.id, limit: .max, $0) }
        let bytes = RefusedFile(
            header: row.plan.header, refused: refused, words: context.portal.importWords, reader: context.reader
        ).bytes()
        try await context.writeDown(
            Event("refused_taken", of: .imported(row.id), in: "imports", detail: ["rows": String(refused.count)]))
        return .download(
            ByteBuffer(bytes: bytes), name: "refused-\(row.kind.rawValue)-\(row.id).csv",
            mediaType: "text/csv; charset=utf-8")
    }

    private static func find(_ id: ID<Import>, _ context: CompanyContext) async throws -> ImportRow {
        let found = try await context.company.read { try ImportStore.find(id, $0) }
        guard let row = found, row.kind.isShown(to: context.actor) else { throw Refusal.hidden }
        return row
    }
}

extension ImportKind {
    /// The catalogue, the cards and the tariff are the manager's; requests come in at reception and dispatch too, parts at the
    /// keepers.
    func isFor(_ actor: Actor) -> Bool {
        switch self {
        case .requests: actor.has(.administrator, .serviceManager, .reception, .dispatcher)
        case .parts, .partPrices, .partFit: actor.has(.administrator, .serviceManager, .storekeeper, .stockManager)
        case .counts: actor.roles.meet(.keepers)
        case .dealers, .products, .cards, .tariff: actor.has(.administrator, .serviceManager)
        }
    }

    /// What others have brought in holds customers and bank accounts: who keeps parts and nothing else reads files of parts alone.
    func isShown(to actor: Actor) -> Bool {
        !actor.roles.all.isSubset(of: Set.keepers) || isFor(actor)
    }
}
