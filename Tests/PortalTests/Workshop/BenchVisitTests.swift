import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Base
@testable import Ground
@testable import Stock
@testable import Work

@Suite("What a repair in the workshop leaves behind")
struct BenchVisitTests {
    private func diagnosed(_ world: World, _ job: String, minutes: Int = 45) async throws {
        let technician = try await world.officer(.benchTechnician)
        try await world.arman.write { tx in
            try DiagnoseUnit(
                job, version: BenchItemVersion.of(job, tx), symptom: "S01 سرد نمی‌کند", cause: "C01", remedy: "تعویض برد"
            ).run(by: technician, minutes: minutes, tx)
        }
    }

    private func handOver(_ world: World, _ job: String) async throws {
        let (manager, open) = (try await world.officer(.workshopManager), world.arman)
        try await open.write { tx in
            let handOver = HandOver(
                receiver: "x", proof: .identity, shown: "x", bill: .free, amount: 0, note: "",
                ticks: Set(FetchTick.allCases))
            try HandOverUnit(number: job, version: BenchItemVersion.of(job, tx), handOver: handOver)
                .run(by: manager, in: open, tx)
        }
    }

    @Test("stands in the machine's record as a dealer's visit would: what it had, who did what, the parts, the minutes")
    func record() async throws {
        let world = try await World()
        try await world.addPart("P-1")
        let store = try await world.addPlace(.central, "C1")
        try await world.receive("P-1", 5, at: store)
        _ = try await WarrantyRuleTests.activate(try await WarrantyRuleTests.add(world), world)
        let job = try await world.addJob(serial: "N1")
        try await world.receive(job)
        let technician = try await world.officer(.benchTechnician)
        try await world.arman.write { tx in
            try AssignUnits(job, version: 1, bench: nil, technician: technician.person)
                .run(by: technician, in: tx)
        }
        try await world.move(job, .diagnosis)
        try await diagnosed(world, job)
        let arman = world.arman
        try await arman.write { tx in
            let step = try BenchStep.workable(job, by: technician, tx)
            for quantity in [1, 2, 1] as [Int64] {
                let taken = TakenPart(code: "P-1", quantity: quantity, mark: "", place: store)
                try BenchPartStore.take(taken, for: step, by: technician, in: arman, tx)
            }
            let last = try #require(try BenchPartStore.all(of: step.job, tx).last)
            try BenchPartStore.giveBack(last.id, of: step, by: technician, in: arman, tx)
        }
        try await world.move(job, .repair, .test, .ready)
        #expect(try await world.number("SELECT count(*) FROM visit") == 0)
        try await handOver(world, job)
        let visit = try await arman.read {
            try $0.one("SELECT dealer_id, made_by, outcome, minutes, symptom, cause, remedy FROM visit")
        }
        #expect(try visit.optional("dealer_id") as ID<Dealer>? == nil)
        #expect(try visit("made_by") as ID<Person> == technician.person)
        #expect(try visit("outcome") as VisitOutcome == .completed && visit("minutes") as Int == 45)
        #expect(try visit("symptom") as String == "S01 سرد نمی‌کند" && visit("remedy") as String == "تعویض برد")
        let part = try await arman.read { try $0.one("SELECT part, quantity, part_id FROM visit_part") }
        #expect(try part("part") as String == "P-1" && part("quantity") as Int == 3)
        #expect(try part.optional("part_id") as ID<SparePart>? != nil)
        let promised: [String] = try await arman.read {
            try $0.list("SELECT kind FROM unit_guarantee ORDER BY kind")
        }
        #expect(promised == ["part", "repair"])
        try await world.browse(as: .serviceManager) { browser in
            let passport = try await browser.get("/arman/units/N1").text
            #expect(passport.contains("تعمیرگاه") && passport.contains("P-1"))
            let page = try await browser.get("/arman/jobs/\(job)").text
            #expect(page.contains("تعویض برد") && page.contains("P-1"))
            let file = try await browser.get("/arman/jobs/visits/export?format=csv&q=\(job)")
            #expect(file.status == .ok && file.text.contains("تعویض برد") && file.text.contains("تعمیرگاه"))
        }
        #expect(try await world.stockProblems() == [])
    }

    @Test("of what goes back unrepaired is what was found, and nothing where nobody looked at it")
    func returned() async throws {
        let world = try await World()
        let (seen, unseen) = (try await world.addBenchItem(), try await world.addBenchItem())
        try await world.move(seen, .diagnosis)
        try await diagnosed(world, seen, minutes: 20)
        try await world.move(seen, .unrepaired, reason: "به‌صرفه نیست")
        try await world.move(unseen, .unrepaired, reason: "پشیمان شد")
        for job in [seen, unseen] { try await handOver(world, job) }
        let visits = try await world.arman.read { try $0.rows("SELECT outcome, note FROM visit") }
        #expect(visits.count == 1)
        #expect(try visits.first?("outcome") as VisitOutcome? == .checkedOnly)
        #expect(try visits.first?("note") as String? == "به‌صرفه نیست")
        #expect(try await world.state(of: seen) == .returned)
    }
}
