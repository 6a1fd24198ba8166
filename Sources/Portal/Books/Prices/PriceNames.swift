import Database
import Domain
import Ground
import Web

/// How the rows of lists are called.
struct PriceNames {
    private let services: CommonNames
    private let groups: [ID<ProductGroup>: BothNames]
    private let models: [ID<ProductModel>: String]
    private let reader: Reader
    private let currency: Currency

    init(_ prices: PriceRows?, _ context: CompanyContext, _ tx: Transaction) throws {
        (reader, currency) = (context.reader, context.company.currency)
        services = try context.company.names.names(tx)
        let rows = prices?.rows ?? []
        groups = try PriceScopeList.groups(Set(rows.compactMap(\.group)), tx)
        models = try PriceScopeList.models(Set(rows.compactMap(\.model)), tx)
    }

    /// What it is for: kind, service, machine.
    func title(_ row: PriceRow) -> String {
        let kind = reader.words("prices.kind.\(row.kind.rawValue)")
        let what = row.kind == .package ? row.name : kind
        return [what, service(row), machine(row), distance(row)].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    func service(_ row: PriceRow) -> String { row.service.isEmpty ? "" : services.service(row.service, reader) }

    func machine(_ row: PriceRow) -> String {
        row.model.map { models[$0] ?? "" } ?? row.group.map { groups[$0]?.shown(reader) ?? "" } ?? ""
    }

    func distance(_ row: PriceRow) -> String {
        guard row.kind.hasKilometres else { return "" }
        return reader.words("prices.km.\(row.kind.rawValue)", reader.number(row.km))
    }

    func price(_ row: PriceRow) -> String {
        let money = reader.money(Money(row.amount, currency))
        return row.isExempt ? reader.words("prices.exempt.shown", money) : money
    }

    func discounts(_ prices: PriceRows) -> String {
        let shown = Role.allCases.compactMap { role in
            prices.discounts[role.rawValue].map { "\(reader.words("role.\(role.rawValue)")): \(reader.rate($0))" }
        }
        return shown.isEmpty
            ? reader.words("prices.discounts.none") : shown.joined(separator: reader.words("list.comma"))
    }
}
