import Database
import Domain
import Ground
import Web

/// Makes a payout's files in one of the company's formats. From then on they are the same bytes for everybody.
package struct MakeBankFiles: Sendable {
    package let company: OpenCompany
    package let actor: Actor
    /// The bank's language.
    package let words: Words
    package let now: Instant
    package let number: String

    package init(company: OpenCompany, actor: Actor, words: Words, now: Instant, number: String) {
        self.company = company
        self.actor = actor
        self.words = words
        self.now = now
        self.number = number
    }

    /// The files, and what they were made of; no row names them yet.
    struct Prepared: Sendable {
        fileprivate let given: Given
        fileprivate let made: MadeFiles
    }

    fileprivate struct Given: Sendable {
        let payout: PayoutRow
        let payable: [PayableList.Row]
        let format: FormatRow
        let limits: OrderLimits
    }

    /// The bytes lie flushed on the disk before a row names them; so a crash leaves the files whole or not made.
    /// - Parameter version: of the payout, as it was seen.
    /// - Throws: as `prepare` and `enter`.
    package func run(_ id: ID<BankFormat>, version: Int) async throws {
        let prepared = try await prepare(id)
        try await company.write { try enter(prepared, version: version, $0) }
    }

    /// - Throws: `Refusal.stale` where the payout is not the bank's to be given; a complaint about the format, a row's
    ///   sum or a letter.
    func prepare(_ id: ID<BankFormat>) async throws -> Prepared {
        let given = try await given(id, at: company.clock.day(of: now))
        let (facts, blobs) = (BankFileFacts(given.payout, company, words, at: now), company.blobs)
        let made = try await aside {
            try MadeFiles(given.payable, format: given.format.format, limits: given.limits, facts: facts, in: blobs)
        }
        return Prepared(given: given, made: made)
    }

    private func given(_ id: ID<BankFormat>, at day: CalendarDay) async throws -> Given {
        let given = try await company.read { tx in
            let payout = try PayoutStore.find(number, company.currency, tx)
            return Given(
                payout: payout, payable: try PayableList.rows(of: payout.id, tx),
                format: try BankFormatStore.find(id, tx), limits: try BankFormatList.limits(on: day, tx))
        }
        guard given.payout.state == .approved else { throw Refusal.stale(Complaint("banks.make.state")) }
        guard given.format.isOpen else { throw Complaint("banks.make.closed") }
        return given
    }

    /// - Parameter version: of the payout, as it was seen.
    /// - Throws: `Refusal.stale` where the payout has changed since, or the bank has answered already.
    func enter(_ prepared: Prepared, version: Int, _ transaction: Transaction) throws {
        let (tx, made, given) = (transaction.at(now), prepared.made, prepared.given)
        let payout = try PayoutStore.find(number, company.currency, tx)
        let isSame = try payout.version == version && PayableList.rows(of: payout.id, tx) == made.payable
        guard isSame else { throw Refusal.stale(Complaint("error.stale")) }
        try PayoutGuardList.check(payout, company.clock, tx)
        if let earlier = try BankFileStore.current(of: payout.id, tx) {
            guard try !BankFileStore.isAnswered(earlier.id, tx) else {
                throw Refusal.stale(Complaint("banks.make.answered"))
            }
            try BankFileStore.putAside(earlier.id, tx)
        }
        try BankFileStore.add(made, of: payout.id, version: given.format.versionID, by: actor.person, tx)
        let trace = made.files.map { "\($0.name) \($0.sha256.prefix(16))" }.joined(separator: ", ")
        // Whoever has seen other files, or none, does not mark the payout as sent by what he saw.
        try PayoutStore.touch(payout, tx)
        try PayoutStore.addEvent(payout.id, "file", by: actor.person, detail: trace, tx)
    }
}

extension BankFileFacts {
    /// - Parameter words: of the bank's language, whoever asks.
    package init(_ payout: PayoutRow, _ company: OpenCompany, _ words: Words, at now: Instant) {
        let clock = company.clock
        let month = words("kernel.month.\((payout.calendar ?? clock.books).rawValue).\(payout.period.month)")
        self.init(
            payout: payout.number, period: "\(month) \(payout.period.year)", day: clock.day(of: now), madeAt: now,
            currency: company.currency)
    }
}

extension CompanyContext {
    /// Of the banks that are paid through, whichever language the person reads.
    var bankWords: Words { portal.renderer.words[.fa]! }
}
