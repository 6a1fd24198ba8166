import Base
import Database
import Domain
import Ground
import Web

/// What was spoken with somebody, on his page.
struct ContactsCard: Sendable {
    private static let most = 20
    let items: [ContactItem]
    let newContact: String?

    static func ofCustomer(
        _ customer: CustomerSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        try card(ContactList.ofCustomer(customer.id, limit: most, tx), context)
    }

    /// The last ones, for whoever takes a job of his down: complaints that wait for an answer first, whatever came after them.
    static func known(_ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction) throws -> PageCard? {
        let last = try ContactList.ofCustomer(customer, limit: most, tx)
        let waits = { (line: ContactLine) in line.kind == .complaint && line.state == .open }
        return card(Array((last.filter(waits) + last.filter { !waits($0) }).prefix(5)), context)
    }

    static func ofDealer(
        _ dealer: DealerItem, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.may(ContactRoutes.one) else { return nil }
        return try card(ContactList.ofDealer(dealer.id, limit: most, tx), context)
    }

    /// Leads to the form with his number in it.
    static func newOfCustomer(
        _ customer: CustomerSheet, _ context: CompanyContext, _: (any Sendable)?, _: Transaction
    ) -> PageCard? {
        guard context.may(ContactRoutes.form) else { return nil }
        let query = Address.of(
            context.paths(ContactRoutes.form), [("phone", MobileNumber.local(stored: customer.mobile))])
        return PageCard("contacts/_new", at: .head, ContactsCard(items: [], newContact: query))
    }

    private static func card(_ lines: [ContactLine], _ context: CompanyContext) -> PageCard? {
        guard !lines.isEmpty else { return nil }
        let items = lines.map { ContactItem($0, context) }
        return PageCard("contacts/_card", at: .main, ContactsCard(items: items, newContact: nil))
    }
}
