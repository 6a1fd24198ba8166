import Domain
import Ground
import Web

struct CustomerPage: Page {
    static let template = "customers/customer"
    let titleKey = "customers.page_title"
    let titleValues: [String]
    let name: String
    let facts: [Fact]
    let machines: [Fact]
    let hasMachines: Bool
    /// All that is kept of him; nil for those who may not see it so.
    let data: String?
    let cards: PageCards

    init(_ customer: CustomerSheet, _ cards: PageCards, _ context: CompanyContext) {
        let reader = context.reader
        titleValues = [customer.name]
        name = customer.name
        facts = [
            Fact(
                label: reader.words("jobs.new.mobile"), value: reader.mobile(customer.mobile),
                href: customer.mobile.hasPrefix("+") ? "tel:\(customer.mobile)" : nil, isLtr: true),
            Fact(label: reader.words("customers.since"), value: reader.day(of: customer.since)),
        ]
        machines = customer.machines.map {
            Fact(label: $0.model, value: $0.serial, href: context.paths(UnitRoutes.one, $0.serial), isLtr: true)
        }
        hasMachines = !machines.isEmpty
        data = context.pathIfAllowed(PrivacyRoutes.data, customer.id)
        self.cards = cards
    }
}
