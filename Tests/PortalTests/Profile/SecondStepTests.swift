import Domain
import Foundation
import HummingbirdTesting
import Testing
import Web

@testable import Gate
@testable import Ground

@Suite("A code of a telephone")
struct OneTimeSecretTests {
    /// RFC 6238, appendix B, SHA-1: eight digits of the secret `12345678901234567890`.
    @Test(
        "is the one of RFC 6238",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ])
    func vectors(_ seconds: Int64, _ code: String) {
        let secret = OneTimeSecret(Array("12345678901234567890".utf8))
        #expect(secret.code(of: seconds / 30, digits: 8) == code)
        let now = Instant(seconds: seconds)
        #expect(secret.step(of: String(code.suffix(6)), at: now) == seconds / 30)
        #expect(secret.step(of: String(code.suffix(6)), at: now.adding(seconds: 60)) == nil)
        #expect(secret.step(of: "", at: now) == nil && secret.step(of: "94287082", at: now) == nil)
    }

    @Test("is drawn as a picture of dark squares within its rim")
    func picture() throws {
        let picture = try #require(QRCode(OneTimeSecret.draw().link(for: "09121000100")))
        #expect(picture.side >= 29 && picture.path.hasPrefix("M4 4h7v1h-7z"))
        #expect(QRCode(String(repeating: "x", count: 5_000)) == nil)
    }
}

@Suite("Two-step sign-in")
struct SecondStepTests {
    @Test("is set up by a code and the password, and from then on each sign-in asks for a code, in any digits")
    func setUp() async throws {
        let world = try await World()
        try await world.serve { client in
            let other = try await world.browser(client, as: .auditor)
            let browser = try await world.browser(client, as: .auditor)
            let (secret, codes) = try await browser.setUpSecondStep(world)
            #expect(codes.count == 10)
            let ended = try await other.get("/account")
            #expect(ended.status == .seeOther)
            world.time.move(seconds: 60)
            let guest = try await world.guest(client)
            let half = try await guest.signIn(World.mobile(.auditor))
            #expect(half.location == "/sign-in/code?back=%2Fcompanies")
            #expect(guest.token == nil)
            let page = try await guest.get("/sign-in/code?back=%2Farman")
            #expect(page.text.contains("autocomplete=\"one-time-code\"") && page.text.contains("inputmode=\"numeric\""))
            let wrong = try await guest.post("/sign-in/code", [("code", "000000"), ("back", "/arman")])
            #expect(wrong.status == .unprocessableContent)
            let right = try await guest.post(
                "/sign-in/code", [("code", Digits.persian(secret.now(world))), ("back", "/arman")])
            #expect(right.location == "/arman")
            let home = try await guest.get("/arman")
            #expect(home.isOpen)
            // Nothing is left of the half that the password had opened.
            let again = try await guest.post("/sign-in/code", [("code", codes[0])])
            #expect(again.location?.hasPrefix("/sign-in") == true)
        }
    }

    @Test("opens behind TLS too, where its cookies bear another name")
    func behindTLS() async throws {
        let world = try await World()
        try await world.serve(behind: Perimeter(isBehindTLS: true)) { client in
            let browser = try await world.browser(client, as: .auditor)
            let (secret, _) = try await browser.setUpSecondStep(world)
            world.time.move(seconds: 60)
            let guest = try await world.guest(client)
            _ = try await guest.signIn(World.mobile(.auditor))
            let page = try await guest.get("/sign-in/code")
            #expect(page.status == .ok)
            let right = try await guest.post("/sign-in/code", [("code", secret.now(world))])
            #expect(right.location == "/companies")
        }
    }

    @Test("takes each code once, one for recovery too")
    func once() async throws {
        let world = try await World()
        try await world.serve { client in
            let browser = try await world.browser(client, as: .auditor)
            let (secret, codes) = try await browser.setUpSecondStep(world)
            for (code, isRight) in [
                // The one that has set it up.
                (secret.now(world), false), (secret.now(world, steps: 1), true), (secret.now(world, steps: 1), false),
                (secret.now(world), false), (codes[3], true), (codes[3], false), (codes[4], true),
            ] {
                let guest = try await world.guest(client)
                _ = try await guest.signIn(World.mobile(.auditor))
                let answer = try await guest.post("/sign-in/code", [("code", code)])
                #expect((answer.status == .seeOther) == isRight, "\(code)")
            }
            let account = try await browser.get("/account")
            #expect(account.text.contains(Digits.persian("8")))
        }
    }

