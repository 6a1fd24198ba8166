import Database
import Domain
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
                let sent = try await stranger.post(path)
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
}
