import Database
import Domain
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import House
@testable import Work

@Suite("Pages of the happy call")
struct SurveyPagesTests {
    @Test("rules and questions are written by managers; what is refused comes back as it was typed")
    func rules() async throws {
        let world = try await World()
        let rule = [
            ("name", "تعمیر"), ("service", "repair"), ("share", "۲۵"), ("least", "۱۰"), ("grade", "C"),
            ("first_jobs", "۱۰"),
            ("after_complaint", "1"),
        ]
        try await world.browse(as: .serviceManager) { browser in
            for (name, value) in [
                ("share", "101"), ("share", ""), ("name", ""), ("dealer", "99"), ("grade", "X"), ("first_jobs", "0"),
            ] {
                let answer = try await browser.post(
                    "/arman/surveys/rules", rule.filter { $0.0 != name } + [(name, value)])
                #expect(answer.status == .unprocessableContent && answer.text.contains("f-\(name)"), "\(name)")
            }
            #expect(try await browser.post("/arman/surveys/rules", rule).status == .seeOther)
            let page = try await browser.get("/arman/surveys/rules/1")
            #expect(page.status == .ok && page.text.contains("قاعده نوشته شد"))
            let stale = try await browser.post("/arman/surveys/rules/1", rule + [("version", "9")])
            #expect(stale.status == .conflict)
            let changed = try await browser.post("/arman/surveys/rules/1", rule + [("version", "1"), ("city", "1")])
            #expect(changed.status == .seeOther)
            let retired = try await browser.post(
                "/arman/surveys/rules/1/retirement", [("version", "2"), ("retired", "1")])
            #expect(retired.status == .seeOther)
            let list = try await browser.get("/arman/surveys/rules").text
            #expect(list.contains("کنارگذاشته") && list.contains("۱۰ کار نخست نماینده") && list.contains("درجه ج"))
        }
        #expect(try await world.number("SELECT share FROM survey_rule WHERE is_retired = 1 AND version = 3") == 25)
        try await world.browse(as: .surveyAgent) { browser in
            let (page, deed) = (
                try await browser.get("/arman/surveys/rules"), try await browser.post("/arman/surveys/rules", rule)
            )
            #expect(page.status == .notFound && deed.status == .forbidden)
        }
    }

