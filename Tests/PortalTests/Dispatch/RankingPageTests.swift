import Database
import Domain
import Testing

@testable import Ground
@testable import Work

@Suite("Proposing a dealer for a city's jobs")
struct RankingPageTests {
    /// Both dealers cover Tehran; the second one sits in Karaj.
    static func world() async throws -> World {
        let world = try await World()
        let tehran = try await world.city("تهران")
        _ = try await world.arman.write { tx in
            try tx.execute(
                "INSERT INTO dealer_city (dealer_id, city_id) VALUES ((SELECT id FROM dealer WHERE code = 'D200'), \(tehran))"
            )
        }
        return world
    }

    @Test("shows who is proposed, with the parts of his score in words and numbers, and has him chosen")
    func shown() async throws {
        let world = try await Self.world()
        let (tehran, first) = (try await world.city("تهران"), try await world.dealer("D100"))
        try await world.addJob()
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/board/\(tehran)").text
            #expect(page.contains("value=\"\(first)\" data-proposed checked"))
            #expect(page.contains("name=\"proposed\" value=\"\(first)\""))
            #expect(page.contains("امتیاز ۱۰۰ از ۱۰۰: ۰ کیلومتر (۳۰ از ۳۰) · ۰ کار باز (۲۰ از ۲۰)"))
            let place = try #require(page.range(of: "پیشنهاد سامانه"))
            #expect(!page[place.upperBound...].contains("پیشنهاد سامانه"))
        }
    }

    @Test("asks for a reason for another one, and keeps it with whom it proposed")
    func another() async throws {
        let world = try await Self.world()
        let (tehran, number) = (try await world.city("تهران"), try await world.addJob())
        let form = [("job", try await world.pick(number)), ("dealer", try await world.dealer("D200"))]
        try await world.browse(as: .dispatcher) { browser in
            let path = "/arman/board/\(tehran)/assignments"
            let refused = try await browser.post(path, form)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("نماینده دیگری پیشنهاد شده است"))
            let done = try await browser.post(path, form + [("override", "مشتری او را می‌شناسد")])
            #expect(done.status == .seeOther)
            let history = try await browser.get("/arman/jobs/\(number)").text
            #expect(history.contains("پیشنهاد سامانه نمایندگی تهران بود"))
            #expect(history.contains("مشتری او را می‌شناسد"))
        }
        #expect(try await world.assignments(of: number) == ["D200 offered"])
    }

    @Test("asks for none where the page proposed him and somebody was faster meanwhile")
    func overtaken() async throws {
        let world = try await Self.world()
        let (tehran, number) = (try await world.city("تهران"), try await world.addJob())
        let dealer = try await world.dealer("D200")
        try await world.browse(as: .dispatcher) { browser in
            let done = try await browser.post(
                "/arman/board/\(tehran)/assignments",
                [("job", try await world.pick(number)), ("dealer", dealer), ("proposed", dealer)])
            #expect(done.status == .seeOther)
        }
    }

    @Test("goes by what the company counts, for such jobs")
    func weighed() async throws {
        let world = try await Self.world()
        let (tehran, second) = (try await world.city("تهران"), try await world.dealer("D200"))
        try await world.addJob()
        try await world.giveJob(try await world.addJob(city: "کرج"), dealer: "D100")
        try await world.arman.write { tx in
            let policy = DispatchPolicy(weights: try RankingWeights([.load: 100]), answerMinutes: 0, passes: 0)
            let person: ID<Person> = try #require(try tx.value("SELECT min(id) FROM person"))
            let scope = DispatchScope(service: "repair", group: nil, city: nil)
            #expect(try DispatchPolicyStore.set(policy, for: scope, by: person, tx))
            #expect(try !DispatchPolicyStore.set(policy, for: scope, by: person, tx))
        }
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/board/\(tehran)").text
            #expect(page.contains("value=\"\(second)\" data-proposed checked"))
            #expect(page.contains("امتیاز ۱۰۰ از ۱۰۰: ۰ کار باز (۱۰۰ از ۱۰۰)"))
            #expect(page.contains("امتیاز ۹۷٫۵ از ۱۰۰: ۱ کار باز (۹۷٫۵ از ۱۰۰)"))
        }
    }

    @Test("counts once a day how dealers worked, where enough is known")
    func figures() async throws {
        let world = try await World()
        let (hour, day): (Int64, Int64) = (3_600, 86_400)
        var numbers: [String] = []
        for index in 0..<6 {
            // Two of them on one machine, one after the other.
            let number = try await world.addJob(serial: "S-\(index < 2 ? 0 : index)")
            numbers.append(number)
            try await world.giveJob(number)
        }
        let (now, today) = (world.time.now, world.arman.clock.day(of: world.time.now))
        let all = numbers
        try await world.arman.write { tx in
            for (index, number) in all.enumerated() {
                let taken = now.adding(seconds: -Int64(index + 3) * day)
                try tx.execute(
                    """
                    UPDATE job SET state = 'done', outcome = 'completed', accepted_at = \(taken),
                        completed_at = \(taken.adding(seconds: day)), completed_on = \(today.adding(days: -index - 2)),
                        received_on = \(today.adding(days: index == 1 ? -9 : -2)) WHERE number = \(number)
                    """)
                try tx.execute(
                    """
                    UPDATE assignment SET made_on = \(today.adding(days: -1)), made_at = \(now),
                        decided_at = \(now.adding(seconds: hour)) WHERE job_id = (SELECT id FROM job WHERE number = \(number))
                    """)
            }
        }
        try await world.work()
        let rows = try await world.arman.read { tx in
            try tx.rows(
                """
                SELECT f.accept_minutes, f.finish_minutes, f.repeat_permille, f.survey_permille, f.month_jobs
                FROM dealer_figure f JOIN dealer d ON d.id = f.dealer_id ORDER BY d.code
                """
            ).map { row in
                let figures: [Int?] = [
                    try row.optional("accept_minutes"), try row.optional("finish_minutes"),
                    try row.optional("repeat_permille"), try row.optional("survey_permille"),
                    try row.optional("month_jobs"),
                ]
                return figures
            }
        }
        #expect(rows == [[60, 1440, 166, nil, 6], [nil, nil, nil, nil, 0]])
    }

    @Test("counts as fixed at once what its first visit has ended for good, a month ago or earlier")
    func firstFix() async throws {
        let world = try await World()
        var numbers: [String] = []
        for index in 0..<6 {
            let number = try await world.addJob(serial: "F-\(index)")
            numbers.append(number)
            try await world.giveJob(number)
        }
        // Of the last one nobody knows yet whether it stays done.
        let (all, today) = (numbers, world.arman.clock.day(of: world.time.now))
        let (now, days) = (world.time.now, [40, 41, 42, 60, 119, 29])
        try await world.arman.write { tx in
            for (number, ago) in zip(all, days) {
                try tx.execute(
                    """
                    UPDATE job SET state = 'done', outcome = 'completed', completed_on = \(today.adding(days: -ago)),
                        completed_at = \(now), accepted_at = \(now) WHERE number = \(number)
                    """)
                // Nobody at home is no visit that could have fixed it; the third one took two.
                let outcomes = ["not_home"] + Array(repeating: "completed", count: ago == 42 ? 2 : 1)
                for outcome in outcomes {
                    try tx.execute(
                        """
                        INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes,
                            km_tenths, symptom, remedy, customer_labour, customer_parts, note)
                        SELECT id, dealer_id, 1, \(now), \(now), \(today), \(outcome), 0, 0, '', '', 0, 0, '' FROM job
                        WHERE number = \(number)
                        """)
                }
            }
            try FigureStore.countAll(in: world.arman, tx)
        }
        let fixed = try await world.arman.read {
            try $0.rows(
                "SELECT f.first_fix_permille FROM dealer_figure f JOIN dealer d ON d.id = f.dealer_id ORDER BY d.code"
            ).map { try $0.optional("first_fix_permille") as Int? }
        }
        #expect(fixed == [800, nil])
    }
}

@Suite("What is asked for a ranking")
struct RankingPlanTests {
    @Test("walks through no job that is done, and no assignment of another day")
    func plans() async throws {
        let world = try await World()
        try await JobPlanTests.fill(world)
        let statement = DealerLoadList.statement(of: nil, today: world.arman.clock.day(of: world.time.now))
        let plan = try await world.arman.read { tx in
            guard TestEngine.server == nil else {
                return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") as String }
                    .joined(separator: "\n")
            }
            return try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") as String }
                .joined(separator: "\n")
        }
        #expect(plan.contains("job_in_hand"), "\(plan)")
        #expect(plan.contains("assignment_dealer_day"), "\(plan)")
    }
}
