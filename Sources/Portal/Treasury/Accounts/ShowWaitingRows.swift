import Database
import Domain
import Ground
import Hummingbird
import Web

/// The rows of all dealers' accounts that people wrote by hand and another person is to confirm.
struct ShowWaitingRows: Sendable {
    let context: CompanyContext

    func run() async throws -> Response {
        let lines = try await context.company.read { try AccountRowList.waiting($0) }
        let (reader, view) = (context.reader, AccountRowView(context: context))
        return try context.show(
            WaitingRowsPage(
                files: context.files(AccountRowRoutes.export, at: context.paths(AccountRowRoutes.export)),
                unit: reader.unitName, rows: lines.map(view.line),
                hasRows: !lines.isEmpty,
                empty: lines.isEmpty
                    ? EmptyNote(title: reader.words("ledger.waiting.none"), text: reader.words("ledger.waiting.text"))
                    : nil))
    }
}

struct WaitingRowsPage: Page {
    static let template = "accounts/waiting"
    let titleKey = "ledger.waiting"
    let files: [FileLink]
    let unit: String
    let rows: [DealerAccountPage.Row]
    let hasRows: Bool
    let empty: EmptyNote?
}

/// The same as a file.
enum WaitingRowsSheet {
    static func sheet(_ context: CompanyContext) -> Sheet<AccountRowList.Line, Never> {
        let words = context.words
        let columns: [SheetColumn<AccountRowList.Line>] = [
            .init(words("claims.dealer_code")) { .text($0.code) }, .init(words("claims.dealer")) { .text($0.dealer) },
            .init(words("ledger.kind")) { .text(words("ledger.manual.\($0.kind.rawValue)")) },
            .init(day: words("ledger.day"), context) { $0.day }, .init(words("ledger.note")) { .text($0.note) },
            .init(amount: words("accounts.amount"), context) { $0.amount },
            .init(words("payouts.made_by")) { .text($0.madeByName ?? "") },
        ]
        return Sheet("account-rows", in: "accounts", title: "ledger.waiting", columns: columns) { _, _, tx in
            Slice(all: try AccountRowList.waiting(tx))
        }
    }
}
