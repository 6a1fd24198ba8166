import Domain
import Ground
import Web

/// One scheme with its segments.
struct CodingPage: Page {
    struct Item: Sendable {
        let name: String
        let href: String?
        let kind: String
        let length: String
        let separator: String
        let values: String
    }

    struct Form: Sendable {
        let action: String
        let version: String
        let fields: CodingForm.Fields
    }

    struct SegmentPart: Sendable {
        let action: String
        let version: String
        let fields: SegmentForm.Fields
    }

    struct Retire: Sendable {
        let action: String
        let version: String
        let isRetired: Bool
        let label: String
    }

    static let template = "coding/one"
    let titleKey = "parts.coding.page_title"
    let titleValues: [String]
    let parts: String
    let list: String
    let badge: Badge?
    let shape: String
    let unfinished: String?
    let proposal: String?
    let items: [Item]
    let hasItems: Bool
    let form: Form?
    let segment: SegmentPart?
    let retirement: Retire?
    let cards: PageCards

    init(
        _ item: CodingItem, _ form: CodingForm?, _ segment: SegmentForm?, history: PageCard?, _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        titleValues = [item.name]
        (parts, list) = (paths(PartRoutes.list), paths(CodingRoutes.list))
        (badge, shape) = (item.badge(words), item.shape)
        do throws(Complaint) {
            try item.scheme.checkWhole()
            unfinished = nil
        } catch { unfinished = reader.complaint(error) }
        proposal =
            unfinished == nil && !item.isRetired ? context.pathIfAllowed(CodingRoutes.proposal, item.id) : nil
        items = item.segments.map { row in
            Item(
                name: row.segment.name, href: context.pathIfAllowed(CodingRoutes.segment, row.id),
                kind: words("parts.coding.kind.\(row.segment.kind.rawValue)"),
                length: reader.number(row.segment.length), separator: row.segment.separator,
                values: row.segment.values.prefix(5).map { "\($0.code) \($0.name)" }
                    .joined(separator: words("list.comma")) + (row.segment.values.count > 5 ? " …" : ""))
        }
        hasItems = !items.isEmpty
        let (may, version) = (context.may(CodingRoutes.change), String(item.version))
        let fields = (form ?? CodingForm(item)).fields(isBlank: form == nil, reader)
        self.form =
            may
            ? Form(
                action: paths(CodingRoutes.change, item.id), version: version, fields: fields) : nil
        self.segment =
            may
            ? SegmentPart(
                action: paths(CodingRoutes.segmentAddition, item.id), version: version,
                fields: (segment ?? .blank).fields(isBlank: segment == nil, reader)) : nil
        retirement =
            may
            ? Retire(
                action: paths(CodingRoutes.retirement, item.id), version: version, isRetired: item.isRetired,
                label: words(item.isRetired ? "parts.restore" : "parts.retire")) : nil
        cards = PageCards([history].compactMap(\.self))
    }
}

/// One segment to change.
struct SegmentPage: Page {
    static let template = "coding/segment"
    let titleKey = "parts.coding.segment.page_title"
    let titleValues: [String]
    let parts: String
    let list: String
    let scheme: String
    let schemeName: String
    let action: String
    let removal: String
    let version: String
    let fields: SegmentForm.Fields

    init(
        _ item: CodingItem, _ row: CodingItem.Segment, _ form: SegmentForm?, _ context: CompanyContext
    ) {
        let paths = context.paths
        titleValues = [row.segment.name]
        (parts, list) = (paths(PartRoutes.list), paths(CodingRoutes.list))
        (scheme, schemeName) = (paths(CodingRoutes.one, item.id), item.name)
        (action, removal) = (paths(CodingRoutes.segmentChange, row.id), paths(CodingRoutes.segmentRemoval, row.id))
        version = String(item.version)
        fields = (form ?? SegmentForm(row.segment)).fields(isBlank: form == nil, context.reader)
    }
}
