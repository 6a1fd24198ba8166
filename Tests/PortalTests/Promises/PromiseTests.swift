import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import House
@testable import Work

@Suite("What is promised of a job")
struct PromiseTests {
    /// Nine to five but on Fridays; a job is taken within four hours and done within twelve, and people are told two hours before.
    static func world(_ policy: PromisePolicy = policy(), for scope: PromiseScope = .all) async throws -> World {
        let world = try await World()
        let hours = try WorkWeek.Hours(from: 9 * 60, to: 17 * 60)
        let days = Weekday.allCases.filter { $0 != .friday }
        let week = try WorkWeek(Dictionary(uniqueKeysWithValues: days.map { ($0, hours) }))
        try await world.arman.write { tx in
            try WorkDayStore.set(week, tx)
            let person: ID<Person> = try #require(try tx.value("SELECT min(id) FROM person"))
            try PromisePolicyStore.set(policy, for: scope, by: person, tx)
        }
        return world
    }

    static func policy(
        response: Int = 4, completion: Int = 12, pauses: Set<JobWait> = [.customer], warn: Int = 120,
        tells: Set<PromiseListener> = Set(PromiseListener.allCases)
    ) -> PromisePolicy {
        PromisePolicy(
            responseMinutes: response * 60, completionMinutes: completion * 60, pauses: pauses, warnMinutes: warn,
            tells: tells)
    }

    static func at(_ day: Int, _ hour: Int, _ minute: Int = 0, _ world: World) -> Instant {
        let monday = CalendarDay(year: 2026, month: 11, day: 23)!
        return world.arman.clock.instant(monday.adding(days: day), hour: hour, minute: minute)
    }

    static func row(_ number: String, _ world: World) async throws -> PromiseRow {
        try await world.arman.read { tx in
            let id: ID<Job> = try tx.one("SELECT id FROM job WHERE number = \(number)")("id")
            return try #require(try PromiseStore.find(id, tx))
        }
    }

    static func due(_ number: String, _ world: World) async throws -> Instant {
        try await world.arman.read { try $0.one("SELECT due_at FROM job WHERE number = \(number)")("due_at") }
    }

    static func told(_ world: World) async throws -> [String: Int] {
        try await world.arman.read { tx in
            try tx.rows(
                """
                SELECT kind, count(*) AS many FROM outbox
                WHERE kind IN ('response_soon', 'response_late', 'completion_soon', 'completion_late') GROUP BY kind
                """
            ).reduce(into: [:]) { $0[try $1("kind")] = try $1("many") }
        }
    }

    static func problems(_ world: World) async throws -> [Complaint] {
        try await world.arman.read { try PromiseDoctorList.problems(in: world.arman, $0) }
    }

    @Test("is kept from its reception on: taken, waiting, going on, done, each to the second")
    func course() async throws {
        let world = try await Self.world()
        let number = try await world.addJob()
        let first = try await Self.row(number, world)
        // Monday at ten: four hours until two, twelve until Tuesday at two.
        #expect(first[.response].due == Self.at(0, 14, 0, world))
        #expect(first[.completion].due == Self.at(1, 14, 0, world))
        #expect(first.policy != nil)
        var due = try await Self.due(number, world)
        #expect(due == Self.at(0, 14, 0, world))
        world.time.set(Self.at(0, 14, 0, world))
        try await world.giveJob(number)
        let taken = try await Self.row(number, world)
        #expect(taken[.response].mark == .kept && taken[.response].seconds == 4 * 3_600)
        due = try await Self.due(number, world)
        #expect(due == Self.at(1, 14, 0, world))
        // It waits for its customer over the evening, and for a part, which does not stop the clock.
        world.time.set(Self.at(0, 16, 0, world))
        let id = taken.job
        _ = try await world.arman.write { try JobWaitingStore.wait(for: .customer, id, $0) }
        _ = try await world.arman.write { try JobWaitingStore.wait(for: .part, id, $0) }
        let waits = try await Self.row(number, world)
        #expect(waits.standsSince == Self.at(0, 16, 0, world) && waits[.completion].due == nil)
        due = try await Self.due(number, world)
        #expect(due == PromiseStore.never)
        world.time.set(Self.at(1, 10, 0, world))
        _ = try await world.arman.write { try JobWaitingStore.goOn(from: [.customer], id, $0) }
        due = try await Self.due(number, world)
        #expect(due == Self.at(1, 16, 0, world))
        var problems = try await Self.problems(world)
        #expect(problems.isEmpty)
        world.time.set(Self.at(1, 16, 0, world).adding(seconds: 1))
        _ = try await world.finishJob(number)
        let done = try await Self.row(number, world)
        #expect(done[.completion].mark == .missed && done[.completion].seconds == 12 * 3_600 + 1)
        due = try await Self.due(number, world)
        #expect(due == PromiseStore.never)
        problems = try await Self.problems(world)
        #expect(problems.isEmpty)
    }

