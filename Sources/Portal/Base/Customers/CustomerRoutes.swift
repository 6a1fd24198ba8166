import Database
import Domain
import Ground
import Hummingbird
import Web

/// Where other wings take part in a customer.
package enum CustomerSlots {
    /// On a customer's page.
    package static let cards = Slot<CardMaker<CustomerSheet>>("customer.cards")
}

struct CustomerPage: Page {
    static let template = "customers/customer"
    let titleKey = "customers.page_title"
    let titleValues: [String]
    let list: String
    let name: String
    let facts: [Fact]
    let machines: [Fact]
    let hasMachines: Bool
    let cards: PageCards

    init(_ customer: CustomerSheet, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        titleValues = [customer.name]
        list = paths.jobs
        name = customer.name
        facts = [
            Fact(
                label: reader.words("jobs.new.mobile"), value: MobileNumber.shown(stored: customer.mobile),
                href: "tel:\(customer.mobile)", isLtr: true),
            Fact(label: reader.words("customers.since"), value: reader.day(of: customer.since)),
        ]
        machines = customer.machines.map {
            Fact(label: $0.model, value: $0.serial, href: paths.unit($0.serial), isLtr: true)
        }
        hasMachines = !machines.isEmpty
        self.cards = cards
    }
}

package enum CustomerRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/customers/:customer") { _, context in try await show(context) }
    }

    private static func show(_ context: CompanyContext) async throws -> Response {
        let id: ID<Customer> = try context.id("customer")
        let (customer, cards) = try await context.company.read { tx in
            let customer = try CustomerList.find(id, tx)
            return (customer, try context.cards(CustomerSlots.cards, of: customer, tx))
        }
        return try context.show(CustomerPage(customer, cards, context))
    }
}
