import Base
import Database
import Domain
import Ground
import Web

/// Who owes what, by how long it is due.
struct ReceivablesPage: Page {
    struct Line: Sendable {
        let href: String
        let name: String
        let mobile: String
        let bands: [Cell]
        let owed: Amount
        let credit: Amount?
    }

    struct Cell: Sendable {
        let label: String
        /// nil where it is nothing.
        let amount: Amount?
    }

    static let template = "books/receivables"
    let titleKey = "receivables.title"
    let bills: String
    let files: [FileLink]
    let tabs: [Tab]
    let unit: String
    let heads: [String]
    let items: [Line]
    let hasItems: Bool
    let sums: [Cell]
    let sum: Amount
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<CustomerStanding, ID<Customer>>, _ sums: [AgeBand: Int64], _ filter: ReceivableFilter,
        _ context: CompanyContext
    ) {
        let (reader, words, paths, currency) = (
            context.reader, context.words, context.paths, context.company.currency
        )
        let list = paths(ReceivableRoutes.list)
        bills = paths(BillRoutes.list)
        files = context.files(of: filter, at: paths(ReceivableRoutes.export))
        tabs = ["all", "late"].map { name in
            Tab(
                href: Address.of(list, [("tab", name == "all" ? "" : name)]), label: words("receivables.tab.\(name)"),
                isCurrent: (name == "late") == filter.isLate)
        }
        unit = reader.unitName
        let amount = { (minor: Int64) in Amount(Money(minor, currency), reader) }
        let cells = { (bands: [AgeBand: Int64]) in
            AgeBand.allCases.map {
                Cell(
                    label: words("receivables.band.\($0.rawValue)"),
                    amount: bands[$0].flatMap { $0 > 0 ? amount($0) : nil })
            }
        }
        heads = AgeBand.allCases.map { words("receivables.band.\($0.rawValue)") }
        items = slice.lines.map { one in
            Line(
                href: Address.of(paths(BillRoutes.list), [("tab", "open"), ("customer", one.customer.description)]),
                name: one.name, mobile: reader.mobile(one.mobile), bands: cells(one.bands), owed: amount(one.owed),
                credit: one.credit > 0 ? amount(one.credit) : nil)
        }
        hasItems = !items.isEmpty
        self.sums = cells(sums)
        sum = amount(sums.values.reduce(0, +))
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words("receivables.none"), text: words("receivables.none_hint"),
                action: filter.isLate ? .init(href: list, label: words("bills.all")) : nil)
    }
}

enum ReceivableSheet {
    static func sheet(
        _ filter: ReceivableFilter, _ context: CompanyContext
    ) -> Sheet<CustomerStanding, ID<Customer>> {
        let (words, today) = (context.words, context.today)
        let bands: [SheetColumn<CustomerStanding>] = AgeBand.allCases.map { band in
            .init(amount: words("receivables.band.\(band.rawValue)"), context) { $0.bands[band] ?? 0 }
        }
        let columns: [SheetColumn<CustomerStanding>] =
            [
                .init(words("bills.customer")) { .text($0.name) },
                .init(words("receivables.mobile")) { .text(MobileNumber.local(stored: $0.mobile)) },
            ] + bands + [
                .init(amount: words("receivables.owed"), context) { $0.owed },
                .init(amount: words("receivables.free"), context) { $0.credit },
            ]
        return Sheet("receivables", in: "books", title: "receivables.title", columns: columns) { cursor, size, tx in
            try ReceivableList.slice(filter.at(cursor), size: size, today: today, tx)
        }
    }
}
