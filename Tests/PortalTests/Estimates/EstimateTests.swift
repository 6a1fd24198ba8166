import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Ground
@testable import Work

@Suite("Estimates of a job's cost and their approval")
struct EstimateTests {
    private static let usual = [
        ("labour1-price", "2500000"), ("part1-text", "کمپرسور"), ("part1-quantity", "2"), ("part1-price", "10000000"),
        ("travel1-price", "500000"), ("note", "تا یک هفته"), ("valid", ""), ("after", "0"), ("parts", "4"),
    ]

    private func estimate(
        _ job: String, _ browser: Browser, _ change: [String: String] = [:]
    ) async throws -> Browser.Answer {
        let fields = Self.usual.map { ($0.0, change[$0.0] ?? $0.1) }
        return try await browser.post("/arman/jobs/\(job)/estimate", fields)
    }

    /// The path of the customer's link, as the office copies it.
    private func link(to job: String, _ browser: Browser) async throws -> String {
        let page = try await browser.get("/arman/jobs/\(job)").text
        let match = try #require(page.firstMatch(of: try Regex("/arman/front/approve/[0-9a-f]{40}")))
        return String(page[match.range])
    }

    private func waiting(_ world: World, _ job: String) async throws -> String? {
        try await world.arman.read { try $0.one("SELECT waiting FROM job WHERE number = \(job)").optional("waiting") }
    }

