import Domain
import Ground
import Hummingbird
import Web

/// All payouts as a file, newest first.
struct ExportPayouts: Sendable {
    let context: CompanyContext
    let filter: PayoutFilter

    private struct Line: Sendable {
        let payout: PayoutList.Line
        let scope: String
    }

    func response(to request: Request) async throws -> Response {
        let (filter, reader) = (filter, context.reader)
        return try await Sheet<Line, ID<Payout>>("payouts", title: "payouts.title", columns: columns) {
            cursor, size, tx in
            try PayoutList.slice(filter.at(cursor), size: size, tx).map { payouts in
                let scopes = try Set(payouts.map(\.scope)).map { ($0, try PayoutList.scopeName($0, reader, tx)) }
                let names = Dictionary(uniqueKeysWithValues: scopes)
                return payouts.map { Line(payout: $0, scope: names[$0.scope] ?? "") }
            }
        }.response(to: request, usual: "xlsx", context)
    }

    private var columns: [SheetColumn<Line>] {
        let (words, clock) = (context.words, context.company.clock)
        return [
            .init(words("payouts.number")) { .text($0.payout.number) },
            .init(words("payouts.period")) { .text($0.payout.period.slashed) },
            .init(words("payouts.scope")) { .text($0.scope) },
            .init(words("payouts.state")) { .text(words("payouts.state.\($0.payout.state.rawValue)")) },
            .init(words("payouts.items")) { .number(Int64($0.payout.items)) },
            .init(amount: words("payouts.total"), context) { $0.payout.total },
            .init(words("payouts.file.waiting")) { .number(Int64($0.payout.waiting)) },
            .init(words("payouts.file.returned")) { .number(Int64($0.payout.returned)) },
            .init(words("payouts.made_by")) { .text($0.payout.madeByName ?? "") },
            .init(day: words("payouts.made_at"), context) { clock.day(of: $0.payout.madeAt) },
            .init(day: words("payouts.paid_on"), context) { $0.payout.paidOn },
            .init(words("payouts.bank_reference")) { .text($0.payout.bankReference ?? "") },
        ]
    }
}
