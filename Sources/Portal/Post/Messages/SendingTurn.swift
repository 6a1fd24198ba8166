import Domain
import Ground
import Synchronization

/// Gives some messages to a provider and asks him of others, so many at once, each in its own time. Where the program is
/// to stop, what was begun is heard to its end, for nobody else could know it, and nothing more is begun.
final class SendingTurn: Sendable {
    private static let mostInFlight = 20

    private let provider: any SmsProvider
    private let account: PostAccount
    private let company: OpenCompany
    private let state = Mutex(State())

    private struct State {
        var isStopping = false
        var told: [(SendRow, SendAnswer)] = []
        var answers: [(SendRow, SendStatus?)] = []
    }

    private enum Word: Sendable {
        case answer(SendRow, SendAnswer)
        case status(SendRow, SendStatus?)
    }

    init(_ provider: any SmsProvider, _ account: PostAccount, _ company: OpenCompany) {
        (self.provider, self.account, self.company) = (provider, account, company)
    }

    /// What was said of each that was begun.
    var words: (told: [(SendRow, SendAnswer)], answers: [(SendRow, SendStatus?)]) {
        state.withLock { ($0.told, $0.answers) }
    }

    func work(on rows: [SendRow]) async {
        // A task of its own: who is cancelled breaks off what he has under way.
        let work = Task { await begin(rows) }
        await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            state.withLock { $0.isStopping = true }
        }
    }

    private func begin(_ rows: [SendRow]) async {
        await withTaskGroup(of: Word.self) { group in
            var waiting = rows[...]
            for _ in 0..<Self.mostInFlight { addNext(of: &waiting, to: &group) }
            while let word = await group.next() {
                state.withLock { state in
                    switch word {
                    case .answer(let row, let answer): state.told.append((row, answer))
                    case .status(let row, let status): state.answers.append((row, status))
                    }
                }
                addNext(of: &waiting, to: &group)
            }
        }
    }

    private func addNext(of waiting: inout ArraySlice<SendRow>, to group: inout TaskGroup<Word>) {
        guard !state.withLock({ $0.isStopping }), let row = waiting.popFirst() else { return }
        group.addTask { await self.word(on: row) }
    }

    private func word(on row: SendRow) async -> Word {
        if row.state == .sending {
            guard let order = row.order(in: company) else { return .answer(row, .refused(SendFault(.sealed, ""))) }
            return .answer(row, await provider.send(order))
        }
        guard let name = row.name(account, provider) else { return .status(row, nil) }
        return .status(row, try? await provider.status(of: name))
    }
}
