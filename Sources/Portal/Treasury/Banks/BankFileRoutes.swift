import Database
import Domain
import Ground
import Hummingbird
import NIOCore
import Web

/// The files of a payout: made once in a chosen format, and handed out as they were made.
package enum BankFileRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.post("/:company/payouts/:payout/bank-files") { form, context in try await make(form, context) }
        rooms.get("/:company/payouts/:payout/bank-files/:part") { _, context in try await download(context) }
    }

    private static func make(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let number = try context.part("payout")
        guard let version = Int(form.raw("version")) else { throw Refusal.unreadable }
        do {
            guard let format = ID<BankFormat>(form.raw("format")) else { throw Complaint("banks.make.choose") }
            try await MakeBankFiles(
                company: context.company, actor: context.actor, words: context.bankWords, now: context.portal.now(),
                number: number
            ).run(format, version: version, key: form.raw("key"))
            return context.goOn(to: context.paths.payout(number), flash: "banks.files")
        } catch Refusal.stale(let complaint) {
            return try await ShowPayout(context: context, number: number, status: .conflict, warning: complaint).run()
        } catch let complaint as Complaint {
            return try await ShowPayout(
                context: context, number: number, status: .unprocessableContent, warning: complaint
            ).run()
        }
    }

    /// The bytes that were made, held against their sum. Nobody fetches them for the bank once a claim of the payout was
    /// taken back.
    private static func download(_ context: CompanyContext) async throws -> Response {
        let (number, currency, blobs) = (try context.part("payout"), context.company.currency, context.company.blobs)
        let part = Int(try context.part("part"))
        let file: BankFileRow? = try await context.company.read { tx in
            let payout = try PayoutStore.find(number, currency, tx)
            guard payout.state.hasBankFile else { return nil }
            if payout.state == .approved { try PayoutGuardList.check(payout, tx) }
            let batch = try BankFileStore.current(of: payout.id, tx)
            return try batch.flatMap { try BankFileStore.files(of: $0.id, tx).first { $0.part == part } }
        }
        guard let file else { throw Refusal.hidden }
        let bytes = try await aside { try blobs.get(file.sha256) }
        guard Blobs.hash(of: bytes) == file.sha256 else { throw Refusal.unavailable }
        return .download(ByteBuffer(bytes: bytes), name: file.name, mediaType: file.mediaType)
    }
}
