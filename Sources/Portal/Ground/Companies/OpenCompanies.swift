import CoreMetrics
import Database
import Logging
import Synchronization
import Web

/// The companies whose stores are open: so many at the most. A company is opened once, whoever asks meanwhile; where there is
/// no room, the one that nobody uses and nobody has visited for longest is closed for it.
final class OpenCompanies: Sendable {
    /// A company at a place: while it is moved, both may be open.
    struct Key: Hashable, Sendable {
        let slug: String
        let place: String
    }

    typealias Opening = @Sendable () async throws -> OpenCompany

    private enum Stage {
        case opening(Task<OpenCompany, any Error>)
        case open(OpenCompany)
        case closing(Task<Void, Never>)
    }

    private struct Entry {
        /// Tells it from an earlier one of the same company.
        let number: Int
        var stage: Stage
        var users = 0
        var lastVisit = 0
        /// Its store has moved: it goes as soon as nobody uses it.
        var isLeft = false
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var last = 0
        var isShut = false
    }

    /// Held inside of each `Store` that was given out: while one is there, the company is in use.
    private final class Lease: Sendable {
        let key: Key
        let number: Int
        let lender: OpenCompanies

        init(_ key: Key, _ number: Int, _ lender: OpenCompanies) {
            (self.key, self.number, self.lender) = (key, number, lender)
        }

        deinit { lender.letGo(key, number) }
    }

    private enum Step {
        case lent(OpenCompany, Lease)
        case opening(Task<OpenCompany, any Error>, Lease)
        case closing(Task<Void, Never>)
        case full
    }

    private static let open = Meter(label: "kardan.stores.open")

    let most: Int
    private let patience: Duration
    private let state = Mutex(State())
    private let line = WaitingLine()

    /// - Parameter patience: how long somebody waits for room.
    init(most: Int, patience: Duration = Companies.patience) { (self.most, self.patience) = (max(1, most), patience) }

    /// - Parameters:
    ///   - isVisit: false for whoever looks through all companies: what he opens is the first to go.
    ///   - open: opens the store; its faults reach all who wait for it.
    /// - Throws: `DatabaseFault.unavailable` where all that may be open are in use for too long.
    func company(_ key: Key, isVisit: Bool, open: @escaping Opening) async throws -> OpenCompany {
        let end = ContinuousClock.now + patience
        while true {
            switch step(key, isVisit, open) {
            case .lent(let company, let lease): return company.lent(lease)
            case .opening(let task, let lease): return try await task.value.lent(lease)
            case .closing(let task): await task.value
            case .full:
                guard await line.wait(until: end, unless: { hasRoom }) else {
                    throw DatabaseFault.unavailable("too many companies are in use at once")
                }
            }
        }
    }

    private func step(_ key: Key, _ isVisit: Bool, _ open: @escaping Opening) -> Step {
        state.withLock { state in
            guard !state.isShut else { return .full }
            if state.entries[key] == nil {
                guard state.entries.count < most else {
                    guard let oldest = Self.oldestIdle(state) else { return .full }
                    return .closing(beginClosing(oldest, &state))
                }
                begin(key, &state, open)
            }
            return lend(key, isVisit, &state)
        }
    }

    private func begin(_ key: Key, _ state: inout State, _ open: @escaping Opening) {
        state.last += 1
        let number = state.last
        let task = Task { try await opened(key, number, open) }
        state.entries[key] = Entry(number: number, stage: .opening(task))
    }

    /// A lease is made only where it is given out: its end would wait here for the lock that is held.
    private func lend(_ key: Key, _ isVisit: Bool, _ state: inout State) -> Step {
        guard var entry = state.entries[key] else { return .full }
        if case .closing(let task) = entry.stage { return .closing(task) }
        entry.users += 1
        if isVisit {
            state.last += 1
            entry.lastVisit = state.last
        }
        state.entries[key] = entry
        let lease = Lease(key, entry.number, self)
        return switch entry.stage {
        case .open(let company): .lent(company, lease)
        case .opening(let task): .opening(task, lease)
        case .closing: fatalError("looked at above")
        }
    }

    private func opened(_ key: Key, _ number: Int, _ open: Opening) async throws -> OpenCompany {
        do {
            let company = try await open()
            Self.open.increment()
            state.withLock { state in
                state.entries[key]?.stage = .open(company)
                leaveOthers(than: key, &state)
            }
            return company
        } catch {
            state.withLock { $0.entries[key] = nil }
            line.callNext()
            throw error
        }
    }

    /// Where the company was before, nobody comes any more.
    private func leaveOthers(than key: Key, _ state: inout State) {
        for other in state.entries.keys where other.slug == key.slug && other != key {
            state.entries[other]?.isLeft = true
            if state.entries[other]?.users == 0 { _ = beginClosing(other, &state) }
        }
    }

    private func letGo(_ key: Key, _ number: Int) {
        let isFree = state.withLock { state in
            guard var entry = state.entries[key], entry.number == number else { return false }
            entry.users -= 1
            state.entries[key] = entry
            guard entry.users == 0, case .open = entry.stage else { return false }
            if entry.isLeft { _ = beginClosing(key, &state) }
            return true
        }
        if isFree { line.callNext() }
    }

    private var hasRoom: Bool {
        state.withLock { !$0.isShut && ($0.entries.count < most || Self.oldestIdle($0) != nil) }
    }

    private static func oldestIdle(_ state: State) -> Key? {
        let idle = state.entries.filter { entry in
            if case .open = entry.value.stage { return entry.value.users == 0 }
            return false
        }
        return idle.min { ($0.value.lastVisit, $0.value.number) < ($1.value.lastVisit, $1.value.number) }?.key
    }

    /// From here on nobody gets it: whoever asks waits for its end and has it opened anew.
    private func beginClosing(_ key: Key, _ state: inout State) -> Task<Void, Never> {
        guard let entry = state.entries[key], case .open(let company) = entry.stage else { return Task {} }
        let task = Task {
            await Self.close(company)
            self.state.withLock { $0.entries[key] = nil }
            self.line.callNext()
        }
        state.entries[key]?.stage = .closing(task)
        return task
    }

    private static func close(_ company: OpenCompany) async {
        open.decrement()
        do { try await aside { try company.store.close() } } catch {
            Logger(label: "kardan").error(
                "a store could not be closed", metadata: ["company": "\(company.slug)", "cause": "\(error)"])
        }
    }

    /// How many are open, or being opened or closed.
    var count: Int { state.withLock { $0.entries.count } }

    /// Closes all, also what is in use, and opens none any more.
    func shut() throws {
        let all = state.withLock { state in
            state.isShut = true
            return state.entries.values.compactMap { if case .open(let company) = $0.stage { company } else { nil } }
        }
        Self.open.decrement(by: Double(all.count))
        for company in all { try company.store.close() }
    }
}
