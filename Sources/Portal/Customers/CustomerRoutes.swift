import Database
import Domain
import Hummingbird
import Web

struct CustomerPage: Page {
    static let template = "customers/customer"
    let titleKey = "customers.page_title"
    let titleValues: [String]
    let list: String
    let name: String
    let facts: [Fact]
    let machines: [Fact]
    let hasMachines: Bool
    let hasLines: Bool
    let lines: [JobLine]
    /// Leads to the form with his number in it.
    let newJob: String?

    init(_ customer: CustomerSheet, _ lines: [JobLine], _ context: CompanyContext) {
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
        hasLines = !lines.isEmpty
        self.lines = lines
        let number = "0" + customer.mobile.dropFirst(3)
        newJob = context.may(.get, "/:company/jobs/new") ? "\(paths.newJob)?mobile=\(number)" : nil
    }
}

enum CustomerRoutes {
    /// More than any household has; the list of jobs finds the rest by his number.
    private static let mostJobs = 100

    static func mount(_ rooms: Rooms) {
        rooms.get("/:company/customers/:customer") { _, context in try await show(context) }
    }

    private static func show(_ context: CompanyContext) async throws -> Response {
        let id: ID<Customer> = try context.id("customer")
        let (customer, lines) = try await context.company.read { tx in
            let customer = try CustomerList.find(id, tx)
            return (customer, try JobLine.lines(of: "j.customer_id = \(id)", limit: mostJobs, context, tx))
        }
        return try context.show(CustomerPage(customer, lines, context))
    }
}
