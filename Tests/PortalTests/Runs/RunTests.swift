import Database
import Domain
import Foundation
import Synchronization
import Testing

@testable import Ground

/// A kind of run for these tests: counts in the setting `count` up to `last`, one a step.
final class Counting: RunKind {
    let name = "counting"
    let every: Int64?
    let last: Int
    private let faults: Mutex<[Int: [any Error & Sendable]]>
    let failed = Mutex<Complaint?>(nil)

    /// - Parameter faults: what goes wrong at a step, the first time, the second time …
    init(last: Int = 3, every: Int64? = nil, faults: [Int: [any Error & Sendable]] = [:]) {
        (self.last, self.every) = (last, every)
        self.faults = Mutex(faults)
    }

    func open(_ run: RunRow, in _: OpenCompany, _: Root) async throws -> any RunWork { Work(kind: self) }

    func fail(_: RunRow, _ why: Complaint, _: Transaction) throws { failed.withLock { $0 = why } }

    func fault(at step: Int) -> (any Error)? {
        faults.withLock { all in
            guard let first = all[step]?.first else { return nil }
            all[step]?.removeFirst()
            return first
        }
    }

    static func count(_ tx: Transaction) throws -> Int {
        try tx.value("SELECT value FROM setting WHERE name = 'count'", as: String.self).flatMap { Int($0) } ?? 0
    }

    struct Work: RunWork {
        let kind: Counting

        mutating func next(after step: String) async throws -> RunStep {
            let (number, kind) = (Int(step) ?? 0, kind)
            guard number < kind.last else { return .end { _ in } }
            return .write { tx in
                try Counting.add(tx)
                if let fault = kind.fault(at: number) { throw fault }
                return RunProgress(String(number + 1), done: number + 1, of: kind.last)
            }
        }
    }

    static func add(_ tx: Transaction) throws {
        let now = try count(tx) + 1
        try tx.execute("DELETE FROM setting WHERE name = 'count'")
        try tx.execute("INSERT INTO setting (name, value) VALUES ('count', \(String(now)))")
    }
}

/// Goes well once, then breaks off; it has no place to go on from.
struct FromTheStart: RunKind {
    let name = "from_the_start"

    func open(_: RunRow, in _: OpenCompany, _: Root) async throws -> any RunWork { Work() }

    struct Work: RunWork {
        private struct Broken: Error {}
        private var isBegun = false

        mutating func next(after _: String) async throws -> RunStep {
            guard !isBegun else { throw Broken() }
            isBegun = true
            return .write { _ in RunProgress("", done: 1) }
        }
    }
}

/// Prepares its only step until it is told to go on.
struct Pondering: RunKind {
    let name = "pondering"
    let begun: AsyncStream<Void>.Continuation
    let goesOn: AsyncStream<Void>

    func open(_: RunRow, in _: OpenCompany, _: Root) async throws -> any RunWork {
        begun.yield()
        for await _ in goesOn { break }
        return Work()
    }

    struct Work: RunWork {
        mutating func next(after _: String) async throws -> RunStep { .end { _ in } }
    }
}

@Suite("Runs")
struct RunTests {
    private struct Broken: Error {}

    private func begun(_ world: World, _ kind: Counting) async throws -> CompanyRuns {
        try await world.arman.write { try RunStore.add(kind.name, by: nil, in: world.arman, $0) }
        return CompanyRuns(world.arman, World.root, kinds: [kind])
    }

    private func row(_ world: World) async throws -> RunRow {
        try #require(try await world.arman.read { try RunStore.last("counting", of: 0, $0) })
    }

    private func count(_ world: World) async throws -> Int { try await world.arman.read { try Counting.count($0) } }

