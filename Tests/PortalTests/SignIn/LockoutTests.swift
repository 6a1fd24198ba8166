import Domain
import Testing

@testable import Ground

@Suite("Five wrong passwords")
struct LockoutTests {
    @Test("lock a number for fifteen minutes, whether an account has it or not")
    func lock() async throws {
        let world = try await World()
        try await world.serve { client in
            var seen: [[String]] = []
            for mobile in [World.mobile(.dispatcher), "09390000000"] {
                let browser = try await world.guest(client)
                var answers: [String] = []
                for _ in 1...6 {
                    let wrong = try await browser.signIn(mobile, "not the password")
                    #expect(wrong.status == .unprocessableContent)
                    answers.append(
                        wrong.text.replacing(mobile, with: "MOBILE").replacing(
                            #/value="[A-Za-z0-9_-]{43,}"/#, with: "TOKEN"))
                }
                let right = try await browser.signIn(mobile)
                #expect(right.status == .unprocessableContent)
                #expect(Set(answers).count == 1)
                seen.append(answers)
            }
            #expect(seen[0] == seen[1])
            world.time.move(seconds: FailureStore.lockSeconds)
            let later = try await world.guest(client).signIn(World.mobile(.dispatcher))
            #expect(later.status == .seeOther)
        }
    }

    @Test("four and a right one lock nothing, and the count starts anew")
    func four() async throws {
        let world = try await World()
        try await world.serve { client in
            let browser = try await world.guest(client)
            for _ in 1...2 {
                for _ in 1...4 { _ = try await browser.signIn(World.mobile(.auditor), "not the password") }
                let right = try await world.guest(client).signIn(World.mobile(.auditor))
                #expect(right.status == .seeOther)
            }
        }
    }
}

@Suite("The form at /sign-in")
struct SignInFormTests {
    @Test(
        "takes a mobile number in any digits and any of the usual ways to write it",
        arguments: [
            "09121000103", "۰۹۱۲۱۰۰۰۱۰۳", "٠٩١٢١٠٠٠١٠٣", "9121000103", "+989121000103", "00989121000103",
            "989121000103",
            "0912 100 0103", "0912-100-0103", " ۰۹۱۲ ۱۰۰ ۰۱۰۳ ", "(0912) 100 01 03", "+۹۸ ۹۱۲ ۱۰۰ ۰۱۰۳",
        ])
    func mobile(_ typed: String) async throws {
        let world = try await World()
        try #require(World.mobile(.dispatcher) == "09121000103")
        try await world.serve { client in
            let answer = try await Browser(client).signIn(typed)
            #expect(answer.status == .seeOther)
        }
    }

    @Test("opens by a password in the digits of another keyboard")
    func digits() async throws {
        let world = try await World()
        try await world.serve { client in
            let answer = try await Browser(client).signIn(World.mobile(.auditor), "kardan-test-۱۴۰۵")
            #expect(answer.status == .seeOther)
        }
    }

    @Test("refuses what is no number beside its field and keeps it, but never the password")
    func refused() async throws {
        let world = try await World()
        try await world.serve { client in
            let browser = try await world.guest(client)
            let answer = try await browser.signIn("0912 12 <b>", "secret words")
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("0912 12 &lt;b&gt;"))
            #expect(!answer.text.contains("secret words"))
        }
    }

    @Test(
        "leads back to pages of ours only",
        arguments: [
            ("/arman/people?q=a", "/arman/people?q=a"), ("//evil.example", "/companies"),
            ("https://evil.example", "/companies"),
            ("/\\evil.example", "/companies"), ("/\t/evil.example", "/companies"), ("", "/companies"),
            ("/x\r\nSet-Cookie: a=b", "/companies"),
        ])
    func back(_ back: String, _ place: String) async throws {
        let world = try await World()
        try await world.serve { client in
            let browser = try await world.guest(client)
            let answer = try await browser.post(
                "/sign-in", [("mobile", World.mobile(.auditor)), ("password", World.password), ("back", back)])
            #expect(answer.location == place)
            let language = try await browser.post("/language", [("language", "en"), ("back", back)])
            #expect(language.location == (place == "/companies" ? "/" : place))
        }
    }

    @Test("is refused without its token, or with another person's")
    func forged() async throws {
        let world = try await World()
        try await world.serve { client in
            let other = try await world.browser(client, as: .auditor)
            for token in ["", "x", other.formToken] {
                let browser = try await world.guest(client)
                let answer = try await browser.post(
                    "/sign-in", [("mobile", World.mobile(.auditor)), ("password", World.password), ("csrf", token)])
                #expect(answer.status == .forbidden)
                let member = try await world.browser(client, as: .administrator)
                let invite = try await member.post("/arman/people/invitations", [("csrf", token)])
                #expect(invite.status == .forbidden)
                let out = try await member.post("/sign-out", [("csrf", token)])
                #expect(out.status == .forbidden)
            }
        }
    }
}
