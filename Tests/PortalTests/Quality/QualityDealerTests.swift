import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Care
@testable import Fees
@testable import Ground
@testable import Treasury
@testable import Work

@Suite("Quality control of dealers' jobs")
struct QualityDealerTests {
    private static func world(share: Int = 100, first: Int = 0) async throws -> World {
        let world = try await World()
        try await world.addTariff(file: World.reworkTariff)
        try await world.addQualityPlan()
        try await world.sampleJobs(share: share, first: first)
        return world
    }

    @Test("what is drawn is not paid before it passed; the dealer and finance read why")
    func held() async throws {
        let world = try await Self.world()
        let job = try await world.endedJob()
        #expect(try await world.sampleState(job) == .held)
        try await world.approveClaims()
        #expect(try await world.plan().items.isEmpty)
        let claim = try await world.number("SELECT max(id) FROM claim")
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(claim)").text
            let payout = try await browser.get("/arman/payouts/new").text
            #expect(page.contains("در انتظار کنترل کیفی") && payout.contains("در انتظار کنترل کیفی"))
        }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/claims/\(claim)").text
            #expect(page.contains("در انتظار کنترل کیفی") && !page.contains("/quality/controls"))
        }
        try await world.judge(job, passes: true)
        #expect(try await world.sampleState(job) == .passed)
        #expect(try await world.plan().total == Money(3_030_000))
        #expect(try await world.qualityProblems() == [])
    }

    @Test("nothing is decided while it is off, without a plan nothing is drawn, and undone work is not looked at")
    func off() async throws {
        let world = try await World()
        let before = try await world.endedJob()
        #expect(try await world.sampleState(before) == nil)
        try await world.sampleJobs()
        let planless = try await world.endedJob()
        #expect(try await world.sampleState(planless) == .free)
        #expect(try await world.number("SELECT count(*) FROM quality_sample WHERE cause = 'no_plan'") == 1)
        try await world.addQualityPlan()
        let away = try await world.acceptedJob()
        try await world.endJob(away, .notHome)
        #expect(try await world.sampleState(away) == nil)
        #expect(try await world.number("SELECT count(*) FROM quality_control") == 0)
        #expect(try await world.qualityProblems() == [])
    }

    @Test("all first jobs of a dealer are drawn, later ones by their number, which stays and explains it")
    func first() async throws {
        let world = try await Self.world(share: 0, first: 2)
        var jobs: [String] = []
        for _ in 0..<4 { jobs.append(try await world.endedJob()) }
        var states: [SampleState?] = []
        for job in jobs { states.append(try await world.sampleState(job)) }
        #expect(states == [.held, .held, .free, .free])
        try await world.sampleJobs(share: 50)
        for _ in 0..<6 { jobs.append(try await world.endedJob()) }
        let seed: String = try #require(
            try await world.arman.read { try SettingStore.value(QualitySettings.seed, $0) })
        for job in jobs.suffix(6) {
            let state = try await world.sampleState(job)
            #expect((state == .held) == (SamplingDraw.number(of: job, seed: seed) < 50), "\(job)")
        }
        let (earliest, latest) = (jobs[0], jobs[9])
        try await world.browse(as: .qualityInspector) { browser in
            let page = try await browser.get("/arman/jobs/\(earliest)").text
            #expect(page.contains("از نخستین کارهای نماینده است (کار ۱)"))
            let late = try await browser.get("/arman/jobs/\(latest)").text
            let number = SamplingDraw.number(of: latest, seed: seed)
            #expect(late.contains(Digits.persian("عدد قرعه این کار \(number)")), "\(late.suffix(4000))")
        }
    }

    @Test("a failure orders the rework from the same dealer, unpaid; the first job is paid once that has passed")
    func rework() async throws {
        let world = try await Self.world()
        let job = try await world.endedJob()
        try await world.judge(job, passes: false)
        #expect(try await world.sampleState(job) == .held)
        let again = try await world.rework(of: job)
        #expect(try await world.state(of: again) == .offered)
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/jobs/\(again)").text
            #expect(page.contains("روشن می‌شود") && page.contains(job))
            #expect(try await browser.get("/arman/jobs/\(job)").text.contains(again))
        }
        try await world.take(again)
        try await world.endJob(again)
        let fee = try await world.number(
            "SELECT c.payable FROM calculation c JOIN job j ON j.id = c.job_id WHERE j.number = \(again)")
        #expect(fee == 0)
        try await world.approveClaims()
        #expect(try await world.plan().items.isEmpty)
        try await world.judge(again, passes: true)
        #expect(try await world.sampleState(job) == .passed)
        #expect(try await world.sampleState(again) == .passed)
        #expect(try await world.plan().total == Money(3_030_000))
        #expect(try await world.qualityProblems() == [])
    }

    @Test(
        "a rework that is put to a part is paid and tightens nothing; one that another dealer does is his pay alone")
    func causes() async throws {
        let world = try await Self.world()
        let job = try await world.endedJob()
        try await world.judge(job, passes: false, cause: .part)
        #expect(try await world.rank() == SamplingStanding())
        let again = try await world.rework(of: job)
        try await world.take(again)
        try await world.endJob(again)
        func payable(_ number: String) async throws -> Int {
            try await world.number(
                "SELECT c.payable FROM calculation c JOIN job j ON j.id = c.job_id WHERE j.number = \(number)")
        }
        #expect(try await payable(again) == 3_030_000)
        let other = try await world.endedJob()
        try await world.judge(other, passes: false)
        #expect(try await world.rank().rank == .tightened)
        let third = try await world.rework(of: other)
        try await world.arman.write { tx in
            let row = try JobStore.find(third, .company, tx)
            try JobStore.move(row, .decline, by: nil, .givenBack, tx)
            try AssignmentStore.decide(row.id, .declined, by: nil, tx)
        }
        try await world.accept(third, dealer: "D200")
        try await world.endJob(third, dealer: 2)
        #expect(try await payable(third) == 3_030_000)
        try await world.judge(third, passes: true)
        let states = (try await world.sampleState(third), try await world.sampleState(other))
        #expect(states == (.passed, .held))
        #expect(try await world.qualityProblems() == [])
    }

    @Test("what fails again is made good again; the third failure of a machine opens the file of its exchange")
    func again() async throws {
        let world = try await Self.world()
        let job = try await world.endedJob()
        var last = job
        for failure in 1...3 {
            try await world.judge(last, passes: false)
            #expect(
                try await world.number("SELECT count(*) FROM unit_exchange WHERE state = 'due'")
                    == (failure == 3 ? 1 : 0))
            last = try await world.rework(of: last)
            try await world.take(last)
            try await world.endJob(last)
        }
        #expect(try await world.number("SELECT max(nth) FROM job_rework") == 3)
        try await world.approveClaims()
        #expect(try await world.plan().items.isEmpty)
        try await world.judge(last, passes: true)
        #expect(try await world.number("SELECT count(*) FROM quality_sample WHERE state = 'passed'") == 4)
        #expect(try await world.plan().total == Money(3_030_000))
        #expect(try await world.qualityProblems() == [])
    }

    @Test("a failure tightens, passes in a row ease, and each dealer stands with his reason")
    func ranks() async throws {
        let world = try await Self.world()
        var jobs: [String] = []
        for _ in 0..<6 { jobs.append(try await world.endedJob()) }
        var ranks: [SamplingRank] = []
        for (job, passes) in zip(jobs, [true, false, true, true, true, true]) {
            try await world.judge(job, passes: passes)
            ranks.append(try await world.rank().rank)
        }
        #expect(ranks == [.normal, .tightened, .tightened, .normal, .normal, .reduced])
        try await world.judge(try await world.endedJob(), passes: false)
        let failed = jobs
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/quality/sampling").text
            #expect(page.contains("سخت‌گیرانه") && page.contains("مردود شد") && !page.contains("کنترل \(failed[1])"))
            let file = try await browser.get("/arman/quality/sampling/export").text
            #expect(file.contains("D100"))
        }
    }

    @Test("of two inspectors one carries it out, and nobody of the dealer's does")
    func inspectors() async throws {
        let world = try await Self.world()
        let job = try await world.endedJob()
        let (control, open) = (try await world.control(of: job), world.arman)
        let (inspector, manager) = (
            try await world.officer(.qualityInspector), try await world.officer(.workshopManager)
        )
        func version() async throws -> Int { try await open.read { try QualityControlStore.find(control, $0).version } }
        let seen = try await version()
        try await open.write { try GiveControl(control, version: seen, .take).run(by: inspector, in: open, $0) }
        await #expect(throws: Complaint("quality.denied.taken", "quality_inspector 0".isolated)) {
            try await world.judge(job, passes: true, by: .workshopManager)
        }
        let now = try await version()
        await #expect(throws: Complaint("quality.denied.taken", "quality_inspector 0".isolated)) {
            try await open.write { try GiveControl(control, version: now, .take).run(by: manager, in: open, $0) }
        }
        world.time.move(seconds: 25 * 3_600)
        try await open.write { try GiveControl(control, version: now, .take).run(by: manager, in: open, $0) }
        let last = try await version()
        async let one: Bool = { (try? await world.judge(job, passes: true, by: .workshopManager)) != nil }()
        async let other: Bool = { (try? await world.judge(job, passes: false, by: .workshopManager)) != nil }()
        let (isOne, isOther) = await (one, other)
        #expect(isOne != isOther && last == 3)
        #expect(try await world.number("SELECT count(*) FROM quality_rework") == (isOther ? 1 : 0))
        let another = try await world.endedJob()
        let dealers = try Actor(
            person: try await world.person(.dealerManager), name: "", roles: Roles([.dealerManager, .administrator]),
            dealer: ID(1))
        let next = try await world.control(of: another)
        await #expect(throws: Complaint("quality.denied.role")) {
            try await open.write {
                try TestUnit(next, version: 1, found: [], judges: true, way: .visit).run(by: dealers, in: open, $0)
            }
        }
        let own = try Actor(
            person: try await world.person(.dealerTechnician), name: "", roles: Roles([.qualityInspector]), dealer: nil)
        await #expect(throws: Complaint("quality.denied.own")) {
            try await open.write {
                try TestUnit(next, version: 1, found: [], judges: true, way: .visit).run(by: own, in: open, $0)
            }
        }
    }

    @Test("a plan that changes in the middle of a control changes nothing of it")
    func changed() async throws {
        let world = try await World()
        let plan = try await world.addQualityPlan()
        try await world.sampleJobs()
        let job = try await world.endedJob()
        let inspector = try await world.person(.qualityInspector)
        try await world.arman.write { tx in
            let row = try QualityPlanStore.find(plan, tx)
            let items = try QualityItems([QualityItem(.number, fa: "ولتاژ", unit: "V", least: 1_000_000)])
            try QualityPlanStore.change(
                plan, at: row.version, to: QualityPlanFacts(name: "همه", items: items), by: inspector, tx)
        }
        try await world.judge(job, passes: true)
        let next = try await world.endedJob()
        await #expect(throws: UnfinishedTest.self) { try await world.judge(next, passes: true) }
        #expect(try await world.sampleState(job) == .passed)
        #expect(try await world.sampleState(next) == .held)
    }

    @Test("a control is opened by hand of a job that was not drawn, and holds what is not paid yet")
    func audit() async throws {
        let world = try await Self.world(share: 0)
        let job = try await world.endedJob()
        #expect(try await world.sampleState(job) == .free)
        try await world.browse(as: .qualityInspector) { browser in
            #expect(try await browser.get("/arman/jobs/\(job)").text.contains("/arman/jobs/\(job)/audit"))
            #expect(try await browser.get("/arman/jobs/\(job)/audit").status == .ok)
            let mute = try await browser.post("/arman/jobs/\(job)/audit", [("reason", " ")])
            #expect(mute.status == .unprocessableContent)
            let opened = try await browser.post("/arman/jobs/\(job)/audit", [("reason", "تماس مشتری")])
            let place = try #require(opened.location, "\(opened.text.suffix(1500))")
            let page = try await browser.get(place).text
            #expect(page.contains("تماس مشتری") && page.contains("name=\"way\""))
            let twice = try await browser.post("/arman/jobs/\(job)/audit", [("reason", "باز")])
            #expect(twice.status == .unprocessableContent)
        }
        try await world.approveClaims()
        #expect(try await world.plan().items.isEmpty)
        try await world.judge(job, passes: true)
        #expect(try await world.plan().total == Money(3_030_000))
        world.time.move(seconds: 40 * 86_400)
        let inspector = try await world.officer(.qualityInspector)
        await #expect(throws: Complaint("quality.audit.denied.days", "30")) {
            try await world.arman.write { tx in
                _ = try AuditJob(job, reason: "دیر").run(by: inspector, in: world.arman, tx)
            }
        }
        #expect(try await world.qualityProblems() == [])
    }

    @Test(
        "somebody who answers for it lets it be paid with a reason, and a rework that came to nothing is ordered again")
    func freed() async throws {
        let world = try await Self.world()
        let job = try await world.endedJob()
        try await world.judge(job, passes: false)
        let first = try await world.rework(of: job)
        let control = try await world.control(of: job)
        let place = "/arman/quality/controls/\(control)"
        try await world.browse(as: .qualityInspector) { browser in
            #expect(!(try await browser.get(place).text.contains("\(place)/rework")))
            let early = try await browser.post("\(place)/rework", [("version", "2")])
            #expect(early.status == .unprocessableContent)
            let denied = try await browser.post("\(place)/freeing", [("version", "2"), ("reason", "x")])
            #expect(denied.status == .forbidden)
            #expect(try await browser.get("/arman/quality?tab=held").text.contains(job))
        }
        let manager = try await world.officer(.serviceManager)
        try await world.arman.write { tx in
            let version = try JobStore.find(first, .company, tx).version
            try CancelJob(
                number: first, version: version, reason: GivenReason(code: "other", text: "x", among: ["other"])
            )
            .run(by: manager, in: world.arman, tx)
        }
        try await world.browse(as: .serviceManager) { browser in
            #expect(try await browser.get(place).text.contains("\(place)/rework"))
            let ordered = try await browser.post("\(place)/rework", [("version", "2")])
            #expect(ordered.location == place, "\(ordered.text.suffix(1500))")
            let mute = try await browser.post("\(place)/freeing", [("version", "2"), ("reason", "")])
            #expect(mute.status == .unprocessableContent)
            let freed = try await browser.post("\(place)/freeing", [("version", "2"), ("reason", "مشتری رفت")])
            #expect(freed.location == place)
            #expect(try await browser.get(place).text.contains("مشتری رفت"))
        }
        #expect(try await world.rework(of: job) != first)
        #expect(try await world.sampleState(job) == .freed)
        try await world.approveClaims()
        #expect(try await world.plan().total == Money(3_030_000))
        #expect(try await world.qualityProblems() == [])
    }

    @Test("a control is carried out on the page by telephone, in Persian digits, and says which way is missing")
    func page() async throws {
        let world = try await Self.world()
        let job = try await world.endedJob()
        let place = "/arman/quality/controls/\(try await world.control(of: job))"
        try await world.browse(as: .qualityInspector) { browser in
            let list = try await browser.get("/arman/quality?place=dealer&dealer=1").text
            #expect(list.contains(place) && list.contains("نمایندگی تهران"))
            #expect(!(try await browser.get("/arman/quality?place=bench").text.contains(place)))
            let taken = try await browser.post("\(place)/turn", [("version", "1"), ("do", "take")])
            #expect(taken.location == place)
            #expect(try await browser.get("/arman/quality?turn=mine").text.contains(place))
            #expect(try await browser.get(place).text.contains("tel:09121112233"))
            let readings = [("version", "2"), ("r1", "no"), ("r2", "۰٫۴"), ("do", "judge")]
            let wayless = try await browser.post(place, readings)
            #expect(wayless.status == .unprocessableContent && wayless.text.contains("چگونه کنترل کردید"))
            let done = try await browser.post(place, readings + [("way", "phone"), ("cause", "work")])
            #expect(done.location == place, "\(done.text.suffix(1500))")
            let page = try await browser.get(place).text
            #expect(page.contains("تلفنی") && page.contains("کار نماینده"))
            let pareto = try await browser.get("/arman/quality/pareto?by=item").text
            #expect(pareto.contains("روشن می‌شود") && pareto.contains("۱۰۰٪"))
            for dimension in ["dealer", "person", "model", "part", "cause"] {
                let by = try await browser.get("/arman/quality/pareto?by=\(dimension)&place=dealer")
                #expect(by.status == .ok, "\(dimension)")
            }
            #expect(try await browser.get("/arman/quality/pareto/export?by=part").text.contains("P-7"))
        }
    }

    @Test("the rule is written by managers alone and put into force by a second person, each change with its event")
    func rule() async throws {
        let world = try await World()
        let fields = QualitySamplingForm.names.map { ($0, $0 == "lease_hours" ? "۱۲" : "7") } + [("sampling", "1")]
        try await world.serve { client in
            let inspector = try await world.browser(client, as: .qualityInspector)
            let read = try await inspector.get("/arman/quality/sampling")
            #expect(read.status == .ok && !read.text.contains("name=\"first_jobs\""))
            #expect(try await inspector.post("/arman/quality/sampling", fields).status == .forbidden)
            let manager = try await world.browser(client, as: .serviceManager)
            let bad = try await manager.post(
                "/arman/quality/sampling", fields.map { ($0.0, $0.0 == "share_A" ? "101" : $0.1) })
            #expect(bad.status == .unprocessableContent && bad.text.contains("101"))
            let saved = try await manager.post("/arman/quality/sampling", fields)
            #expect(saved.location == "/arman/quality/sampling", "\(saved.text.suffix(1500))")
            let isOn = try await world.arman.read { try QualitySettings($0).isOn }
            #expect(!isOn)
            #expect(try await manager.get("/arman/quality/sampling").text.contains("در انتظار تأیید نفر دوم"))
            try await world.browser(client, as: .financeApprover).confirmProposal()
            let page = try await manager.get("/arman/quality/sampling").text
            #expect(page.contains("قاعده کنترل کارهای نمایندگان تغییر کرد"))
        }
        let settings = try await world.arman.read { try QualitySettings($0) }
        #expect(settings.isOn && settings.leaseHours == 12 && settings.rule.shares["C"] == 7)
    }

    @Test("whatever is done at random, no drawn job is paid without a control that passed", arguments: [2, 71, 828])
    func random(_ seed: UInt64) async throws {
        let world = try await Self.world(share: 50)
        var chance = Chance(state: seed)
        var jobs: [String] = []
        for _ in 0..<40 {
            switch Int.random(in: 0..<6, using: &chance) {
            case 0, 1: jobs.append(try await world.endedJob())
            case 2:
                guard let job = jobs.randomElement(using: &chance) else { continue }
                try? await world.judge(job, passes: Bool.random(using: &chance))
            case 3:
                guard let job = jobs.randomElement(using: &chance), let rework = try? await world.rework(of: job) else {
                    continue
                }
                guard (try? await world.take(rework)) != nil else { continue }
                try await world.endJob(rework)
                jobs.append(rework)
            case 4: try? await world.approveClaims()
            default:
                guard let number = try? await world.makePayout() else { continue }
                try await world.bring(number, to: .sent)
                try await world.settle(number, .paid(on: world.today, reference: "R\(jobs.count)"))
            }
            let breached = try await world.number("SELECT count(*) FROM quality_breach")
            #expect(breached == 0)
        }
        #expect(try await world.qualityProblems() == [])
    }
}
