import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Care
@testable import Ground
@testable import House
@testable import Work

@Suite("The gate of quality control")
struct QualityGateTests {
    @Test("a machine of a plan is neither ready nor handed over before it passed, and passing makes it ready")
    func gate() async throws {
        let world = try await World()
        try await world.addQualityPlan()
        let (job, control) = try await world.addTested()
        await #expect(throws: Complaint("quality.gate", job)) { try await world.move(job, .ready) }
        #expect(try await world.benchState(job) == .test)
        try await world.test(control, World.goodFindings, judges: false)
        await #expect(throws: Complaint("quality.gate", job)) { try await world.move(job, .ready) }
        try await world.test(control, [:])
        #expect(try await world.qualityState(control) == .passed)
        #expect(try await world.benchState(job) == .ready)
        try await world.handOver(job)
        #expect(try await world.benchState(job) == .handedOver)
        #expect(try await world.untested() == 0)
        #expect(try await Doctor(company: world.arman, directory: world.portal.companies.directory).problems() == [])
    }

    @Test("a machine that no plan fits goes its way untested")
    func unplanned() async throws {
        let world = try await World()
        try await world.addQualityPlan(for: QualityTarget(serviceType: "install"))
        let job = try await world.addBenchItem()
        try await world.move(job, .diagnosis, .repair, .test, .ready)
        try await world.handOver(job)
        #expect(try await world.number("SELECT count(*) FROM quality_control") == 0)
    }

    @Test("one that was ready before there was a plan is tested where it stands")
    func before() async throws {
        let world = try await World()
        let job = try await world.addBenchItem()
        try await world.move(job, .diagnosis, .repair, .test, .ready)
        try await world.addQualityPlan()
        await #expect(throws: Complaint("quality.gate", job)) { try await world.handOver(job) }
        try await world.browse(as: .qualityInspector) { browser in
            let page = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(page.contains("action=\"/arman/quality/units/\(job)\""))
            let begun = try await browser.post("/arman/quality/units/\(job)")
            let place = try #require(begun.location)
            #expect(place.hasPrefix("/arman/quality/controls/"))
            let again = try await browser.post("/arman/quality/units/\(job)")
            #expect(again.location == place)
        }
        try await world.test(try await world.currentTest(job), World.goodFindings)
        #expect(try await world.benchState(job) == .ready)
        try await world.handOver(job)
        #expect(try await world.untested() == 0)
    }

