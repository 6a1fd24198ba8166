import Database
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Ground
@testable import Work

@Suite("What a customer says by a link")
struct JobAnswerTests {
    /// Makes a link of this purpose on the job's page; its path.
    private func link(_ purpose: String, to job: String, _ browser: Browser) async throws -> String {
        let made = try await browser.post("/arman/jobs/\(job)/link", [("purpose", purpose)])
        #expect(made.status == .seeOther, "\(made.text.suffix(1000))")
        let page = try await browser.get("/arman/jobs/\(job)").text
        let match = try #require(page.firstMatch(of: try! Regex("/arman/front/\(purpose)/[0-9a-f]{40}")))
        return String(page[match.range])
    }

    private func done(_ world: World) async throws -> String {
        let job = try await world.addJob()
        try await world.giveJob(job)
        _ = try await world.finishJob(job)
        return job
    }

    @Test("the work is rated once, by the link of that purpose alone, and the office reads it on the job")
    func rate() async throws {
        let world = try await World()
        try await world.addTariff()
        let job = try await done(world)
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let path = try await link("rate", to: job, reception)
            let stranger = Browser(client)
            let page = try await stranger.get(path)
            #expect(page.status == .ok && page.text.contains("کار ما چگونه بود") && !page.text.contains("زهرا"))
            for purpose in ["track", "confirm"] {
                let other = try await stranger.get(path.replacing("/rate/", with: "/\(purpose)/"))
                #expect(other.status == .notFound)
            }
            let none = try await stranger.post(path, [("stars", ""), ("text", "چیزی")])
            #expect(none.status == .unprocessableContent && none.text.contains("چیزی"))
            let sent = try await stranger.post(path, [("stars", "2"), ("text", "دیر آمدند")])
            #expect(sent.location == path)
            let again = try await stranger.post(path, [("stars", "5"), ("text", "")])
            #expect(again.location == path)
            let after = try await stranger.get(path).text
            #expect(after.contains("۲ از ۵") && after.contains("دیر آمدند") && !after.contains("name=\"stars\""))
            let shown = try await reception.get("/arman/jobs/\(job)").text
            #expect(shown.contains("۲ از ۵") && shown.contains("دیر آمدند"))
            _ = try await reception.post("/arman/jobs/\(job)/link/revocation", [("purpose", "rate")])
            let over = try await stranger.get(path)
            #expect(over.status == .notFound)
            let late = try await stranger.post(path, [("stars", "5")])
            #expect(late.status == .notFound)
        }
        #expect(try await world.number("SELECT stars FROM job_rating") == 2)
    }

    @Test("a visit is confirmed with its time, once; a job that nobody visited is asked nothing")
    func confirm() async throws {
        let world = try await World()
        try await world.addTariff()
        let open = try await world.addJob()
        let job = try await done(world)
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            for purpose in ["rate", "confirm", "approve"] {
                let refused = try await reception.post("/arman/jobs/\(open)/link", [("purpose", purpose)])
                #expect(refused.status == .notFound || refused.status == .badRequest, "\(purpose)")
            }
            let path = try await link("confirm", to: job, reception)
            let stranger = Browser(client)
            let page = try await stranger.get(path).text
            #expect(page.contains("۱۴۰۵/۰۹/۰۲") && page.contains("نمایندگی تهران"))
            for _ in 1...2 {
                let sent = try await stranger.post(path, [("visit", "1")])
                #expect(sent.location == path)
            }
            let after = try await stranger.get(path).text
            #expect(after.contains("تأیید شما در") && !after.contains("بله، مراجعه شد"))
            let shown = try await reception.get("/arman/jobs/\(job)").text
            #expect(shown.contains("مراجعه تأیید شد"))
            world.time.move(seconds: LinkPurpose.confirm.days * 86_400)
            let over = try await stranger.get(path)
            #expect(over.status == .notFound)
        }
        #expect(try await world.number("SELECT count(*) FROM visit_confirmation") == 1)
    }

    @Test("links of pars open nothing in arman, and a purpose is no page of another company")
    func strangers() async throws {
        let world = try await World()
        try await world.addTariff()
        let job = try await done(world)
        try await world.serve { client in
            let path = try await link("rate", to: job, try await world.browser(client, as: .reception))
            let stranger = Browser(client)
            for other in [
                path.replacing("/arman/", with: "/pars/"), path.replacing("/arman/", with: "/nobody/"), path + "0",
            ] {
                let answer = try await stranger.get(other)
                #expect(answer.status == .notFound)
            }
        }
    }

    @Test("whoever knows all that the company keeps of a link cannot make it, and no other link opens it")
    func guessing() async throws {
        let world = try await World()
        try await world.addTariff()
        let (job, other) = (try await done(world), try await done(world))
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let rating = try await link("rate", to: job, reception)
            let confirming = try await link("confirm", to: job, reception)
            _ = try await link("rate", to: other, reception)
            let stored: [String] = try await world.arman.read {
                try $0.rows("SELECT salt, digest FROM job_link").flatMap { [try $0("salt"), try $0("digest")] }
            }
            let token = String(rating.suffix(40))
            let guesses =
                stored + stored.map { String($0.prefix(40)) } + [
                    String(confirming.suffix(40)), token.uppercased(), String(token.dropLast()), token + "0",
                    String(repeating: "0", count: 40), "%00", "' OR 1=1 --", String(repeating: "a", count: 4_000),
                ]
            let stranger = Browser(client)
            for guess in guesses {
                let path = "/arman/front/rate/\(guess.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!)"
                let page = try await stranger.get(path)
                let sent = try await stranger.post(path, [("stars", "1")])
                #expect([page.status, sent.status].allSatisfy { $0 == .notFound || $0 == .badRequest }, "\(guess)")
            }
        }
        #expect(try await world.number("SELECT count(*) FROM job_rating") == 0)
    }

    @Test("nothing is said by a link at its end, in another company or without the page's own token")
    func late() async throws {
        let world = try await World()
        try await world.addTariff()
        let job = try await done(world)
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let rating = try await link("rate", to: job, reception)
            let confirming = try await link("confirm", to: job, reception)
            let stranger = Browser(client)
            _ = try await stranger.get(rating)
            let said: [(String, [(String, String)])] = [(rating, [("stars", "1")]), (confirming, [("visit", "1")])]
            for (path, form) in said {
                for company in ["pars", "nobody"] {
                    let sent = try await stranger.post(path.replacing("/arman/", with: "/\(company)/"), form)
                    #expect(sent.status == .notFound, "\(company)")
                }
                let forged = try await stranger.post(path, form + [("csrf", "x")])
                #expect(forged.status == .forbidden || forged.status == .badRequest, "\(forged.status)")
                let looked = try await stranger.send(path, .head)
                #expect(looked.status != .seeOther)
            }
            world.time.move(seconds: LinkPurpose.rate.days * 86_400)
            for (path, form) in said {
                let sent = try await stranger.post(path, form)
                #expect(sent.status == .notFound)
            }
        }
        #expect(try await world.number("SELECT count(*) FROM job_rating") == 0)
        #expect(try await world.number("SELECT count(*) FROM visit_confirmation") == 0)
    }

    @Test("whoever presses twice at once, or comes back with an old page, says it once")
    func twice() async throws {
        let world = try await World()
        try await world.addTariff()
        let job = try await done(world)
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let rating = try await link("rate", to: job, reception)
            let confirming = try await link("confirm", to: job, reception)
            // Each at a browser of his own: two who fetch their first page with one cookie jar get two keys, of which one is lost.
            let answers = try await withThrowingTaskGroup(of: Browser.Answer.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        let browser = Browser(client)
                        _ = try await browser.get(rating)
                        return try await browser.post(rating, [("stars", String(number % 5 + 1))])
                    }
                    group.addTask {
                        let browser = Browser(client)
                        _ = try await browser.get(confirming)
                        return try await browser.post(confirming, [("visit", "1")])
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.map(\.status) == Array(repeating: .seeOther, count: 12))
        }
        #expect(try await world.number("SELECT count(*) FROM job_rating") == 1)
        #expect(try await world.number("SELECT count(*) FROM visit_confirmation") == 1)
        #expect(try await world.number("SELECT count(*) FROM event WHERE kind IN ('rated', 'confirmed')") == 2)
    }

    @Test("a visit that was written down while the customer read of another is not confirmed by him")
    func other() async throws {
        let world = try await World()
        try await world.addTariff()
        let job = try await done(world)
        try await world.serve { client in
            let path = try await link("confirm", to: job, try await world.browser(client, as: .reception))
            let stranger = Browser(client)
            let page = try await stranger.get(path).text
            #expect(page.contains("name=\"visit\" value=\"1\""))
            _ = try await world.arman.write { tx in
                try tx.execute(
                    """
                    INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes, km_tenths,
                                       symptom, remedy, customer_labour, customer_parts, note)
                    SELECT job_id, dealer_id, made_by, made_at, visited_at, visited_on + 9, outcome, minutes, km_tenths,
                           symptom, remedy, customer_labour, customer_parts, note FROM visit
                    """)
            }
            for visit in ["1", "", "0", "3", "-1"] {
                let sent = try await stranger.post(path, [("visit", visit)])
                #expect(sent.status == .conflict && sent.text.contains("دوباره مراجعه شده"), "\(visit)")
            }
            #expect(try await world.number("SELECT count(*) FROM visit_confirmation") == 0)
            let sent = try await stranger.post(path, [("visit", "2")])
            #expect(sent.location == path)
        }
        #expect(try await world.number("SELECT count(*) FROM visit_confirmation") == 1)
    }

    @Test("what was said leaves with the customer's data, and its words are never markup")
    func erased() async throws {
        let world = try await World()
        try await world.addTariff()
        let job = try await done(world)
        let customer = try await world.number("SELECT customer_id FROM job WHERE number = \(job)")
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let path = try await link("rate", to: job, reception)
            let stranger = Browser(client)
            _ = try await stranger.get(path)
            let long = try await stranger.post(path, [("stars", "5"), ("text", String(repeating: "ب", count: 501))])
            #expect(long.status == .unprocessableContent)
            _ = try await stranger.post(path, [("stars", "1"), ("text", "<script>alert(1)</script> زهرا")])
            for page in [try await stranger.get(path).text, try await reception.get("/arman/jobs/\(job)").text] {
                #expect(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert"))
            }
            let administrator = try await world.browser(client, as: .administrator)
            let done = try await administrator.post("/arman/customers/\(customer)/erasure", [("sure", "yes")])
            #expect(done.status == .seeOther, "\(done.text.suffix(1500))")
            let after = try await stranger.get(path)
            #expect(after.status == .notFound)
        }
        let texts: [String] = try await world.arman.read { try $0.list("SELECT text FROM job_rating") }
        #expect(texts == [""])
    }

    @Test("what was said stays his who said it, though the job turns out to be another's")
    func corrected() async throws {
        let world = try await World()
        try await world.addTariff()
        let job = try await done(world)
        _ = try await world.addJob(mobile: "09351234567", serial: "N9")
        let ids: [Int64] = try await world.arman.read { try $0.list("SELECT id FROM customer ORDER BY id") }
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let path = try await link("rate", to: job, reception)
            let customer = Browser(client)
            _ = try await customer.get(path)
            let said = try await customer.post(path, [("stars", "2"), ("text", "دیر آمدند")])
            #expect(said.status == .seeOther)
            let serial: String = try await world.arman.read {
                try $0.value("SELECT u.serial FROM unit u JOIN job j ON j.unit_id = u.id WHERE j.number = \(job)")!
            }
            let manager = try await world.browser(client, as: .serviceManager)
            let corrected = try await manager.post(
                "/arman/jobs/\(job)/correction",
                [
                    ("service", "repair"), ("city", "تهران"), ("province", ""), ("address", "خیابان آزادی، پلاک ۱۲"),
                    ("mobile", "09351234567"), ("serial", serial), ("model", ""), ("reason", "اشتباه شنیده شد"),
                    ("version", try await world.version(of: job)),
                ])
            #expect(corrected.status == .seeOther, "\(corrected.text.suffix(2000))")
            #expect(try await world.number("SELECT customer_id FROM job WHERE number = \(job)") == Int(ids[1]))
            let administrator = try await world.browser(client, as: .administrator)
            let his = try await administrator.get("/arman/customers/\(ids[0])/data").text
            let other = try await administrator.get("/arman/customers/\(ids[1])/data").text
            #expect(his.contains("دیر آمدند") && !other.contains("دیر آمدند"))
        }
    }
}