    @Test("gets other recovery codes for a code and the password; those from before are void, the telephone goes on")
    func renewal() async throws {
        let world = try await World()
        try await world.serve { client in
            let browser = try await world.browser(client, as: .auditor)
            let (secret, before) = try await browser.setUpSecondStep(world)
            let path = "/account/second-step/codes"
            world.time.move(seconds: 60)
            for fields in [
                [("code", secret.now(world))], [("password", World.password)],
                [("code", "000000"), ("password", World.password)],
                [("code", secret.now(world)), ("password", "wrong")],
            ] {
                let refused = try await browser.post(path, fields)
                #expect(refused.status == .unprocessableContent)
                #expect(!refused.text.contains("<code>"))
            }
            let sent = [("code", secret.now(world)), ("password", World.password)]
            let done = try await browser.post(path, sent)
            #expect(done.status == .ok && done.text.contains("کدهای بازیابی پیشین باطل شد"))
            let after = done.text.matches(of: #/<code>([0-9۰-۹-]+)<\/code>/#).map { String($0.1) }
            #expect(after.count == 10 && Set(after).isDisjoint(with: before))
            let again = try await browser.post(path, sent)
            #expect(again.status == .unprocessableContent, "a code opens once")
            for (code, isRight) in [(before[0], false), (after[0], true), (after[0], false)] {
                let guest = try await world.guest(client)
                _ = try await guest.signIn(World.mobile(.auditor))
                let answer = try await guest.post("/sign-in/code", [("code", code)])
                #expect((answer.status == .seeOther) == isRight, "\(code)")
            }
            let page = try await browser.get("/account/second-step").text
            #expect(page.contains(Digits.persian("9")))
            let other = try await world.browser(client, as: .dispatcher)
            let none = try await other.post(path, [("code", "123456"), ("password", World.password)])
            #expect(none.status == .unprocessableContent)
        }
    }

    @Test("locks the number after five wrong codes, however often the right password comes between")
    func lock() async throws {
        let world = try await World()
        try await world.serve { client in
            let browser = try await world.browser(client, as: .auditor)
            let (secret, _) = try await browser.setUpSecondStep(world)
            world.time.move(seconds: 60)
            for _ in 1...5 {
                let guest = try await world.guest(client)
                _ = try await guest.signIn(World.mobile(.auditor))
                let wrong = try await guest.post("/sign-in/code", [("code", "000000")])
                #expect(wrong.status == .unprocessableContent)
            }
            let guest = try await world.guest(client)
            let locked = try await guest.signIn(World.mobile(.auditor))
            #expect(locked.status == .unprocessableContent)
            world.time.move(seconds: FailureStore.lockSeconds)
            _ = try await guest.signIn(World.mobile(.auditor))
            let right = try await guest.post("/sign-in/code", [("code", secret.now(world))])
            #expect(right.status == .seeOther)
        }
    }

    @Test("is half of nothing: the password alone opens no page, and its half lasts ten minutes")
    func half() async throws {
        let world = try await World()
        try await world.serve { client in
            let browser = try await world.browser(client, as: .auditor)
            let (secret, _) = try await browser.setUpSecondStep(world)
            let guest = try await world.guest(client)
            _ = try await guest.signIn(World.mobile(.auditor))
            for path in ["/arman", "/account", "/companies"] {
                let page = try await guest.get(path)
                #expect(page.location?.hasPrefix("/sign-in?back=") == true, "\(path)")
            }
            world.time.move(seconds: HalfSignInStore.seconds)
            let late = try await guest.post("/sign-in/code", [("code", secret.now(world))])
            #expect(late.location?.hasPrefix("/sign-in?") == true)
        }
    }

    @Test("is ended by a code and the password together, and by neither alone")
    func end() async throws {
        let world = try await World()
        try await world.serve { client in
            let browser = try await world.browser(client, as: .auditor)
            let (secret, codes) = try await browser.setUpSecondStep(world)
            world.time.move(seconds: 60)
            for (code, password) in [(secret.now(world), "not the password"), ("000000", World.password), ("", "")] {
                let wrong = try await browser.post(
                    "/account/second-step/end", [("code", code), ("password", password)])
                #expect(wrong.status == .unprocessableContent)
            }
            let done = try await browser.post(
                "/account/second-step/end", [("code", codes[0]), ("password", World.password)])
            #expect(done.location == "/account")
            let guest = try await world.guest(client)
            let plain = try await guest.signIn(World.mobile(.auditor))
            #expect(plain.location == "/companies")
        }
    }

    @Test("lies in the directory so that nobody reads it there, and no recovery code either")
    func sealed() async throws {
        let world = try await World()
        try await world.browse(as: .auditor) { browser in
            let (secret, codes) = try await browser.setUpSecondStep(world)
            let directory = world.portal.companies.directory
            let stored = try await directory.read { try $0.list("SELECT secret FROM second_step", as: String.self) }
            #expect(stored.count == 1 && !stored[0].contains(secret.text))
            let account = try await world.person(.auditor)
            #expect(world.portal.opened(stored[0], of: account)?.bytes == secret.bytes)
            let other = try await world.person(.reception)
            #expect(world.portal.opened(stored[0], of: other) == nil)
            let hashes = try await directory.read {
                try $0.list("SELECT code_hash FROM recovery_code", as: String.self)
            }
            #expect(hashes.count == 10 && !hashes.contains { codes.contains($0) })
            let foreign = try world.portal.sealed(secret, of: other)
            let stolen = try await browser.post(
                "/account/second-step", [("sealed", foreign), ("code", "1"), ("password", "x")])
            #expect(stolen.status == .badRequest)
        }
    }

    @Test("is demanded by a company for a role: whoever has it is led to set it up before anything else")
    func demanded() async throws {
        let world = try await World()
        try await world.serve { client in
            let clerk = try await world.browser(client, as: .reception)
            let auditor = try await world.browser(client, as: .auditor)
            let admin = try await world.browser(client, as: .administrator)
            let saved = try await admin.post("/arman/people/second-step", [("role", "reception")])
            #expect(saved.status == .seeOther)
            let page = try await admin.get("/arman/people/second-step")
            #expect(page.text.contains("value=\"reception\" checked"))
            #expect(try await auditor.get("/arman").isOpen)
            for path in ["/arman", "/arman/jobs"] {
                let led = try await clerk.get(path)
                #expect(led.location?.hasPrefix("/account/second-step?back=") == true)
            }
            let deed = try await clerk.post("/arman/jobs")
            #expect(deed.location?.hasPrefix("/account/second-step?back=") == true)
            let (_, codes) = try await clerk.setUpSecondStep(world, backTo: "/arman/jobs")
            #expect(codes.count == 10)
            #expect(try await clerk.get("/arman/jobs").status == .ok)
        }
        let events = try await world.arman.read {
            try $0.list(
                "SELECT kind FROM event WHERE room = 'settings' AND value_after LIKE '%reception%'", as: String.self)
        }
        #expect(events == ["second_step"])
    }

    @Test("is taken away by an administrator from who works here alone, by nobody but the operator else")
    func removed() async throws {
        let world = try await World()
        try await world.joinPars(.reception)
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            for (role, isHereAlone) in [(Role.auditor, true), (.reception, false)] {
                let person = try await world.person(role)
                let browser = try await world.browser(client, as: role)
                _ = try await browser.setUpSecondStep(world)
                let answer = try await admin.post("/arman/people/\(person)/second-step")
                #expect(answer.status == (isHereAlone ? .seeOther : .unprocessableContent))
                let still = try await browser.get("/account")
                #expect((still.status == .ok) != isHereAlone)
                let guest = try await world.guest(client)
                let half = try await guest.signIn(World.mobile(role))
                #expect((half.location == "/companies") == isHereAlone)
                let told = try await world.events(of: person).contains { $0.kind == .secondStepRemoved }
                #expect(told == isHereAlone)
            }
            try await RemoveSecondStep(portal: world.portal).run(MobileNumber(World.mobile(.reception)))
            let plain = try await world.guest(client).signIn(World.mobile(.reception))
            #expect(plain.location == "/companies")
        }
    }
}