    @Test("do each step once and say how far they have come; what is asked for twice is done once")
    func steps() async throws {
        let world = try await World()
        let kind = Counting()
        _ = try await begun(world, kind)
        let runs = try await begun(world, kind)
        let next = try await runs.drain()
        #expect(next == nil)
        let row = try await row(world)
        #expect(row.state == .done && row.done == 3 && row.total == 3)
        #expect(try await count(world) == 3)
        #expect(try await world.number("SELECT count(*) FROM run WHERE kind = 'counting'") == 1)
    }

    @Test("undo a step that breaks off, wait, and go on where they stood", arguments: [0, 1, 2])
    func brokenOff(step: Int) async throws {
        let world = try await World()
        let runs = try await begun(world, Counting(faults: [step: [Broken(), Broken()]]))
        try await runs.drain()
        #expect(try await count(world) == step)
        var row = try await row(world)
        #expect(row.state == .waiting && row.failure?.key == "runs.broke_off")
        #expect(row.notBefore > world.time.now)
        for _ in 0..<2 {
            world.time.move(seconds: 900)
            try await runs.drain()
        }
        row = try await self.row(world)
        #expect(row.state == .done && row.failure == nil)
        #expect(try await count(world) == 3)
    }

    @Test("that no second try would mend stop at once with the reason, and go on when a person says so")
    func refused() async throws {
        let world = try await World()
        let kind = Counting(faults: [1: [Complaint("form.choose")]])
        let runs = try await begun(world, kind)
        try await runs.drain()
        let row = try await row(world)
        #expect(row.state == .failed && row.failure == Complaint("form.choose"))
        #expect(kind.failed.withLock { $0 } == Complaint("form.choose"))
        #expect(try await count(world) == 1)
        #expect(try await world.arman.write { try RunStore.again(row.id, in: world.arman, $0) })
        #expect(try await !world.arman.write { try RunStore.again(row.id, in: world.arman, $0) })
        try await runs.drain()
        #expect(try await count(world) == 3)
    }

    @Test("that break off again and again stop after ten tries in a row")
    func hopeless() async throws {
        let world = try await World()
        let runs = try await begun(world, Counting(faults: [0: Array(repeating: Broken(), count: 20)]))
        for _ in 0..<Backoff.mostAttempts {
            #expect(try await row(world).state == .waiting)
            try await runs.drain()
            world.time.move(seconds: 1_000)
        }
        #expect(try await row(world).state == .failed)
        #expect(try await count(world) == 0)
    }

    @Test("that begin at their start each time stop after ten tries too, though steps before the fault go well")
    func fromTheStart() async throws {
        let world = try await World()
        let kind = FromTheStart()
        try await world.arman.write { try RunStore.add(kind.name, by: nil, in: world.arman, $0) }
        let runs = CompanyRuns(world.arman, World.root, kinds: [kind])
        for _ in 0..<Backoff.mostAttempts {
            try await runs.drain()
            world.time.move(seconds: 1_000)
        }
        let row = try #require(try await world.arman.read { try RunStore.last(kind.name, of: 0, $0) })
        #expect(row.state == .failed)
    }

