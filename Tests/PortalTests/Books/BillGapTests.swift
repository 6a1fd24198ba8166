import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Base
@testable import Books
@testable import Ground
@testable import House
@testable import Web
@testable import Work

/// Ways around the customers' money that somebody has found.
@Suite("The customers' money is not walked around") struct BillGapTests {
    private func problems(_ world: World) async throws -> [Complaint] {
        try await world.arman.read { try BooksDoctorList.problems($0) }
    }

    private func set(_ state: JobState, _ job: String, _ world: World) async throws {
        _ = try await world.arman.write { try $0.execute("UPDATE job SET state = \(state.rawValue) WHERE number = \(job)") }
    }

    @Test("by an invoice before a dealer's last visit, whose cash nobody would take down")
    func early() async throws {
        let world = try await World()
        try await world.openBooks()
        let (job, draft) = try await world.addDraft()
        try await set(.underWay, job, world)
        await #expect(throws: Complaint("bills.not_yet")) { _ = try await world.issue(draft) }
        try await set(.done, job, world)
        let bill = try await world.issue(draft)
        let before = try await problems(world)
        #expect(before == [])
        try await world.addVisit(of: job, collected: 500_000)
        let after = try await problems(world)
        #expect(after == [Complaint("doctor.bill_cash", bill)])
    }
}
