import Database
import Domain
import Testing
import Web

@testable import Ground
@testable import Work

@Suite("Assignments of a job")
struct AssignmentStoreTests {
    @Test("are open one at a time")
    func one() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.arman.write { try put(number, $0) }
        await #expect(throws: DatabaseFault.self) { try await world.arman.write { try put(number, $0) } }
        try await world.arman.write { tx in
            let job = try JobStore.find(number, .company, tx).id
            try AssignmentStore.decide(job, .declined, by: ID(1), tx)
            try put(number, tx)
            let open: Int? = try tx.value("SELECT count(*) FROM assignment WHERE job_id = \(job) AND state = 'offered'")
            #expect(open == 1)
        }
    }

    @Test("are answered once")
    func once() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.arman.write { tx in
            try put(number, tx)
            let job = try JobStore.find(number, .company, tx).id
            try AssignmentStore.decide(job, .accepted, by: ID(1), tx)
            #expect(throws: Refusal.self) { try AssignmentStore.decide(job, .accepted, by: ID(1), tx) }
            #expect(throws: Refusal.self) { try AssignmentStore.decide(job, .expired, by: nil, tx) }
            try AssignmentStore.withdrawIfOpen(job, by: nil, tx)
            try AssignmentStore.withdrawIfOpen(job, by: nil, tx)
            let states: [AssignmentState] = try tx.list("SELECT state FROM assignment WHERE job_id = \(job)")
            #expect(states == [.withdrawn])
        }
    }

    private func put(_ number: String, _ tx: Transaction) throws {
        let job = try JobStore.find(number, .company, tx).id
        let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = 'D100'"))
        try AssignmentStore.add(job, to: dealer, by: ID(1), on: CalendarDay(number: 20_780), tx)
    }
}
