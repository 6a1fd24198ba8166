import Database
import Domain
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import Work

@Suite("Services that a dealer calls about")
struct GivenJourneyTests {
    private func give(_ id: Int64, to dealer: String, _ world: World) async throws {
        let pick = try await pick(id, world)
        try await world.browse(as: .dispatcher) { browser in
            let answer = try await browser.post(
                "/arman/plans/dealer", [("planned", pick), ("to", dealer), ("tab", "all")])
            #expect(answer.status == .seeOther && answer.location == "/arman/plans?tab=all", "\(answer.text)")
        }
    }

    /// The value of its checkbox as it is now.
    private func pick(_ id: Int64, _ world: World) async throws -> String {
        try await world.arman.read { try PlanPick(PlanLineList.find(ID(id), $0)).text }
    }

    @Test("a dealer sees what the company has given him, no other and not longer than it is his")
    func seen() async throws {
        let (world, ids) = try await World.withServicesDue()
        try await world.browse(as: .dealerManager) { browser in
            let empty = try await browser.get("/arman/services").text
            #expect(empty.contains("کسی برای تماس نیست") && !empty.contains("زهرا کریمی"))
        }
        try await give(ids[0], to: "1", world)
        try await world.browse(as: .dealerManager) { browser in
            let today = try await browser.get("/arman/today").text
            #expect(today.contains("۱ سرویس دوره‌ای برای تماس"))
            let list = try await browser.get("/arman/services").text
            #expect(list.contains("/arman/services/\(ids[0])\"") && !list.contains("/arman/services/\(ids[1])\""))
            #expect(list.contains("tel:+989121112233") && list.contains("خیابان آزادی"))
            let page = try await browser.get("/arman/services/\(ids[0])").text
            #expect(page.contains("لاستیک در") && page.contains("کرج") == false)
            let other = try await browser.get("/arman/services/\(ids[1])").status
            #expect(other == .notFound)
            let called = try await browser.post(
                "/arman/services/\(ids[1])/call", [("version", "1"), ("outcome", "agreed")])
            #expect(called.status == .notFound)
            let office = try await browser.post("/arman/plans/dealer", [("planned", "\(ids[1]):1"), ("to", "1")])
            #expect(office.status == .forbidden)
        }
        for (role, dealer) in [(Role.dealerManager, 2), (.dealerTechnician, 1)] {
            try await world.browse(as: role, dealer: dealer) { browser in
                let status = try await browser.get("/arman/services/\(ids[0])").status
                #expect(status == .notFound)
            }
        }
        try await world.browse(as: .reception) { browser in
            let list = try await browser.get("/arman/plans?given=1").text
            #expect(list.contains("services/\(ids[0])\"") && !list.contains("services/\(ids[1])\""))
            let page = try await browser.get("/arman/plans/services/\(ids[0])").text
            #expect(page.contains("به نماینده سپرده شد"))
        }
        try await give(ids[0], to: "", world)
        try await world.browse(as: .dealerManager) { browser in
            let status = try await browser.get("/arman/services/\(ids[0])").status
            #expect(status == .notFound)
        }
    }