    @Test("the office writes an estimate, the job waits, and its customer approves it by his link alone")
    func approved() async throws {
        let world = try await World()
        let job = try await world.addJob()
        try await world.giveJob(job)
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let none = try await reception.get("/arman/jobs/\(job)/estimate/paper")
            #expect(none.location == "/arman/jobs/\(job)")
            let empty = try await reception.get("/arman/jobs/\(job)/estimate")
            #expect(empty.status == .ok && empty.text.contains("۱۴۰۵/۰۹/۰۹"))
            let made = try await estimate(job, reception)
            #expect(made.location?.hasPrefix("/arman/jobs/\(job)") == true, "\(made.text.suffix(1500))")
            #expect(try await waiting(world, job) == "approval")
            let shown = try await reception.get("/arman/jobs/\(job)").text
            #expect(shown.contains("۲۳٬۰۰۰٬۰۰۰") && shown.contains("کمپرسور") && shown.contains("در انتظار پاسخ مشتری"))
            let waits = try await reception.get("/arman/jobs?state=waits_approval").text
            #expect(waits.contains(job) && waits.contains("در انتظار تأیید مشتری"))
            let parts = try await reception.get("/arman/jobs?state=waits_part").text
            #expect(!parts.contains("/jobs/\(job)"))
            #expect(shown.contains("/arman/jobs/\(job)/estimate/paper"))
            let paper = try await reception.get("/arman/jobs/\(job)/estimate/paper").text
            for text in [
                "آرمان", "زهرا کریمی", "کمپرسور", "۲۳٬۰۰۰٬۰۰۰", "بیست و سه میلیون ریال", "امضای مشتری", "تا یک هفته",
            ] {
                #expect(paper.contains(text), "\(text)")
            }
            let path = try await link(to: job, reception)
            let stranger = Browser(client)
            let page = try await stranger.get(path)
            #expect(page.status == .ok && page.text.contains("۲۳٬۰۰۰٬۰۰۰") && page.text.contains("تأیید می‌کنم"))
            #expect(!page.text.contains("زهرا") && !page.text.contains("آزادی"))
            for purpose in ["track", "rate", "confirm"] {
                let other = try await stranger.get(path.replacing("/approve/", with: "/\(purpose)/"))
                #expect(other.status == .notFound)
            }
            let said = try await stranger.post(path, [("revision", "1"), ("answer", "approve"), ("text", "")])
            #expect(said.location == path, "\(said.text.suffix(1500))")
            let late = try await stranger.post(path, [("revision", "1"), ("answer", "refuse"), ("text", "")])
            #expect(late.status == .conflict)
            let after = try await stranger.get(path).text
            #expect(after.contains("تأیید کردید") && !after.contains("name=\"answer\""))
            let known = try await reception.get("/arman/jobs/\(job)").text
            #expect(known.contains("مشتری برآورد را تأیید کرد") && known.contains("با پیوند مشتری"))
            let dealer = try await world.browser(client, as: .dealerManager)
            let his = try await dealer.get("/arman/jobs/\(job)").text
            #expect(his.contains("۲۳٬۰۰۰٬۰۰۰") && his.contains("تأییدشده"))
            let bell = try await dealer.get("/arman/bell").text
            #expect(bell.contains("برآورد دستور کار"))
            let auditor = try await world.browser(client, as: .auditor)
            let history = try await auditor.get("/arman/history").text
            #expect(history.contains("مشتری برآورد را تأیید کرد"))
            let manager = try await world.browser(client, as: .serviceManager)
            let file = try await manager.get("/arman/jobs/export?format=csv").text
            #expect(file.contains("23000000") && file.contains("تأییدشده"))
        }
        #expect(try await waiting(world, job) == nil)
        #expect(
            try await world.number("SELECT count(*) FROM estimate WHERE state = 'approved' AND voice = 'link'") == 1)
    }

    @Test("a dealer estimates what he has accepted, and writes down what was said to him: by whom it stays")
    func byDealer() async throws {
        let world = try await World()
        let (job, other) = (try await world.addJob(), try await world.addJob())
        try await world.giveJob(job)
        try await world.serve { client in
            let dealer = try await world.browser(client, as: .dealerManager)
            let hidden = try await estimate(other, dealer)
            #expect(hidden.status == .notFound)
            let made = try await estimate(job, dealer)
            #expect(made.status == .seeOther, "\(made.text.suffix(1500))")
            let strange = try await world.browser(client, as: .dealerManager, dealer: 2)
            let denied = try await estimate(job, strange)
            #expect(denied.status == .notFound)
            let path = "/arman/jobs/\(job)/estimate/answer"
            for bad in [("link", "approve"), ("phone", "yes"), ("", "approve")] {
                let refused = try await dealer.post(
                    path, [("revision", "1"), ("voice", bad.0), ("answer", bad.1), ("text", "گران")])
                #expect(refused.status == .unprocessableContent && refused.text.contains("گران"), "\(bad)")
            }
            let said = try await dealer.post(
                path, [("revision", "1"), ("voice", "in_person"), ("answer", "refuse"), ("text", "گران است")])
            #expect(said.status == .seeOther, "\(said.text.suffix(1500))")
            let reception = try await world.browser(client, as: .reception)
            let shown = try await reception.get("/arman/jobs/\(job)").text
            #expect(
                shown.contains("حضوری") && shown.contains("گران است") && shown.contains(Role.dealerManager.rawValue))
            let again = try await estimate(job, dealer, ["after": "1", "labour1-price": "2000000"])
            #expect(again.status == .seeOther, "\(again.text.suffix(1500))")
            let stale = try await estimate(job, dealer, ["after": "1"])
            #expect(stale.status == .conflict)
        }
        #expect(try await world.number("SELECT max(revision) FROM estimate") == 2)
        #expect(try await world.number("SELECT count(*) FROM estimate WHERE dealer_id IS NULL") == 0)
    }

    @Test("the next dealer neither reads what the one before has reckoned nor has it approved")
    func nextDealer() async throws {
        let world = try await World()
        let job = try await world.addJob()
        try await world.giveJob(job)
        try await world.serve { client in
            let before = try await world.browser(client, as: .dealerManager)
            let made = try await estimate(job, before, ["labour1-price": "7654321"])
            #expect(made.status == .seeOther, "\(made.text.suffix(1500))")
            let reception = try await world.browser(client, as: .reception)
            let link = try await link(to: job, reception)
            let taken = try await world.browser(client, as: .dispatcher).post(
                "/arman/jobs/\(job)/withdrawal",
                [("reason", "delay"), ("text", ""), ("version", try await world.version(of: job))])
            #expect(taken.status == .seeOther, "\(taken.text.suffix(1500))")
            try await world.giveJob(job, dealer: "D200")
            let next = try await world.browser(client, as: .dealerManager, dealer: 2)
            for page in ["", "/estimate", "/estimate/paper"] {
                let text = try await next.get("/arman/jobs/\(job)\(page)").text
                #expect(
                    !text.contains("7,654,321") && !text.contains("۷,۶۵۴,۳۲۱") && !text.contains("7654321"), "\(page)")
            }
            let answered = try await next.post(
                "/arman/jobs/\(job)/estimate/answer",
                [("revision", "1"), ("voice", "phone"), ("answer", "approve"), ("text", "")])
            #expect(answered.status == .conflict)
            let own = try await estimate(job, next)
            #expect(own.status == .seeOther, "\(own.text.suffix(1500))")
            let shown = try await reception.get(link).text
            #expect(!shown.contains("7,654,321") && !shown.contains("۷,۶۵۴,۳۲۱"))
        }
        let states = try await world.arman.read { tx in
            try tx.list("SELECT state FROM estimate ORDER BY revision", as: String.self)
        }
        #expect(states == ["withdrawn", "open"])
    }

    @Test(
        "a later revision takes the place of the one that waits, and a customer does not approve what he has not read")
    func revisions() async throws {
        let world = try await World()
        let job = try await world.addJob()
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            _ = try await estimate(job, reception)
            let path = try await link(to: job, reception)
            let stranger = Browser(client)
            _ = try await stranger.get(path)
            let form = try await reception.get("/arman/jobs/\(job)/estimate").text
            #expect(form.contains("کمپرسور") && form.contains("name=\"after\" value=\"1\""))
            _ = try await estimate(job, reception, ["after": "1", "part1-price": "12000000"])
            let old = try await stranger.post(path, [("revision", "1"), ("answer", "approve"), ("text", "")])
            #expect(old.status == .conflict && old.text.contains("۲۷٬۰۰۰٬۰۰۰"))
            #expect(try await world.number("SELECT count(*) FROM estimate WHERE state = 'approved'") == 0)
            let said = try await stranger.post(path, [("revision", "2"), ("answer", "approve"), ("text", "")])
            #expect(said.location == path)
            let shown = try await reception.get("/arman/jobs/\(job)").text
            #expect(shown.contains("با برآورد بعدی جایگزین شد") && shown.contains("۲۳٬۰۰۰٬۰۰۰"))
        }
    }

    @Test("its customer is written to with his link where the company sends messages, and of the newest revision alone")
    func told() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9")
        let job = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            _ = try await self.estimate(job, browser)
            _ = try await self.estimate(job, browser, ["after": "1"])
        }
        let bodies: [String] = try await world.arman.read {
            try $0.list("SELECT body FROM message WHERE event = 'estimate_to_approve' AND state = 'waiting'")
        }
        #expect(bodies.count == 1)
        #expect(bodies.allSatisfy { $0.contains("https://kardan.example/arman/front/approve/") })
        let secret = bodies.joined().contains(#/[0-9a-f]{40}/#)
        #expect(!secret, "a link stands in no row")
    }

    @Test("after its last day nobody approves it; taken back or of a job at its end it is nothing any more")
    func over() async throws {
        let world = try await World()
        let (job, second) = (try await world.addJob(), try await world.addJob())
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            _ = try await estimate(job, reception)
            _ = try await estimate(second, reception)
            let path = try await link(to: job, reception)
            let stranger = Browser(client)
            _ = try await stranger.get(path)
            world.time.move(seconds: 8 * 86_400)
            let page = try await stranger.get(path).text
            #expect(page.contains("اعتبار این برآورد گذشته است") && !page.contains("name=\"answer\""))
            let late = try await stranger.post(path, [("revision", "1"), ("answer", "approve"), ("text", "")])
            #expect(late.status == .conflict)
            let desk = try await world.browser(client, as: .reception)
            let back = try await desk.post("/arman/jobs/\(job)/estimate/withdrawal", [("revision", "1")])
            #expect(back.status == .seeOther)
            let twice = try await desk.post("/arman/jobs/\(job)/estimate/withdrawal", [("revision", "1")])
            #expect(twice.status == .conflict)
            #expect(try await waiting(world, job) == nil)
            let cancelled = try await desk.post(
                "/arman/jobs/\(second)/cancellation",
                [("version", try await world.version(of: second)), ("reason", "other"), ("text", "منصرف شد")])
            #expect(cancelled.status == .seeOther, "\(cancelled.text.suffix(1500))")
            let ended = try await estimate(second, desk, ["after": "1"])
            #expect(ended.status == .unprocessableContent && ended.text.contains("به پایان رسیده"))
        }
        #expect(try await waiting(world, second) == nil)
        #expect(try await world.number("SELECT count(*) FROM estimate WHERE state = 'withdrawn'") == 2)
    }

    @Test(
        "what cannot be an estimate comes back as it was typed",
        arguments: [
            ["labour1-price": "", "part1-text": "", "part1-price": "", "part1-quantity": "", "travel1-price": ""],
            ["part1-text": ""], ["part1-price": ""], ["part1-quantity": "0"], ["labour1-price": "-5"],
            ["labour1-price": "یک"], ["valid": "1405/08/30"], ["valid": "1405/13/01"],
            ["note": String(repeating: "ب", count: 501)],
        ])
    func refused(change: [String: String]) async throws {
        let world = try await World()
        let job = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            let refused = try await self.estimate(job, browser, change)
            #expect(refused.status == .unprocessableContent, "\(change)")
            #expect(refused.text.contains("role=\"alert\"") || refused.text.contains("class=\"errors\""))
            let odd = try await self.estimate(job, browser, ["after": "x"])
            #expect(odd.status == .badRequest)
        }
        #expect(try await world.number("SELECT count(*) FROM estimate") == 0)
    }

    @Test("it goes with its customer: to whom he turns out to be, and out of the rows where he is taken out")
    func erased() async throws {
        let world = try await World()
        let job = try await world.addJob()
        let customer = try await world.number("SELECT customer_id FROM job WHERE number = \(job)")
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            _ = try await estimate(job, reception, ["note": "زهرا کریمی، خیابان آزادی، پلاک ۱۲"])
            let path = try await link(to: job, reception)
            let stranger = Browser(client)
            _ = try await stranger.get(path)
            _ = try await stranger.post(path, [("revision", "1"), ("answer", "refuse"), ("text", "<b>گران</b> است")])
            let page = try await reception.get("/arman/jobs/\(job)").text
            #expect(page.contains("&lt;b&gt;گران") && !page.contains("<b>گران"))
            let administrator = try await world.browser(client, as: .administrator)
            let data = try await administrator.get("/arman/customers/\(customer)/data").text
            #expect(data.contains("گران"))
            _ = try await administrator.post(
                "/arman/jobs/\(job)/cancellation",
                [("version", try await world.version(of: job)), ("reason", "other"), ("text", "منصرف شد")])
            let gone = try await administrator.post("/arman/customers/\(customer)/erasure", [("sure", "yes")])
            #expect(gone.status == .seeOther, "\(gone.text.suffix(1500))")
        }
        let texts: [String] = try await world.arman.read {
            try $0.rows("SELECT note, answer FROM estimate").flatMap { [try $0("note"), try $0("answer")] }
        }
        #expect(!texts.joined().contains("زهرا") && !texts.joined().contains("گران"))
    }
}