    @Test(
        "of a worker that died are taken on after a minute, and what he still writes is refused", arguments: [0, 1, 2])
    func killed(step: Int) async throws {
        let world = try await World()
        let kind = Counting()
        let runs = try await begun(world, kind)
        let dead = try #require(try await world.arman.write { try RunStore.claim([kind.name], token: "dead", $0) })
        for number in 0..<step {
            try await world.arman.write { tx in
                try RunStore.hold(dead.id, "dead", tx)
                try Counting.add(tx)
                try RunStore.advance(dead.id, to: RunProgress(String(number + 1), done: number + 1), tx)
            }
        }
        try await runs.drain()
        #expect(try await count(world) == step, "he may still be alive")
        world.time.move(seconds: RunStore.lease + 1)
        try await runs.drain()
        #expect(try await count(world) == 3)
        await #expect(throws: OvertakenRun.self) {
            try await world.arman.write { tx in
                try Counting.add(tx)
                try RunStore.hold(dead.id, "dead", tx)
            }
        }
        #expect(try await count(world) == 3)
    }

    @Test("whose step takes longer to prepare than a lease are begun by nobody else as long as their worker lives")
    func prolonged() async throws {
        let world = try await World()
        let (begun, tellBegun) = AsyncStream<Void>.makeStream()
        let (goesOn, goOn) = AsyncStream<Void>.makeStream()
        let (beats, beat) = AsyncStream<Void>.makeStream()
        let kind = Pondering(begun: tellBegun, goesOn: goesOn)
        let lease = "SELECT lease_until FROM run WHERE kind = 'pondering'" as SQL
        let runs = CompanyRuns(world.arman, World.root, kinds: [kind]) { for await _ in beats { return } }
        try await world.arman.write { try RunStore.add(kind.name, by: nil, in: world.arman, $0) }
        async let outcome = runs.drain()
        for await _ in begun { break }
        let first = try await world.number(lease)
        world.time.move(seconds: 45)
        beat.yield()
        while try await world.number(lease) == first { await Task.yield() }
        world.time.move(seconds: 45)
        #expect(try await world.arman.read { try !RunStore.isDue([kind.name], $0) })
        goOn.yield()
        _ = try await outcome
        #expect(try await world.arman.read { try RunStore.last(kind.name, of: 0, $0)?.state } == .done)
    }

    @Test("survive a clock that jumps: forward they change hands, backward nobody waits for a lease of the future")
    func clock() async throws {
        let world = try await World()
        let kind = Counting()
        let runs = try await begun(world, kind)
        world.time.move(seconds: 86_400)
        _ = try await world.arman.write { try RunStore.claim([kind.name], token: "dead", $0) }
        world.time.move(seconds: -86_000)
        try await runs.drain()
        #expect(try await row(world).state == .done)
        #expect(try await count(world) == 3)
    }

    @Test("done by many at the same moment do each step once")
    func race() async throws {
        let world = try await World()
        let runs = try await begun(world, Counting(last: 20))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { _ = try? await runs.drain() } }
        }
        #expect(try await count(world) == 20)
        #expect(try await row(world).state == .done)
    }

    @Test("from time to time come back by themselves")
    func periodic() async throws {
        let world = try await World()
        let kind = Counting(last: 1, every: 3_600)
        let runs = CompanyRuns(world.arman, World.root, kinds: [kind])
        let next = try await runs.drain()
        #expect(next == world.time.now.adding(seconds: 3_600))
        #expect(try await count(world) == 1)
        world.time.move(seconds: 3_601)
        try await runs.drain()
        #expect(try await count(world) == 2)
        try await world.arman.write { try RunStore.hurry(kind.name, in: world.arman, $0) }
        try await runs.drain()
        #expect(try await count(world) == 3)
    }

    @Test("of a kind that this program does not know are left to one that does")
    func unknown() async throws {
        let world = try await World()
        try await world.arman.write { try RunStore.add("of_tomorrow", by: nil, in: world.arman, $0) }
        try await CompanyRuns(world.arman, World.root, kinds: [Counting()]).drain()
        #expect(try await world.arman.read { try RunStore.last("of_tomorrow", of: 0, $0)?.state } == .waiting)
    }

    @Test("asked for in a transaction that is undone are not there, and wake nobody")
    func undone() async throws {
        let world = try await World()
        let woken = Atomic(0)
        await #expect(throws: Broken.self) {
            try await world.arman.write { tx in
                try RunStore.add("counting", by: nil, in: world.arman, tx)
                tx.afterCommit { woken.add(1, ordering: .relaxed) }
                throw Broken()
            }
        }
        #expect(try await world.arman.read { try RunStore.last("counting", of: 0, $0) } == nil)
        #expect(woken.load(ordering: .relaxed) == 0)
        _ = try await world.arman.write { $0.afterCommit { woken.add(1, ordering: .relaxed) } }
        #expect(woken.load(ordering: .relaxed) == 1)
    }
}
