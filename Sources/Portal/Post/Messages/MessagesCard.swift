import Base
import Database
import Domain
import Ground
import Web
import Work

/// What somebody was written about, on his page and on the job's.
struct MessagesCard: Sendable {
    private static let most = 20
    let items: [MessageItem]

    static func ofCustomer(
        _ customer: CustomerSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.actor.dealer == nil else { return nil }
        return card(try MessageList.ofCustomer(customer.id, limit: most, tx), context)
    }

    /// A dealer does not see to whom the company writes.
    static func ofJob(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.actor.dealer == nil else { return nil }
        return card(try MessageList.ofJob(job.id, limit: most, tx), context)
    }

    private static func card(_ lines: [MessageLine], _ context: CompanyContext) -> PageCard? {
        guard !lines.isEmpty else { return nil }
        return PageCard(
            "messages/_card", at: .main, MessagesCard(items: lines.map { MessageItem($0, nil, context) }))
    }
}