    @Test(
        "questions that are changed are a new version; a branch that leads nowhere and a script without weight are refused"
    )
    func questions() async throws {
        let world = try await World()
        let script = [
            ("kind_1", "yes_no"), ("fa_1", "آیا کسی آمد؟"), ("doubt_1", "no"), ("required_1", "1"), ("kind_2", "stars"),
            ("fa_2", "کار چطور بود؟"), ("weight_2", "۱۰۰"), ("after_2", "۱"), ("if_2", "بله"), ("questions", "1"),
        ]
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/surveys/questions").text
            #expect(page.contains("به رفتار سرویس‌کار"))
            for (name, value) in [
                ("weight_2", "0"), ("after_2", "3"), ("if_2", "9"), ("weight_2", "nan"), ("kind_2", "x"),
            ] {
                let answer = try await browser.post(
                    "/arman/surveys/questions", script.map { $0.0 == name ? (name, value) : $0 })
                #expect(answer.status == .unprocessableContent && answer.text.contains("کار چطور بود؟"), "\(name)")
            }
            #expect(try await browser.post("/arman/surveys/questions", script).status == .seeOther)
            #expect(try await browser.post("/arman/surveys/questions", script).status == .conflict)
        }
        let newest = try #require(try await world.arman.read { try SurveyScriptStore.newest($0) })
        #expect(newest.script.questions.count == 2)
        #expect(newest.script.questions[1].condition == .init(position: 1, values: ["yes"]))
        #expect(try await world.number("SELECT count(*) FROM survey_version") == 2)
    }

    @Test("an agent sees all of the job and no money, writes the call down once, and finds no other room")
    func workbench() async throws {
        let world = try await World()
        try await world.addSurveyRule()
        let number = try await world.addDone(mobile: "09351000001")
        try await world.listSurveys()
        try await world.browse(as: .surveyAgent) { browser in
            let next = try await browser.post("/arman/surveys/next", [])
            let place = try #require(next.location)
            let page = try await browser.get(place)
            #expect(page.status == .ok && page.text.contains("زهرا کریمی") && page.text.contains("تعویض برد"))
            let main = try #require(page.text.split(separator: "<main").last)
            // «سریال» ends as the currency.
            #expect(!main.replacing("سریال", with: "").contains("ریال") && !main.contains("تومان"))
            let version = try await world.number("SELECT version FROM survey")
            let call = [
                ("version", "\(version)"), ("questions", "1"), ("result", "complete"), ("q1", "yes"), ("q2", "۵"),
                ("q3", "٥"),
                ("q4", "yes"), ("q5", "no"), ("q7", "۱۰"), ("words", "خیلی خوب"), ("note", "پرحرف بود"),
                ("key", "once"),
            ]
            let bad = try await browser.post(place, call.map { $0.0 == "q2" ? ("q2", "۶") : $0 })
            #expect(bad.status == .unprocessableContent && bad.text.contains("خیلی خوب") && bad.text.contains("f-q2"))
            for _ in 1...2 {
                let answer = try await browser.post(place, call)
                #expect(answer.status == .seeOther && answer.location == "/arman/surveys")
            }
            #expect(try await browser.get(place).text.contains("پرحرف بود"))
            for path in ["jobs", "jobs/\(number)", "claims", "payouts", "accounts", "customers", "stock", "parts"] {
                #expect(try await browser.get("/arman/\(path)").status == .notFound, "\(path)")
            }
            #expect(try await browser.get("/arman").status == .ok)
            let none = try await browser.post("/arman/surveys/next", [])
            #expect(none.location == "/arman/surveys")
        }
        #expect(try await world.number("SELECT score FROM survey") == 50)
        #expect(try await world.number("SELECT count(*) FROM survey_call") == 1)
        try await world.browse(as: .dealerManager) { browser in
            let job = try await browser.get("/arman/jobs/\(number)").text
            #expect(job.contains("خیلی خوب") && job.contains("۵ از ۵") && !job.contains("پرحرف"))
            let answer = try await browser.post("/arman/jobs/\(number)/survey", [("reply", "سپاس")])
            #expect(answer.status == .seeOther)
            _ = try await browser.post("/arman/jobs/\(number)/survey", [("reply", "دوباره")])
            #expect(try await browser.get("/arman/jobs/\(number)").text.contains("سپاس"))
            #expect(try await browser.get("/arman/surveys").status == .notFound)
        }
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            let answer = try await browser.post("/arman/jobs/\(number)/survey", [("reply", "من")])
            #expect(answer.status == .notFound)
        }
    }

    @Test("shares are shown from ten answers on, each number opens its list, and both are files")
    func scores() async throws {
        let world = try await World()
        try await world.addSurveyRule()
        try await world.addDone(10)
        try await world.addDone(3, dealer: "D200", from: 20)
        try await world.listSurveys()
        for place in 0..<13 {
            try await world.makeCall(.complete, place == 0 ? World.bad : World.good)
        }
        try await world.browse(as: .serviceManager) { browser in
            for dimension in SurveyDimension.allCases {
                let page = try await browser.get("/arman/surveys/scores?by=\(dimension.rawValue)")
                #expect(page.status == .ok, "\(dimension)")
                for link in page.text.matches(of: #/href="(\/arman\/surveys\?tab=scored[^"]+)"/#) {
                    let list = try await browser.get(String(link.1).replacing("&amp;", with: "&"))
                    #expect(list.status == .ok && list.text.contains("surveys/calls/"), "\(link.1)")
                }
            }
            let dealers = try await browser.get("/arman/surveys/scores").text
            #expect(dealers.contains("۵۹٫۶ تا ۹۸٫۲") && dealers.contains("کمتر از ۱۰ پاسخ"))
            let file = try await browser.get("/arman/surveys/scores/export?format=csv").text
            #expect(file.contains("59.6") && file.contains("98.2"))
            let calls = try await browser.get("/arman/surveys/export?tab=bad&format=csv").text
            #expect(calls.split(whereSeparator: \.isNewline).count == 2)
        }
        let problems = try await world.arman.read { try SurveyDoctorList.problems($0) }
        #expect(problems.isEmpty)
    }

    @Test("who always hears a five is seen, dealer by dealer beside the others; unequal questions are not compared")
    func agents() async throws {
        let world = try await World()
        try await world.addSurveyRule()
        try await world.addDone(20)
        try await world.addDone(1, dealer: "D200", from: 30)
        try await world.listSurveys()
        for _ in 0..<11 { try await world.makeCall(.complete, World.good) }
        for _ in 0..<10 {
            try await world.makeCall(.complete, [1: "yes", 2: "4", 3: "4", 4: "yes", 5: "no"], by: .serviceManager)
        }
        let agent = try await world.person(.surveyAgent)
        let manager = try await world.person(.serviceManager)
        try await world.browse(as: .serviceManager) { browser in
            let agents = try await browser.get("/arman/surveys/scores?by=agent").text
            #expect(agents.matches(of: #/تقریباً همیشه ۵/#).count == 1)
            #expect(agents.contains("by=dealer&amp;agent=\(agent)"))
            let his = try await browser.get("/arman/surveys/scores?by=dealer&agent=\(agent)").text
            #expect(his.contains("فقط تماس‌های") && his.contains("میانگین دیگران"))
            #expect(!agents.contains("یکسان نبود"))
            let file = try await browser.get("/arman/surveys/scores/export?by=agent&format=csv").text
            #expect(file.contains("RR1") && file.split(whereSeparator: \.isNewline).count == 3)
            #expect(try await browser.get("/arman/surveys/scores?agent=999").status == .notFound)
        }
        try await world.arman.write { tx in
            let newest = try #require(try SurveyScriptStore.newest(tx))
            let script = try SurveyScript([SurveyQuestion(.stars, fa: "در کل؟", weight: 1)])
            try SurveyScriptStore.add(script, after: newest.id, by: manager, tx)
        }
        try await world.addDone(1, from: 40)
        try await world.listSurveys()
        try await world.makeCall(.complete, [1: "5"])
        try await world.browse(as: .surveyAgent) { browser in
            let page = try await browser.get("/arman/surveys/scores").text
            #expect(page.contains("یکسان نبود"))
        }
    }

    @Test("settings that contradict each other are refused")
    func settings() async throws {
        let world = try await World()
        let usual = [
            ("after_days", "3"), ("until_days", "15"), ("rest_months", "6"), ("from", "8:00"), ("to", "20:00"),
            ("a_day", "2"),
            ("failures", "3"), ("bad", "۲٫۵"), ("due_days", "3"),
        ]
        try await world.browse(as: .serviceManager) { browser in
            for (name, value) in [("to", "9:00"), ("until_days", "2"), ("bad", "6"), ("from", "x"), ("a_day", "0")] {
                let answer = try await browser.post(
                    "/arman/surveys/settings", usual.map { $0.0 == name ? (name, value) : $0 })
                #expect(answer.status == .unprocessableContent, "\(name)")
            }
            let answer = try await browser.post(
                "/arman/surveys/settings", usual.map { $0.0 == "a_day" ? ("a_day", "۴") : $0 })
            #expect(answer.status == .seeOther)
        }
        let most = try await world.arman.read { try SurveySettings($0).mostADay }
        #expect(most == 4)
    }
}

