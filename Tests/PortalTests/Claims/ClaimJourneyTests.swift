import Domain
import Testing

@testable import Database
@testable import Fees
@testable import Ground

@Suite("Journeys of the claims page to a server", .enabled(if: TestEngine.server != nil))
struct ClaimJourneyTests {
    @Test("are two with all that stands around the list")
    func list() async throws {
        let world = try await World()
        for _ in 0..<3 { _ = try await world.addClaim() }
        let (loaded, journeys) = try await world.arman.read { tx in
            let session = try #require(tx.session as? PostgresSession)
            let filter = ClaimFilter(Asked(), isOffice: true, now: tx.now)
            let loaded = try ShowClaims.Loaded(filter, .company, now: tx.now, since: tx.now, tx)
            return (loaded, session.journeys)
        }
        #expect(loaded.slice.lines.count == 3)
        #expect(loaded.counts.values.reduce(0, +) == 3)
        #expect(!loaded.periods.isEmpty && !loaded.dealers.isEmpty && !loaded.reject.isEmpty)
        #expect(journeys <= 2)
    }
}
