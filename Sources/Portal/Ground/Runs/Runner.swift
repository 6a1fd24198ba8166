import CoreMetrics
import Database
import Domain
import Logging
import ServiceLifecycle
import Synchronization

/// Works on the runs of all companies beside the server. Any number of processes do so over one directory: it says which
/// company is due, and whoever takes one on has it for a minute.
public struct Runner: Service {
    /// Companies that are worked on at once, however many may be open, and steps that are done at once among them.
    private static let mostCompanies = 32
    private static let stepsAtOnce = 2
    /// Seconds between two looks into the directory; what this process itself has asked for is begun at once.
    private static let pause = Duration.seconds(5)
    private static let wholeRound = Duration.seconds(3_600)

    private let companies: Companies
    private let turns = Turns(Self.stepsAtOnce, line: "kardan.runs.waiting")
    /// Those that are worked on keep their stores open: at most a quarter, the others are for people.
    private let most: Int
    private let busy = Busy()
    private let logger = Logger(label: "kardan.runs")

    public init(_ companies: Companies) {
        self.companies = companies
        most = max(1, min(Self.mostCompanies, companies.mostOpen / 4))
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await repeating(every: Self.pause) { companies.calls.call() } }
                group.addTask {
                    await repeating(every: Self.wholeRound) {
                        await sweepDirectory()
                        await lookThroughAll()
                    }
                }
                for await _ in companies.calls.stream {
                    if Task.isCancelled { break }
                    for row in await taken(most - busy.count) {
                        busy.add(1)
                        group.addTask {
                            await work(on: row.company, taken: row.at)
                            busy.add(-1)
                        }
                    }
                }
                group.cancelAll()
            }
        }
    }

    private func repeating(every pause: Duration, _ work: () async -> Void) async {
        while !Task.isCancelled {
            await work()
            try? await Task.sleep(for: pause)
        }
    }

    private func sweepDirectory() async {
        do {
            let sweeps = companies.fittings[CompanySlots.directorySweeps]
            try await companies.directory.write { tx in for sweep in sweeps { try sweep(tx) } }
        } catch { complain("the directory could not be tidied up", error) }
    }

    /// Finds what a process has asked for that died before it could tell, and what is done from time to time in companies
    /// that nobody has visited.
    private func lookThroughAll() async {
        do {
            for row in try await companies.list() {
                guard !Task.isCancelled else { return }
                let now = companies.clock()
                try await companies.directory.write { try DueStore.wake(row.id, at: now, $0) }
            }
        } catch { complain("companies could not be looked through", error) }
    }

    /// - Parameter limit: who cannot be begun now is left to others, or for later.
    private func taken(_ limit: Int) async -> [(company: CompanyRow, at: Instant)] {
        guard limit > 0 else { return [] }
        do {
            guard try await companies.directory.read({ try DueStore.isAnythingDue($0) }) else { return [] }
            let until = companies.clock().adding(seconds: RunStore.lease)
            return try await companies.directory.write { try DueStore.take(limit, until: until, $0) }
                .map { ($0, until) }
        } catch {
            complain("the directory could not be asked", error)
            return []
        }
    }

    private func work(on row: CompanyRow, taken: Instant) async {
        do {
            let company = try await companies.opened(row, isVisit: false)
            _ = try await company.shelf(ProfileShelf.self).profile(of: company, at: companies.clock())
            let next = try await CompanyRuns(company, companies.root, turns).drain()
            try await companies.directory.write {
                try DueStore.settle(row.id, taken: taken, next: next, $0)
            }
            if let next, next <= companies.clock() { companies.calls.call() }
        } catch {
            complain("a company could not be worked on", error, row.slug)
        }
    }

    private func complain(_ text: Logger.Message, _ error: any Error, _ slug: String = "") {
        logger.error(text, metadata: ["company": "\(slug)", "cause": "\(String(reflecting: error))"])
    }
}

/// How many companies are worked on.
private final class Busy: Sendable {
    private static let companies = Meter(label: "kardan.runs.companies")
    private let number = Atomic(0)
    var count: Int { number.load(ordering: .relaxed) }
    func add(_ more: Int) {
        number.add(more, ordering: .relaxed)
        Self.companies.increment(by: Double(more))
    }
}
