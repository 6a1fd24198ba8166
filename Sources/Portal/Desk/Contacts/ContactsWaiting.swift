import Database
import Ground
import Web

/// The contacts that a person keeps or is asked about, his units', and those whose day is over.
enum ContactsWaiting {
    static func count(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        guard context.actor.roles.meet(ContactRoutes.writers) else { return [] }
        let counts = try ContactList.counts(
            ContactFilter(tab: .mine), of: context.actor, today: context.today, tx)
        return try [ContactTab.mine, .unit, .overdue].map { tab in
            WaitingCount(
                "contacts_\(tab.rawValue)", .desk, counts[tab] ?? 0,
                at: Address.of(context.paths(ContactRoutes.list), ContactFilter(tab: tab).fields),
                isLate: tab == .overdue, first: tab == .mine && counts[tab] ?? 0 > 0 ? try mine(context, tx) : [])
        }
    }

    private static func mine(_ context: CompanyContext, _ tx: Transaction) throws -> [NamedWait] {
        try ContactList.slice(
            ContactFilter(tab: .mine), of: context.actor, today: context.today, size: WaitingCount.named, tx
        ).lines.map { line in
            NamedWait(
                href: context.paths(ContactRoutes.one, line.number), title: line.number,
                text: [line.subject, line.party].filter { !$0.isEmpty }.map(\.isolated).joined(separator: " · "),
                end: line.due.map(context.reader.day))
        }
    }
}
