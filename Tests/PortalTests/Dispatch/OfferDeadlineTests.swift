import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import Work

@Suite("An offer that is to be answered in time")
struct OfferDeadlineTests {
    /// Both dealers cover Tehran; offers wait an hour, and so many others are asked.
    private static func world(passes: Int, minutes: Int = 60) async throws -> World {
        let world = try await RankingPageTests.world()
        try await world.arman.write { tx in
            let person: ID<Person> = try #require(try tx.value("SELECT min(id) FROM person"))
            let policy = DispatchPolicy(weights: .usual, answerMinutes: minutes, passes: passes)
            _ = try DispatchPolicyStore.set(policy, for: .all, by: person, tx)
        }
        return world
    }

    private static func offer(_ number: String, _ world: World, to code: String = "D100") async throws {
        let (tehran, dealer) = (try await world.city("تهران"), try await world.dealer(code))
        let form = [("job", try await world.pick(number)), ("dealer", dealer), ("proposed", dealer)]
        try await world.browse(as: .dispatcher) { browser in
            let answer = try await browser.post("/arman/board/\(tehran)/assignments", form)
            #expect(answer.status == .seeOther)
        }
    }

    private static func told(_ kind: String, _ world: World) async throws -> Int? {
        try await world.arman.read { try $0.value("SELECT count(*) FROM outbox WHERE kind = \(kind)", as: Int.self) }
    }

    @Test("goes to the next in the ranking when its time is over, and back on the board after the last")
    func expire() async throws {
        let world = try await Self.world(passes: 1)
        let number = try await world.addJob()
        try await Self.offer(number, world)
        world.time.move(seconds: 3_599)
        try await world.work()
        #expect(try await world.assignments(of: number) == ["D100 offered"])
        world.time.move(seconds: 1)
        try await world.work()
        #expect(try await world.assignments(of: number) == ["D100 expired", "D200 offered"])
        #expect(try await Self.told("offer_expired", world) == 1)
        #expect(try await Self.told("job_unanswered", world) == 0)
        world.time.move(seconds: 3_600)
        try await world.work()
        #expect(try await world.assignments(of: number) == ["D100 expired", "D200 expired"])
        #expect(try await world.state(of: number) == .received)
        let unanswered = try await Self.told("job_unanswered", world)
        #expect((unanswered ?? 0) > 0)
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("پایان مهلت پاسخ نمایندگی کرج"))
            #expect(page.contains("مهلت پاسخ نماینده پایان یافت"))
            #expect(page.contains("پاسخ تا"))
        }
    }

    @Test("is taken back once, however many processes look, and never when it was answered")
    func once() async throws {
        let world = try await Self.world(passes: 0)
        let (late, answered) = (try await world.addJob(), try await world.addJob())
        for number in [late, answered] { try await Self.offer(number, world) }
        let version = try await world.version(of: answered)
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post("/arman/jobs/\(answered)/acceptance", [("version", version)])
            #expect(answer.status == .seeOther)
        }
        world.time.move(seconds: 7_200)
        try await withThrowingTaskGroup { group in
            for _ in 1...3 { group.addTask { try await world.work() } }
            try await group.waitForAll()
        }
        #expect(try await world.assignments(of: late) == ["D100 expired"])
        #expect(try await world.assignments(of: answered) == ["D100 accepted"])
        let events = try await world.arman.read {
            try $0.value("SELECT count(*) FROM job_event WHERE kind = 'expire'", as: Int.self)
        }
        #expect(events == 1)
    }

    @Test("counts only the company's working time")
    func workingTime() async throws {
        let world = try await Self.world(passes: 0)
        let hours = try WorkWeek.Hours(from: 9 * 60, to: 17 * 60)
        let days = Weekday.allCases.filter { $0 != .friday }
        let week = try WorkWeek(Dictionary(uniqueKeysWithValues: days.map { ($0, hours) }))
        try await world.arman.write { try WorkDayStore.set(week, $0) }
        // Monday, half past four.
        let today = world.arman.clock.day(of: world.time.now)
        world.time.set(world.arman.clock.instant(today, hour: 16, minute: 30))
        let number = try await world.addJob()
        try await Self.offer(number, world)
        let deadline = try await world.arman.read { try $0.value("SELECT answer_by FROM assignment", as: Instant.self) }
        #expect(deadline == world.arman.clock.instant(today.adding(days: 1), hour: 9, minute: 30))
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/today").text
            #expect(page.contains("۱ ساعت و ۰ دقیقه از وقت کاری مانده است"))
        }
        world.time.set(world.arman.clock.instant(today.adding(days: 1), hour: 9, minute: 0))
        try await world.work()
        #expect(try await world.assignments(of: number) == ["D100 offered"])
    }

    @Test("goes to the next one at once when it is declined; a job that was taken before does not")
    func decline() async throws {
        let world = try await Self.world(passes: 2)
        let (offered, accepted) = (try await world.addJob(), try await world.addJob())
        for number in [offered, accepted] { try await Self.offer(number, world) }
        try await world.browse(as: .dealerManager) { browser in
            let version = try await world.version(of: accepted)
            _ = try await browser.post("/arman/jobs/\(accepted)/acceptance", [("version", version)])
            for number in [offered, accepted] {
                let answer = try await browser.post(
                    "/arman/jobs/\(number)/decline",
                    [("version", try await world.version(of: number)), ("reason", "capacity"), ("text", "وقت ندارم")])
                #expect(answer.status == .seeOther)
            }
        }
        #expect(try await world.assignments(of: offered) == ["D100 declined capacity", "D200 offered"])
        #expect(try await world.assignments(of: accepted) == ["D100 declined capacity"])
    }

    @Test("waits as long as its dealer likes where the company has set no time")
    func never() async throws {
        let world = try await RankingPageTests.world()
        let number = try await world.addJob()
        try await Self.offer(number, world)
        world.time.move(seconds: 90 * 86_400)
        try await world.work()
        #expect(try await world.assignments(of: number) == ["D100 offered"])
        let runs = try await world.arman.read {
            try $0.value("SELECT count(*) FROM run WHERE kind = 'offers'", as: Int.self)
        }
        #expect(runs == 0)
    }
}
