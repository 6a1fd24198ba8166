import Domain
import HummingbirdTesting
import Testing

@testable import Ground
@testable import Work

@Suite("Tracking a job without sign-in")
struct TrackingTests {
    /// Makes a link on the job's page; its path.
    private func link(to job: String, _ browser: Browser) async throws -> String {
        let made = try await browser.post("/arman/jobs/\(job)/link")
        #expect(made.status == .seeOther)
        let page = try await browser.get("/arman/jobs/\(job)").text
        let match = try #require(page.firstMatch(of: #/(/arman/front/track/[0-9a-f]{40})"/#), "\(page)")
        return String(match.1)
    }

    @Test("the link shows how far its job is, who comes and whom to call, and nothing else of it")
    func shown() async throws {
        let world = try await World()
        let job = try await world.addJob(serial: "SECRET-77")
        _ = try await world.addJob(mobile: "09121112299")
        try await world.arman.write { try SettingStore.set("company_phones", "021-88776655، 09121110000", $0) }
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let path = try await link(to: job, reception)
            let stranger = Browser(client)
            let first = try await stranger.get(path)
            #expect(first.status == .ok && first.text.contains("درخواست ثبت شد") && first.text.contains(job))
            #expect(first.text.contains("tel:02188776655") && first.text.contains("tel:09121110000"))
            #expect(!first.text.contains("نمایندگی تهران"))
            try await world.giveJob(job)
            let given = try await stranger.get(path).text
            #expect(given.contains("نمایندگی تهران") && given.contains("به نماینده سپرده شد"))
            for secret in ["SECRET-77", "آزادی", "زهرا", "1112233", "۱۱۱ ۲۲۳۳", "سرد نمی‌کند", "+98912"] {
                #expect(!given.contains(secret), "\(secret)")
            }
            stranger.plant("kardan_language", "en")
            let english = try await stranger.get(path)
            #expect(english.text.contains("Given to a service dealer") && english.bytes.count < 20_000)
            #expect(given.utf8.count < 20_000)
        }
    }

    @Test("its answer goes into no cache, to no other site and into no search")
    func headers() async throws {
        let world = try await World()
        let job = try await world.addJob()
        try await world.serve { client in
            let path = try await link(to: job, try await world.browser(client, as: .reception))
            for path in [path, "/arman/front/track/none"] {
                let headers = try await Browser(client).get(path).headers
                #expect(headers[.cacheControl] == "no-store" && headers[.referrerPolicy] == "no-referrer")
                #expect(headers[.robots] == "noindex, nofollow")
            }
        }
    }

    @Test("wrong, taken back, at its end, of another company or of none: one answer, and nothing of the link is stored")
    func over() async throws {
        let world = try await World()
        let job = try await world.addJob()
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let path = try await link(to: job, reception)
            let token = String(path.split(separator: "/").last!)
            let rows = try await world.arman.read { try $0.rows("SELECT * FROM job_link").map { "\($0.fields)" } }
            #expect(!"\(rows)".contains(token))
            let stranger = Browser(client)
            func body(_ path: String) async throws -> String {
                let answer = try await stranger.get(path)
                #expect(answer.status == .notFound, "\(path)")
                let masked = answer.text.replacing(#/name="(csrf|key)" value="[^"]*"/#, with: "")
                return masked.replacing(#/value="\/[^"]*"/#, with: "")
            }
            let wrong = try await body("/arman/front/track/\(String(token.reversed()))")
            for other in ["/pars/front/track/\(token)", "/nobody/front/track/\(token)", "\(path)0"] {
                let text = try await body(other)
                #expect(text == wrong, "\(other)")
            }
            let revoked = try await reception.post("/arman/jobs/\(job)/link/revocation")
            #expect(revoked.status == .seeOther)
            let taken = try await body(path)
            #expect(taken == wrong)
            let again = try await link(to: job, reception)
            #expect(again != path)
            world.time.move(seconds: LinkPurpose.track.days * 86_400)
            let ended = try await body(again)
            #expect(ended == wrong)
        }
    }

    @Test("a job has one link at a time; who may not make one sees none")
    func once() async throws {
        let world = try await World()
        let job = try await world.addJob()
        try await world.giveJob(job)
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let path = try await link(to: job, reception)
            let second = try await reception.post("/arman/jobs/\(job)/link")
            #expect(second.status == .conflict)
            for role in [Role.auditor, .dealerManager] {
                let browser = try await world.browser(client, as: role)
                let page = try await browser.get("/arman/jobs/\(job)").text
                #expect(!page.contains(path))
                let denied = try await browser.post("/arman/jobs/\(job)/link/revocation")
                #expect(denied.status == .forbidden)
            }
            let none = try await reception.post("/arman/jobs/1405-999999/link")
            #expect(none.status == .notFound)
        }
    }
}
