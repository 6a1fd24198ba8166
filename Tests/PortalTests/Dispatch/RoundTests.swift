import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import Work

@Suite("Proposing dealers for the whole board")
struct RoundTests {
    /// What the page's form would send as it stands.
    static func fields(_ page: String) -> [(String, String)] {
        let jobs = page.matches(of: #/name="job" value="([^"]+)"[^>]* checked/#).map { ("job", String($0.1)) }
        let proposed = page.matches(of: #/name="(proposed_[^"]+)" value="([^"]+)"/#).map {
            (String($0.1), String($0.2))
        }
        let dealers = page.matches(of: #/<select name="(dealer_[^"]+)"[^>]*>.*?<option value="([^"]+)" selected/#)
            .map { (String($0.1), String($0.2)) }
        let last = page.firstMatch(of: #/name="last" value="([^"]+)"/#).map { [("last", String($0.1))] } ?? []
        return jobs + proposed + dealers + last
    }

    @Test("says who gets what and why, and what finds nobody and why")
    func preview() async throws {
        let world = try await World()
        let (near, far) = (try await world.addJob(), try await world.addJob(city: "کرج"))
        let (bare, other) = (try await world.addJob(city: "شیراز"), try await world.addJob(group: "tv"))
        try await world.browse(as: .dispatcher) { browser in
            #expect(try await browser.get("/arman/board").text.contains("href=\"/arman/board/round\""))
            let page = try await browser.get("/arman/board/round").text
            #expect(page.contains("۲ کار برای ۲ نماینده پیشنهاد شده است؛ برای ۲ کار کسی پیدا نشد"))
            #expect(page.contains("نمایندگی تهران – ۱۰۰ از ۱۰۰"))
            #expect(page.contains("هیچ نماینده‌ای این شهر را پوشش نمی‌دهد"))
            #expect(page.contains("نماینده‌ای از این شهر برای این گروه کالا مجاز نیست"))
            let jobs = Self.fields(page).filter { $0.0 == "job" }.map(\.1)
            #expect(jobs == ["\(near):1", "\(far):1"])
            #expect(page.contains(bare) && page.contains(other))
            let karaj = try await world.city("کرج")
            let part = try await browser.get("/arman/board/round?city=\(karaj)").text
            #expect(part.contains(far) && !part.contains(near))
        }
    }

    @Test("sends all of it by one button, each job once, and keeps who sent it")
    func send() async throws {
        let world = try await World()
        var numbers: [String] = []
        for index in 1...7 { numbers.append(try await world.addJob(city: index > 4 ? "کرج" : "تهران")) }
        let bare = try await world.addJob(city: "شیراز")
        try await world.browse(as: .dispatcher) { browser in
            let form = Self.fields(try await browser.get("/arman/board/round").text) + [("key", "one")]
            let answer = try await browser.post("/arman/board/round", form)
            #expect(answer.status == .seeOther)
            let again = try await browser.post("/arman/board/round", form)
            #expect(again.location == answer.location)
            let page = try await browser.get(try #require(answer.location)).text
            #expect(page.contains("<dd>۷</dd>") && page.contains("نمایندگی کرج"))
        }
        for (index, number) in numbers.enumerated() {
            #expect(try await world.assignments(of: number) == [index >= 4 ? "D200 offered" : "D100 offered"])
        }
        #expect(try await world.state(of: bare) == .received)
        let told = try await world.arman.read {
            try $0.value("SELECT count(*) FROM outbox WHERE kind = 'job_offered'", as: Int.self)
        }
        #expect(told == 7)
    }

    @Test("asks for a reason where a dealer was changed, and keeps it with whom it proposed")
    func corrected() async throws {
        let world = try await RankingPageTests.world()
        let (number, left) = (try await world.addJob(), try await world.addJob())
        let other = try await world.dealer("D200")
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/board/round").text
            var form = Self.fields(page).filter { $0 != ("job", "\(left):1") }
            let place = try #require(form.firstIndex { $0.0 == "dealer_\(number)" })
            form[place].1 = other
            let refused = try await browser.post("/arman/board/round", form)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("نماینده دیگری پیشنهاد شده است"))
            #expect(refused.text.contains("<option value=\"\(other)\" selected"))
            let done = try await browser.post("/arman/board/round", form + [("override", "در همان محله است")])
            #expect(done.status == .seeOther)
            #expect(try await browser.get("/arman/jobs/\(number)").text.contains("پیشنهاد سامانه نمایندگی تهران بود"))
        }
        #expect(try await world.assignments(of: number) == ["D200 offered"])
        #expect(try await world.state(of: left) == .received)
    }

    @Test("sends a job that finds nobody to one who is near, with a reason")
    func against() async throws {
        let world = try await World()
        let (number, near) = (try await world.addJob(city: "شیراز"), try await world.dealer("D100"))
        let form = [("job", "\(number):1"), ("dealer_\(number)", near), ("proposed_\(number)", "")]
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/board/round").text
            #expect(page.contains("خارج از منطقه تحت پوشش"))
            #expect(Self.fields(page).filter { $0.0 == "job" }.isEmpty)
            let refused = try await browser.post("/arman/board/round", form)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("برای انتخاب او دلیل بنویسید"))
            let kept = Self.fields(refused.text).filter { $0.0 == "job" }.map(\.1)
            #expect(kept == ["\(number):1"])
            let done = try await browser.post("/arman/board/round", form + [("override", "تنها کسی که می‌رود")])
            #expect(done.status == .seeOther)
        }
        #expect(try await world.assignments(of: number) == ["D100 offered"])
    }