    @Test("stays what it was when the rule becomes another, and follows where the job was written down wrongly")
    func frozen() async throws {
        let world = try await Self.world()
        let number = try await world.addJob()
        let shiraz = ID<City>(try await world.city("شیراز"))
        world.time.move(seconds: 60)
        try await world.arman.write { tx in
            let person: ID<Person> = try #require(try tx.value("SELECT min(id) FROM person"))
            try PromisePolicyStore.set(Self.policy(response: 1), for: .all, by: person, tx)
            try PromisePolicyStore.set(Self.policy(response: 2), for: PromiseScope(city: shiraz), by: person, tx)
        }
        let (old, new, far) = (
            try await Self.row(number, world), try await Self.row(world.addJob(), world),
            try await Self.row(world.addJob(city: "شیراز"), world)
        )
        #expect(old.terms[.response] == 240 && new.terms[.response] == 60 && far.terms[.response] == 120)
        try await world.arman.write { tx in
            try tx.execute("UPDATE job SET service_type = 'install' WHERE number = \(number)")
            try PromiseStore.correct(JobStore.known(old.job, tx), in: world.arman, tx)
        }
        let corrected = try await Self.row(number, world)
        #expect(corrected.terms == old.terms && corrected.policy == old.policy)
        let problems = try await Self.problems(world)
        #expect(problems.isEmpty)
    }

    @Test("ends with the job that is cancelled: missed where it was late before, else without a word")
    func cancelled() async throws {
        let world = try await Self.world()
        let number = try await world.addJob()
        world.time.set(Self.at(0, 15, 0, world))
        try await world.browse(as: .dispatcher) { browser in
            let answer = try await browser.post(
                "/arman/jobs/\(number)/cancellation", [("version", "1"), ("reason", "customer")])
            #expect(answer.status == .seeOther)
        }
        let row = try await Self.row(number, world)
        #expect(row[.response].mark == .missed && row[.completion].mark == .exempt)
        let (problems, due) = (try await Self.problems(world), try await Self.due(number, world))
        #expect(problems.isEmpty && due == PromiseStore.never)
    }

    @Test("follows the company's days off and its week, by a run")
    func recount() async throws {
        let world = try await Self.world()
        let (number, other) = (try await world.addJob(), try await world.addJob())
        try await world.browse(as: .administrator) { browser in
            let tuesday = world.arman.clock.calendar.text(CalendarDay(year: 2026, month: 11, day: 24)!)
            let answer = try await browser.post(
                "/arman/settings/holidays", [("day", tuesday), ("name_fa", "تعطیل"), ("name_en", "Off")])
            #expect(answer.status == .seeOther)
        }
        try await world.work()
        let row = try await Self.row(number, world)
        #expect(row[.completion].due == Self.at(2, 14, 0, world))
        // One that nothing is kept of, as of an older store, gets what it would have got.
        try await world.arman.write { tx in
            let id: ID<Job> = try tx.one("SELECT id FROM job WHERE number = \(other)")("id")
            try tx.execute("DELETE FROM job_promise WHERE job_id = \(id)")
        }
        let lost = try await Self.problems(world)
        #expect(lost.map(\.key) == ["doctor.promise_lost"])
        world.time.set(Self.at(5, 10, 0, world))
        try await world.arman.write { try RecountPromises.ask(by: nil, in: world.arman, $0) }
        try await world.work()
        let late = try await Self.row(other, world)
        #expect(late[.response].due == Self.at(0, 14, 0, world) && late.told[.response] == .missed)
        let told = try await Self.told(world)
        // Of the first one alone, to the dispatcher and the manager.
        #expect(told["response_late"] == 2)
        let problems = try await Self.problems(world)
        #expect(problems.isEmpty)
    }

