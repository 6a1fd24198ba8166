import Database
import Domain
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import Work

@Suite("Service contracts")
struct ContractJourneyTests {
    static let written = [
        ("customer", "1"), ("name", "سرویس سالانهٔ آریا"), ("first", "1405/09/07"), ("last", "1406/09/06"),
        ("visits", "4"), ("unit", "1"), ("unit", "2"), ("free", "labour"), ("free", "travel"),
        ("price", "۱۲٬۰۰۰٬۰۰۰"), ("response", "24"), ("early", "5"), ("late", "10"), ("check", "تمیزکاری\nگاز"),
        ("note", "کلید نزد نگهبان"),
    ]
    private static let page = "/arman/plans/contracts/1405-000001"

    /// What was written, with some of it otherwise.
    private func fields(_ change: [String: [String]] = [:]) -> [(String, String)] {
        Self.written.filter { change[$0.0] == nil }
            + change.sorted { $0.key < $1.key }.flatMap { name, values in values.map { (name, $0) } }
    }

    /// Two machines of one customer in Tehran, and a third of somebody else.
    private func standing() async throws -> World {
        let world = try await World()
        for _ in 1...2 { try await world.addJob() }
        try await world.addJob(mobile: "09125556677")
        return world
    }

    private func write(_ world: World, _ change: [String: [String]] = [:]) async throws {
        try await world.browse(as: .serviceManager) { browser in
            let answer = try await browser.post("/arman/plans/contracts", fields(change))
            #expect(answer.status == .seeOther, "\(answer.text)")
            #expect(answer.location == Self.page)
        }
    }

    private func days(_ world: World, unit: Int64 = 1) async throws -> [String] {
        try await world.arman.read { tx in
            try tx.rows(
                "SELECT position, planned_on, state FROM plan_service WHERE unit_id = \(unit) ORDER BY position"
            ).map { row in
                let (number, state): (Int, String) = (try row("position"), try row("state"))
                return "\(number) \(CalendarSystem.jalali.text(try row("planned_on"))) \(state)"
            }
        }
    }

    /// The machines under contract.
    private func units(_ world: World) async throws -> [Int64] {
        try await world.arman.read { try $0.list("SELECT unit_id FROM service_contract_unit ORDER BY id") }
    }

    private func walk(_ world: World) async throws {
        _ = try await world.arman.write {
            try $0.execute("UPDATE run SET not_before = 0 WHERE kind = 'plan_contracts'")
        }
        try await world.work()
    }

    /// A visit that falls on a Friday is the next working day's.
    static let planned = ["1 1405/09/07 due", "2 1405/12/08 planned", "3 1406/03/08 planned", "4 1406/06/07 planned"]

    @Test("follows a machine that turns out to be another and back, and visits two that are one only once")
    func merged() async throws {
        let world = try await standing()
        try await write(world, ["unit": ["2"]])
        let (kept, gone) = try await world.arman.read { tx in
            (
                try tx.one("SELECT serial FROM unit WHERE id = 1")("serial") as String,
                try tx.one("SELECT serial FROM unit WHERE id = 2")("serial") as String
            )
        }
        try await world.browse(as: .serviceManager) { browser in
            let merge = try await browser.mergeUnits(gone, into: kept)
            #expect(merge.status == .seeOther, "\(merge.text)")
            try await self.walk(world)
            let carried = try await self.units(world)
            #expect(carried == [1])
            let planned = try await self.days(world)
            #expect(planned == Self.planned)
            let form = try await browser.get("/arman/plans/contracts/new?customer=1").text
            #expect(form.contains(kept) && !form.contains(gone))
            let page = try await browser.get("/arman/units/\(kept)").text
            let path = try #require(page.firstMatch(of: #/action="([^"]*\/undo)"/#)).output.1
            let undone = try await browser.post(String(path), [])
            #expect(undone.status == .seeOther, "\(undone.text)")
            try await self.walk(world)
        }
        let back = try await units(world)
        #expect(back == [2])
        let again = try await days(world, unit: 2)
        #expect(again == Self.planned)
    }

    @Test("shows the days of its visits before it is saved, and saves nothing by that")
    func preview() async throws {
        let world = try await standing()
        try await world.browse(as: .serviceManager) { browser in
            let shown = try await browser.post("/arman/plans/contracts", fields(["preview": ["1"]]))
            #expect(shown.status == .ok)
            for day in ["۱۴۰۵/۰۹/۰۷", "۱۴۰۵/۱۲/۰۸", "۱۴۰۶/۰۳/۰۸", "۱۴۰۶/۰۶/۰۷"] {
                #expect(shown.text.contains("<td>\(day) "), "\(day)")
            }
            #expect(shown.text.contains("کلید نزد نگهبان"))
        }
        #expect(try await world.number("SELECT count(*) FROM service_contract") == 0)
    }

