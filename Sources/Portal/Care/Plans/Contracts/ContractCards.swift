import Base
import Database
import Domain
import Ground
import Web
import Work

/// The contracts of a customer or a machine, on its page and where a job of it is taken down.
struct ContractsCard: Sendable {
    private static let most = 10
    let items: [ContractItem]
    let newContract: String?

    static func ofCustomer(
        _ customer: CustomerSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        card(try ContractList.ofCustomer(customer.id, limit: most, tx), context)
    }

    static func ofUnit(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        card(try ContractList.ofUnit(unit.id, limit: most, tx), context)
    }

    private static func card(_ rows: [ContractRow], _ context: CompanyContext) -> PageCard? {
        rows.isEmpty
            ? nil
            : PageCard(
                "contracts/_card", at: .main,
                ContractsCard(items: rows.map { ContractItem($0, context) }, newContract: nil))
    }

    /// Leads to the form with his machines in it.
    static func newOfCustomer(
        _ customer: CustomerSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard let form = context.pathIfAllowed(ContractRoutes.form),
            try !ContractList.machines(of: customer.id, tx).isEmpty
        else { return nil }
        let href = Address.of(form, [("customer", customer.id.description)])
        return PageCard("contracts/_new", at: .head, ContractsCard(items: [], newContract: href))
    }
}

/// By which contract machines of a customer are covered, for whoever takes a job of his down; on a job, what of it he pays.
struct CoveredCard: Sendable {
    struct Item: Sendable {
        let href: String?
        let title: String
        let free: String
        let response: String?
        let machines: [String]
    }

    let items: [Item]

    static func known(_ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction) throws -> PageCard? {
        let today = context.today
        let rows = try ContractList.ofCustomer(customer, limit: 10, tx).filter {
            $0.terms.first <= today && today <= $0.until
        }
        let items = try rows.map { row in
            let machines = try ContractList.machines(of: row.id, tx).prefix(6)
            return item(row, machines: machines.map { "\($0.model) \($0.serial.isolatedLeftToRight)" }, context)
        }
        return items.isEmpty ? nil : PageCard("contracts/_covered", at: .main, CoveredCard(items: items))
    }

    /// Whoever sees the job sees it: also the dealer who has it, without the price.
    static func ofJob(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let service = try PlanServiceStore.find(ofJob: job.id, tx)
        guard let row = try ContractList.covering(job, service, context.company.clock, tx) else { return nil }
        return PageCard(
            "contracts/_covered", at: .main, CoveredCard(items: [item(row, machines: [], context)]))
    }

    private static func item(_ row: ContractRow, machines: [String], _ context: CompanyContext) -> Item {
        let (reader, words) = (context.reader, context.words)
        let hours = row.responseHours.map { words("contracts.responds", reader.number($0)) }
        return Item(
            href: context.pathIfAllowed(ContractRoutes.one, row.number),
            title: words("contracts.covered", row.number.isolatedLeftToRight, reader.wholeDay(row.until)),
            free: words.free(row.terms),
            response: hours,
            machines: machines)
    }
}