    @Test("is told of once before and once after, however many look, and to whom the rule says")
    func told() async throws {
        let world = try await Self.world()
        let number = try await world.addJob()
        world.time.set(Self.at(0, 11, 59, world))
        try await world.work()
        var told = try await Self.told(world)
        #expect(told.isEmpty)
        world.time.set(Self.at(0, 12, 0, world))
        for _ in 1...2 { try await world.work() }
        told = try await Self.told(world)
        // Nobody has the job yet: the dispatcher alone.
        #expect(told == ["response_soon": 1])
        world.time.set(Self.at(0, 14, 0, world))
        try await world.work()
        told = try await Self.told(world)
        #expect(told == ["response_soon": 1])
        world.time.move(seconds: 1)
        try await withThrowingTaskGroup { group in
            for _ in 1...3 { group.addTask { try await world.work() } }
            try await group.waitForAll()
        }
        told = try await Self.told(world)
        // The dispatcher and the manager.
        #expect(told == ["response_soon": 1, "response_late": 2])
        try await world.giveJob(number)
        // Two days later nobody has looked: of what was missed meanwhile only the miss is told.
        world.time.set(Self.at(3, 12, 0, world))
        for _ in 1...2 { try await world.work() }
        told = try await Self.told(world)
        #expect(told == ["response_soon": 1, "response_late": 2, "completion_late": 2])
        let problems = try await Self.problems(world)
        #expect(problems.isEmpty)
        try await world.browse(as: .serviceManager) { browser in
            let bell = try await browser.get("/arman/bell").text
            #expect(bell.contains("تا پایان مهلت"))
        }
    }

    @Test("warns the dealer who has the job, and says nothing while its clock stands")
    func dealer() async throws {
        let world = try await Self.world()
        let number = try await world.addJob()
        try await world.giveJob(number)
        let id = try await Self.row(number, world).job
        _ = try await world.arman.write { try JobWaitingStore.wait(for: .customer, id, $0) }
        world.time.set(Self.at(1, 13, 0, world))
        try await world.work()
        var told = try await Self.told(world)
        #expect(told.isEmpty)
        _ = try await world.arman.write { try JobWaitingStore.goOn(from: [.customer], id, $0) }
        // It stood for eleven hours of work, so it is due on Wednesday at five.
        let due = try await Self.due(number, world)
        #expect(due == Self.at(2, 17, 0, world))
        world.time.set(Self.at(2, 15, 0, world))
        try await world.work()
        told = try await Self.told(world)
        #expect(told == ["completion_soon": 2])
        let managers = try await world.arman.read {
            try $0.list(
                "SELECT p.dealer_id FROM outbox o JOIN person p ON p.id = o.person_id WHERE o.kind = 'completion_soon' AND p.dealer_id IS NOT NULL",
                as: Int64.self)
        }
        #expect(managers.count == 1)
    }

    @Test("costs a company that has said nothing no run and no notice, and is two and seven days of work")
    func usual() async throws {
        let world = try await World()
        let number = try await world.addJob()
        let row = try await Self.row(number, world)
        #expect(row.policy == nil && row[.response].due == Self.at(2, 10, 0, world))
        world.time.move(seconds: 90 * 86_400)
        try await world.work()
        let (told, runs) = (
            try await Self.told(world),
            try await world.arman.read {
                try $0.value("SELECT count(*) FROM run WHERE kind = 'promises'", as: Int.self)
            }
        )
        #expect(told.isEmpty && runs == 0)
    }
}
