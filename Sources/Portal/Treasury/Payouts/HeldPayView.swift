import Database
import Domain
import Fees
import Ground
import Web
import Work

/// What goes into no payout yet, claim by claim, each with what it waits for.
struct HeldPayView: Sendable {
    struct Line: Sendable {
        let number: String
        let href: String
        /// nil on the dealer's own page.
        let dealer: Fact?
        let amount: Amount
        let why: [Fact]
    }

    /// More do not stand on one page.
    private static let most = 100

    let lines: [Line]
    let total: Amount
    let unit: String
    let isOfAll: Bool
    /// How many more there are.
    let rest: String?

    /// nil where nothing is held.
    init?(
        _ held: [HeldPayList.Line], isOfAll: Bool = false, _ context: CompanyContext, _ tx: Transaction
    ) throws {
        guard !held.isEmpty else { return nil }
        let (reader, currency) = (context.reader, context.company.currency)
        let shown = held.prefix(Self.most)
        let holds = Dictionary(grouping: try context.payHolds(of: shown.map(\.job), tx), by: \.job)
        lines = shown.map { line in
            Line(
                number: line.number, href: context.paths(ClaimRoutes.one, line.claim),
                dealer: isOfAll
                    ? Fact(
                        label: "", value: line.dealerName,
                        href: context.paths(DealerAccountRoutes.account, line.code)) : nil,
                amount: Amount(Money(line.amount, currency), reader),
                why: (holds[line.job] ?? []).filter { $0.dealer == line.code }.map(\.why))
        }
        total = Amount(try Money.sum(held.map { Money($0.amount, currency) }, currency), reader)
        unit = reader.unitName
        self.isOfAll = isOfAll
        rest =
            held.count > shown.count
            ? reader.words("payouts.parts_held.more", reader.number(held.count - shown.count)) : nil
    }
}

/// What of a dealer's pay waits for something of his, above his day.
enum HeldOfToday {
    static func lines(_ context: CompanyContext, _ tx: Transaction) throws -> [TodayLine] {
        guard let dealer = context.actor.dealer,
            let href = context.pathIfAllowed(DealerAccountRoutes.account, "mine")
        else { return [] }
        let held = try HeldPayList.lines(of: dealer, today: context.today, tx)
        guard !held.isEmpty else { return [] }
        let (reader, currency) = (context.reader, context.company.currency)
        let sum = try Money.sum(held.map { Money($0.amount, currency) }, currency)
        return [
            TodayLine(context.words("payouts.parts_held.today", reader.money(sum).isolated), href: "\(href)#held")
        ]
    }
}
