import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Counting with a scanner, or on a phone: a place, a part, how many, and the next.
package enum CountScanRoutes: RoomRoutes {
    static let page = PageRoute<String>("stock/counts/:count/scan", for: CountRoutes.counters, of: .stock)
    static let scan = FormRoute<String>("stock/counts/:count/scan", for: CountRoutes.counters, of: .stock)

    package static var all: [Mounted] {
        [
            page.to { request, context, number in
                let asked = request.asked
                let body = FormBody(
                    ["place": asked.text("place")].merging(asked.filled("each") == nil ? [:] : ["each": "1"]) { $1 })
                return try await show(number, body, last: asked.id("line"), context)
            },
            scan.to { form, context, number in try await take(form, number, context) },
        ]
    }

    private static func show(
        _ number: String, _ body: FormBody, last: ID<CountLine>? = nil, next: (field: String, part: StockPart?)? = nil,
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, refused: FieldRefusal? = nil,
        warning: Complaint? = nil
    ) async throws -> Response {
        let sight = context.actor.sight
        let (count, places, line) = try await context.company.read { tx in
            let count = try StockCountList.find(number, sight, tx)
            let line = try last.flatMap {
                try StockCountList.lines([$0], of: count.id, tx).first
            }
            return (count, try StockCountList.places(of: count.id, tx), line)
        }
        guard count.state.isOpen else { return .redirect(to: context.paths(CountRoutes.one, number)) }
        let page = CountScanPage(count, places, ScanForm(body), last: line, next: next, refused, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func take(_ body: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let (form, sight) = (ScanForm(body), context.actor.sight)
        let (places, known) = try await context.company.read { tx in
            let count = try StockCountList.find(number, sight, tx)
            let code = form.part.value ?? ""
            return (
                try StockCountList.places(of: count.id, tx), try StockPartList.scanned(code, tx)
            )
        }
        func refuse(_ refused: FieldRefusal) async throws -> Response {
            try await show(number, body, context, status: .unprocessableContent, refused: refused)
        }
        let path = context.paths(page, number)
        let each: [Address.Field] = form.isEach ? [("each", "1")] : []
        do {
            // A place that was scanned where a part was meant is where one goes on.
            let code = PartCode.key(form.part.value ?? "")
            if known == nil, let other = places.first(where: { PartCode.key($0.code) == code }) {
                return .redirect(to: Address.of(path, [("place", other.code)] + each))
            }
            let place = try Self.place(form, among: places)
            if form.part.typed.isEmpty, !form.place.typed.isEmpty {
                return .redirect(to: Address.of(path, [("place", place.code)] + each))
            }
            switch try ScanStep(form, known) {
            case .ask(let field, let part):
                return try await show(number, body, next: (field, part), context)
            case .line(let part, let quantity, let mark):
                return try await context.once(body, flash: nil) { deed in
                    let count = try StockCountList.find(number, deed.actor.sight, deed.tx)
                    let line = try CountScan.add(
                        form, part, quantity, mark, at: place, of: count, by: deed.actor, deed.tx)
                    return Address.of(path, [("place", place.code), ("line", line.description)] + each)
                } orShow: { refused in
                    let field =
                        (refused.error as? FieldRefusal) ?? FieldRefusal(field: "part", complaint: refused.complaint)
                    return try await show(number, body, context, status: refused.status, refused: field)
                }
            }
        } catch let refused as FieldRefusal { return try await refuse(refused) }
    }

    /// - Throws: `FieldRefusal` where it is none of the count's.
    private static func place(_ form: ScanForm, among places: [PlaceRow]) throws -> PlaceRow {
        let typed = form.place.value ?? ""
        if typed.isEmpty, places.count == 1 { return places[0] }
        let key = PartCode.key(typed)
        guard let place = places.first(where: { PartCode.key($0.code) == key }) else {
            throw FieldRefusal(
                field: "place",
                complaint: typed.isEmpty ? Complaint("form.missing") : Complaint("stock.count.no_place", typed))
        }
        return place
    }
}

/// The screen of a keeper who counts: three fields, and what was counted last.
struct CountScanPage: Page {
    static let template = "stock/count_scan"
    let titleKey = "stock.count.scan_title"
    let titleValues: [String]
    let count: String
    let number: String
    let action: String
    /// What was counted last, and how much of it by now.
    let last: String?
    /// What the part is called that was scanned, while something of it is asked for.
    let asked: String?
    let fields: [Field]
    let condition: Field
    let each: Field
    let errors: FormErrors?
    let places: [Field.Option]

    init(
        _ row: CountRow, _ all: [PlaceRow], _ form: ScanForm, last line: CountLineRow?,
        next: (field: String, part: StockPart?)?, _ refused: FieldRefusal?, _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        (titleValues, number) = ([row.number], row.number)
        count = context.paths(CountRoutes.one, row.number)
        action = context.paths(CountScanRoutes.scan, row.number)
        let round = row.state == .second ? 2 : 1
        last = line.map { line in
            let lies = line.isBySerial ? Int64(line.seen[round]?.count ?? 0) : line.time(round)?.quantity ?? 0
            return words("stock.count.scanned", line.part.code.isolatedLeftToRight, line.placeCode, reader.number(lies))
        }
        asked = next?.part.map { "\($0.code.isolatedLeftToRight) \($0.names.shown(reader))" }
        let hasPlace = !form.place.typed.isEmpty || all.count == 1
        let focus = refused?.field ?? next?.field ?? (hasPlace ? "part" : "place")
        let keeper = KeeperFields(form, focus: focus, refused, reader)
        places = all.map { .init(value: $0.code, label: $0.title(reader), selected: false) }
        let place = Field(form.place, label: "stock.scan.place", for: reader).with {
            ($0.direction, $0.autocomplete, $0.hasFocus) = ("ltr", "off", focus == "place")
            ($0.list, $0.error) = ("scan-places", nil)
            if refused?.field == "place" { $0.error = refused.map { reader.complaint($0.complaint) } }
            if $0.value.isEmpty, all.count == 1 { $0.value = all[0].code }
        }
        (fields, condition, each) = ([place] + keeper.fields, keeper.condition, keeper.each)
        errors = FormErrors(fields)
    }
}
