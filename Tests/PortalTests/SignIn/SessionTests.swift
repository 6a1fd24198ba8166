import Domain
import Hummingbird
import HummingbirdTesting
import Testing
import Web

@testable import Ground
@testable import House

@Suite("A session")
struct SessionTests {
    @Test("is a fresh token at every sign-in; one that was put there before opens nothing")
    func fixation() async throws {
        let world = try await World()
        try await world.serve { client in
            let planted = Secrets.token()
            let browser = Browser(client)
            _ = try await browser.send("/sign-in", .get, headers: [.cookie: "\(CookieJar.session)=\(planted)"])
            let answer = try await browser.signIn(World.mobile(.auditor))
            #expect(answer.status == .seeOther)
            let first = try #require(browser.token)
            #expect(first != planted)
            _ = try await browser.post(
                "/sign-in", [("mobile", World.mobile(.dispatcher)), ("password", World.password)])
            let second = try #require(browser.token)
            #expect(second != first)
            let left = try await client.execute(
                uri: "/companies", method: .get, headers: [.cookie: "\(CookieJar.session)=\(first)"])
            #expect(left.headers[.location] == "/sign-in?back=%2Fcompanies")
        }
    }

    @Test("ends at sign-out, on the server too")
    func signOut() async throws {
        let world = try await World()
        try await world.browse(as: .auditor) { browser in
            let token = try #require(browser.token)
            let answer = try await browser.post("/sign-out")
            #expect(answer.location == "/sign-in")
            #expect(browser.token == nil)
            let again = try await browser.send("/companies", .get, headers: [.cookie: "\(CookieJar.session)=\(token)"])
            #expect(again.location == "/sign-in?back=%2Fcompanies")
        }
    }

    @Test("ends after thirty days without a visit, and lasts while it is used")
    func lifetime() async throws {
        let world = try await World()
        try await world.browse(as: .auditor) { browser in
            for _ in 1...3 {
                world.time.move(seconds: SessionRules.everyone.idle - 60)
                let visit = try await browser.get("/arman")
                #expect(visit.isOpen)
            }
            world.time.move(seconds: SessionRules.everyone.idle)
            let late = try await browser.get("/arman")
            #expect(late.location == "/sign-in?back=%2Farman")
        }
    }

    @Test("ends ninety days after the sign-in, however often it is used")
    func most() async throws {
        let world = try await World()
        try await world.browse(as: .auditor) { browser in
            for _ in 1...89 {
                world.time.move(seconds: 86_400)
                let visit = try await browser.get("/arman")
                #expect(visit.isOpen)
            }
            world.time.move(seconds: 86_400)
            let late = try await browser.get("/arman")
            #expect(late.location == "/sign-in?back=%2Farman")
        }
    }

    @Test("of whoever decides about money or people ends after twelve hours without a visit")
    func short() async throws {
        let world = try await World()
        try await world.serve { client in
            for role in [Role.administrator, .financeOfficer, .financeApprover] {
                let browser = try await world.browser(client, as: role)
                world.time.move(seconds: 43_000)
                let visit = try await browser.get("/arman")
                #expect(visit.isOpen)
                world.time.move(seconds: 43_200)
                let late = try await browser.get("/arman")
                #expect(late.location == "/sign-in?back=%2Farman", "\(role)")
            }
            let reader = try await world.browser(client, as: .reception)
            world.time.move(seconds: 86_400)
            let visit = try await reader.get("/arman")
            #expect(visit.isOpen)
        }
    }

    @Test("takes the pages that a browser keeps along when it ends by its person")
    func forgotten() async throws {
        let world = try await World()
        try await world.serve { client in
            for path in ["/sign-out", "/account/sessions/removal"] {
                let browser = try await world.browser(client, as: .auditor)
                let answer = try await browser.post(path)
                #expect(answer.headers[.init("Clear-Site-Data")!] == "\"cache\"", "\(path)")
            }
        }
    }

    @Test("has a cookie that no script reads, no other site sends, and behind TLS no plain line carries")
    func cookie() async throws {
        let world = try await World()
        let secure = try Portal(
            companies: world.portal.companies, perimeter: Perimeter(isBehindTLS: true), passwordCost: 16
        ) {
            world.time.now
        }
        for (portal, isSecure) in [(world.portal, false), (secure, true)] {
            try await Application(router: portal.makeRouter()).test(.router) { client in
                let browser = Browser(client)
                let guest = try await browser.get("/sign-in")
                let answer = try await browser.signIn(World.mobile(.auditor))
                let cookies = guest.headers[values: .setCookie] + answer.headers[values: .setCookie]
                let before = isSecure ? "__Host-" : ""
                #expect(
                    cookies.contains { $0.hasPrefix(before + CookieJar.session) }
                        && cookies.contains { $0.hasPrefix(before + CookieJar.guest) })
                for cookie in cookies {
                    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"))
                    #expect(cookie.contains("Secure") == isSecure)
                }
                #expect((answer.headers[.strictTransportSecurity] != nil) == isSecure)
            }
        }
    }

    @Test("every answer forbids foreign content, frames, guessing of types and caching", arguments: [true, false])
    func headers(_ isSignedIn: Bool) async throws {
        let world = try await World()
        try await world.serve { client in
            let browser =
                isSignedIn ? try await world.browser(client, as: .administrator) : try await world.guest(client)
            var answers: [Browser.Answer] = []
            for path in [
                "/", "/sign-in", "/health", "/companies", "/account", "/arman/people", "/nowhere", "/invitations/x",
            ] {
                answers.append(try await browser.get(path))
            }
            answers.append(try await browser.post("/sign-in", [("csrf", "")]))
            answers.append(try await browser.post("/sign-in", [("mobile", "1")]))
            answers.append(try await browser.post("/language", [("language", "xx")]))
            answers.append(try await browser.post("/language", [("language", String(repeating: "x", count: 300_000))]))
            #expect(Set(answers.map(\.status.code)).isSuperset(of: [200, 303, 400, 403, 404, 413, 422]))
            for answer in answers {
                let policy = answer.headers[.contentSecurityPolicy] ?? ""
                for part in ["default-src 'self'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"] {
                    #expect(policy.split(separator: ";").contains { $0.trimmingPrefix(" ") == part })
                }
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
                #expect(answer.headers[.cacheControl] == "no-store")
            }
        }
    }

    @Test("an error of ours is a page with the same headers, and says nothing of its cause")
    func ours() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            _ = try await world.arman.write { try $0.execute("ALTER TABLE person_event RENAME TO person_event_gone") }
            let person = try await world.person(.auditor)
            let answer = try await browser.get("/arman/people/\(person)")
            #expect(answer.status == .internalServerError)
            #expect(answer.headers[.contentSecurityPolicy] != nil && answer.headers[.cacheControl] == "no-store")
            #expect(!answer.text.contains("person_event"))
        }
    }
}
