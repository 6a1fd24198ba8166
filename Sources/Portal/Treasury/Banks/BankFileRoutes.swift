import Database
import Domain
import Ground
import Hummingbird
import NIOCore
import Web

/// The files of a payout: made once in a chosen format, and handed out as they were made.
package enum BankFileRoutes: RoomRoutes {
    static let making = FormRoute<String>(
        "payouts/:payout/bank-files", for: .finance, watched: .bankFile
    ).confirmed
    static let file = PageRoute<String, Int>(
        "payouts/:payout/bank-files/:part", for: Set<Role>.finance.union([.auditor]), watched: .bankFile
    ).confirmed

    package static var all: [Mounted] {
        [
            making.to { form, context, number in try await make(number, form, context) },
            file.to { _, context, number, part in try await download(part, of: number, context) },
        ]
    }

    private static func make(_ number: String, _ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let version = try form.version
        let command = MakeBankFiles(
            company: context.company, actor: context.actor, words: context.bankWords, now: context.portal.now(),
            number: number)
        let prepared: Result<MakeBankFiles.Prepared, any Error> = await .of {
            guard let format = ID<BankFormat>(form.raw("format")) else { throw Complaint("banks.make.choose") }
            return try await command.prepare(format)
        }
        let here = context.paths(PayoutRoutes.one, number)
        return try await context.once(form, flash: "banks.files", to: here) { deed in
            try command.enter(prepared.get(), version: version, deed.tx)
        } orShow: { refused in
            try await ShowPayout(
                context: context, number: number, status: refused.status, warning: refused.complaint
            ).run()
        }
    }

    /// The bytes that were made, held against their sum. Nobody fetches them for the bank once a claim of the payout was
    /// taken back.
    private static func download(_ part: Int, of number: String, _ context: CompanyContext) async throws -> Response {
        let (currency, blobs, clock) = (context.company.currency, context.company.blobs, context.company.clock)
        let found: (payout: ID<Payout>, file: BankFileRow)? = try await context.company.read { tx in
            let payout = try PayoutStore.find(number, currency, tx)
            guard payout.state.hasBankFile else { return nil }
            if payout.state == .approved { try PayoutGuardList.check(payout, clock, tx) }
            let batch = try BankFileStore.current(of: payout.id, tx)
            let file = try batch.flatMap { try BankFileStore.files(of: $0.id, tx).first { $0.part == part } }
            return file.map { (payout.id, $0) }
        }
        guard let (payout, file) = found else { throw Refusal.hidden }
        let bytes = try await aside { try blobs.get(file.sha256) }
        guard Blobs.hash(of: bytes) == file.sha256 else { throw Refusal.unavailable }
        try await context.writeDown(
            Event("file_taken", of: .payout(payout), in: "payouts", detail: ["file": file.name]))
        return .download(ByteBuffer(bytes: bytes), name: file.name, mediaType: file.mediaType)
    }
}
