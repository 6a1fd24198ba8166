import Domain
import Ground
import Web

/// The company's customers, the newest first.
struct CustomerListPage: Page {
    struct Item: Sendable {
        let href: String
        let name: String
        let mobile: String
        let call: String
        let machines: String
        let since: String
    }

    static let template = "customers/list"
    let titleKey = "customers.title"
    let action: String
    let typed: String
    let segments: SegmentBar
    /// By city, kind and consent.
    let picks: [Pick]
    let tag: String
    let files: [FileLink]
    /// How long customers are kept; nil for those who do not say it.
    let privacy: String?
    /// nil for those who do not merge.
    let duplicates: String?
    /// nil for those who take nobody down.
    let newCustomer: String?
    let items: [Item]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<CustomerLine, ID<Customer>>, _ filter: CustomerFilter, _ names: CommonNames,
        _ segments: SegmentBar,
        _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        (picks, tag) = (Self.picks(filter, names, reader), filter.tag)
        let list = paths(CustomerRoutes.list)
        (action, self.segments) = (list, segments)
        typed = filter.typed
        newCustomer = context.pathIfAllowed(CustomerRoutes.blank)
        duplicates = context.pathIfAllowed(LikenessRoutes.customers)
        privacy = context.pathIfAllowed(PrivacyRoutes.settings)
        files =
            context.may(CustomerRoutes.export)
            ? context.files(of: filter, at: paths(CustomerRoutes.export)) : []
        items = slice.lines.map { line in
            Item(
                href: paths(CustomerRoutes.one, line.id), name: line.name,
                mobile: reader.mobile(line.mobile), call: "tel:\(line.mobile)",
                machines: reader.number(line.machines), since: reader.day(of: line.since))
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : !filter.isNarrowed
                ? EmptyNote(title: reader.words("customers.none"), text: reader.words("customers.none_hint"))
                : EmptyNote(
                    title: reader.words("customers.none_found"), text: reader.words("customers.none_found_hint"),
                    action: .clear(list, reader.words))
    }

    private static func picks(_ filter: CustomerFilter, _ names: CommonNames, _ reader: Reader) -> [Pick] {
        let words = reader.words
        let cities = names.cities.map { (value: $0.id.description, label: $0.names.shown(reader)) }
            .inPersianOrder(by: \.label)
        return [
            Pick("city", words("jobs.city"), blank: words("units.any_city"), cities, chosen: filter.city?.description),
            Pick(
                "kind", words("customers.kind"), blank: words("customers.any_kind"),
                CustomerKind.allCases.map { (value: $0.rawValue, label: words($0)) }, chosen: filter.kind?.rawValue),
            Pick(
                "consent", words("customers.consent"), blank: words("customers.any_consent"),
                CustomerConsent.allCases.map { (value: $0.rawValue, label: words($0)) },
                chosen: filter.consent?.rawValue),
        ]
    }
}
