import Domain
import Testing

@testable import Database
@testable import Ground
@testable import Work

@Suite("Journeys of a visit to a server", .enabled(if: TestEngine.server != nil))
struct VisitJourneyTests {
    @Test("are twelve at most before the commit, with fee and claim")
    func visit() async throws {
        let world = try await World()
        try await world.activateTariff()
        // With the first one the tariff is read, and kept.
        _ = try await journeys(of: world.acceptedJob(), world)
        let journeys = try await journeys(of: world.acceptedJob(), world)
        #expect(journeys <= 12)
        let claims = try await world.number("SELECT count(*) FROM claim c JOIN visit v ON v.job_id = c.job_id")
        #expect(claims == 2)
    }

    private func journeys(of number: String, _ world: World) async throws -> Int {
        try await world.arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            let person: ID<Person> = try #require(try tx.value("SELECT min(id) FROM person"))
            let manager = try Actor(person: person, name: "", roles: Roles([.dealerManager]), dealer: job.dealer)
            let facts = VisitFacts(
                outcome: .completed, endsJob: true, visitedAt: tx.now, minutes: 45, kmTenths: 125, symptom: "E1",
                remedy: "R03", parts: [], customerLabour: 0, customerParts: 0, customerTravel: 0, note: "")
            let session = try #require(tx.session as? PostgresSession)
            let before = session.journeys
            try LogVisit(number: number, version: job.version, facts: facts, photos: [])
                .run(by: manager, in: world.arman, tx)
            return session.journeys - before
        }
    }
}
