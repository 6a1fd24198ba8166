import Database
import Domain
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import Work

@Suite("Periodic services")
struct PlanJourneyTests {
    /// Two services half a year after the installation and half a year after that, and so on.
    static let written = [
        ("name", "سرویس یخچال"), ("for", "group:1"), ("basis", "fixed"), ("closed", "keep"), ("early", "۱۰"),
        ("late", "20"),
        ("months_1", "6"), ("pay_1", "free"), ("check_1", "کندانسور\nلاستیک در"), ("months_2", "12"), ("pay_2", "paid"),
        ("again", "6"),
    ]

    private func write(
        _ world: World, _ change: [String: String] = [:], by role: Role = .serviceManager
    ) async throws {
        try await world.browse(as: role) { browser in
            let fields = Self.written.map { ($0.0, change[$0.0] ?? $0.1) }
            let answer = try await browser.post("/arman/plans/templates", fields)
            #expect(answer.status == .seeOther, "\(answer.text)")
        }
        try await world.work()
    }

    /// The machines of two jobs in Tehran: installed on that day.
    @discardableResult
    private func units(_ world: World, installed: [String]) async throws -> [ID<Domain.Unit>] {
        for _ in installed { try await world.addJob() }
        return try await world.arman.write { tx in
            let ids: [ID<Domain.Unit>] = try tx.list("SELECT id FROM unit ORDER BY id")
            for (id, day) in zip(ids, installed) {
                _ = try tx.execute("UPDATE unit SET installed_on = \(try Self.day(day)) WHERE id = \(id)")
            }
            return ids
        }
    }

    private static func day(_ text: String) throws -> CalendarDay { try CalendarSystem.jalali.parse(text) }

    private func days(_ world: World, _ condition: SQL = "1 = 1") async throws -> [String] {
        try await world.arman.read { tx in
            try tx.rows(
                "SELECT position, planned_on, state FROM plan_service WHERE \(condition) ORDER BY planned_on, id"
            )
            .map { row in
                let (number, state): (Int, String) = (try row("position"), try row("state"))
                return "\(number) \(CalendarSystem.jalali.text(try row("planned_on"))) \(state)"
            }
        }
    }

    @Test("a plan is looked at before it is saved, put on machines that stand already, and a second walk finds nothing")
    func standing() async throws {
        let world = try await World()
        try await units(world, installed: ["1405/03/10", "1404/09/20"])
        try await world.browse(as: .serviceManager) { browser in
            let shown = try await browser.post(
                "/arman/plans/templates", Self.written + [("preview", "1"), ("base", "1403/06/31")])
            #expect(shown.status == .ok && shown.text.contains("۱۴۰۳/۱۲/۳۰") && shown.text.contains("۱۴۰۴/۰۶/۳۱"))
        }
        #expect(try await world.number("SELECT count(*) FROM plan_template") == 0)
        try await write(world)
        let expected = [
            "2 1405/09/20 planned", "1 1405/09/10 due", "3 1406/03/20 planned", "2 1406/03/10 planned",
            "4 1406/09/20 planned", "3 1406/09/10 planned",
        ]
        let found = try await days(world)
        #expect(found.sorted() == expected.sorted())
        let before = try await world.number("SELECT sum(version) FROM plan_service")
        for _ in 1...2 {
            try await world.arman.write { tx in
                _ = try tx.execute("UPDATE run SET not_before = 0 WHERE kind = 'plan_units'")
                try RunStore.add("plan_template", of: 1, by: nil, in: world.arman, tx)
            }
            try await world.work()
        }
        #expect(try await days(world) == found)
        #expect(try await world.number("SELECT sum(version) FROM plan_service") == before)
        #expect(try await world.number("SELECT count(*) FROM run WHERE state = 'failed'") == 0)
    }

