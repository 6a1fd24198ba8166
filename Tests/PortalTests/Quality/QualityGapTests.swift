import Database
import Domain
import HTTPTypes
import Testing

@testable import Care
@testable import Fees
@testable import Ground
@testable import Treasury
@testable import Work

@Suite("Quality control of dealers' jobs is not walked around")
struct QualityGapTests {
    private static func world(share: Int = 100) async throws -> World {
        let world = try await World()
        try await world.addTariff(file: World.reworkTariff)
        try await world.addQualityPlan()
        try await world.sampleJobs(share: share)
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            try VisitSetting(correctHours: 24, signature: .off, leastPeers: 5).set(by: manager, tx)
        }
        return world
    }

    /// Puts the last visit of a job right, as the dealer's manager does it, and is answered so.
    private static func correct(
        _ job: String, _ changes: [String: String], in world: World, _ status: HTTPResponse.Status,
        saying text: String = ""
    ) async throws {
        let visit = try await world.number(
            "SELECT max(v.id) FROM visit v JOIN job j ON j.id = v.job_id WHERE j.number = \(job)")
        let all = ["version": try await world.version(of: job), "reason": "اشتباه تایپی"].merging(changes) { $1 }
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post(
                "/arman/jobs/\(job)/visits/\(visit)/correction",
                World.visit(all).filter { $0.0 != "confirmed" && $0.0 != "key" })
            #expect(answer.status == status, "\(answer.text.suffix(2000))")
            #expect(text.isEmpty || answer.text.contains(text))
        }
    }

    @Test("by ending a job as looked at only and calling it repaired afterwards")
    func corrected() async throws {
        let world = try await Self.world()
        let job = try await world.acceptedJob()
        try await world.endJob(job, .checkedOnly)
        #expect(try await world.sampleState(job) == nil)
        try await Self.correct(job, ["outcome": "completed"], in: world, .seeOther)
        #expect(try await world.sampleState(job) == .held)
        _ = try await world.control(of: job)
        try await Self.correct(job, ["minutes": "50"], in: world, .seeOther)
        #expect(try await world.number("SELECT count(*) FROM quality_sample") == 1)
        #expect(try await world.qualityProblems() == [])
    }

    @Test("by changing a visit after its control")
    func controlled() async throws {
        let world = try await Self.world()
        let job = try await world.endedJob()
        try await world.judge(job, passes: true)
        try await Self.correct(
            job, ["minutes": "90"], in: world, .unprocessableContent, saying: "کنترل کیفی شده است")
    }

    @Test("by a paid job that follows one that failed")
    func followed() async throws {
        let world = try await Self.world()
        let job = try await world.endedJob()
        try await world.judge(job, passes: false)
        let form = [("version", try await world.version(of: job)), ("reason", "دوباره")]
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/jobs/\(job)").text
            #expect(!page.contains("/arman/jobs/\(job)/follow-up"))
            let answer = try await browser.post("/arman/jobs/\(job)/follow-up", form)
            #expect(answer.status == .unprocessableContent && answer.text.contains("مردود شده است"))
        }
    }

    @Test("by an inspector who opens again what a manager let be paid")
    func freed() async throws {
        let world = try await Self.world()
        let job = try await world.endedJob()
        let (control, open) = (try await world.control(of: job), world.arman)
        let (manager, inspector) = (
            try await world.officer(.serviceManager), try await world.officer(.qualityInspector)
        )
        try await open.write { tx in
            let version = try QualityControlStore.find(control, tx).version
            try FreeJob(control, version: version, reason: "مشتری رفت").run(by: manager, in: open, tx)
        }
        await #expect(throws: Complaint("quality.audit.denied.freed")) {
            try await open.write { tx in _ = try AuditJob(job, reason: "باز").run(by: inspector, in: open, tx) }
        }
        #expect(try await world.sampleState(job) == .freed)
        try await open.write { tx in _ = try AuditJob(job, reason: "باز").run(by: manager, in: open, tx) }
        #expect(try await world.sampleState(job) == .held)
    }

    @Test("by a payout that was made before the control was opened")
    func drafted() async throws {
        let world = try await Self.world(share: 0)
        let job = try await world.endedJob()
        try await world.approveClaims()
        let payout = try await world.makePayout()
        let inspector = try await world.officer(.qualityInspector)
        try await world.arman.write { tx in
            _ = try AuditJob(job, reason: "تماس مشتری").run(by: inspector, in: world.arman, tx)
        }
        try await world.browse(as: .financeApprover) { browser in
            let check = try await browser.post("/arman/payouts/\(payout)/check", [("version", "1")])
            #expect(check.status == .conflict && check.text.contains("در انتظار مانده است") && check.text.contains(job))
        }
        try await world.judge(job, passes: true)
        try await world.browse(as: .financeApprover) { browser in
            let check = try await browser.post("/arman/payouts/\(payout)/check", [("version", "1")])
            #expect(check.status == .seeOther)
        }
    }

    @Test("and stops a dealer's offers only for failed work that nothing has made good")
    func blocked() async throws {
        let world = try await Self.world()
        func blocked() async throws -> Int {
            try await world.arman.read { try QualityBlockList.kind.find(1, world.today, nil, $0).count }
        }
        let part = try await world.endedJob()
        try await world.judge(part, passes: false, cause: .part)
        let before = try await blocked()
        let job = try await world.endedJob()
        try await world.judge(job, passes: false)
        let open = try await blocked()
        let rework = try await world.rework(of: job)
        try await world.take(rework)
        try await world.endJob(rework)
        try await world.judge(rework, passes: true)
        #expect(try await [before, open, blocked()] == [0, 1, 0])
    }
}
