import Database
import Domain
import Foundation
import Testing

@testable import Ground

@Suite("Whoever works on runs")
struct RunnerTests {
    @Test("takes on what is asked for in any company, and ends when he is told to")
    func service() async throws {
        let world = try await World()
        let runner = Runner(world.portal.companies)
        let service = Task { try await runner.run() }
        for company in [world.arman, world.pars] {
            try await company.write { try RunStore.add("sweep", by: nil, in: company, $0) }
            while try await company.read({ try RunStore.last("sweep", of: 0, $0)?.endedAt }) == nil {
                await Task.yield()
            }
        }
        service.cancel()
        try await service.value
    }

    @Test("lets no company's long run keep another's short one waiting")
    func fair() async throws {
        let world = try await World()
        let turns = Turns(1)
        let (endless, short) = (Counting(last: 1_000_000), Counting(last: 2))
        try await world.arman.write { try RunStore.add(endless.name, by: nil, in: world.arman, $0) }
        try await world.pars.write { try RunStore.add(short.name, by: nil, in: world.pars, $0) }
        let others = CompanyRuns(world.arman, World.root, turns, kinds: [endless])
        let mine = CompanyRuns(world.pars, World.root, turns, kinds: [short])
        let working = Task { try await others.drain() }
        while try await world.arman.read({ try Counting.count($0) }) == 0 { await Task.yield() }
        try await mine.drain()
        #expect(try await world.pars.read { try Counting.count($0) } == 2)
        let long = try await world.arman.read { try RunStore.last("counting", of: 0, $0)?.state }
        #expect(long == .running, "it goes on")
        working.cancel()
        _ = await working.result
    }

    @Test("takes a company from nobody who has it, hears of new work meanwhile, and comes when he has died")
    func due() async throws {
        let world = try await World()
        let (id, directory, now) = (world.arman.id, world.portal.companies.directory, world.time.now)
        let taken = now.adding(seconds: 60)
        func take() async throws -> [String] {
            let until = world.time.now.adding(seconds: 60)
            return try await directory.write { try DueStore.take(10, until: until, $0).map(\.slug) }
        }
        _ = try await directory.write { try $0.execute("DELETE FROM due") }
        #expect(try await take() == [])
        try await directory.write { try DueStore.wake(id, at: now, $0) }
        #expect(try await take() == ["arman"])
        #expect(try await take() == [])
        // Woken while it is worked on: what the worker says at his end does not cover that.
        try await directory.write { try DueStore.wake(id, at: now, $0) }
        try await directory.write { try DueStore.settle(id, taken: taken, next: nil, $0) }
        #expect(try await take() == ["arman"])
        try await directory.write { try DueStore.settle(id, taken: taken, next: now.adding(seconds: 900), $0) }
        world.time.move(seconds: 61)
        #expect(try await take() == [])
        world.time.move(seconds: 900)
        #expect(try await take() == ["arman"])
        world.time.move(seconds: 61)
        #expect(try await take() == ["arman"], "he has died")
    }
}
