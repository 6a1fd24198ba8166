import Base
import Database
import Domain
import Fees
import Ground
import Treasury
import Web
import Work

/// What waits for a person, as far as it is his to do.
struct WaitingCards: Sendable {
    private let context: CompanyContext

    init(_ context: CompanyContext) { self.context = context }

    func read(_ counts: [OverviewList.Item: Int]) async throws -> [WaitingCard] {
        try await context.company.read { tx in
            [try intake(tx)] + (try jobs(counts, tx)) + (try money(counts, tx)) + [try happenings(tx)]
        }.compactMap(\.self)
    }

    private var reader: Reader { context.reader }

    private func intake(_ tx: Transaction) throws -> WaitingCard? {
        guard context.may(NewJobRoutes.form) else { return nil }
        let start = context.company.clock.startOfDay(context.today)
        let (count, rows) = try WaitingList.intake(by: context.actor.person, since: start, tx)
        return WaitingCard(
            "intake", sum: reader.bounded(count), href: context.paths(JobRoutes.list),
            rows.map {
                .init(
                    href: context.paths(JobRoutes.one, $0.number), title: $0.number, isCode: true,
                    text: [$0.customer.isolated, $0.city.shown(reader)].joined(separator: " · "),
                    end: reader.words("jobs.state.\($0.state)"), amount: nil)
            }, reader)
    }

    private func jobs(_ counts: [OverviewList.Item: Int], _ tx: Transaction) throws -> [WaitingCard?] {
        guard context.may(WithdrawalRoutes.withdrawal) else { return [] }
        let promises = try context.promises(tx)
        return try [OverviewList.Item.unanswered, .late].map { item in
            guard counts[item] ?? 0 > 0 else { return nil }
            let rows =
                item == .late
                ? try WaitingList.late(by: promises, today: context.today, tx)
                : try WaitingList.unanswered(by: promises, today: context.today, tx)
            return WaitingCard(
                item.rawValue, sum: reader.bounded(counts[item] ?? 0), href: OverviewPage.href(item, context.paths),
                rows.map {
                    .init(
                        href: context.paths(JobRoutes.one, $0.number), title: $0.number, isCode: true,
                        text: [$0.dealer.isolated, $0.city.shown(reader)].joined(separator: " · "),
                        end: $0.day.map(reader.day) ?? $0.since.map(reader.dateTime), amount: nil)
                }, reader)
        }
    }

    private func money(_ counts: [OverviewList.Item: Int], _ tx: Transaction) throws -> [WaitingCard?] {
        guard context.may(ClaimRoutes.decision) else { return [] }
        return [try payouts(counts, tx), try claims(counts, tx), try entries(counts, tx)]
    }

    private func claims(_ counts: [OverviewList.Item: Int], _ tx: Transaction) throws -> WaitingCard? {
        let dealers = try WaitingList.claims(tx)
        let list = OverviewPage.href(.submitted, context.paths)
        return WaitingCard(
            "submitted",
            sum: reader.words(
                "overview.waiting.in_all", reader.number(dealers.reduce(0) { $0 + $1.count }),
                reader.money(money(dealers.reduce(0) { $0 + $1.sum }))), href: list,
            dealers.prefix(WaitingList.shown).map {
                .init(
                    href: Address.of(context.paths(ClaimRoutes.list), [("state", "submitted"), ("dealer", $0.code)]),
                    title: $0.name, isCode: false,
                    text: reader.words("overview.waiting.claims", reader.number($0.count)),
                    end: nil, amount: Amount(money($0.sum), reader))
            }, reader)
    }

    private func payouts(_ counts: [OverviewList.Item: Int], _ tx: Transaction) throws -> WaitingCard? {
        guard counts[.payouts] ?? 0 > 0 else { return nil }
        return WaitingCard(
            "payouts", sum: reader.bounded(counts[.payouts] ?? 0), href: OverviewPage.href(.payouts, context.paths),
            try WaitingList.payouts(tx).map {
                .init(
                    href: context.paths(PayoutRoutes.one, $0.number), title: $0.number, isCode: true,
                    text: reader.words("payouts.state.\($0.state)"), end: nil, amount: Amount(money($0.total), reader))
            }, reader)
    }

    private func entries(_ counts: [OverviewList.Item: Int], _ tx: Transaction) throws -> WaitingCard? {
        guard counts[.accountRows] ?? 0 > 0 else { return nil }
        return WaitingCard(
            "account_rows", sum: reader.bounded(counts[.accountRows] ?? 0),
            href: OverviewPage.href(.accountRows, context.paths),
            // One's own need another person.
            try AccountRowList.waiting(tx).filter { $0.madeBy != context.actor.person }.prefix(WaitingList.shown).map {
                .init(
                    href: context.paths(DealerAccountRoutes.account, $0.code), title: $0.dealer, isCode: false,
                    text: $0.note.isolated, end: nil, amount: Amount(money($0.amount), reader))
            }, reader)
    }

    /// What the auditor looks at first: the last that happened.
    private func happenings(_ tx: Transaction) throws -> WaitingCard? {
        guard context.actor.roles.meet([.auditor]) else { return nil }
        let happenings = try HistoryList.page(HistoryQuestion(), limit: WaitingList.shown, tx)
        let links = try context.links(of: happenings.map(\.subject), tx)
        let wording = try HappeningWording(context, tx, of: happenings)
        let history = context.paths(HistoryRoutes.page)
        return WaitingCard(
            "history", sum: nil, href: history,
            happenings.map { happening in
                let line = HistoryLine(happening, links[happening.subject], wording, reader)
                return .init(
                    href: line.href ?? history, title: line.thing.isEmpty ? line.room : line.thing, isCode: false,
                    text: [line.what, line.who.isolated].joined(separator: " · "), end: line.when, amount: nil)
            }, reader)
    }

    private func money(_ minor: Int64) -> Money { Money(minor, context.company.currency) }
}
