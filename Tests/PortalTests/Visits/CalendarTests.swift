import Database
import Domain
import Testing

@testable import Ground
@testable import Work

@Suite("A dealer's calendar")
struct CalendarTests {
    /// - Returns: the number of a job with this appointment.
    private static func job(
        _ world: World, days: Int = 0, from: Int, to: Int, technician: Bool = false, serial: String,
        dealer: String = "D100"
    ) async throws -> String {
        let number = try await world.acceptedJob(serial: serial, dealer: dealer)
        let open = world.arman
        let person: ID<Person>? = technician ? try await world.person(.dealerTechnician) : nil
        try await open.write { tx in
            let day = open.clock.day(of: tx.now).adding(days: days)
            try tx.execute(
                """
                UPDATE job SET state = 'scheduled', appointment_on = \(day), appointment_from = \(from),
                    appointment_to = \(to), technician_id = \(person) WHERE number = \(number)
                """)
        }
        return number
    }

    @Test("shows appointments by their hours with capacity, days off and clashes, by week and by day")
    func shown() async throws {
        let world = try await World()
        let first = try await Self.job(world, from: 600, to: 720, serial: "C-1")
        let second = try await Self.job(world, from: 660, to: 780, serial: "C-2")
        let given = try await Self.job(world, from: 660, to: 780, technician: true, serial: "C-3")
        let far = try await Self.job(world, days: 7, from: 600, to: 720, serial: "C-4")
        let dealer = try #require(ID<Dealer>(try await world.dealer("D100")))
        let dispatcher = try await world.person(.dispatcher)
        let open = world.arman
        let today = open.clock.day(of: world.time.now)
        let person = try await world.person(.dealerTechnician)
        try await open.write { tx in
            try LeaveStore.add(today...today, note: "عروسی", of: dealer, by: dispatcher, tx)
        }
        try await world.browse(as: .dealerManager) { browser in
            let week = try await browser.get("/arman/calendar").text
            for text in [first, second, given, "تداخل", "۲ نوبت با هم تداخل دارند", "مرخصی نماینده: عروسی"] {
                #expect(week.contains(text), "\(text)")
            }
            #expect(!week.contains(far))
            let day = try await browser.get("/arman/calendar?span=day&day=\(today.adding(days: 7).isoText)").text
            #expect(day.contains(far) && !day.contains(first))
            let own = try await browser.get("/arman/calendar?person=\(person)").text
            #expect(own.contains(given) && !own.contains(first) && !own.contains("تداخل دارند"))
        }
        try await world.browse(as: .dealerTechnician) { browser in
            let own = try await browser.get("/arman/calendar").text
            #expect(own.contains(given) && !own.contains(first))
        }
    }

    @Test("is any dealer's for the head office, and his alone for a dealer")
    func others() async throws {
        let world = try await World()
        let first = try await Self.job(world, from: 600, to: 720, serial: "C-1")
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/dealers/D100/calendar").text
            #expect(page.contains(first))
            let (none, own) = (
                try await browser.get("/arman/dealers/D999/calendar"), try await browser.get("/arman/calendar")
            )
            #expect(none.status == .notFound && own.status == .notFound)
        }
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            let (own, other) = (
                try await browser.get("/arman/calendar"), try await browser.get("/arman/dealers/D100/calendar")
            )
            #expect(own.status == .ok && !own.text.contains(first) && other.status == .notFound)
        }
        for role in [Role.financeOfficer, .storekeeper] {
            try await world.browse(as: role) { browser in
                let page = try await browser.get("/arman/dealers/D100/calendar")
                #expect(page.status == .notFound)
            }
        }
    }

    @Test("walks through no job that is done")
    func plan() async throws {
        let world = try await World()
        try await JobPlanTests.fill(world)
        let dealer = try #require(ID<Dealer>(try await world.dealer("D100")))
        let today = world.arman.clock.day(of: world.time.now)
        guard TestEngine.server == nil else { return }
        let statement = CalendarList.statement(of: dealer, in: today...today.adding(days: 6), person: nil)
        let plan = try await world.arman.read { tx in
            try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") as String }.joined(separator: "\n")
        }
        #expect(plan.contains("(dealer_id=? AND state=?") && !plan.contains("SCAN"), "\(plan)")
    }
}

