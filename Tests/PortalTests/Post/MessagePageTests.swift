import Database
import Domain
import NIOCore
import Testing

@testable import Ground
@testable import Post
@testable import Work

@Suite("Pages of messages")
struct MessagePageTests {
    private static let account = [
        ("provider", "kavenegar"), ("key_of_account", "the-secret-key"), ("line", "۳۰۰۰۱۲۳"), ("on", "1"),
        ("quiet_from", "۲۲"), ("quiet_to", "8:00"), ("price", "120"), ("version", "0"),
    ]

    private func setUp(_ browser: Browser, _ change: [String: String] = [:]) async throws -> Browser.Answer {
        try await browser.post("/arman/messages/account", Self.account.map { ($0.0, change[$0.0] ?? $0.1) })
    }

    @Test(
        "an account is set up by the administrator, its key shown to nobody, and a half is refused with what was typed")
    func account() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let half = try await setUp(browser, ["quiet_to": "", "provider": ""])
            #expect(half.status == .unprocessableContent)
            #expect(!half.text.contains("the-secret-key"))
            let none = try await setUp(browser, ["key_of_account": ""])
            #expect(none.status == .unprocessableContent)
            let saved = try await setUp(browser)
            #expect(saved.status == .seeOther, "\(saved.text)")
            let page = try await browser.get("/arman/messages/account")
            #expect(page.status == .ok)
            #expect(!page.text.contains("the-secret-key"))
            // From the same form again: somebody was faster.
            let stale = try await setUp(browser)
            #expect(stale.status == .conflict)
            let known = try #require(try await world.arman.read { try PostAccountStore.find($0) })
            #expect(known.line == "3000123")
            #expect(known.quiet == QuietHours(from: 22 * 60, to: 8 * 60))
            #expect(world.arman.opened(known.secret, for: PostAccountStore.purpose) == "the-secret-key")
            #expect(world.pars.opened(known.secret, for: PostAccountStore.purpose) == nil)
            // Without another key the one that is there stays.
            _ = try await setUp(browser, ["version": "1", "key_of_account": "", "line": "3000999"])
            let later = try #require(try await world.arman.read { try PostAccountStore.find($0) })
            #expect(later.line == "3000999")
            #expect(later.secret == known.secret)
            let off = Self.account.filter { $0.0 != "on" && $0.0 != "version" && $0.0 != "key_of_account" }
            _ = try await browser.post("/arman/messages/account", off + [("version", "2"), ("key_of_account", "")])
            let changed = try await browser.get("/arman/messages/account")
            #expect(changed.text.contains("ارسال: روشن ← خاموش"))
        }
    }

    @Test("a test message goes the way of all, once, and the list and its file show what became of it")
    func trial() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let early = try await browser.post("/arman/messages/account/trial", [("number", "09121112233")])
            #expect(early.status == .unprocessableContent)
            _ = try await setUp(browser)
            let wrong = try await browser.post("/arman/messages/account/trial", [("number", "021")])
            #expect(wrong.status == .unprocessableContent)
            for _ in 0..<2 {
                let sent = try await browser.post(
                    "/arman/messages/account/trial", [("number", "۰۹۱۲ ۱۱۱ ۲۲۳۳"), ("key", "the-same-form")])
                #expect(sent.status == .seeOther)
            }
            let count = try await world.arman.read { try $0.value("SELECT count(*) FROM message", as: Int.self) }
            #expect(count == 1)
            let list = try await browser.get("/arman/messages")
            #expect(list.status == .ok)
            #expect(list.text.contains("پیام آزمایشی"))
            let file = try await browser.get("/arman/messages/export?format=csv")
            #expect(file.text.contains("09121112233"))
            let nobody = try await browser.get("/arman/messages?q=09120000000")
            #expect(nobody.text.contains("پیامی پیدا نشد"))
            let mails = try await browser.get("/arman/messages?channel=email")
            #expect(mails.text.contains("پیامی پیدا نشد"))
            #expect(try await browser.get("/arman/messages?channel=sms").text.contains("پیام آزمایشی"))
        }
    }

    @Test("those of one job or one person are found by its number or his name, and by nothing else")
    func sought() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            _ = try await setUp(browser)
            let jobs = [
                NewJobTests.form([:]),
                NewJobTests.form(["mobile": "09121112222", "name": "حسن رضایی", "serial": "FR-901"]),
            ]
            for job in jobs { #expect(try await browser.post("/arman/jobs", job).status == .seeOther) }
            for (typed, found) in [
                ("1405-000001", "مینا کاظمی"), ("۱۴۰۵۰۰۰۰۰۲", "حسن رضایی"), ("رضایی حسن", "حسن رضایی"),
                ("09121112222", "حسن رضایی"),
            ] {
                let list = try await browser.get(Address.of("/arman/messages", [("q", typed)])).text
                let other = found == "مینا کاظمی" ? "حسن رضایی" : "مینا کاظمی"
                #expect(list.contains(found) && !list.contains(other), "\(typed)")
            }
            let none = try await browser.get(Address.of("/arman/messages", [("q", "پرویز")])).text
            #expect(none.contains("پیامی پیدا نشد"))
        }
    }

    @Test("a text is looked at before it is saved, and its fields are those of its event")
    func template() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let path = "/arman/messages/templates/job_received"
            let (fa, en) = ("کار {number} ثبت شد.\r\n{company}", "Job {number} is in.")
            let preview = try await browser.post(
                path, [("body_fa", fa), ("body_en", en), ("on", "1"), ("version", "1"), ("preview", "1")])
            #expect(preview.status == .ok)
            #expect(preview.text.contains("کار \u{200E}1405-000123 ثبت شد.\nآرمان"))
            #expect(preview.text.contains("Job 1405-000123 is in."))
            let wrong = try await browser.post(path, [("body_fa", "{day}"), ("body_en", en), ("version", "1")])
            #expect(wrong.status == .unprocessableContent)
            let half = try await browser.post(path, [("body_fa", fa), ("body_en", ""), ("version", "1")])
            #expect(half.status == .unprocessableContent)
            let saved = try await browser.post(
                path, [("body_fa", fa), ("body_en", en), ("version", "1"), ("pattern", "received")])
            #expect(saved.status == .seeOther)
            let known = try await world.arman.read { tx in
                try MessageTemplateStore.all(tx).first { $0.event == .jobReceived }
            }
            #expect(known?.words.fa.text == "کار {number} ثبت شد.\n{company}")
            #expect(known?.words.en.text == en)
            #expect(known?.isOn == false)
            let stale = try await browser.post(path, [("body_fa", fa), ("body_en", en), ("version", "1")])
            #expect(stale.status == .conflict)
            let unknown = try await browser.get("/arman/messages/templates/no_such").status
            #expect(unknown == .notFound)
            let all = try await browser.get("/arman/messages/templates").status
            #expect(all == .ok)
        }
    }

    @Test("customer and job show what was written, a failed one is sent again, and goes with its customer's data")
    func again() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            _ = try await setUp(browser, ["quiet_from": "", "quiet_to": ""])
            let number = try await world.addJob()
            let (id, customer) = try await world.arman.write { tx -> (Int64, Int64) in
                _ = try tx.execute(
                    "UPDATE message SET state = 'failed', fault = 'permanent', fault_code = '411', due_at = NULL")
                let row = try tx.one("SELECT id, customer_id FROM message")
                return (try row("id"), try row("customer_id"))
            }
            for path in ["/arman/jobs/\(number)", "/arman/customers/\(customer)", "/arman/messages?tab=trouble"] {
                let page = try await browser.get(path)
                #expect(page.text.contains("/arman/messages/\(id)/again"), "\(path)")
            }
            let first = try await browser.post("/arman/messages/\(id)/again").status
            #expect(first == .seeOther)
            let second = try await browser.post("/arman/messages/\(id)/again").status
            #expect(second == .conflict)
            let row = try await world.arman.read { try $0.one("SELECT state, round, attempts FROM message") }
            let (state, round): (MessageState, Int) = (try row("state"), try row("round"))
            #expect(state == .waiting)
            #expect(round == 1)
        }
    }

    @Test("each deed of a job writes to whom it is about: the customer with his link, the dealer to whom it was put")
    func events() async throws {
        let world = try await World()
        try await world.arman.write { tx in
            var facts = PostAccountFacts(.kavenegar, key: "x")
            facts.origin = "https://kardan.example"
            try PostAccountStore.set(facts, version: 0, by: nil, in: world.arman, tx)
        }
        let number = try await world.addJob()
        let manager = try await world.person(.dealerManager)
        try await world.arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = 'D100'"))
            try JobStore.tell("job_offered", [job], to: dealer, but: nil, tx)
        }
        try await world.offerJob(number)
        try await world.browse(as: .dealerManager) { browser in
            let taken = try await browser.post(
                "/arman/jobs/\(number)/acceptance", [("version", try await world.version(of: number))])
            #expect(taken.status == .seeOther, "\(taken.text)")
            let version = try await world.version(of: number)
            let agreed = try await browser.post(
                "/arman/jobs/\(number)/appointment",
                [("day", "other"), ("on", "1405/09/03"), ("from", "9"), ("to", "12"), ("version", version)])
            #expect(agreed.status == .seeOther, "\(agreed.text)")
        }
        let rows = try await world.arman.read { tx in
            try tx.rows("SELECT event, person_id, body, ends_at FROM message ORDER BY id")
        }
        let events: [String] = try rows.map { try $0("event") }
        try #require(events == ["job_received", "job_offered", "job_accepted", "appointment_agreed"])
        #expect(try rows[1].optional("person_id") == manager)
        let found: String = try rows[2]("body")
        #expect(found.contains("به نمایندگی تهران سپرده شد"))
        let body: String = try rows[3]("body")
        #expect(body.contains("۱۴۰۵/۰۹/۰۳"))
        #expect(body.contains("۰۹:۰۰–۱۲:۰۰"))
        let end: Instant = try rows[3]("ends_at")
        #expect(world.arman.clock.dateTimeText(end) == "1405/09/03 09:00")
    }
}