    @Test("its visits stand on each of its machines once, and the walk of the night adds none")
    func standingOnce() async throws {
        let world = try await standing()
        try await write(world)
        for _ in 1...2 {
            for unit in [1, 2] as [Int64] {
                let found = try await days(world, unit: unit)
                #expect(found == Self.planned)
            }
            #expect(try await days(world, unit: 3) == [])
            try await walk(world)
        }
        #expect(try await world.number("SELECT count(*) FROM run WHERE state = 'failed'") == 0)
        try await world.browse(as: .reception) { browser in
            let page = try await browser.get(Self.page).text
            #expect(page.contains("سرویس سالانهٔ آریا") && page.contains("اجرت، ایاب و ذهاب"))
            #expect(page.contains("۱۲٬۰۰۰٬۰۰۰") && page.contains("تمیزکاری") && page.contains("قرارداد ثبت شد"))
            #expect(!page.contains("/cancellation"))
            let calls = try await browser.get("/arman/plans?plan=contracts").text
            #expect(calls.contains("سرویس سالانهٔ آریا – ۱"))
            let templates = try await browser.get("/arman/plans/templates").text
            #expect(!templates.contains("سرویس سالانهٔ آریا"))
            let denied = try await browser.post("/arman/plans/contracts", Self.written)
            #expect(denied.status == .forbidden)
        }
    }

    @Test(
        "what is refused comes back as it was typed: twice covered, another's machine, none, days the wrong way round")
    func refused() async throws {
        let world = try await standing()
        try await write(world)
        try await world.browse(as: .serviceManager) { browser in
            for (change, words) in [
                (["unit": ["2"], "first": ["1406/09/06"], "last": ["1407/09/05"]], "زیر پوشش قرارداد"),
                (["unit": ["3"]], "همین مشتری"), (["unit": []], "همین مشتری"),
                (["last": ["1405/09/06"]], "پیش از نخستین روز"), (["first": ["1405/13/01"]], "f-first"),
                (["price": ["-1"]], "f-price"), (["visits": ["5"]], "۱۲ است"), (["late": ["999"]], "f-late"),
                (["response": ["0"]], "f-response"), (["name": [""]], "f-name"),
            ] as [([String: [String]], String)] {
                let answer = try await browser.post("/arman/plans/contracts", fields(change))
                #expect(answer.status == .unprocessableContent, "\(change)")
                #expect(answer.text.contains(words) && answer.text.contains("کلید نزد نگهبان"), "\(change)")
            }
            let hidden = try await browser.post("/arman/plans/contracts", fields(["customer": ["77"]]))
            #expect(hidden.status == .notFound)
            let later = try await browser.post(
                "/arman/plans/contracts", fields(["first": ["1406/09/07"], "last": ["1407/09/06"]]))
            #expect(later.location == "/arman/plans/contracts/1405-000002")
        }
    }

