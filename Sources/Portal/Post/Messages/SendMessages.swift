import Database
import Domain
import Ground
import Web

/// Sends what waits, and asks what became of what was sent. A run of each company: who works on it, for how long and what
/// follows a crash is known there. It takes no turn while it waits for a provider, so a slow one holds up nobody, and lets go
/// of its company after each batch.
struct SendMessages: RunKind {
    static let name = "post"
    var name: String { Self.name }
    var isPatient: Bool { true }
    private let wire: SmsWire

    init(_ wire: SmsWire = SmsWire()) { self.wire = wire }

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        SendingMessages(company: company, wire: wire)
    }
}

private struct SendingMessages: RunWork {
    private static let batch = 40
    private static let mostInFlight = 20

    let company: OpenCompany
    let wire: SmsWire
    /// Of those that were taken on here.
    private var token = ""

    init(company: OpenCompany, wire: SmsWire) { (self.company, self.wire) = (company, wire) }

    /// Takes some on, then sends them: two steps, so that whoever dies between them is known to have had them.
    /// - Parameter step: the token of those that were taken on.
    mutating func next(after step: String) async throws -> RunStep {
        guard step.isEmpty else { return try await send(step) }
        let (account, isDue) = try await company.read { (try PostAccountStore.find($0), try MessageStore.isDue($0)) }
        guard isDue else { return .rest { try MessageStore.nextMoment($0) } }
        token = Secrets.token()
        let (token, clock, provider) = (token, company.clock, account?.open(in: company, wire))
        return .write { tx in
            if account?.isUsable == true, provider == nil, try PostAccountStore.stop("key", "", tx) {
                try MessageStore.holdAll(tx)
            }
            try MessageStore.claim(Self.batch, token: token, account, provider, clock, tx)
            return RunProgress(token, done: 0)
        }
    }

    private func send(_ step: String) async throws -> RunStep {
        let (account, rows) = try await company.read {
            (try PostAccountStore.find($0), try MessageStore.claimed(step, $0))
        }
        guard step == token, let account, let provider = account.open(in: company, wire) else {
            return .rest { tx in
                try MessageStore.lapse(step, tx)
                return try MessageStore.nextMoment(tx)
            }
        }
        let (told, answers) = await Self.answers(of: provider, account.provider, on: rows)
        return .rest { tx in
            for (row, answer) in told {
                try MessageStore.settle(
                    row, answer, token: step, price: account.partPrice,
                    canAsk: provider.knowsOurs(!row.pattern.isEmpty),
                    scatter: Double.random(in: 0...1), tx)
            }
            for (row, status) in answers { try MessageStore.settle(row, status, token: step, tx) }
            try Self.stopIfRefused(told.map(\.1), tx)
            return try MessageStore.nextMoment(tx)
        }
    }

    /// An empty account, or one that is refused, is said once, and nothing more is given to it.
    private static func stopIfRefused(_ answers: [SendAnswer], _ tx: Transaction) throws {
        for case .refused(let fault) in answers where fault.kind == .credit || fault.kind == .account {
            if try PostAccountStore.stop(fault.kind.rawValue, fault.code, tx) { try MessageStore.holdAll(tx) }
            return
        }
    }

    private enum Word: Sendable {
        case answer(SendRow, SendAnswer)
        case status(SendRow, SendStatus?)
    }

    /// So many at once, each in its own time.
    private static func answers(
        of provider: any SmsProvider, _ kind: SmsProviderKind, on rows: [SendRow]
    ) async -> ([(SendRow, SendAnswer)], [(SendRow, SendStatus?)]) {
        await withTaskGroup(of: Word.self) { group in
            var (told, answers, waiting) = ([(SendRow, SendAnswer)](), [(SendRow, SendStatus?)](), rows[...])
            for row in waiting.prefix(mostInFlight) { group.addTask { await word(of: provider, kind, on: row) } }
            waiting = waiting.dropFirst(mostInFlight)
            while let word = await group.next() {
                switch word {
                case .answer(let row, let answer): told.append((row, answer))
                case .status(let row, let status): answers.append((row, status))
                }
                if let row = waiting.popFirst() { group.addTask { await Self.word(of: provider, kind, on: row) } }
            }
            return (told, answers)
        }
    }

    private static func word(of provider: any SmsProvider, _ kind: SmsProviderKind, on row: SendRow) async -> Word {
        if row.state == .sending { return .answer(row, await provider.send(row.order)) }
        guard let name = row.name(kind, provider) else { return .status(row, nil) }
        return .status(row, try? await provider.status(of: name))
    }
}
