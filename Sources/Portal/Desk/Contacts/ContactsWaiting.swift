import Database
import Ground
import Web

/// The contacts that a person keeps or is asked about, his units', and those whose day is over.
enum ContactsWaiting {
    static func count(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        guard context.actor.roles.meet(ContactRoutes.writers) else { return [] }
        let counts = try ContactList.counts(
            ContactFilter(tab: .mine), of: context.actor, today: context.today, tx)
        return [ContactTab.mine, .unit, .overdue].map { tab in
            WaitingCount(
                "contacts_\(tab.rawValue)", .desk, counts[tab] ?? 0,
                at: Address.of(context.paths(ContactRoutes.list), ContactFilter(tab: tab).fields),
                isLate: tab == .overdue)
        }
    }
}
