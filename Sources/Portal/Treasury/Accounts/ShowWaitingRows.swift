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
    let unit: String
    let rows: [DealerAccountPage.Row]
    let hasRows: Bool
    let empty: EmptyNote?
}
