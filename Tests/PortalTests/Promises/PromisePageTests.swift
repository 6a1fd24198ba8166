import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import Work

@Suite("Where it is seen when a job is due")
struct PromisePageTests {
    @Test("its page says how much is left, how much over, and what it has stood for")
    func job() async throws {
        let world = try await PromiseTests.world()
        let number = try await world.addJob()
        let path = "/arman/jobs/\(number)"
        try await world.browse(as: .dispatcher) { browser in
            var page = try await browser.get(path).text
            #expect(page.contains("<h2>مهلت‌ها</h2>") && page.contains("۴ ساعت از وقت کاری مانده است"))
            world.time.set(PromiseTests.at(0, 15, 30, world))
            page = try await browser.get(path).text
            #expect(page.contains("۱ ساعت و ۳۰ دقیقه وقت کاری از آن گذشته است") && page.contains("مهلت گذشته"))
            let day = world.arman.clock.calendar.text(world.arman.clock.day(of: world.time.now).adding(days: 2))
            let form = [("reason", "customer"), ("note", "x"), ("look_on", day)]
            #expect(try await browser.post("\(path)/wait", form).status == .seeOther)
            page = try await browser.get(path).text
            #expect(page.contains("متوقف است") && page.contains("توقف در انتظار مشتری: از ۱۴۰۵/۰۹/۰۲ ۱۵:۳۰"))
        }
        try await world.giveJob(number)
        world.time.set(PromiseTests.at(1, 10, 0, world))
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get(path).text
            #expect(page.contains("<h2>مهلت‌ها</h2>") && page.contains("دیرتر از مهلت"))
            #expect(try await browser.get("/arman/today").text.contains("مهلت: ۱۴۰۵/۰۹/۰۳"))
        }
    }

    @Test("lists are narrowed to what is overdue, due soon or paused, and sorted by what is due first")
    func lists() async throws {
        let world = try await PromiseTests.world()
        let (late, paused) = (try await world.addJob(), try await world.addJob())
        let id = try await PromiseTests.row(paused, world).job
        _ = try await world.arman.write { try JobWaitingStore.wait(for: .customer, id, $0) }
        world.time.set(PromiseTests.at(1, 9, 30, world))
        let (fresh, soon) = (try await world.addJob(city: "کرج"), try await world.addJob(city: "کرج"))
        try await world.arman.write { tx in
            let id: ID<Job> = try tx.one("SELECT id FROM job WHERE number = \(soon)")("id")
            try tx.execute("UPDATE job_promise SET response_soon = \(tx.now) WHERE job_id = \(id)")
        }
        try await world.browse(as: .dispatcher) { browser in
            func numbers(_ query: String) async throws -> [String] {
                try await browser.get("/arman/jobs?\(query)").text
                    .matches(of: #/<td class="lead nowrap"><a href="\/arman\/jobs\/([0-9-]+)"/#).map { String($0.1) }
            }
            let karaj = try await world.city("کرج")
            let expected: [(String, [String])] = [
                ("promise=overdue", [late]), ("promise=paused", [paused]), ("promise=soon", [soon]),
                ("sort=due", [late, fresh, soon, paused]), ("sort=due&city=\(karaj)", [fresh, soon]),
                ("promise=overdue&state=open&service=repair", [late]),
                ("promise=response_missed&from=2026-11-23&to=2026-11-23", [late]),
                ("promise=response_open&from=2026-11-24", [soon, fresh]),
            ]
            for (query, jobs) in expected {
                let found = try await numbers(query)
                #expect(found == jobs, "\(query)")
            }
            let board = try await browser.get("/arman/board?show=late").text
            #expect(board.contains("<small class=\"late\">۱ مهلت گذشته</small>") && !board.contains("کرج<small"))
            let tehran = try await world.city("تهران")
            #expect(try await browser.get("/arman/board/\(tehran)").text.contains("<td class=\"nowrap late\""))
            let file = try await browser.get("/arman/jobs/export?format=csv").text
            #expect(file.contains("مهلت پذیرش") && file.contains("مهلت گذشته"))
        }
    }

    @Test("rules are set for all jobs or for some, say what was before, and end")
    func settings() async throws {
        let world = try await World()
        let path = "/arman/settings/promises"
        let fields = [
            ("response_hours", "۸"), ("completion_hours", "24"), ("warn_minutes", "60"), ("pauses", "customer"),
            ("tells", "dealer"), ("tells", "dispatcher"),
        ]
        try await world.browse(as: .serviceManager) { browser in
            #expect(try await browser.get(path).text.contains("قاعده‌ای ثبت نشده است"))
            #expect(try await browser.post(path, fields).status == .seeOther)
            let some = fields + [("class", "capital"), ("customer", "organisation"), ("contract", "1")]
            #expect(try await browser.post(path, some).status == .seeOther)
            let page = try await browser.get(path).text
            #expect(page.contains("۸ ساعت کاری") && page.contains("دارای قرارداد سرویس، مرکز استان، سازمان یا شرکت"))
            #expect(page.contains("تغییر قاعده مهلت"))
            let scope = [("class", "capital"), ("customer", "organisation"), ("contract", "1")]
            #expect(try await browser.post("\(path)/end", scope).status == .seeOther)
            #expect(try await browser.post("\(path)/end", scope).status == .conflict)
            let tehran = String(try await world.city("تهران"))
            let wrong: [[(String, String)]] = [
                [("response_hours", "2001")], [("warn_minutes", "-1")], [("service", "x")], [("city", "99999")],
                [("class", "village")], [("city", tehran), ("class", "capital")],
            ]
            for form in wrong {
                let answer = try await browser.post(path, form)
                #expect(answer.status == .unprocessableContent && answer.text.contains("aria-invalid"), "\(form)")
            }
        }
        let kept = try await world.arman.read { try PromisePolicyStore.inForce($0).all }
        #expect(kept.keys.map { $0 } == [.all])
        #expect(kept[.all]?.policy.tells == [.dealer, .dispatcher])
        try await world.browse(as: .dispatcher) { browser in
            let (page, deed) = (try await browser.get(path), try await browser.post(path, fields))
            #expect(page.status == .notFound && deed.status == .forbidden)
        }
    }
}
