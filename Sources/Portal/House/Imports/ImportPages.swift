import Base
import Database
import Domain
import Fees
import Ground
import Stock
import Web
import Work

/// The files that came in, newest first, and the form for the next.
struct ImportListPage: Page {
    struct Item: Sendable {
        let href: String
        let file: String
        let kind: String
        let badge: Badge
        let records: String
        let imported: String
        let who: String
        let when: String
    }

    static let template = "imports/list"
    let titleKey = "imports.title"
    let mayUpload: Bool
    let action: String
    let kind: Field
    let file: Field
    /// Files to fill in, of each kind that this person may bring.
    let templates: [FileLink]
    let errors: FormErrors?
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?

    init(_ rows: [(row: ImportRow, maker: String?)], _ form: ImportForm, _ context: CompanyContext) {
        let reader = context.reader
        mayUpload = context.may(ImportRoutes.upload)
        action = context.paths(ImportRoutes.list)
        kind = form.kindField(reader)
        file = form.fileField(reader)
        templates = form.kinds.map { kind in
            FileLink(
                label: reader.words("imports.kind.\(kind.rawValue)"), href: context.paths(ImportRoutes.template, kind))
        }
        errors = FormErrors([kind, file])
        files = context.files(ImportRoutes.export, at: context.paths(ImportRoutes.export))
        items = rows.map { row, maker in
            Item(
                href: context.paths(ImportRoutes.one, row.id), file: row.fileName,
                kind: reader.words("imports.kind.\(row.kind.rawValue)"),
                badge: row.badge(reader), records: reader.number(row.records),
                imported: row.state == .preview ? "–" : reader.number(row.imported),
                who: maker ?? reader.words("imports.operator"), when: reader.dateTime(row.madeAt))
        }
        hasItems = !items.isEmpty
        empty =
            items.isEmpty
            ? EmptyNote(title: reader.words("imports.none"), text: reader.words("imports.none_hint")) : nil
    }
}

/// How an import went, or goes.
struct ImportResultPage: Page {
    struct Refused: Sendable {
        let record: String
        let column: String
        let value: String
        let reason: String
    }

    static let template = "imports/result"
    let titleKey = "imports.page_title"
    let titleValues: [String]
    let list: String
    let file: String
    let about: String
    let badge: Badge
    let isRunning: Bool
    let isDone: Bool
    /// Where a run that broke off is started again.
    let again: String?
    let records: Int
    let read: Int
    let progress: String
    let readText: String
    let imported: String
    let added: String
    let refusedCount: String
    let refused: [Refused]
    let hasRefused: Bool
    /// Where there are more refusals than are shown.
    let more: String?
    let download: String
    let seeText: String?
    let see: String?

    init(
        _ row: ImportRow, _ refused: [RefusedRecord], count: Int, maker: String?, _ context: CompanyContext
    ) {
        let reader = context.reader
        titleValues = [row.fileName]
        list = context.paths(ImportRoutes.list)
        file = row.fileName
        about = [
            reader.words("imports.kind.\(row.kind.rawValue)"), maker ?? reader.words("imports.operator"),
            reader.dateTime(row.madeAt),
        ].joined(separator: reader.words("list.comma"))
        badge = row.badge(reader)
        isRunning = row.state == .running
        isDone = row.state == .done
        let mayStart = context.may(ImportRoutes.start) && row.kind.isFor(context.actor)
        again = mayStart && row.state == .failed ? context.paths(ImportRoutes.start, row.id) : nil
        (records, read) = (row.records, row.read)
        progress = reader.words("imports.progress", reader.number(row.read), reader.number(row.records))
        readText = reader.number(row.read)
        imported = reader.number(row.imported)
        added = reader.number(row.added)
        refusedCount = reader.number(count)
        self.refused = refused.map { Self.refused($0, header: row.plan.header, reader) }
        hasRefused = count > 0
        more = count > refused.count ? reader.words("imports.more", reader.number(refused.count)) : nil
        download = context.paths(ImportRoutes.refused, row.id)
        let places = row.kind.place(context)
        (see, seeText) = (places, places.map { _ in reader.words("imports.see.\(row.kind.rawValue)") })
    }

    private static func refused(_ row: RefusedRecord, header: [String], _ reader: Reader) -> Refused {
        let place = header.firstIndex(of: row.column)
        let value = place.flatMap { row.cells.indices.contains($0) ? DelimitedText.trimmed(row.cells[$0]) : nil } ?? ""
        return Refused(
            record: row.record > 0 ? reader.number(row.record) : "–", column: row.column, value: value,
            reason: reader.complaint(row.complaint))
    }
}

extension ImportKind {
    /// Where what was read can be seen; nil where this person may not.
    fileprivate func place(_ context: CompanyContext) -> String? {
        switch self {
        case .dealers: context.pathIfAllowed(DealerRoutes.list)
        case .products: context.pathIfAllowed(ProductRoutes.list)
        case .requests: context.pathIfAllowed(JobRoutes.list)
        case .cards: context.pathIfAllowed(WarrantyCardRoutes.list)
        case .tariff: context.pathIfAllowed(TariffRoutes.list)
        case .parts, .partFit: context.pathIfAllowed(PartRoutes.list)
        case .counts: context.pathIfAllowed(CountRoutes.list)
        case .partPrices: context.pathIfAllowed(PartPriceRoutes.list)
        }
    }
}

extension ImportRow {
    func badge(_ reader: Reader) -> Badge {
        let kind =
            switch state {
            case .preview: "neutral"
            case .running: "info"
            case .done: "done"
            case .failed: "error"
            }
        return Badge(kind: kind, label: reader.words("imports.state.\(state.rawValue)"))
    }
}
