import Database
import Domain
import HummingbirdTesting
import Spreadsheets
import Testing

@testable import Fees
@testable import Ground
@testable import Work

/// What became of jobs, as a file.
@Suite("The files of jobs, visits and parts")
struct JobFileTests {
    /// A done job of D100 with two visits of its own and one of an earlier dealer.
    private func world() async throws -> (World, String) {
        let world = try await World()
        let claim = try await world.addClaim([123_000])
        try await world.arman.write { tx in
            let job: Row = try tx.one("SELECT id, dealer_id FROM job WHERE number = \(claim.number)")
            let (id, own): (ID<Job>, ID<Dealer>) = (try job("id"), try job("dealer_id"))
            let other: ID<Dealer> = try tx.value("SELECT id FROM dealer WHERE code = 'D200'")!
            for (dealer, outcome, km, remedy) in [
                (other, "to_continue", 990, "کار دیگری"), (own, "to_continue", 125, ""),
                (own, "completed", 40, "تعویض برد"),
            ] {
                let visit: ID<Visit> = try tx.insert(
                    """
                    INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes,
                                       km_tenths, symptom, remedy, customer_labour, customer_parts, note)
                    VALUES (\(id), \(dealer), 0, \(tx.now), \(tx.now), \(world.arman.clock.day(of: tx.now)),
                            \(outcome), 20, \(km), 'صدا', \(remedy), 1000, 500, '')
                    """)
                _ = try tx.execute(
                    "INSERT INTO visit_part (visit_id, part, quantity) VALUES (\(visit), \(remedy + "برد"), 2)")
            }
        }
        return (world, claim.number)
    }

    private func table(_ browser: Browser, _ path: String) async throws -> [[String: String]] {
        let table = try TableFile.table(try await browser.get(path).bytes)
        return table.records.map { Dictionary(uniqueKeysWithValues: Swift.zip(table.header, $0)) }
    }

    @Test("tell of outcome, work, parts, km, minutes, what the customer paid, and what the job earned")
    func jobs() async throws {
        let (world, number) = try await world()
        try await world.browse(as: .serviceManager) { browser in
            for path in ["jobs/export?format=xlsx", "jobs/export", "claims/export?state=all"] {
                let lines = try await table(browser, "/arman/\(path)")
                let line = try #require(lines.first { $0.values.contains(number) })
                #expect(line["نتیجه مراجعه"] == "انجام شد")
                #expect(line["تعداد مراجعه"] == "4")
                #expect(line["مسافت یک طرفه (کیلومتر)"] == "99")
                #expect(line["مدت کار (دقیقه)"] == "135")
                #expect(line["دریافتی از مشتری (ریال)"] == "4500")
                #expect(line["گارانتی"] != nil)
            }
        }
    }

    @Test("tell a dealer of his own visits, and a technician of no fee")
    func sight() async throws {
        let (world, number) = try await world()
        try await world.browse(as: .dealerManager) { browser in
            let line = try #require(
                try await table(browser, "/arman/jobs/export?format=xlsx").first { $0.values.contains(number) })
            #expect(line["تعداد مراجعه"] == "3")
            #expect(line["مسافت یک طرفه (کیلومتر)"] == "37.5")
            #expect(line.keys.contains("کارمزد (ریال)"))
            let visits = try await table(browser, "/arman/jobs/visits/export")
            #expect(visits.map { $0["مسافت یک طرفه (کیلومتر)"] } == ["37.5", "12.5", "4"])
            let parts = try await table(browser, "/arman/jobs/parts/export")
            #expect(parts.map { $0["قطعه"] } == ["برد", "تعویض بردبرد"])
            #expect(parts.allSatisfy { $0["تعداد"] == "2" && $0["شماره دستور کار"] == number })
        }
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            let others = try await table(browser, "/arman/jobs/visits/export")
            #expect(others.isEmpty)
        }
        try await world.browse(as: .dealerTechnician) { browser in
            let file = try TableFile.table(try await browser.get("/arman/jobs/export?format=xlsx").bytes)
            #expect(!file.header.contains("کارمزد (ریال)"))
        }
    }
}