    @Test("a machine that fails goes back to repair, and is tested anew; the third failure opens its exchange")
    func rework() async throws {
        let world = try await World()
        try await world.addQualityPlan()
        var (job, control) = try await world.addTested()
        for failure in 1...3 {
            try await world.test(control, World.badFindings)
            #expect(try await world.benchState(job) == .repair)
            #expect(try await world.qualityState(control) == .failed)
            #expect(
                try await world.number("SELECT count(*) FROM unit_exchange WHERE state = 'due'")
                    == (failure == 3 ? 1 : 0))
            await #expect(throws: Complaint("quality.denied.ended")) {
                try await world.test(control, World.goodFindings)
            }
            try await world.move(job, .test)
            let next = try await world.currentTest(job)
            #expect(next != control)
            control = next
        }
        try await world.test(control, World.goodFindings)
        try await world.handOver(job)
        #expect(try await world.untested() == 0)
        let told = try await world.number("SELECT count(*) FROM outbox WHERE kind = 'quality_failed'")
        #expect(told == 3)
    }

    @Test("what passed and is worked on again has passed nothing")
    func again() async throws {
        let world = try await World()
        try await world.addQualityPlan()
        let (job, control) = try await world.addTested()
        try await world.test(control, World.goodFindings)
        try await world.move(job, .repair, .test)
        await #expect(throws: Complaint("quality.gate", job)) { try await world.move(job, .ready) }
        try await world.move(job, .repair)
        let dropped = try await world.number("SELECT count(*) FROM quality_control WHERE state = 'dropped'")
        #expect(dropped == 1)
        try await world.move(job, .test)
        try await world.test(try await world.currentTest(job), World.goodFindings)
        try await world.handOver(job)
        #expect(try await world.untested() == 0)
    }

    @Test("of each item the latest reading counts, and it is judged by the items that it began with")
    func latest() async throws {
        let world = try await World()
        let plan = try await world.addQualityPlan()
        let (job, control) = try await world.addTested()
        try await world.test(control, [1: .no], judges: false)
        let inspector = try await world.person(.qualityInspector)
        try await world.arman.write { tx in
            let row = try QualityPlanStore.find(plan, tx)
            let items = try QualityItems([QualityItem(.number, fa: "ولتاژ", unit: "V", least: 1_000_000)])
            try QualityPlanStore.change(
                plan, at: row.version, to: QualityPlanFacts(name: "همه", items: items), by: inspector, tx)
        }
        let unread = UnfinishedTest(items: [try World.qualityItems().items[1]])
        await #expect(throws: unread) {
            try await world.test(control, [1: .yes])
        }
        try await world.test(control, World.goodFindings)
        #expect(try await world.qualityState(control) == .passed)
        #expect(try await world.benchState(job) == .ready)
        let (other, next) = try await world.addTested()
        try await world.test(next, [1: .number(220_000)])
        #expect(try await world.qualityState(next) == .failed)
        #expect(try await world.benchState(other) == .repair)
    }

    @Test("whoever has worked on a machine does not test it, whatever his role is")
    func own() async throws {
        let world = try await World()
        try await world.addQualityPlan()
        let job = try await world.addBenchItem()
        let manager = try await world.officer(.workshopManager)
        try await world.arman.write { tx in
            try AssignUnits(job, version: 1, bench: nil, technician: manager.person).run(by: manager, in: tx)
        }
        try await world.move(job, .diagnosis, .repair, .test)
        let control = try await world.currentTest(job)
        await #expect(throws: Complaint("quality.denied.own")) {
            try await world.test(control, World.goodFindings, by: .workshopManager)
        }
        await #expect(throws: Complaint("quality.denied.role")) {
            try await world.test(control, World.goodFindings, by: .benchTechnician)
        }
        // Given to another afterwards: the work is still his.
        let technician = try await world.person(.benchTechnician)
        try await world.arman.write { tx in
            try AssignUnits(job, version: BenchItemVersion.of(job, tx), bench: nil, technician: technician)
                .run(by: manager, in: tx)
        }
        await #expect(throws: Complaint("quality.denied.own")) {
            try await world.test(control, World.goodFindings, by: .workshopManager)
        }
        try await world.test(control, World.goodFindings)
        #expect(try await world.benchState(job) == .ready)
    }

    @Test("of a machine that is handed over and taken back at once one of both happens", arguments: 0..<3)
    func race(_: Int) async throws {
        let world = try await World()
        try await world.addQualityPlan()
        let (job, control) = try await world.addTested()
        try await world.test(control, World.goodFindings)
        let (inspector, open) = (try await world.officer(.qualityInspector), world.arman)
        let version = try await open.read { try QualityControlStore.find(control, $0).version }
        async let given: Bool = { (try? await world.handOver(job)) != nil }()
        async let taken: Bool = {
            (try? await open.write { tx in
                try RecallUnit(control, version: version, reason: "صدا می‌دهد").run(by: inspector, in: open, tx)
            }) != nil
        }()
        let (isGiven, isTaken) = await (given, taken)
        #expect(isGiven != isTaken)
        #expect(try await world.benchState(job) == (isGiven ? .handedOver : .repair))
        #expect(try await world.qualityState(control) == (isGiven ? .passed : .failed))
        #expect(try await world.untested() == 0)
    }

    @Test("whatever is done at random, nothing leaves that did not pass", arguments: [3, 14, 159])
    func random(_ seed: UInt64) async throws {
        let world = try await World()
        var chance = Chance(state: seed)
        try await world.addQualityPlan()
        var jobs: [String] = []
        for _ in 0..<4 { jobs.append(try await world.addBenchItem()) }
        for _ in 0..<80 {
            let job = jobs[Int.random(in: 0..<jobs.count, using: &chance)]
            let states: [BenchState] = [.diagnosis, .repair, .test, .ready, .test, .ready]
            switch Int.random(in: 0..<6, using: &chance) {
            case 0...2: try? await world.move(job, states[Int.random(in: 0..<states.count, using: &chance)])
            case 3: try? await world.handOver(job)
            default:
                let known = try await world.arman.read { tx in
                    try QualityControlStore.current(of: BenchStep.standing(job, tx).item, tx)?.id
                }
                guard let control = known else { continue }
                let found = Int.random(in: 0..<3, using: &chance) == 0 ? World.badFindings : World.goodFindings
                try? await world.test(control, found, judges: Int.random(in: 0..<3, using: &chance) > 0)
            }
            #expect(try await world.untested() == 0)
        }
        #expect(try await Doctor(company: world.arman, directory: world.portal.companies.directory).problems() == [])
    }
}
