import Database
import Domain
import Ground
import Hummingbird
import Web

/// How much waits, by dealer and month; each number leads to its claims.
struct ShowClaimSums: Sendable {
    let context: CompanyContext
    let filter: ClaimFilter
    let views: [Tab]
    /// Columns of the table; older months are in the sum of the row.
    private static let months = 6

    private var reader: Reader { context.reader }
    private var list: String { context.paths(ClaimRoutes.list) }
    private var currency: Currency { context.company.currency }

    func run() async throws -> Response {
        let (filter, sight) = (filter, context.actor.sight)
        let (sums, counts) = try await context.company.read { tx in
            (try ClaimList.sums(filter, sight, tx), try ClaimList.counts(filter, sight, tx).value())
        }
        let periods = Array(Set(sums.map(\.period)).sorted(by: >).prefix(Self.months))
        let byDealer = Dictionary(grouping: sums, by: \.dealerCode)
        var order: [String] = []
        for sum in sums where order.last != sum.dealerCode { order.append(sum.dealerCode) }
        let lines = try order.map { try line(byDealer[$0] ?? [], periods) }
        return try context.show(
            ClaimSumsPage(
                views: views, tiles: tiles(counts), unit: reader.unitName,
                months: periods.map(reader.month), lines: lines, hasRows: !lines.isEmpty,
                count: reader.number(sums.map(\.count).reduce(0, +)),
                amount: Amount(try Money.sum(sums.map { Money($0.claimed, currency) }, currency), reader),
                empty: lines.isEmpty ? ShowClaims.empty(filter, context) : nil))
    }

    private func line(_ sums: [ClaimList.Sum], _ periods: [Period]) throws -> ClaimSumsPage.Line {
        let first = sums[0]
        let cells = periods.map { period in
            guard let sum = sums.first(where: { $0.period == period }) else {
                return ClaimSumsPage.Cell(href: nil, count: nil, amount: nil)
            }
            return ClaimSumsPage.Cell(
                href: address(first.dealerCode, period), count: reader.number(sum.count),
                amount: Amount(Money(sum.claimed, currency), reader))
        }
        return ClaimSumsPage.Line(
            dealer: first.dealer, code: first.dealerCode, href: address(first.dealerCode, nil), cells: cells,
            count: reader.number(sums.map(\.count).reduce(0, +)),
            amount: Amount(try Money.sum(sums.map { Money($0.claimed, currency) }, currency), reader))
    }

    private func address(_ dealer: String, _ period: Period?) -> String {
        filter.with {
            $0.view = .list
            $0.dealer = dealer
            $0.period = period
        }.address(list)
    }

    private func tiles(_ counts: [ClaimState: Int]) -> [Tab] {
        ClaimState.allCases.map { state in
            Tab(
                href: filter.with(state: state).address(list),
                label: reader.words("claims.state.\(state.rawValue)"), count: reader.bounded(counts[state] ?? 0),
                isCurrent: filter.state == state)
        }
    }
}