@Suite("A dealer's scorecard")
struct ScorecardPageTests {
    /// So many jobs of the first dealer that ended yesterday, each a day after it was taken.
    private static func done(_ count: Int, in world: World) async throws -> [String] {
        var numbers: [String] = []
        for index in 0..<count { numbers.append(try await world.acceptedJob(serial: "SC-\(index)")) }
        let (open, all) = (world.arman, numbers)
        try await open.write { tx in
            let (now, today) = (tx.now, open.clock.day(of: tx.now))
            for number in all {
                try tx.execute(
                    """
                    UPDATE job SET state = 'done', outcome = 'completed', accepted_at = \(now.adding(seconds: -172_800)),
                        completed_at = \(now.adding(seconds: -86_400)), completed_on = \(today.adding(days: -1))
                    WHERE number = \(number)
                    """)
            }
        }
        return numbers
    }

    @Test("shows his own figures, each with the jobs that it counts, and no median where peers are few")
    func own() async throws {
        let world = try await World()
        let numbers = try await Self.done(3, in: world)
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/scorecard").text
            for text in ["زمان انجام", "۱ روز", "نمایندگان هم‌درجه هنوز کم‌اند", "۳ کار"] {
                #expect(page.contains(text), "\(text)")
            }
            let list = try await browser.get("/arman/scorecard/finished").text
            for number in numbers { #expect(list.contains(number)) }
            #expect(list.matches(of: #/<td class="lead">/#).count == 3)
            let early = try await browser.get("/arman/scorecard/first_fix").text
            #expect(!early.contains(numbers[0]) && early.contains("۳۰ روز آخر هنوز معلوم نیست"))
            let unknown = try await browser.get("/arman/scorecard/other")
            #expect(unknown.status == .notFound)
        }
    }

    @Test("sets beside them the median of the others of his grade, and names none of them")
    func peers() async throws {
        let world = try await World()
        let open = world.arman
        try await open.write { tx in
            let city: ID<City> = try #require(try tx.value("SELECT city_id FROM dealer WHERE code = 'D100'"))
            for (index, minutes) in [60, 120, 600, 6_000].enumerated() {
                let code = "Q\(index)"
                try tx.execute(
                    """
                    INSERT INTO dealer (code, name, manager, mobile, sheba, national_id, grade, city_id, daily_capacity,
                                        contract_from, contract_to)
                    SELECT \(code), \("نمایندگی پنهان \(index)"), manager, mobile, sheba, national_id, grade, \(city), 4,
                           contract_from, contract_to FROM dealer WHERE code = 'D100'
                    """)
                try tx.execute(
                    """
                    INSERT INTO dealer_figure (dealer_id, counted_at, finish_minutes, month_from, month_jobs)
                    SELECT id, \(tx.now), \(minutes * 12), 0, 0 FROM dealer WHERE code = \(code)
                    """)
            }
            try VisitSetting(correctHours: 0, signature: .off, leastPeers: 4).set(by: ID(1), tx)
        }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/scorecard").text
            #expect(page.contains("میانه نمایندگان هم‌درجه: ۱ روز (۴ نماینده)"))
            #expect(!page.contains("پنهان") && !page.contains("Q1"))
        }
    }

    @Test("is the manager's own and the head office's, and nobody else's")
    func roles() async throws {
        let world = try await World()
        let numbers = try await Self.done(1, in: world)
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/dealers/D100/scorecard")
            let list = try await browser.get("/arman/dealers/D100/scorecard/done").text
            #expect(page.status == .ok && list.contains(numbers[0]))
        }
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            let (other, own) = (
                try await browser.get("/arman/dealers/D100/scorecard"), try await browser.get("/arman/scorecard/done")
            )
            #expect(other.status == .notFound && !own.text.contains(numbers[0]))
        }
        for role in [Role.dealerTechnician, .financeOfficer, .reception] {
            try await world.browse(as: role) { browser in
                let (own, one) = (
                    try await browser.get("/arman/scorecard"), try await browser.get("/arman/dealers/D100/scorecard")
                )
                #expect(own.status == .notFound && one.status == .notFound)
            }
        }
    }
}