    @Test(
        "cancelled from a day, what is planned from then on is cancelled, what is done stays, and nothing is put any more"
    )
    func cancelled() async throws {
        let world = try await standing()
        try await write(world)
        let day = world.arman.clock.day(of: world.time.now)
        _ = try await world.arman.write {
            try $0.execute(
                "UPDATE plan_service SET state = 'done', done_on = \(day), job_id = 1 WHERE unit_id = 1 AND position = 1"
            )
        }
        _ = try await world.arman.write {
            try $0.execute("UPDATE plan_service SET state = 'booked', job_id = 2 WHERE unit_id = 2 AND position = 3")
        }
        try await world.browse(as: .serviceManager) { browser in
            let outside = try await browser.post(
                "\(Self.page)/cancellation", [("version", "1"), ("from", "1406/09/07"), ("reason", "فروخت")])
            #expect(outside.status == .unprocessableContent && outside.text.contains("در مدت قرارداد نیست"))
            let without = try await browser.post(
                "\(Self.page)/cancellation", [("version", "1"), ("from", "1406/03/01")])
            #expect(without.status == .unprocessableContent)
            let form = [("version", "1"), ("from", "1406/03/01"), ("reason", "فروخت")]
            let done = try await browser.post("\(Self.page)/cancellation", form)
            #expect(done.status == .seeOther)
            let again = try await browser.post("\(Self.page)/cancellation", form)
            #expect(again.status == .conflict)
            let page = try await browser.get(Self.page).text
            #expect(page.contains("فروخت") && page.contains("۱۴۰۶/۰۳/۰۱") && !page.contains("/edit"))
        }
        let manager = try await world.person(.serviceManager)
        let actor = try Actor(person: manager, name: "", roles: Roles([.serviceManager]), dealer: nil)
        #expect(try await days(world, unit: 2)[2] == "3 1406/03/08 booked")
        try await world.arman.write { try PlannedJobs.giveBack(ID(2), actor, world.arman, $0) }
        #expect(try await days(world, unit: 2)[2] == "3 1406/03/08 cancelled")
        try await walk(world)
        #expect(
            try await days(world)
                == ["1 1405/09/07 done", "2 1405/12/08 planned", "3 1406/03/08 cancelled", "4 1406/06/07 cancelled"])
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/plans/contracts?tab=cancelled").text
            #expect(page.contains("1405-000001"))
        }
    }

    @Test("changed, its visits move; a machine that leaves it or goes to somebody else has none any more")
    func changed() async throws {
        let world = try await standing()
        try await write(world)
        try await world.browse(as: .serviceManager) { browser in
            let form = try await browser.get("\(Self.page)/edit").text
            #expect(form.contains("1405/09/07") || form.contains("۱۴۰۵/۰۹/۰۷"))
            let stale = try await browser.post("\(Self.page)/edit", fields() + [("version", "7")])
            #expect(stale.status == .conflict)
            let done = try await browser.post(
                "\(Self.page)/edit", fields(["visits": ["2"], "unit": ["1"]]) + [("version", "1")])
            #expect(done.status == .seeOther)
            let page = try await browser.get(Self.page).text
            #expect(page.contains("قرارداد تغییر کرد"))
        }
        #expect(try await days(world) == ["1 1405/09/07 due", "2 1406/03/08 planned"])
        #expect(try await days(world, unit: 2) == [])
        _ = try await world.arman.write {
            try $0.execute("UPDATE unit SET customer_id = (SELECT max(id) FROM customer) WHERE id = 1")
        }
        try await walk(world)
        #expect(try await days(world) == [])
    }

    @Test("a machine that was exchanged has no visits any more; what came for it has them, once, and is written down")
    func exchanged() async throws {
        let world = try await standing()
        try await write(world)
        let day = world.arman.clock.day(of: world.time.now)
        _ = try await world.arman.write { try $0.execute("UPDATE unit SET quarantined_on = \(day) WHERE id = 1") }
        try await walk(world)
        #expect(try await days(world) == [])
        #expect(try await days(world, unit: 2) == Self.planned)
        try await world.browse(as: .serviceManager) { browser in
            let form = try await browser.get("/arman/plans/contracts/new?customer=1").text
            #expect(form.contains("S10001") && !form.contains("S10000"))
        }
        let new: ID<Unit> = try await world.arman.write { tx in
            try tx.insert(
                """
                INSERT INTO unit (serial, model_id, customer_id, cover_unit_id)
                SELECT 'S20000', model_id, customer_id, id FROM unit WHERE id = 1
                """)
        }
        for _ in 1...2 { try await walk(world) }
        #expect(try await days(world, unit: new.value) == Self.planned)
        #expect(try await world.number("SELECT count(*) FROM event WHERE kind = 'carried'") == 1)
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get(Self.page).text
            #expect(page.contains("S20000") && page.contains("به جای دستگاه تعویض‌شده آمد"))
        }
    }

    @Test(
        "check lists that came from a plan, visit by visit, stay when something else is changed; a price may be in toman"
    )
    func kept() async throws {
        let world = try await standing()
        try await world.browse(as: .serviceManager) { browser in
            _ = try await browser.post("/arman/plans/templates", PlanJourneyTests.written)
        }
        try await write(world, ["plan": ["1"], "check": [], "money_unit": ["toman"], "price": ["1200000"]])
        let lists: SQL = "SELECT check_list FROM plan_step WHERE template_id = 2 ORDER BY position"
        let before: [String] = try await world.arman.read { try $0.list(lists) }
        #expect(Set(before).count > 1)
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get(Self.page).text
            #expect(page.contains("۱۲٬۰۰۰٬۰۰۰"))
            let change = fields(["check": [before[0]], "visits": ["2"]]) + [("version", "1")]
            let done = try await browser.post("\(Self.page)/edit", change)
            #expect(done.status == .seeOther)
        }
        let after: [String] = try await world.arman.read { try $0.list(lists) }
        #expect(after == before)
    }

    @Test("it ends soon and stands among those to renew until another follows it, as long and with the same machines")
    func renewed() async throws {
        let world = try await standing()
        try await write(world, ["first": ["1404/09/11"], "last": ["1405/09/10"]])
        try await world.browse(as: .serviceManager) { browser in
            let soon = try await browser.get("/arman/plans/contracts?tab=renewal&days=8").text
            #expect(soon.contains("1405-000001") && soon.contains("renews=1405-000001"))
            let later = try await browser.get("/arman/plans/contracts?tab=renewal&days=7").text
            #expect(!later.contains("1405-000001"))
            let form = try await browser.get("/arman/plans/contracts/new?renews=1405-000001").text
            #expect(form.contains("۱۴۰۵/۰۹/۱۱") && form.contains("۱۴۰۶/۰۹/۱۰"))
            let next = fields(["first": ["1405/09/11"], "last": ["1406/09/10"]]) + [("renews", "1405-000001")]
            let made = try await browser.post("/arman/plans/contracts", next)
            #expect(made.status == .seeOther)
            let twice = try await browser.post(
                "/arman/plans/contracts",
                fields(["first": ["1406/09/11"], "last": ["1407/09/10"]]) + [("renews", "1405-000001")])
            #expect(twice.status == .conflict)
            let none = try await browser.get("/arman/plans/contracts?tab=renewal&days=30").text
            #expect(!none.contains("renews=1405-000001"))
            let old = try await browser.get(Self.page).text
            #expect(old.contains("1405-000002"))
            let found = try await browser.get("/arman/plans/contracts?q=09121112233").text
            #expect(found.contains("1405-000001") && found.contains("1405-000002"))
            let file = try await browser.get("/arman/plans/contracts/export?tab=all").text
            #expect(file.contains("09121112233") && file.contains("12000000"))
        }
        try await world.browse(as: .reception) { browser in
            let status = try await browser.get("/arman/plans/contracts/export").status
            #expect(status == .notFound)
        }
    }

    @Test(
        "the desk sees by which contract a caller is covered, customer and machine show it, the dealer sees what is free"
    )
    func covered() async throws {
        let world = try await standing()
        try await write(world, ["first": ["1405/09/01"], "free": ["labour", "repairs"]])
        let number = try await world.addJob(serial: "S10000")
        try await world.giveJob(number)
        try await world.browse(as: .reception) { browser in
            let desk = try await browser.get("/arman/jobs/new?q=09121112233").text
            #expect(desk.contains("زیر پوشش قرارداد") && desk.contains("۲۴ ساعت"))
            let stranger = try await browser.get("/arman/jobs/new?q=09125556677").text
            #expect(!stranger.contains("زیر پوشش قرارداد"))
            for path in ["/arman/customers/1", "/arman/units/S10000"] {
                let page = try await browser.get(path).text
                #expect(page.contains(Self.page), "\(path)")
            }
        }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("زیر پوشش قرارداد") && page.contains("خرابی‌های میان سرویس‌ها"))
            #expect(!page.contains("۱۲٬۰۰۰٬۰۰۰") && !page.contains(Self.page))
            for path in [Self.page, "/arman/plans/contracts"] {
                let status = try await browser.get(path).status
                #expect(status == .notFound)
            }
        }
    }

    @Test("a customer with a contract that holds is not taken out; afterwards what was written of it goes with him")
    func erased() async throws {
        let world = try await standing()
        try await write(world)
        let complaint = try await world.arman.read { try ContractDataStore.obstacle(for: ID(1), $0) }
        #expect(complaint?.key == "contracts.denied.erasing")
        world.time.move(seconds: 400 * 86_400)
        let later = try await world.arman.read { try ContractDataStore.obstacle(for: ID(1), $0) }
        #expect(later == nil)
        try await world.arman.write { tx in
            let erasure = CustomerErasure(ID(1), name: "زهرا کریمی", mobile: "+989121112233", others: [])
            _ = try tx.rewriting(["event"]) { try ContractDataStore.erasing.run(erasure, tx) }
        }
        #expect(try await world.number("SELECT count(*) FROM service_contract WHERE note <> ''") == 0)
        #expect(
            try await world.number("SELECT count(*) FROM event WHERE subject = 'service_contract' AND detail <> ''")
                == 0)
    }
}
