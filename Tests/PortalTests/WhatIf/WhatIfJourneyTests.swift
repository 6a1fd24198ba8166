import Domain
import Testing

@testable import Database
@testable import Fees

@Suite("Journeys of a what-if to a server", .enabled(if: TestEngine.server != nil))
struct WhatIfJourneyTests {
    @Test("are two for a page of jobs that nothing has priced, however many they are")
    func unpriced() async throws {
        let world = try await World()
        for _ in 0..<4 {
            let number = try await world.addJob()
            try await world.giveJob(number)
            _ = try await world.finishJob(number)
        }
        let (count, journeys) = try await world.arman.read { tx in
            let session = try #require(tx.session as? PostgresSession)
            let jobs = try WhatIfList.jobs(
                for: "dealers", after: .init(at: Instant(seconds: 0), number: ""), before: tx.now.adding(seconds: 1),
                limit: 100, clock: world.arman.clock, tx)
            return (jobs.count, session.journeys)
        }
        #expect(count == 4)
        #expect(journeys == 2)
    }
}
