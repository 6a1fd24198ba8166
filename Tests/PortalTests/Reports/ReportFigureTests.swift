import Database
import Domain
import Foundation
import Testing

@testable import Ground
@testable import House
@testable import Reports
@testable import Work

@Suite("Figures that reports keep")
struct ReportFigureTests {
    @Test("are for each month, set and key what the jobs' own rows say, counted one by one")
    func straight() async throws {
        let world = try await World.withFigures()
        let (kept, clock) = (try await world.keptFigures(), world.arman.clock)
        #expect(kept.contains { $0.month.text == "1405-08" } && kept.contains { $0.month.text == "1405-09" })
        for (month, dimension, sums) in kept {
            for (key, own) in sums {
                for set in JobSet.allCases where dimension.isOfEachJob || set.isByEnd {
                    let count = try await world.arman.read { tx in
                        let condition = JobSetList.condition(set, in: month.days, dimension, key: key, clock)
                        return try tx.value("SELECT count(*) FROM job j WHERE \(condition)", as: Int.self)
                    }
                    #expect(count == own[set], "\(month.text) \(dimension) \(key) \(set)")
                }
            }
        }
    }

    @Test("say of one month what happened in it")
    func known() async throws {
        let world = try await World.withFigures()
        let (aban, parts, causes) = try await world.arman.read { tx in
            let month = [ReportPeriod("1405-08", .jalali)!]
            return (
                try ReportList.sums(of: .all, in: month, tx)[""] ?? ReportSums(),
                try ReportList.sums(of: .part, in: month, tx), try ReportList.sums(of: .cause, in: month, tx)
            )
        }
        let known: [JobSet: Int] = [
            .received: 17, .cancelled: 1, .complained: 1, .done: 14, .repairs: 14, .repeated: 1, .judged: 14,
            .unfixed: 2,
            .accepted: 14, .scored: 12, .unsatisfied: 2, .priced: 2, .parted: 3,
        ]
        for set in JobSet.allCases { #expect(aban[set] == known[set], "\(set)") }
        #expect(aban.cost == 675_000 && aban.parts == 18)
        #expect(aban.acceptance.count == 14 && aban.completion.count == 14)
        #expect(parts.mapValues(\.parts) == ["~P-1": 12, "~P-2": 6] && parts["~P-1"]?[.repairs] == 3)
        #expect(causes.mapValues { $0[.done] } == ["C02": 1, "*": 1, "C10": 1, "": 11])
    }

    @Test("add up to the whole under whatever jobs are told apart, and the doctor says where they do not")
    func doctor() async throws {
        let world = try await World.withFigures()
        let well = try await world.arman.read { try ReportDoctorList.problems($0) }
        #expect(well == [])
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE report_figure SET done = done + 1 WHERE dimension = 'city'")
            _ = try tx.execute("UPDATE report_figure SET parts = parts + 1 WHERE dimension = 'part' AND code = '~P-1'")
        }
        let ill = try await world.arman.read { try ReportDoctorList.problems($0) }
        #expect(Set(ill.map { $0.values[1] }) == ["city", "part"] && ill.allSatisfy { $0.key == "doctor.report" })
    }

    @Test("are counted anew each day, and leave months that are none of the company's any more")
    func daily() async throws {
        let world = try await World.withFigures()
        let before = try await world.keptFigures()
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE report_figure SET done = 0, acceptance = ''")
            _ = try tx.execute("INSERT INTO report_month (month_from, built_at) VALUES (5, 0)")
        }
        world.time.move(seconds: 86_401)
        try await world.work()
        let after = try await world.keptFigures()
        #expect(after.map(\.sums) == before.map(\.sums))
        let strange = try await world.arman.read { tx in
            try tx.value("SELECT count(*) FROM report_month WHERE month_from = 5", as: Int.self)
        }
        #expect(strange == 0)
    }

    @Test(
        "and the lists behind them are led to by an index wherever a table grows with the years",
        .enabled(if: TestEngine.server == nil))
    func plan() async throws {
        let world = try await World()
        let (clock, days) = (world.arman.clock, ReportPeriod("1405-08", .jalali)!.days)
        var statements = [true, false].map { MonthFigureList.statement(days, byEnd: $0, clock) }
        statements += JobSet.allCases.map { set in
            "SELECT j.id FROM job j WHERE \(JobSetList.condition(set, in: days, .dealer, key: "1", clock))"
        }
        for statement in statements {
            let plan: [String] = try await world.arman.read { tx in
                try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") }
            }
            #expect(!plan.contains { $0.contains("INDEX job_service") }, "\(plan)")
            #expect(plan.contains { $0.contains("INDEX job_completed") || $0.contains("INDEX job_newest") }, "\(plan)")
            for table in ["j", "r", "c", "e", "a", "v", "w", "p", "u", "s", "f", "survey", "contact"] {
                #expect(
                    !plan.contains { $0 == "SCAN \(table)" || $0.hasPrefix("SCAN \(table) ") },
                    "\(statement.text) \(plan)")
            }
        }
    }
}
