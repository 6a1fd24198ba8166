import Database
import Domain
import Testing
import Web

@testable import Ground
@testable import Work

@Suite("Taking a job back")
struct WithdrawalTests {
    @Test("makes it wait again, without dealer, technician and appointment, and keeps why")
    func back() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number)
        try await world.arman.write { tx in
            _ = try tx.execute(
                """
                UPDATE job SET state = 'scheduled', appointment_on = 20800, appointment_from = 540, appointment_to = 600,
                    technician_id = (SELECT min(id) FROM person) WHERE number = \(number)
                """)
        }
        let version = try await world.version(of: number)
        let form = [("reason", "customer"), ("text", "مشتری نمی‌خواهد"), ("version", version)]
        try await world.browse(as: .dispatcher) { browser in
            let answer = try await browser.post("/arman/jobs/\(number)/withdrawal", form)
            #expect(answer.location == "/arman/jobs/\(number)")
        }
        #expect(try await world.state(of: number) == .received)
        #expect(try await world.assignments(of: number) == ["D100 withdrawn customer"])
        let left = try await world.arman.read { tx in
            try tx.value(
                """
                SELECT count(*) FROM job WHERE number = \(number) AND dealer_id IS NULL AND technician_id IS NULL
                    AND appointment_on IS NULL AND appointment_from IS NULL AND accepted_at IS NULL
                """, as: Int.self)
        }
        #expect(left == 1)
    }

    @Test("needs a reason")
    func reason() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number)
        let version = try await world.version(of: number)
        try await world.browse(as: .dispatcher) { browser in
            for (code, sentence) in [
                ("", "یکی از دلیل‌های فهرست"), ("capacity", "یکی از دلیل‌های فهرست"), ("other", "توضیح بنویسید"),
            ] {
                let answer = try await browser.post(
                    "/arman/jobs/\(number)/withdrawal", [("reason", code), ("version", version)])
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains(sentence))
            }
        }
        #expect(try await world.state(of: number) == .accepted)
    }

    @Test("answers an old form with the job as it is now")
    func stale() async throws {
        let world = try await World()
        let number = try await world.addJob()
        let old = try await world.version(of: number)
        try await world.giveJob(number)
        try await world.browse(as: .dispatcher) { browser in
            let path = "/arman/jobs/\(number)/withdrawal"
            let answer = try await browser.post(path, [("reason", "delay"), ("version", old)])
            #expect(answer.status == .conflict)
            #expect(answer.text.contains("پذیرفته‌شده"))
            #expect(answer.text.contains("نمایندگی تهران"))
            let fresh = try await browser.post(
                path, [("reason", "delay"), ("version", try await world.version(of: number))])
            #expect(fresh.status == .seeOther)
            let again = try await browser.post(
                path, [("reason", "delay"), ("version", try await world.version(of: number))])
            #expect(again.status == .conflict)
            let absent = try await browser.post(
                "/arman/jobs/AR-0/withdrawal", [("reason", "delay"), ("version", "1")])
            #expect(absent.status == .notFound)
        }
    }

    @Test("is told to a dealer as far as it was his")
    func history() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number, dealer: "D200")
        try await world.browse(as: .dispatcher) { browser in
            _ = try await browser.post(
                "/arman/jobs/\(number)/withdrawal",
                [("reason", "load"), ("version", try await world.version(of: number))])
        }
        try await world.giveJob(number, dealer: "D100")
        try await world.arman.read { tx in
            let job = try JobStore.find(number, .company, tx)
            let dealer = try #require(job.dealer)
            #expect(try AssignmentList.of(job.id, .company, tx).map(\.dealerCode) == ["D100", "D200"])
            #expect(try AssignmentList.of(job.id, .company, tx)[1].reasonName?.en == "To balance the dealers' load")
            #expect(try AssignmentList.of(job.id, .dealer(dealer), tx).map(\.dealerCode) == ["D100"])
        }
    }

    @Test("and every other deed leaves a job with one open assignment at most, and with its dealer")
    func property() async throws {
        let world = try await World()
        let numbers = [try await world.addJob(), try await world.addJob(), try await world.addJob()]
        try await world.arman.write { tx in
            let deeds = try Deeds(world.arman, tx)
            var random = Steps(seed: 1405)
            var done = 0
            for _ in 1...400 {
                let number = numbers[random.next(3)]
                if try deeds.run(random.next(6), number, random.next(2), tx) { done += 1 }
                try check(number, tx)
            }
            #expect(done > 100)
        }
    }

    private func check(_ number: String, _ tx: Transaction) throws {
        let job = try JobStore.find(number, .company, tx)
        let open = try tx.rows(
            "SELECT state, dealer_id FROM assignment WHERE job_id = \(job.id) AND state IN ('offered', 'accepted')")
        #expect(open.count == (job.dealer == nil ? 0 : 1))
        for row in open {
            #expect(try row("dealer_id") as ID<Dealer> == job.dealer)
            #expect(try row("state") as AssignmentState == (job.state == .offered ? .offered : .accepted))
        }
    }
}

/// Deeds on a job as dispatchers and dealers do them, some of them impossible.
private struct Deeds {
    let actor: Actor
    let company: OpenCompany
    let city: CityPlace
    let dealers: [ID<Dealer>]
    let reason = try! GivenReason(code: "delay", text: "", among: ["delay"])

    init(_ company: OpenCompany, _ tx: Transaction) throws {
        self.company = company
        actor = try Actor(person: ID(1), name: "", roles: Roles([.dispatcher]), dealer: nil)
        let id: ID<City> = try #require(try tx.value("SELECT id FROM city WHERE name_fa = 'تهران'"))
        city = try #require(try StandingList.city(id, tx))
        dealers = try tx.list("SELECT id FROM dealer ORDER BY id")
    }

    /// - Returns: whether the deed was done; one that is refused changes nothing.
    func run(_ deed: Int, _ number: String, _ dealer: Int, _ tx: Transaction) throws -> Bool {
        let job = try JobStore.find(number, .company, tx)
        do {
            switch deed {
            case 0:
                try JobStore.move(job, .accept, by: actor, .accepted(at: tx.now), tx)
                try AssignmentStore.decide(job.id, .accepted, by: actor.person, tx)
            case 1:
                try JobStore.move(
                    job, .decline, by: actor, .givenBack, tx)
                try AssignmentStore.decide(job.id, .declined, by: actor.person, because: reason, tx)
            case 2: try WithdrawJob(number: number, version: job.version, reason: reason).run(by: actor, in: tx)
            default:
                try AssignJobs(
                    city: city, picks: [JobPick(number: number, version: job.version)], dealer: dealers[dealer],
                    override: "در هر حال", reassign: reason, proposed: nil,
                    day: DispatchDay(in: company, at: tx.now)
                ).run(by: actor, in: company, tx)
            }
            return true
        } catch is Refusal { return false } catch is AssignmentRefused { return false }
    }
}

/// The same steps in each run.
private struct Steps {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next(_ below: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(below))
    }
}
