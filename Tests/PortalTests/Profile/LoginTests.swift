import Domain
import Testing
import Web

@testable import Gate
@testable import Ground

@Suite("A person's own account")
struct LoginTests {
    static let android =
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"

    @Test("shows its sessions with this one marked, and ends one without the others")
    func sessions() async throws {
        let world = try await World()
        try await world.serve { client in
            let phone = try await world.browser(client, as: .auditor)
            let office = try await world.browser(client, as: .auditor)
            let stranger = try await world.browser(client, as: .reception)
            let page = try await office.get("/account")
            #expect(page.text.matches(of: #/name="session"/#).count == 1)
            let id = String(try #require(page.text.firstMatch(of: #/name="session" value="([0-9a-f]{64})"/#)).1)
            #expect(id == Secrets.hash(try #require(phone.token)))
            _ = try await stranger.post("/account/sessions/removal", [("session", id)])
            let still = try await phone.get("/account")
            #expect(still.status == .ok)
            _ = try await office.post("/account/sessions/removal", [("session", id)])
            let gone = try await phone.get("/account")
            #expect(gone.status == .seeOther)
            let here = try await office.get("/account")
            #expect(here.status == .ok)
        }
    }

    @Test("signs out everywhere, here too, and nobody else")
    func everywhere() async throws {
        let world = try await World()
        try await world.serve { client in
            let phone = try await world.browser(client, as: .auditor)
            let office = try await world.browser(client, as: .auditor)
            let other = try await world.browser(client, as: .reception)
            let answer = try await office.post("/account/sessions/removal")
            #expect(answer.location == "/sign-in")
            for browser in [phone, office] {
                let page = try await browser.get("/account")
                #expect(page.status == .seeOther)
            }
            let untouched = try await other.get("/account")
            #expect(untouched.status == .ok)
        }
    }

    @Test("changes its password with the old one; other sessions end, this one stays")
    func password() async throws {
        let world = try await World()
        let new = "another good one"
        try await world.serve { client in
            let phone = try await world.browser(client, as: .auditor)
            let office = try await world.browser(client, as: .auditor)
            let wrong = try await office.post(
                "/account/password", [("old", "not the password"), ("password", new), ("again", new)])
            #expect(wrong.status == .unprocessableContent)
            let differs = try await office.post(
                "/account/password", [("old", World.password), ("password", new), ("again", "another")])
            #expect(differs.status == .unprocessableContent)
            let done = try await office.post(
                "/account/password", [("old", World.password), ("password", new), ("again", new)])
            #expect(done.location == "/account")
            let ended = try await phone.get("/account")
            #expect(ended.status == .seeOther)
            let stays = try await office.get("/account")
            #expect(stays.status == .ok)
            let old = try await world.guest(client).signIn(World.mobile(.auditor))
            #expect(old.status == .unprocessableContent)
            let signedIn = try await world.guest(client).signIn(World.mobile(.auditor), new)
            #expect(signedIn.status == .seeOther)
        }
    }

    @Test("whoever holds its session cannot try passwords without end")
    func guessing() async throws {
        let world = try await World()
        try await world.browse(as: .auditor) { browser in
            for _ in 1...5 {
                _ = try await browser.post(
                    "/account/password",
                    [("old", "guess"), ("password", "three blue rivers"), ("again", "three blue rivers")])
            }
            let right = try await browser.post(
                "/account/password",
                [("old", World.password), ("password", "three blue rivers"), ("again", "three blue rivers")])
            #expect(right.status == .unprocessableContent)
        }
    }

    @Test("a forgotten password is chosen anew by the operator's link: once, within an hour, ending every session")
    func reset() async throws {
        let world = try await World()
        let offer = OfferPasswordReset(portal: world.portal)
        let mobile = try MobileNumber(World.mobile(.auditor))
        let new = "another good one"
        try await world.serve { client in
            let office = try await world.browser(client, as: .auditor)
            let guest = try await world.guest(client)
            let replaced = try await offer.run(mobile)
            let late = try await offer.run(mobile)
            let gone = try await guest.get(replaced)
            #expect(gone.status == .notFound)
            world.time.move(seconds: PasswordResetStore.lifetime)
            let tooLate = try await guest.get(late)
            #expect(tooLate.status == .notFound)
            let path = try await offer.run(mobile)
            let page = try await guest.get(path)
            #expect(page.status == .ok)
            let done = try await guest.post(path, [("password", new), ("again", new)])
            #expect(done.location == "/sign-in")
            let again = try await guest.post(path, [("password", "yet another one"), ("again", "yet another one")])
            #expect(again.status == .notFound)
            let ended = try await office.get("/account")
            #expect(ended.status == .seeOther)
            let signedIn = try await guest.signIn(mobile.local, new)
            #expect(signedIn.status == .seeOther)
        }
    }

    @Test("of several companies: the person chooses after sign-in, and sees in each what he is there")
    func switching() async throws {
        let world = try await World()
        try await world.joinPars(.administrator)
        try await world.browse(as: .administrator) { browser in
            let choice = try await browser.get("/companies")
            #expect(choice.text.contains("href=\"/arman\"") && choice.text.contains("href=\"/pars\""))
            let invite = "action=\"/pars/people/invitations\""
            let pars = try await browser.get("/pars/people")
            #expect(pars.status == .ok && !pars.text.contains(invite) && pars.text.contains("href=\"/companies\""))
            let denied = try await browser.post("/pars/people/invitations")
            #expect(denied.status == .forbidden)
            let arman = try await browser.get("/arman/people")
            #expect(arman.text.contains("action=\"/arman/people/invitations\""))
        }
    }

    @Test(
        "names a device in words",
        arguments: [
            (android, "Chrome on Android"),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox on Windows"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1",
                "Safari on iPhone"
            ),
            ("curl/8.5", "Unknown device"), ("", "Unknown device"),
        ])
    func device(_ text: String, _ name: String) throws {
        let words = try Words.load(from: World.root("Templates/words"))
        #expect(DeviceName.of(text, words[.en]!) == name)
    }
}
