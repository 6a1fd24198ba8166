import Database
import Domain
import Ground
import Web

/// Sends what waits, and asks what became of what was sent. A run of each company: who works on it, for how long and what
/// follows a crash is known there. It takes no turn while it waits for a provider, so a slow one holds up nobody, and lets go
/// of its company after each batch.
struct SendMessages: RunKind {
    var name: String { channel.run }
    var isPatient: Bool { true }
    private let channel: MessageChannel
    private let wire: SmsWire

    init(_ wire: SmsWire = SmsWire(), by channel: MessageChannel = .sms) { (self.wire, self.channel) = (wire, channel) }

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        SendingMessages(company: company, channel: channel, wire: wire)
    }
}

private struct SendingMessages: RunWork {
    private static let batch = 40

    let company: OpenCompany
    let channel: MessageChannel
    let wire: SmsWire
    /// Of those that were taken on here.
    private var token = ""

    init(company: OpenCompany, channel: MessageChannel, wire: SmsWire) {
        (self.company, self.channel, self.wire) = (company, channel, wire)
    }

    /// Takes some on, then sends them: two steps, so that whoever dies between them is known to have had them.
    /// - Parameter step: the token of those that were taken on.
    mutating func next(after step: String) async throws -> RunStep {
        guard step.isEmpty else { return try await send(step) }
        let channel = channel
        let (account, isDue) = try await company.read {
            (try PostAccountStore.find($0, channel), try MessageStore.isDue($0, channel))
        }
        guard isDue else { return .rest { try MessageStore.nextMoment($0, channel) } }
        token = Secrets.token()
        let (token, clock, provider) = (token, company.clock, account?.open(in: company, wire))
        return .write { tx in
            if let account, account.isUsable, provider == nil,
                try PostAccountStore.stop("key", "", holder: account.holder, of: channel, tx)
            {
                try MessageStore.holdAll(tx, channel)
            }
            try MessageStore.claim(Self.batch, token: token, account, provider, clock, of: channel, tx)
            return RunProgress(token, done: 0)
        }
    }

    /// What was taken on and not given to anybody is another's, at once.
    func leaving(after step: String) -> RunStep? {
        guard !step.isEmpty, step == token else { return nil }
        let channel = channel
        return .rest { tx in
            try MessageStore.giveBack(nil, token: step, tx)
            return try MessageStore.nextMoment(tx, channel)
        }
    }

    private func send(_ step: String) async throws -> RunStep {
        let channel = channel
        let (account, rows) = try await company.read {
            (try PostAccountStore.find($0, channel), try MessageStore.claimed(step, $0))
        }
        guard step == token, let account, let provider = account.open(in: company, wire) else {
            return .rest { tx in
                try MessageStore.lapse(step, tx)
                return try MessageStore.nextMoment(tx, channel)
            }
        }
        // Taken on for an account in whose place another one was set up meanwhile: nobody was told anything of these.
        let turn = SendingTurn(provider, account, company)
        let asksCredit = try await company.read { try channel == .sms && PostCreditStore.isDue($0) }
        async let asked = asksCredit ? try? await provider.credit() : nil
        await turn.work(on: rows.filter { $0.holder == account.holder })
        let credit = await asked
        let (told, answers) = turn.words
        let begun = Set((told.map(\.0) + answers.map(\.0)).map(\.id))
        let others = rows.map(\.id).filter { !begun.contains($0) }
        return .rest { tx in
            let isKnown = try PostAccountStore.find(tx, channel)?.holder == account.holder
            for (row, answer) in told {
                try MessageStore.settle(
                    row, answer, token: step, price: account.partPrice,
                    canAsk: provider.knowsOurs(!row.pattern.isEmpty),
                    scatter: Double.random(in: 0...1), isKnown: isKnown, tx)
            }
            for (row, status) in answers { try MessageStore.settle(row, status, token: step, tx) }
            if !others.isEmpty { try MessageStore.giveBack(others, token: step, tx) }
            if isKnown { try Self.stopIfRefused(told.map(\.1), account, tx) }
            if asksCredit { try PostCreditStore.add(credit, holder: account.holder, tx) }
            return try MessageStore.nextMoment(tx, channel)
        }
    }

    /// An empty account, or one that is refused, is said once, and nothing more is given to it.
    private static func stopIfRefused(_ answers: [SendAnswer], _ account: PostAccount, _ tx: Transaction) throws {
        for case .refused(let fault) in answers where fault.kind == .credit || fault.kind == .account {
            let isNew = try PostAccountStore.stop(
                fault.kind.rawValue, fault.code, holder: account.holder, of: account.provider.channel, tx)
            if isNew { try MessageStore.holdAll(tx, account.provider.channel) }
            return
        }
    }
}
