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
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE job SET state = \(state.rawValue) WHERE number = \(job)")
        }
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

    /// All of an invoice, by two people.
    private func takeBack(_ bill: String, _ lines: Set<Int>, _ world: World) async throws {
        let (open, maker) = (world.arman, try await world.person(.financeOfficer))
        try await open.write { try CreditInvoice(bill, lines: lines, because: "اشتباه").run(by: maker, in: open, $0) }
    }

    @Test("by a visit that is changed after its cash was taken down")
    func changed() async throws {
        let world = try await World()
        try await world.openBooks()
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            try VisitSetting(correctHours: 24, signature: .off, leastPeers: 5).set(by: manager, tx)
        }
        let (job, draft) = try await world.addDraft()
        try await world.addVisit(of: job, collected: 500_000)
        // The job is nobody's bill any more, but its receipt stays.
        try await takeBack(try await world.issue(draft), [1], world)
        let (version, visit) = (
            try await world.version(of: job), try await world.number("SELECT max(id) FROM visit")
        )
        let form = World.visit(["version": version, "reason": "اشتباه تایپی", "labour": "900,000"])
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post(
                "/arman/jobs/\(job)/visits/\(visit)/correction",
                form.filter { $0.0 != "confirmed" && $0.0 != "key" })
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("در دریافت‌های مشتری است"), "\(answer.text.suffix(2000))")
        }
        #expect(try await world.number("SELECT customer_labour FROM visit") == 500_000)
    }

    @Test("by cash of a visit that was reckoned as the dealer's own before it became the company's")
    func switched() async throws {
        let world = try await World()
        try await world.openBooks()
        let (open, admin) = (world.arman, try await world.person(.administrator))
        let (job, draft) = try await world.addDraft()
        let today = open.clock.day(of: world.time.now).number
        try await world.addVisit(of: job, collected: 300_000, on: today - 1)
        try await world.addVisit(of: job, collected: 500_000, on: today)
        try await open.write { try ChangeDealerCash(takesDealerCash: true).run(by: admin, in: open, $0) }
        world.time.move(seconds: 86_400)
        // Said again, it keeps its day.
        try await open.write { try ChangeDealerCash(takesDealerCash: true).run(by: admin, in: open, $0) }
        let before = try await world.balance()
        let bill = try await world.issue(draft)
        #expect(try await world.openSum(bill) == 1_400_000)
        #expect(try await world.balance() == before - 500_000)
        let found = try await problems(world)
        #expect(found == [])
    }
}