    @Test("moves what a dealer has to others in one step, with a reason, but for what he has begun")
    func move() async throws {
        let world = try await RankingPageTests.world()
        let (offered, accepted, begun) = (
            try await world.addJob(), try await world.addJob(), try await world.addJob()
        )
        for number in [accepted, begun] { try await world.giveJob(number) }
        try await world.offerJob(offered)
        try await world.change("D100", "state = 'suspended'")
        let dealer = try await world.dealer("D100")
        _ = try await world.arman.write {
            try $0.execute("UPDATE job SET state = 'under_way' WHERE number = \(begun)")
        }
        try await world.browse(as: .dispatcher) { browser in
            #expect(try await browser.get("/arman/dealers/D100").text.contains("۲ کار که هنوز مراجعه‌ای ندارند"))
            let page = try await browser.get("/arman/board/round?dealer=\(dealer)").text
            #expect(page.contains("انتقال کارهای نمایندگی تهران") && !page.contains("\(begun):"))
            let form = Self.fields(page) + [("dealer", dealer)]
            let refused = try await browser.post("/arman/board/round", form)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("دلیل گرفتن کارها از این نماینده را بنویسید"))
            let done = try await browser.post("/arman/board/round", form + [("override", "تعلیق شد")])
            #expect(done.status == .seeOther)
            #expect(try await browser.get("/arman/board/round?dealer=99999").status == .notFound)
        }
        for number in [offered, accepted] {
            #expect(try await world.assignments(of: number) == ["D100 withdrawn other", "D200 offered"])
        }
        #expect(try await world.state(of: begun) == .underWay)
        let told = try await world.arman.read {
            try $0.value("SELECT count(*) FROM outbox WHERE kind = 'job_withdrawn'", as: Int.self)
        }
        #expect(told == 2)
    }

    @Test("leaves out what somebody was faster with, and counts it")
    func overtaken() async throws {
        let world = try await World()
        let (gone, free) = (try await world.addJob(), try await world.addJob())
        try await world.browse(as: .dispatcher) { browser in
            let form = Self.fields(try await browser.get("/arman/board/round").text)
            try await world.giveJob(gone)
            let answer = try await browser.post("/arman/board/round", form)
            #expect(answer.status == .seeOther)
        }
        let counts = try await world.arman.read { tx in
            let row = try tx.one("SELECT given, left_out FROM dispatch_round")
            return [try row("given") as Int, try row("left_out")]
        }
        #expect(counts == [1, 1])
        #expect(try await world.assignments(of: free) == ["D100 offered"])
        #expect(try await world.assignments(of: gone) == ["D100 accepted"])
    }

    @Test("gives what no page shows to whoever is proposed, in the background, and nobody more than his day holds")
    func rest() async throws {
        let world = try await World()
        let count = RoundFacts.most + 5
        try await world.change("D100", "daily_capacity = \(count - 2)")
        for _ in 1...count { try await world.addJob() }
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/board/round").text
            #expect(page.contains("۵ کار دیگر هم که اینجا دیده نمی‌شود"))
            let answer = try await browser.post("/arman/board/round", Self.fields(page) + [("rest", "1")])
            #expect(answer.status == .seeOther)
            let round = try #require(answer.location)
            #expect(try await browser.get(round).text.contains("بقیه کارها در پس‌زمینه ارجاع می‌شوند"))
            try await world.work()
            try await world.work()
            let done = try await browser.get(round).text
            #expect(!done.contains("بقیه کارها در پس‌زمینه"))
        }
        let states = try await world.arman.read { tx in
            try tx.rows("SELECT state, count(*) AS jobs FROM job GROUP BY state ORDER BY state").map {
                "\(try $0("state") as String) \(try $0("jobs") as Int)"
            }
        }
        #expect(states == ["offered \(count - 2)", "received 2"])
        let counts = try await world.arman.read { tx in
            let row = try tx.one("SELECT given, left_out FROM dispatch_round")
            return [try row("given") as Int, try row("left_out")]
        }
        #expect(counts == [count - 2, 2])
    }

    @Test("refuses what cannot have come from its page, and is for those who dispatch")
    func refused() async throws {
        let world = try await World()
        let number = try await world.addJob()
        let own = try await world.dealer("D100")
        try await world.browse(as: .dispatcher) { browser in
            let path = "/arman/board/round"
            #expect(try await browser.post(path, []).text.contains("هنوز هیچ دستور کاری انتخاب نشده است"))
            #expect(try await browser.post(path, [("job", "\(number):1")]).status == .badRequest)
            let form = [("job", "\(number):1"), ("proposed_\(number)", own)]
            let unknown = try await browser.post(
                path, form + [("dealer_\(number)", "99999"), ("override", "نزدیک است")])
            #expect(unknown.status == .unprocessableContent)
            #expect(unknown.text.contains("این شهر را پوشش نمی‌دهد"))
            #expect(try await browser.get("/arman/board/rounds/99999").status == .notFound)
        }
        #expect(try await world.state(of: number) == .received)
        for role in [Role.reception, .auditor, .dealerManager] {
            try await world.browse(as: role) { browser in
                let page = try await browser.get("/arman/board/round")
                let deed = try await browser.post("/arman/board/round", [])
                #expect(page.status == .notFound && deed.status == .forbidden)
                #expect(try await !browser.get("/arman/board").text.contains("board/round"))
            }
        }
    }
}