    @Test("what is refused is not saved and comes back as it was typed")
    func refused() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            for (name, value, words) in [
                ("months_2", "6", "دیرتر از پیشین"), ("name", "", "f-name"), ("for", "group:77", "f-for"),
                ("months_1", "", "سرویس ۱ پس از چند ماه است"), ("late", "999", "۱۸۰"), ("again", "x", "f-again"),
            ] {
                let fields = Self.written.map { $0.0 == name ? (name, value) : $0 }
                let answer = try await browser.post("/arman/plans/templates", fields)
                #expect(answer.status == .unprocessableContent, "\(name)")
                #expect(answer.text.contains(words), "\(name)")
                #expect(answer.text.contains("لاستیک در"))
            }
        }
        #expect(try await world.number("SELECT count(*) FROM plan_template") == 0)
    }

    @Test(
        "a plan that is changed moves what nobody has called about; set aside it plans nothing, taken up it plans again"
    )
    func changed() async throws {
        let world = try await World()
        try await units(world, installed: ["1405/03/10"])
        try await write(world)
        let due = try await world.number("SELECT id FROM plan_service WHERE state = 'due'")
        try await world.browse(as: .serviceManager) { browser in
            _ = try await browser.post(
                "/arman/plans/services/\(due)/call", [("version", "1"), ("outcome", "no_answer")])
            let changed = Self.written.map { $0.0 == "months_2" ? ($0.0, "10") : $0 }
            let stale = try await browser.post("/arman/plans/templates/1", changed + [("version", "7")])
            #expect(stale.status == .conflict)
            let answer = try await browser.post("/arman/plans/templates/1", changed + [("version", "1")])
            #expect(answer.status == .seeOther)
        }
        try await world.work()
        #expect(
            try await days(world) == ["1 1405/09/10 called", "2 1406/01/10 planned", "3 1406/07/10 planned"])
        try await world.browse(as: .serviceManager) { browser in
            let retired = try await browser.post(
                "/arman/plans/templates/1/retirement", [("version", "2"), ("retired", "1")])
            #expect(retired.status == .seeOther)
        }
        try await world.work()
        #expect(try await days(world) == ["1 1405/09/10 called"])
        try await world.browse(as: .serviceManager) { browser in
            _ = try await browser.post("/arman/plans/templates/1/retirement", [("version", "3")])
            let page = try await browser.get("/arman/plans/templates/1").text
            #expect(page.contains("کنار گذاشته شد") && page.contains("برنامه تغییر کرد"))
        }
        try await world.work()
        #expect(try await days(world).count == 3)
    }

    @Test("a call that was not answered comes again on another day, one who does not want it is called no more")
    func calls() async throws {
        let world = try await World()
        try await units(world, installed: ["1405/03/05", "1405/03/06", "1405/03/07"])
        try await write(world)
        let ids: [Int64] = try await world.arman.read {
            try $0.list("SELECT id FROM plan_service WHERE state = 'due' ORDER BY id")
        }
        try await world.browse(as: .reception) { browser in
            let list = try await browser.get("/arman/plans").text
            #expect(list.contains("زهرا کریمی") && list.contains("۰۹۱۲ ۱۱۱ ۲۲۳۳"))
            func call(_ id: Int64, _ fields: [(String, String)], version: String = "1") async throws -> Browser.Answer {
                try await browser.post("/arman/plans/services/\(id)/call", fields + [("version", version)])
            }
            let without = try await call(ids[0], [("outcome", "later"), ("note", "سفر است")])
            #expect(without.status == .unprocessableContent && without.text.contains("سفر است"))
            let past = try await call(ids[0], [("outcome", "later"), ("call_on", "1405/09/02")])
            #expect(past.status == .unprocessableContent)
            let later = try await call(
                ids[0], [("outcome", "later"), ("call_on", "1405/09/08"), ("note", "سفر است")])
            #expect(later.status == .seeOther)
            let stale = try await call(ids[0], [("outcome", "refused")])
            #expect(stale.status == .conflict)
            _ = try await call(ids[1], [("outcome", "refused")])
            _ = try await call(ids[2], [("outcome", "agreed")])
            let now = try await browser.get("/arman/plans").text
            #expect(ids.allSatisfy { !now.contains("services/\($0)\"") })
            let agreed = try await browser.get("/arman/plans?tab=agreed").text
            #expect(agreed.contains("services/\(ids[2])\""))
            let page = try await browser.get("/arman/plans/services/\(ids[0])").text
            #expect(page.contains("سفر است") && page.contains("۱۴۰۵/۰۹/۰۸"))
        }
        world.time.move(seconds: 6 * 86_400)
        try await world.browse(as: .reception) { browser in
            let again = try await browser.get("/arman/plans").text
            #expect(again.contains("services/\(ids[0])\"") && !again.contains("services/\(ids[1])\""))
        }
    }

    @Test(
        "jobs are made of ticked rows, twice is once; a job that ends is a service done, a cancelled one gives it back")
    func jobs() async throws {
        let world = try await World()
        try await units(world, installed: ["1405/03/05", "1405/03/06"])
        try await write(world, ["basis": "floating", "months_2": "6"])
        let ids: [Int64] = try await world.arman.read {
            try $0.list("SELECT id FROM plan_service WHERE state = 'due' ORDER BY id")
        }
        let before = try await world.number("SELECT count(*) FROM job")
        try await world.browse(as: .reception) { browser in
            let fields = ids.map { ("planned", "\($0):1") } + [("key", "ticked"), ("tab", "all")]
            for _ in 1...2 {
                let answer = try await browser.post("/arman/plans/jobs", fields)
                #expect(answer.status == .seeOther && answer.location == "/arman/plans?tab=all")
            }
            let again = try await browser.post("/arman/plans/jobs", [("planned", "\(ids[0]):2")])
            #expect(again.status == .conflict && again.text.contains("زهرا کریمی"))
            let unread = try await browser.post("/arman/plans/jobs", [("planned", "\(ids[1]):1")])
            #expect(unread.status == .conflict)
            let none = try await browser.post("/arman/plans/jobs", [])
            #expect(none.status == .unprocessableContent)
        }
        #expect(try await world.number("SELECT count(*) FROM job") == before + 2)
        let numbers: [String] = try await world.arman.read {
            try $0.list("SELECT j.number FROM plan_service s JOIN job j ON j.id = s.job_id ORDER BY s.id")
        }
        try await world.accept(numbers[0], dealer: "D100")
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/jobs/\(numbers[0])").text
            #expect(page.contains("لاستیک در") && !page.contains("/plans/services"))
            for path in ["/arman/plans", "/arman/plans/services/\(ids[0])", "/arman/plans/outlook"] {
                let status = try await browser.get(path).status
                #expect(status == .notFound)
            }
        }
        world.time.move(seconds: 86_400)
        try await finish(numbers[0], .completed, world)
        #expect(
            try await days(world, "unit_id = 1")
                == ["1 1405/09/05 done", "2 1406/03/03 planned", "3 1406/09/03 planned"])
        try await cancel(numbers[1], world)
        #expect(try await days(world, "unit_id = 2").first == "1 1405/09/06 called")
        #expect(try await world.number("SELECT count(*) FROM plan_service WHERE job_id IS NOT NULL") == 1)
    }

    /// As the dealer's last visit would.
    func finish(_ number: String, _ outcome: VisitOutcome, _ world: World) async throws {
        let actor = try await actor(.dealerManager, world)
        try await world.arman.write { tx in
            let day = world.arman.clock.day(of: tx.now)
            let facts = VisitFacts(
                outcome: outcome, endsJob: true, visitedAt: tx.now, minutes: 45, kmTenths: 0, symptom: "", remedy: "",
                parts: [], customerLabour: 0, customerParts: 0, customerTravel: 0, note: "")
            try FinishJob(job: JobStore.find(number, .company, tx), facts: facts, day: day)
                .run(by: actor, in: world.arman, tx)
        }
    }

    private func cancel(_ number: String, _ world: World) async throws {
        let version = try await world.version(of: number)
        try await world.browse(as: .serviceManager) { browser in
            let answer = try await browser.post(
                "/arman/jobs/\(number)/cancellation", [("version", version), ("reason", "customer")])
            #expect(answer.status == .seeOther, "\(answer.text)")
        }
    }

    private func actor(_ role: Role, _ world: World) async throws -> Actor {
        let person = try await world.person(role)
        return try await world.arman.read { tx in
            let row = try tx.one("SELECT id, name, roles, dealer_id FROM person WHERE id = \(person)")
            return try Actor(
                person: row("id"), name: row("name"), roles: Roles(text: row("roles")),
                dealer: row.optional("dealer_id"))
        }
    }

    @Test("a machine that was just installed has its plan with the visit")
    func installed() async throws {
        let world = try await World()
        try await write(world)
        let number = try await world.acceptedJob(service: "install")
        try await finish(number, .completed, world)
        #expect(try await days(world) == ["1 1406/03/02 planned", "2 1406/09/02 planned"])
    }

    @Test("whose days are over without a job is missed, and told so; the next one stands as it stood")
    func missed() async throws {
        let world = try await World()
        try await units(world, installed: ["1405/03/05"])
        try await write(world)
        world.time.move(seconds: 24 * 86_400)
        try await world.work()
        #expect(try await days(world).prefix(2) == ["1 1405/09/05 missed", "2 1406/03/05 planned"])
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/plans/services/1").text
            #expect(page.contains("از دست رفت") && !page.contains("/call"))
        }
    }

    @Test(
        "cards on the pages of the machine and its owner, the outlook's numbers and the file of it agree with the rows")
    func seen() async throws {
        let world = try await World()
        let units = try await units(world, installed: ["1405/03/10", "1404/09/20"])
        try await write(world)
        let serial: String = try await world.arman.read {
            try $0.value("SELECT serial FROM unit WHERE id = \(units[0])") ?? ""
        }
        let ahead = try await world.number(
            "SELECT count(*) FROM plan_service WHERE planned_on < \(try Self.day("1406/09/01"))")
        try await world.browse(as: .serviceManager) { browser in
            let unit = try await browser.get("/arman/units/\(serial)").text
            #expect(unit.contains("سرویس یخچال – ۱") && unit.contains("۱۴۰۶/۰۳/۱۰"))
            let customer = try await browser.get("/arman/customers/1").text
            #expect(customer.contains("سرویس یخچال – ۱"))
            let outlook = try await browser.get("/arman/plans/outlook").text
            #expect(outlook.contains("تهران") && outlook.contains("<b>\(Digits.persian(String(ahead)))</b>"))
            #expect(outlook.contains("class=\"spark\""))
            let file = try await browser.get("/arman/plans/outlook/export").text
            #expect(file.contains("تهران,0,2,"))
            let calls = try await browser.get("/arman/plans/export?tab=all").text
            #expect(calls.contains("09121112233") && calls.contains("سرویس یخچال"))
            let none = try await browser.get("/arman/plans?city=unknown&dealer=2").text
            #expect(none.contains("چیزی پیدا نشد"))
        }
        try await world.browse(as: .reception) { browser in
            let status = try await browser.get("/arman/plans/export").status
            #expect(status == .notFound)
            let templates = try await browser.post("/arman/plans/templates", Self.written)
            #expect(templates.status == .forbidden)
        }
    }

    @Test("what the outlook calls overdue is the length of the list that it opens, without those that have a job")
    func overdue() async throws {
        let world = try await World()
        try await units(world, installed: ["1405/03/10", "1405/03/11", "1405/03/12"])
        try await write(world)
        try await world.arman.write { tx in
            _ = try tx.execute(
                "UPDATE plan_service SET state = 'booked', job_id = 2 WHERE unit_id = 2 AND position = 1")
        }
        world.time.move(seconds: 12 * 86_400)
        let (clock, now) = (world.arman.clock, world.time.now)
        let (outlook, late) = try await world.arman.read { tx in
            let today = clock.day(of: now)
            return (
                try Outlook.read(today: today, calendar: clock.calendar, tx),
                try DueList.counts(DueFilter(Asked(query: "")), today: today, tx)[.late]
            )
        }
        #expect(outlook.lines.map(\.overdue) == [2])
        #expect(late == 2)
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/plans/outlook").text
            #expect(page.contains("/arman/plans?tab=late&amp;city="))
        }
    }

    @Test("a customer whose data are taken out is called no more, and what was noted of him is gone")
    func erased() async throws {
        let world = try await World()
        try await units(world, installed: ["1405/03/05"])
        try await write(world)
        try await world.browse(as: .serviceManager) { browser in
            _ = try await browser.post(
                "/arman/plans/services/1/call",
                [("version", "1"), ("outcome", "no_answer"), ("note", "کلید نزد همسایه")])
        }
        try await world.arman.write { tx in
            let erasure = CustomerErasure(ID(1), name: "زهرا کریمی", mobile: "+989121112233", others: [])
            _ = try tx.rewriting(["event"]) { try PlanDataStore.erasing.run(erasure, tx) }
            _ = try tx.execute("UPDATE customer SET erased_at = 1")
            _ = try tx.execute("UPDATE run SET not_before = 0 WHERE kind = 'plan_units'")
        }
        try await world.work()
        #expect(try await days(world).filter { !$0.hasSuffix("cancelled") } == [])
        #expect(try await world.number("SELECT count(*) FROM event WHERE detail LIKE '%همسایه%'") == 0)
    }

    @Test("what was noted of a call stays his of whom it was when the machine goes over to another")
    func sold() async throws {
        let world = try await World()
        try await units(world, installed: ["1405/03/05"])
        try await write(world)
        try await world.browse(as: .serviceManager) { browser in
            _ = try await browser.post(
                "/arman/plans/services/1/call",
                [("version", "1"), ("outcome", "no_answer"), ("note", "کلید نزد همسایه")])
        }
        let buyer = try await world.arman.write { tx in
            let (serial, model): (String, ID<ProductModel>) = try {
                let row = try tx.one("SELECT serial, model_id FROM unit WHERE id = 1")
                return (try row("serial"), try row("model_id"))
            }()
            _ = try tx.execute("UPDATE job SET state = 'cancelled'")
            let buyer = try CustomerStore.findOrAdd(MobileNumber("09351110000"), "رضا احمدی", tx)
            _ = try UnitStore.findOrAdd(serial, model, buyer, nil, by: nil, tx)
            return buyer
        }
        let seller = try await world.number("SELECT min(id) FROM customer")
        let place = try await world.arman.read { tx in
            try PlanServiceStore.lastPlace(of: PlanServiceStore.find(ID(1), tx), tx)
        }
        #expect(place == nil, "the seller's address is offered to the buyer")
        try await world.browse(as: .administrator) { browser in
            let his = try await browser.get("/arman/customers/\(buyer)/data").text
            #expect(!his.contains("همسایه"))
            let hers = try await browser.get("/arman/customers/\(seller)/data").text
            #expect(hers.contains("همسایه"))
            let service = try await browser.get("/arman/plans/services/1").text
            #expect(service.contains("همسایه") && !service.contains("plans.value"))
            let done = try await browser.post("/arman/customers/\(seller)/erasure", [("sure", "yes")])
            #expect(done.status == .seeOther, "\(done.text)")
        }
        #expect(try await world.number("SELECT count(*) FROM event WHERE detail LIKE '%همسایه%'") == 0)
        #expect(try await world.number("SELECT count(*) FROM plan_service WHERE id = 1 AND state <> 'cancelled'") == 1)
    }
}