    @Test("his call counts as one of the company's, and a job that he makes of it is his at once, made once")
    func booked() async throws {
        let (world, ids) = try await World.withServicesDue()
        for id in ids { try await give(id, to: "1", world) }
        let city = try await world.number("SELECT id FROM city WHERE name_fa = 'تهران'")
        let karaj = try await world.number("SELECT id FROM city WHERE name_fa = 'کرج'")
        try await world.browse(as: .dealerManager) { browser in
            let later = try await browser.post(
                "/arman/services/\(ids[0])/call",
                [("version", "2"), ("outcome", "later"), ("call_on", "1405/09/08"), ("note", "سفر است")])
            #expect(later.status == .seeOther && later.location == "/arman/services")
            let place = [("address", "آزادی ۱۲"), ("version", "2"), ("key", "once")]
            let elsewhere = try await browser.post("/arman/services/\(ids[1])/job", place + [("city", "\(karaj)")])
            #expect(elsewhere.status == .unprocessableContent)
            for _ in 1...2 {
                let made = try await browser.post("/arman/services/\(ids[1])/job", place + [("city", "\(city)")])
                #expect(made.status == .seeOther && made.location?.hasPrefix("/arman/jobs/1405-") == true)
            }
            let again = try await browser.get("/arman/services/\(ids[1])").status
            #expect(again == .notFound)
        }
        #expect(try await world.number("SELECT count(*) FROM plan_service WHERE state = 'booked'") == 1)
        #expect(
            try await world.number(
                """
                SELECT count(*) FROM job j JOIN plan_service s ON s.job_id = j.id JOIN assignment a ON a.job_id = j.id
                WHERE j.state = 'accepted' AND j.dealer_id = 1 AND a.state = 'accepted' AND a.dealer_id = 1
                """) == 1)
        try await world.browse(as: .reception) { browser in
            let page = try await browser.get("/arman/plans/services/\(ids[0])").text
            #expect(page.contains("سفر است") && page.contains("dealer_manager 1"))
        }
    }

    @Test("a dealer who gets no jobs makes none of a service either")
    func suspended() async throws {
        let (world, ids) = try await World.withServicesDue()
        try await give(ids[0], to: "1", world)
        _ = try await world.arman.write { try $0.execute("UPDATE dealer SET state = 'suspended' WHERE id = 1") }
        let city = try await world.number("SELECT id FROM city WHERE name_fa = 'تهران'")
        let before = try await world.number("SELECT count(*) FROM job")
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post(
                "/arman/services/\(ids[0])/job", [("address", "آزادی ۱۲"), ("version", "2"), ("city", "\(city)")])
            #expect(answer.status == .unprocessableContent && answer.text.contains("معلق"))
        }
        #expect(try await world.number("SELECT count(*) FROM job") == before)
        #expect(try await world.number("SELECT count(*) FROM plan_service WHERE state = 'booked'") == 0)
    }

    @Test(
        "a dealer makes no job that a dispatcher could give him only with a reason, and what is written of it is true")
    func unfit() async throws {
        let (world, ids) = try await World.withServicesDue()
        for id in ids { try await give(id, to: "1", world) }
        let city = try await world.number("SELECT id FROM city WHERE name_fa = 'تهران'")
        let place = [("address", "آزادی ۱۲"), ("version", "2"), ("city", "\(city)"), ("job_note", "زنگ دوم")]
        let before = try await world.number("SELECT count(*) FROM job")
        try await change(world, "UPDATE dealer SET daily_capacity = 1 WHERE id = 1")
        try await world.browse(as: .dealerManager) { browser in
            let first = try await browser.post("/arman/services/\(ids[1])/job", place)
            #expect(first.status == .seeOther)
            for (made, words) in [
                ("UPDATE dealer SET grade = grade", "بیش از ظرفیت روزانه"),
                ("DELETE FROM dealer_group WHERE dealer_id = 1", "مجاز نیست"),
            ] as [(SQL, String)] {
                try await change(world, made)
                let answer = try await browser.post("/arman/services/\(ids[0])/job", place)
                #expect(answer.status == .unprocessableContent && answer.text.contains(words), "\(answer.text)")
                #expect(answer.text.contains("زنگ دوم"))
            }
        }
        #expect(try await world.number("SELECT count(*) FROM job") == before + 1)
        try await change(world, "UPDATE dealer SET daily_capacity = 9 WHERE id = 1")
        try await change(world, "INSERT INTO dealer_group (dealer_id, group_id) SELECT 1, id FROM product_group")
        try await change(world, "DELETE FROM dealer_city WHERE dealer_id = 1")
        try await world.browse(as: .dealerManager) { browser in
            let there = try await browser.post("/arman/services/\(ids[0])/job", place)
            #expect(there.status == .seeOther, "\(there.text)")
        }
        let reasons: [String] = try await world.arman.read {
            try $0.list("SELECT made_reason FROM assignment WHERE dealer_id = 1 ORDER BY id")
        }
        #expect(reasons == ["", "سرویس یخچال – 1"])
    }

    @Test("what a dealer typed comes back to him where the office was faster, and of the customer nothing else does")
    func overtaken() async throws {
        let (world, ids) = try await World.withServicesDue()
        for id in ids { try await give(id, to: "1", world) }
        let city = try await world.number("SELECT id FROM city WHERE name_fa = 'تهران'")
        let call = [("version", "2"), ("outcome", "later"), ("call_on", "1405/09/08"), ("note", "کلید نزد همسایه است")]
        let job = [("address", "نشانی تازه ۷"), ("version", "2"), ("city", "\(city)"), ("job_note", "زنگ دوم")]
        try await give(ids[0], to: "", world)
        try await world.browse(as: .reception) { browser in
            let booked = try await browser.post("/arman/plans/services/\(ids[1])/job", job)
            #expect(booked.status == .seeOther)
        }
        let own = ["کلید نزد همسایه است", "1405/09/08", "بعداً تماس", "نشانی تازه ۷", "زنگ دوم"]
        try await world.browse(as: .dealerManager) { browser in
            for (id, status, words) in [
                (ids[0], 404, "نزد شما نیست"), (ids[1], 409, "دستور کار ساخته شد"), (999, 404, "نزد شما نیست"),
            ] {
                for (path, fields, own) in [
                    ("call", call, own.prefix(3)), ("job", job, own.suffix(2)),
                    ("call", call.filter { $0.0 != "outcome" }, own.prefix(2)),
                ] {
                    let answer = try await browser.post("/arman/services/\(id)/\(path)", fields)
                    #expect(answer.status.code == status && answer.text.contains(words), "\(id): \(answer.text)")
                    for text in own { #expect(answer.text.contains(text), "\(id): \(text)") }
                    for text in ["زهرا کریمی", "tel:", "۰۹۱۲ ۱۱۱ ۲۲۳۳", "خیابان آزادی", "S1000"] {
                        #expect(!answer.text.contains(text), "\(id): \(text)")
                    }
                }
                let page = try await browser.get("/arman/services/\(id)").status
                #expect(page == .notFound)
            }
        }
        #expect(try await world.number("SELECT sum(calls) FROM plan_service") == 0)
    }

    /// A dealer must read nothing of the customer of this service, nor write anything.
    private func expectHidden(_ id: Int64, _ status: Int, _ words: String, _ browser: Browser) async throws {
        for path in ["/arman/services", "/arman/services/\(id)", "/arman/today"] {
            let text = try await browser.get(path).text
            for part in [
                "<a class=\"button primary\" href=\"/arman/services/\(id)\"", "زهرا کریمی", "سرویس دوره‌ای برای تماس",
                "tel:",
            ] {
                #expect(!text.contains(part), "\(path): \(part)")
            }
        }
        let page = try await browser.get("/arman/services/\(id)").status
        #expect(page == .notFound)
        for version in 2...4 {
            let answer = try await browser.post(
                "/arman/services/\(id)/call",
                [("version", "\(version)"), ("outcome", "refused"), ("note", "سفر است")])
            #expect(answer.status.code == status && answer.text.contains(words), "\(answer.text)")
            #expect(answer.text.contains("سفر است") && !answer.text.contains("زهرا کریمی"))
        }
    }

    @Test(
        "a machine that goes over to another customer takes its service away from the dealer who was to call the first")
    func sold() async throws {
        let (world, ids) = try await World.withServicesDue()
        try await give(ids[0], to: "1", world)
        try await world.addJob(mobile: "09123334455", serial: "S10000")
        #expect(try await world.number("SELECT customer_id FROM unit WHERE serial = 'S10000'") == 2)
        try await world.browse(as: .dealerManager) { try await expectHidden(ids[0], 404, "نزد شما نیست", $0) }
        try await world.browse(as: .reception) { browser in
            let given = try await browser.get("/arman/plans?tab=all&given=1").text
            #expect(!given.contains("services/\(ids[0])\""))
            let page = try await browser.get("/arman/plans/services/\(ids[0])").text
            #expect(!page.contains("<dt>سپرده به</dt>"))
        }
        try await give(ids[0], to: "1", world)
        try await world.browse(as: .dealerManager) { browser in
            let list = try await browser.get("/arman/services").text
            #expect(list.contains("tel:+989123334455"))
        }
    }

    @Test("a customer who turns out to be another is still called by his dealer, and so when that is undone")
    func merged() async throws {
        let (world, ids) = try await World.withServicesDue()
        try await give(ids[0], to: "1", world)
        try await world.addJob(mobile: "09123334455", serial: "S20000")
        func expectHis() async throws {
            try await world.browse(as: .dealerManager) { browser in
                let list = try await browser.get("/arman/services").text
                #expect(list.contains("/arman/services/\(ids[0])\""))
            }
        }
        try await world.browse(as: .reception) { browser in
            let done = try await browser.post(
                "/arman/customers/2/merge", [("with", "1"), ("reason", "یک نفر است")])
            #expect(done.location == "/arman/customers/2", "\(done.text)")
        }
        try await expectHis()
        try await world.browse(as: .reception) { browser in
            let page = try await browser.get("/arman/customers/2").text
            let undo = try #require(page.firstMatch(of: #/action="([^"]*\/undo)"/#)).output.1
            let parted = try await browser.post(String(undo), [])
            #expect(parted.status == .seeOther)
        }
        try await expectHis()
    }

    @Test(
        "a dealer who works no more sees no customer and is given none",
        arguments: ["state = 'suspended'", "contract_to = contract_from"])
    func idle(_ change: String) async throws {
        let (world, ids) = try await World.withServicesDue()
        try await give(ids[0], to: "1", world)
        @Sendable func choice(_ page: String) throws -> Substring {
            let start = try #require(page.firstRange(of: "name=\"to\"")).lowerBound
            return page[start..<(page[start...].firstRange(of: "</select>")?.lowerBound ?? page.endIndex)]
        }
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/plans?tab=all").text
            #expect(try choice(page).contains("value=\"1\""))
        }
        _ = try await world.arman.write {
            try $0.execute("UPDATE dealer SET \(SQL(trusted: change)) WHERE id = 1")
        }
        try await world.browse(as: .dealerManager) { browser in
            try await expectHidden(ids[0], 422, "معلق", browser)
            let list = try await browser.get("/arman/services").text
            #expect(list.contains("معلق"))
        }
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/plans?tab=all").text
            #expect(try !choice(page).contains("value=\"1\"") && choice(page).contains("value=\"2\""))
            let answer = try await browser.post("/arman/plans/dealer", [("planned", "\(ids[1]):1"), ("to", "1")])
            #expect(answer.status == .unprocessableContent && answer.text.contains("معلق"))
            #expect(answer.text.contains("value=\"\(ids[1]):1\" checked"))
        }
        #expect(try await world.number("SELECT count(*) FROM plan_service WHERE dealer_id IS NOT NULL") == 1)
    }

    @Test(
        "of several ticked none is given where one has moved on since the list was read, and nobody unreadable is nobody"
    )
    func moved() async throws {
        let (world, ids) = try await World.withServicesDue()
        let read = ids.map { ("planned", "\($0):1") }
        try await give(ids[0], to: "2", world)
        try await world.browse(as: .dispatcher) { browser in
            for to in ["1", ""] {
                let late = try await browser.post("/arman/plans/dealer", read + [("to", to), ("tab", "all")])
                #expect(late.status == .conflict && late.text.contains("زهرا کریمی"), "\(late.text)")
                #expect(late.text.contains("value=\"\(ids[0]):2\" aria"))
                #expect(late.text.contains("value=\"\(ids[1]):1\" checked"))
            }
            let now = [("planned", "\(ids[0]):2"), ("tab", "all")]
            for wrong in [
                now + [("to", "x")], now + [("to", "-")], now,
                [("planned", "\(ids[0])"), ("to", "")], [("planned", ":"), ("to", "")],
                now + [("planned", "\(ids[0]):2"), ("to", "")], now + [("to", ""), ("to", "1")],
            ] {
                let answer = try await browser.post("/arman/plans/dealer", wrong)
                #expect(answer.status == .badRequest, "\(wrong)")
            }
        }
        #expect(try await world.number("SELECT count(*) FROM plan_service WHERE dealer_id = 2") == 1)
        #expect(try await world.number("SELECT count(*) FROM plan_service WHERE dealer_id IS NOT NULL") == 1)
    }

    private func change(_ world: World, _ statement: SQL) async throws {
        _ = try await world.arman.write { try $0.execute(statement) }
    }
}
