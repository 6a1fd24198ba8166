import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import Work

@Suite("Assigning a city's jobs")
struct AssigningTests {
    @Test("shows for each dealer why he may and may not")
    func reasons() async throws {
        let world = try await World()
        let tehran = try await world.city("تهران")
        let fridge = try await world.addJob()
        try await world.addJob(group: "tv")
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/board/\(tehran)").text
            #expect(page.contains("مجاز نیست: تلویزیون"))
            #expect(page.contains("خارج از منطقه تحت پوشش"))
            #expect(page.contains("قرارداد تا ۱۴۰۵/۱۲/۲۹"))
            let checked = try await browser.post(
                "/arman/board/\(tehran)/assignments", [("check", "1"), ("job", try await world.pick(fridge))])
            #expect(checked.status == .ok)
            #expect(checked.text.contains("برای ۱ کار انتخاب‌شده"))
            #expect(checked.text.contains("امروز ۱ از ۸"))
            #expect(!checked.text.contains("مجاز نیست: تلویزیون"))
            #expect(try await world.state(of: fridge) == .received)
        }
        try await world.change("D100", "state = 'suspended', contract_to = \(CalendarDay(iso: "2026-11-22")!)")
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/board/\(tehran)").text
            #expect(page.contains("تعلیق‌شده"))
            #expect(page.contains("پایان قرارداد ۱۴۰۵/۰۹/۰۱"))
        }
    }

    @Test("puts many jobs to one dealer at once, with a row and an event each")
    func many() async throws {
        let world = try await World()
        let tehran = try await world.city("تهران")
        var numbers: [String] = []
        for _ in 1...5 { numbers.append(try await world.addJob()) }
        let picks = try await picks(numbers, world)
        try await world.browse(as: .dispatcher) { browser in
            let dealer = try await world.dealer("D100")
            let answer = try await browser.post("/arman/board/\(tehran)/assignments", picks + [("dealer", dealer)])
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/arman/board/\(tehran)?tab=waiting")
        }
        for number in numbers {
            #expect(try await world.state(of: number) == .offered)
            #expect(try await world.assignments(of: number) == ["D100 offered"])
        }
        let events = try await world.arman.read {
            try $0.list("SELECT kind FROM job_event WHERE kind = 'offer'", as: String.self)
        }
        #expect(events.count == 5)
    }

    @Test("counts once when the button is tapped twice")
    func twice() async throws {
        let world = try await World()
        let tehran = try await world.city("تهران")
        let number = try await world.addJob()
        let form = [("job", try await world.pick(number)), ("dealer", try await world.dealer("D100")), ("key", "one")]
        try await world.browse(as: .dispatcher) { browser in
            for _ in 1...2 {
                let answer = try await browser.post("/arman/board/\(tehran)/assignments", form)
                #expect(answer.status == .seeOther)
            }
        }
        #expect(try await world.assignments(of: number) == ["D100 offered"])
    }

    @Test("is won by one of two dispatchers at the same moment; the other is shown what is now")
    func race() async throws {
        let world = try await World()
        let tehran = try await world.city("تهران")
        let (taken, free) = (try await world.addJob(), try await world.addJob())
        let picks = try await picks([taken, free], world)
        let (first, second) = (try await world.dealer("D100"), try await world.dealer("D200"))
        let paths = "/arman/board/\(tehran)/assignments"
        try await world.serve { client in
            let one = try await world.browser(client, as: .dispatcher)
            let other = try await world.browser(client, as: .serviceManager)
            async let left = one.post(paths, picks + [("dealer", first)])
            async let right = other.post(paths, [picks[0], ("dealer", second), ("override", "نزدیک‌تر است")])
            let answers = try await [left, right]
            #expect(answers.filter { $0.status == .seeOther }.count == 1)
            let lost = try #require(answers.first { $0.status == .conflict })
            #expect(lost.text.contains("هیچ کاری ارجاع نشد"))
            #expect(lost.text.contains("ارجاع‌شده"))
        }
        #expect(try await world.assignments(of: taken).count == 1)
    }

    @Test("assigns none when one of the jobs is gone, and keeps the others chosen")
    func allOrNothing() async throws {
        let world = try await World()
        let tehran = try await world.city("تهران")
        let (gone, free) = (try await world.addJob(), try await world.addJob())
        let picks = try await picks([gone, free], world)
        try await world.giveJob(gone)
        try await world.browse(as: .dispatcher) { browser in
            let form = picks + [("dealer", try await world.dealer("D100"))]
            let answer = try await browser.post("/arman/board/\(tehran)/assignments", form)
            #expect(answer.status == .conflict)
            #expect(answer.text.contains(gone))
            #expect(
                answer.text.contains(
                    "value=\"\(free):1\" aria-label=\"انتخاب دستور کار \(Digits.persian(free))\" checked")
                    || answer.text.contains("value=\"\(free):1\" aria-label=\"انتخاب دستور کار \(free)\" checked"))
        }
        #expect(try await world.state(of: free) == .received)
        #expect(try await world.assignments(of: free).isEmpty)
    }

    @Test(
        "asks for a reason where something speaks against the dealer, and keeps it",
        arguments: [
            "state = 'suspended'", "contract_to = contract_from", "daily_capacity = 0",
            "city_id = city_id",
        ] as [SQL])
    func override(change: SQL) async throws {
        let world = try await World()
        // The last case is the dealer of another city.
        let code = change.text == "city_id = city_id" ? "D200" : "D100"
        try await world.change(code, change)
        let (tehran, number) = (try await world.city("تهران"), try await world.addJob())
        let form = [("job", try await world.pick(number)), ("dealer", try await world.dealer(code))]
        try await world.browse(as: .dispatcher) { browser in
            let path = "/arman/board/\(tehran)/assignments"
            let refused = try await browser.post(path, form)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("برای انتخاب او دلیل بنویسید"))
            #expect(try await world.state(of: number) == .received)
            let done = try await browser.post(path, form + [("override", "تنها کسی که وقت دارد")])
            #expect(done.status == .seeOther)
        }
        let kept = try await world.arman.read { try $0.value("SELECT made_reason FROM assignment", as: String.self) }
        #expect(kept == "تنها کسی که وقت دارد")
    }

    @Test("asks for jobs and a dealer, and keeps what was chosen")
    func missing() async throws {
        let world = try await World()
        let (tehran, number) = (try await world.city("تهران"), try await world.addJob())
        try await world.browse(as: .dispatcher) { browser in
            let path = "/arman/board/\(tehran)/assignments"
            let none = try await browser.post(path, [("dealer", try await world.dealer("D100"))])
            #expect(none.status == .unprocessableContent)
            #expect(none.text.contains("هنوز هیچ دستور کاری انتخاب نشده است"))
            let nobody = try await browser.post(path, [("job", try await world.pick(number))])
            #expect(nobody.status == .unprocessableContent)
            #expect(nobody.text.contains("یکی از نمایندگان را انتخاب کنید"))
            #expect(nobody.text.contains(" checked></label>"))
        }
    }

    @Test("gives a job to another dealer with a reason, and keeps what was before")
    func reassign() async throws {
        let world = try await World()
        let (tehran, number) = (try await world.city("تهران"), try await world.addJob())
        try await world.giveJob(number, dealer: "D200")
        let path = "/arman/board/\(tehran)/assignments"
        let form = [
            ("job", try await world.pick(number)), ("dealer", try await world.dealer("D100")), ("only", number),
        ]
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/board/\(tehran)?only=\(number)")
            #expect(page.text.contains("دلیل تغییر نماینده"))
            let refused = try await browser.post(path, form)
            #expect(refused.status == .unprocessableContent)
            let other = try await browser.post(path, form + [("reason", "other")])
            #expect(other.text.contains("برای «دلیل دیگر» توضیح بنویسید"))
            let same = try await browser.post(
                path, [form[0], ("dealer", try await world.dealer("D200")), ("reason", "delay"), ("override", "آشنا")])
            #expect(same.status == .unprocessableContent)
            let done = try await browser.post(path, form + [("reason", "delay"), ("text", "دو روز گذشت")])
            #expect(done.location == "/arman/jobs/\(number)")
        }
        #expect(try await world.assignments(of: number) == ["D200 withdrawn delay", "D100 offered"])
        let cleared = try await world.arman.read {
            try $0.value("SELECT accepted_at FROM job WHERE number = \(number)", as: Int64.self)
        }
        #expect(cleared == nil)
    }

    @Test("finds nothing of another company, and nothing that is not in the city")
    func foreign() async throws {
        let world = try await World()
        let (tehran, karaj) = (try await world.city("تهران"), try await world.city("کرج"))
        let (own, foreign) = (try await world.addJob(), try await world.addJob(company: "pars"))
        try await world.arman.write { tx in _ = try tx.execute("UPDATE job SET number = 'AR-1' WHERE number = \(own)") }
        let dealer = try await world.dealer("D100")
        try await world.browse(as: .dispatcher) { browser in
            #expect(try await browser.get("/pars/board/\(tehran)").status == .notFound)
            #expect(try await browser.get("/arman/board/99999").status == .notFound)
            #expect(try await browser.get("/arman/board/\(karaj)?only=AR-1").status == .notFound)
            for (city, job, dealer) in [
                (tehran, "\(foreign):1", dealer), (karaj, "AR-1:1", dealer), (tehran, "AR-1:1", "99999"),
                (99999, "AR-1:1", dealer),
            ] {
                let answer = try await browser.post(
                    "/arman/board/\(city)/assignments", [("job", job), ("dealer", dealer), ("override", "بی‌دلیل")])
                #expect(answer.status == .notFound)
            }
            let garbled = try await browser.post(
                "/arman/board/\(tehran)/assignments", [("job", "AR-1"), ("dealer", dealer)])
            #expect(garbled.status == .badRequest)
        }
        #expect(try await world.state(of: "AR-1") == .received)
        #expect(try await world.state(of: foreign, company: "pars") == .received)
    }

    @Test(
        "is for dispatchers; others look on or do not see it",
        arguments: [Role.reception, .auditor, .financeOfficer, .dealerManager])
    func roles(role: Role) async throws {
        let world = try await World()
        let (tehran, number) = (try await world.city("تهران"), try await world.addJob())
        let form = [("job", try await world.pick(number)), ("dealer", try await world.dealer("D100"))]
        try await world.browse(as: role) { browser in
            let page = try await browser.get("/arman/board/\(tehran)")
            #expect(!page.text.contains("type=\"radio\""))
            #expect(!page.text.contains("name=\"job\""))
            #expect(page.text.contains(number) == [.reception, .auditor].contains(role))
            let answer = try await browser.post("/arman/board/\(tehran)/assignments", form)
            #expect(answer.status == .forbidden)
            let withdrawal = try await browser.post(
                "/arman/jobs/\(number)/withdrawal", [("reason", "delay"), ("version", "1")])
            #expect(withdrawal.status == .forbidden)
        }
        #expect(try await world.state(of: number) == .received)
    }

    @Test("pages through a city by key, each job once")
    func pages() async throws {
        let world = try await World()
        let tehran = try await world.city("تهران")
        var numbers: Set<String> = []
        for _ in 1...WaitingList.pageSize + 3 { numbers.insert(try await world.addJob()) }
        let all = numbers
        try await world.browse(as: .dispatcher) { browser in
            let first = try await browser.get("/arman/board/\(tehran)").text
            let next = String(try #require(first.firstMatch(of: #/rel="next" href="([^"]+)"/#)).1).replacing(
                "&amp;", with: "&")
            let second = try await browser.get(next).text
            let shown = [first, second].flatMap { $0.matches(of: #/name="job" value="([^:]+):/#).map { String($0.1) } }
            #expect(shown.count == all.count)
            #expect(Set(shown) == all)
            #expect(!second.contains("rel=\"next\""))
        }
    }

    private func picks(_ numbers: [String], _ world: World) async throws -> [(String, String)] {
        var picks: [(String, String)] = []
        for number in numbers { picks.append(("job", try await world.pick(number))) }
        return picks
    }
}
