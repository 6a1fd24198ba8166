import Domain
import Ground
import Hummingbird
import Web

/// All rows of a dealer's account as a file, from its first day on; the balance is their sum.
struct ExportAccount: Sendable {
    let context: CompanyContext
    let code: String

    /// - Throws: `Refusal.hidden` for whom this account is not.
    func response(to request: Request) async throws -> Response {
        let (code, sight) = (code, context.actor.sight)
        let owner = try await context.company.read { try LedgerList.owner(code, sight, $0) }
        return try await Sheet<StatementList.Entry, ID<LedgerEntry>>(
            "account-\(owner.id)", of: .account(owner.id), in: "accounts", title: "accounts.file", columns: columns
        ) { cursor, size, tx in
            try StatementList.slice(of: owner.id, cursor, size: size, tx)
        }.response(to: request, usual: "xlsx", context)
    }

    private var columns: [SheetColumn<StatementList.Entry>] {
        let (reader, words) = (context.reader, context.words)
        return [
            .init(day: words("ledger.day"), context) { $0.day },
            .init(words("ledger.kind")) { .text(words("ledger.kind.\($0.kind.rawValue)")) },
            .init(words("claims.job")) { .text($0.job?.number ?? "") },
            .init(words("claims.service")) {
                .text($0.job.map { reader.name(fa: $0.serviceFa, en: $0.serviceEn) } ?? "")
            },
            .init(day: words("claims.completed"), context) { $0.job?.completedOn },
            .init(words("claims.payout")) { .text($0.payout ?? "") },
            .init(words("payouts.bank_reference")) { .text($0.bankReference ?? "") },
            .init(words("ledger.note")) { .text($0.ground(reader)) },
            .init(amount: words("accounts.amount"), context) { $0.amount },
        ]
    }
}

/// The account's file has no filter.
struct AccountFileFilter: Filter {
    let fields: [Address.Field] = []
}