/// A million jobs have ended one day; each question about calls is answered by an index of its own.
@Suite("The engine's plan for happy calls")
struct SurveyIndexTests {
    static func statements(_ now: Instant, _ calendar: CalendarSystem) -> [(statement: SQL, index: String)] {
        func list(_ query: String) -> SQL {
            SurveyList.rows(SurveyFilter(Asked(query: query), calendar), after: SurveyKey("20000-7"), limit: 50)
        }
        return [
            (SurveyStore.next(for: ID(1), at: now), "survey_next"), (list(""), "survey_newest"),
            (list("tab=waiting"), "survey_state_of"), (list("tab=bad"), "survey_bad"),
            (list("dealer=1"), "survey_dealer"),
            (SurveyChoiceStore.candidates(after: SurveyMark(now), until: now, limit: 500), "job_completed"),
        ]
    }

    @Test("leads through an index, and sorts nothing", .enabled(if: TestEngine.server == nil))
    func file() async throws {
        let world = try await World()
        for (statement, index) in Self.statements(world.time.now, world.arman.clock.calendar) {
            let plan: [String] = try await world.arman.read { tx in
                try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") }
            }
            #expect(plan.contains { $0.contains("INDEX \(index) ") }, "\(index): \(plan)")
            #expect(!plan.contains { $0.contains("FOR ORDER BY") }, "\(index): \(plan)")
        }
    }

    @Test("can lead through an index on a server, and sorts nothing", .enabled(if: TestEngine.server != nil))
    func server() async throws {
        let world = try await World()
        for (statement, index) in Self.statements(world.time.now, world.arman.clock.calendar) {
            let plan: [String] = try await world.arman.read { tx in
                for way in ["seqscan", "bitmapscan", "sort"] {
                    _ = try tx.execute("SET LOCAL \(SQL(trusted: "enable_\(way)")) = off")
                }
                return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") }
            }
            #expect(plan.contains { $0.contains(index) }, "\(index): \(plan)")
            #expect(!plan.contains { $0.contains("Sort") }, "\(index): \(plan)")
        }
    }
}
