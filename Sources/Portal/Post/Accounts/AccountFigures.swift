import Database
import Domain
import Ground
import Web

/// What messages have cost by month, and what was left each time that the provider was asked.
struct AccountFigures: Sendable {
    private static let months = 12
    private static let asked = 12

    struct Month: Sendable {
        let name: String
        let messages: String
        let parts: String
        let cost: String
    }

    struct Credit: Sendable {
        let when: String
        let credit: String
    }

    let costs: [Month]
    let hasCosts: Bool
    let credits: [Credit]
    let hasCredits: Bool

    init(_ context: CompanyContext, _ tx: Transaction) throws {
        let (reader, clock) = (context.reader, context.company.clock)
        costs = try MessageCostList.months(Self.months, upTo: clock.day(of: tx.now), clock, tx).map {
            Month(
                name: reader.month(year: $0.year, month: $0.month), messages: reader.number($0.messages),
                parts: reader.number($0.parts), cost: reader.number($0.cost))
        }
        hasCosts = !costs.isEmpty
        credits = try PostCreditStore.last(Self.asked, tx).map {
            Credit(when: reader.dateTime($0.at), credit: reader.number($0.credit))
        }
        hasCredits = !credits.isEmpty
    }
}
