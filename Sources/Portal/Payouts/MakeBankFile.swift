import Database
import Domain
import Hummingbird
import NIOCore
import Web

/// The file for the bank, in the bank's words whoever asks for it: the same bytes every time.
struct MakeBankFile: Sendable {
    let context: CompanyContext

    /// - Throws: `Refusal.stale` for a payout that is not approved.
    func run(_ number: String) async throws -> Response {
        let currency = context.company.currency
        let (row, items) = try await context.company.read { tx in
            let row = try PayoutStore.find(number, currency, tx)
            return (row, try PayoutList.items(of: row.id, tx))
        }
        guard row.state.hasBankFile else { throw Refusal.stale(Complaint("payouts.file.early")) }
        return .download(
            ByteBuffer(bytes: file(row, items).bytes), name: "\(row.number).csv", mediaType: "text/csv; charset=utf-8")
    }

    func file(_ payout: PayoutRow, _ items: [PayoutList.Item]) -> BankFile {
        let words = context.portal.renderer.words[.fa]!
        let month = words("kernel.month.\(context.company.clock.calendar.rawValue).\(payout.period.month)")
        let description = words("payouts.bank.text", payout.number, "\(month) \(payout.period.year)")
        return BankFile(
            header: ["row", "sheba", "amount", "payee", "reference", "description"].map { words("payouts.bank.\($0)") },
            rows: items.map {
                BankFile.Row(
                    sheba: $0.sheba, amount: $0.amount, payee: $0.payee, reference: $0.reference,
                    description: description)
            })
    }
}
