import Database
import Domain
import Ground
import Hummingbird
import Web
import Work

/// Labels for places and parts, each a code that a scanner reads beside what people read.
package enum LabelRoutes: RoomRoutes {
    static let places = PlainPage("stock/labels/places", for: .keepers, of: .stock)
    static let parts = PlainPage("stock/labels/parts", for: .keepers, of: .stock)
    /// Labels of one sheet.
    static let size = 24

    package static var all: [Mounted] {
        [
            places.to { request, context in
                let filter = LabelFilter(request.asked)
                let slice = try await context.company.read { tx in
                    try Slice(filter.cursor, size: size, key: \.key) { limit in
                        try StockPlaceList.labels(filter, limit: limit, tx).map { row in
                            Label(key: row.id.value, code: row.code, name: row.title(context.reader))
                        }
                    }
                }
                return try context.show(LabelsPage(slice, filter, at: places, back: PlaceRoutes.list, context))
            },
            parts.to { request, context in
                let filter = LabelFilter(request.asked)
                let slice = try await context.company.read { tx in
                    try Slice(filter.cursor, size: size, key: \.key) { limit in
                        try StockPartList.labels(at: filter.place, after: filter.cursor?.key ?? 0, limit: limit, tx).map
                        {
                            Label(key: $0.id.value, code: $0.code, name: $0.names.shown(context.reader))
                        }
                    }
                }
                return try context.show(LabelsPage(slice, filter, at: parts, back: StockRoutes.list, context))
            },
        ]
    }
}

/// Which labels are printed: of a place and its shelves, of what lies there.
struct LabelFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    let place: ID<StockPlace>?
    var cursor: Cursor<Int64>?

    init(_ asked: Asked) {
        place = asked.id("place")
        cursor = asked.cursor(Self.paging) { Int64($0) }
    }

    var fields: [Address.Field] { [("place", place.map { $0.description } ?? "")] }
}

/// One label.
struct Label: Sendable {
    let key: Int64
    let code: String
    let name: String
}

/// A sheet of labels, to be cut.
struct LabelsPage: Page {
    struct Item: Sendable {
        let code: String
        let name: String
        /// nil where no picture can hold it.
        let picture: PaperCode?
    }

    static let template = "stock/labels"
    let titleKey = "stock.labels"
    let back: String
    let next: String?
    let items: [Item]
    let hasItems: Bool

    init(
        _ slice: Slice<Label, Int64>, _ filter: LabelFilter, at page: PlainPage, back: PlainPage,
        _ context: CompanyContext
    ) {
        self.back = context.paths(back)
        next = slice.next.map { Address.of(context.paths(page), [("after", String($0))] + filter.fields) }
        items = slice.lines.map { Item(code: $0.code, name: $0.name, picture: PaperCode($0.code)) }
        hasItems = !items.isEmpty
    }
}
