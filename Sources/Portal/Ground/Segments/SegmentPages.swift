import Database
import Domain
import Web

/// Above a list: what was kept of it, and the way to keep what it is narrowed to now (`shared/segments`).
package struct SegmentBar: Sendable {
    let items: [Tab]
    let hasItems: Bool
    /// nil for a list that is not narrowed, one that is kept already, and those who change nothing.
    let keep: String?
    /// nil where nothing is kept.
    let all: String?

    package static func read<List: PagedFilter>(
        of filter: List, in list: SegmentedList, _ context: CompanyContext, _ tx: Transaction
    ) throws -> SegmentBar {
        SegmentBar(try SegmentStore.all(of: list.name, for: context.actor.person, tx), filter, list, context)
    }

    private init(
        _ rows: [SegmentRow], _ filter: some PagedFilter, _ list: SegmentedList, _ context: CompanyContext
    ) {
        let (words, path) = (context.words, context.paths(list.route))
        let here = filter.fields.filter { !$0.text.isEmpty }
        func isHere(_ row: SegmentRow) -> Bool { Address.query(row.fields) == Address.query(here) }
        items = rows.map { row in
            Tab(
                href: Address.of(path, row.fields), label: row.name,
                count: row.isShared ? words("segments.shared") : nil,
                isCurrent: isHere(row))
        }
        hasItems = !items.isEmpty
        let canKeep = context.may(SegmentRoutes.form) && !here.isEmpty && !rows.contains(where: isHere)
        keep = canKeep ? Address.of(context.paths(SegmentRoutes.form, list.name), here) : nil
        all = hasItems ? context.paths(SegmentRoutes.kept, list.name) : nil
    }
}

/// What was kept of a list.
struct SegmentsPage: Page {
    struct Item: Sendable {
        let href: String
        let name: String
        let shared: Badge?
        let maker: String
        let open: String
    }

    static let template = "segments/list"
    let titleKey = "segments.title"
    let list: String
    let listTitle: String
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?

    init(_ rows: [SegmentRow], _ list: SegmentedList, _ context: CompanyContext) {
        let (words, path) = (context.words, context.paths(list.route))
        (self.list, listTitle) = (path, words(list.title))
        items = rows.map { row in
            Item(
                href: context.paths(SegmentRoutes.one, list.name, row.id), name: row.name,
                shared: row.isShared ? Badge(kind: "info", label: words("segments.shared")) : nil, maker: row.maker,
                open: Address.of(path, row.fields))
        }
        hasItems = !items.isEmpty
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words("segments.none"), text: words("segments.none_hint"),
                action: .init(href: path, label: listTitle))
    }
}

/// One of them: its name, and who sees it. Whoever has not made it reads it.
struct SegmentPage: Page {
    struct Removal: Sendable {
        let action: String
        let version: Int
    }

    static let template = "segments/one"
    let titleKey: String
    let list: String
    let listTitle: String
    let open: String
    /// nil for those who only read it.
    let action: String?
    let version: Int?
    let query: String?
    let name: Field
    let isShared: Bool
    let maker: String?
    let removal: Removal?
    let errors: FormErrors?

    /// - Parameter row: nil for one that is not kept yet.
    init(
        _ form: SegmentForm, checked: Bool, _ list: SegmentedList, kept row: SegmentRow? = nil,
        _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        let isOwn = row.map { $0.madeBy == context.actor.person } ?? true
        titleKey = row == nil ? "segments.keep" : "segments.one"
        (self.list, listTitle) = (paths(list.route), reader.words(list.title))
        open = Address.of(paths(list.route), row?.fields ?? form.fields)
        let mayChange = isOwn && context.may(SegmentRoutes.addition)
        action =
            mayChange
            ? row.map { paths(SegmentRoutes.change, list.name, $0.id) } ?? paths(SegmentRoutes.addition, list.name)
            : nil
        version = row?.version
        query = row == nil ? Address.query(form.fields) : nil
        let field = Field(form.name, label: "segments.name", for: reader)
        name = field.with {
            $0.required = true
            $0.hasFocus = row == nil
            if !checked { $0.error = nil }
        }
        isShared = form.isShared
        maker = row.map(\.maker)
        let mayRemove = context.may(SegmentRoutes.removal) && (isOwn || context.actor.has(.administrator))
        removal = row.flatMap { row in
            mayRemove
                ? Removal(action: paths(SegmentRoutes.removal, list.name, row.id), version: row.version) : nil
        }
        errors = checked ? FormErrors([name]) : nil
    }
}