extension OneTimeSecret {
    /// What the telephone shows now, or so many half minutes later.
    func now(_ world: World, steps: Int64 = 0) -> String {
        code(of: world.time.now.seconds / OneTimeCode.period + steps)
    }
}

extension Browser {
    /// Sets the second step up as its page says. - Returns: what the telephone holds now, and the codes for recovery.
    func setUpSecondStep(_ world: World, backTo back: String = "/account") async throws -> (OneTimeSecret, [String]) {
        let page = try await get("/account/second-step?back=\(back.replacing("/", with: "%2F"))").text
        let sealed = String(try #require(page.firstMatch(of: #/name="sealed" value="([^"]+)"/#)).1)
            .replacing("&#43;", with: "+").replacing("&#x2B;", with: "+").replacing("&#61;", with: "=")
        let text = String(try #require(page.firstMatch(of: #/<code>([A-Z2-7]{32})<\/code>/#)).1)
        let secret = OneTimeSecret(Self.bytes(ofBase32: text))
        try #require(secret.text == text)
        let wrong = try await post(
            "/account/second-step", [("sealed", sealed), ("code", "000000"), ("password", World.password)])
        try #require(wrong.status == .unprocessableContent && wrong.text.contains(text))
        let done = try await post(
            "/account/second-step",
            [("sealed", sealed), ("code", secret.now(world)), ("password", World.password), ("back", back)])
        try #require(done.status == .ok, "\(done.text)")
        try #require(done.text.contains("href=\"\(back)\""))
        let codes = done.text.matches(of: #/<code>([0-9۰-۹-]+)<\/code>/#).map { String($0.1) }
        return (secret, codes)
    }

    private static func bytes(ofBase32 text: String) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = text.flatMap { letter in
            let value = letters.firstIndex(of: letter)!
            return (0..<5).map { value >> (4 - $0) & 1 }
        }
        return stride(from: 0, to: bits.count / 8 * 8, by: 8).map { start in
            UInt8((0..<8).reduce(0) { $0 << 1 | bits[start + $1] })
        }
    }
}
