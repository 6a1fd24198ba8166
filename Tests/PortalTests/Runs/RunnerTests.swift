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
