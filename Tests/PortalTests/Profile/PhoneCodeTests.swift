import Database
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Gate
@testable import Ground
@testable import Post

@Suite("A code on the telephone")
struct PhoneCodeTests {
    /// Each company says how its dealers sign in; arman has an account with a provider.
    private func setRule(_ world: World, _ way: String, resets: Bool = false) async throws {
        try await world.browse(as: .administrator) { browser in
            let fields = [("way", way)] + (resets ? [("resets", "1")] : [])
            let saved = try await browser.post("/arman/people/codes", fields)
            #expect(saved.status == .seeOther, "\(saved.text.suffix(2000))")
        }
    }

    private func ask(
        _ browser: Browser, _ mobile: String, for purpose: String = "sign_in", _ world: World
    ) async throws -> Browser.Answer {
        _ = try await browser.get("/sign-in/phone?for=\(purpose)")
        let sent = try await browser.post(
            "/sign-in/phone", [("mobile", mobile), ("for", purpose), ("back", "/arman")])
        await world.portal.errands.settle()
        try await world.sendMessages()
        return sent
    }

    private func enter(_ browser: Browser, _ code: String) async throws -> Browser.Answer {
        try await browser.post("/sign-in/phone/code", [("code", code), ("back", "/arman")])
    }

    /// What the newest message holds; it stands in no row.
    private func code(_ fake: FakeProvider, _ world: World) async throws -> String {
        let text = try #require(fake.taken.last?.fields["message"])
        let code = String(try #require(text.firstMatch(of: #/[0-9]{6}/#)).output)
        let read: String? = try await world.arman.read { tx in
            try tx.value("SELECT body || ' ' || fields FROM message ORDER BY id DESC LIMIT 1")
        }
        #expect(read?.contains("…") == true && read?.contains(code) == false)
        return code
    }

    private static let wrong = "000000x"

    @Test("a dealer's person signs in by the six digits that came, in any digits, at night too, and each opens once")
    func signIn() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            // It is ten o'clock.
            try await world.usePost(address) { $0.quiet = QuietHours(from: 9 * 60, to: 12 * 60) }
            try await setRule(world, "both")
            try await world.serve { client in
                let guest = Browser(client)
                let page = try await guest.get("/sign-in")
                #expect(page.text.contains("/sign-in/phone"))
                let sent = try await ask(guest, World.mobile(.dealerManager), world)
                #expect(sent.location == "/sign-in/phone/code?for=sign_in&back=%2Farman")
                let code = try await code(fake, world)
                let wrong = try await enter(guest, Self.wrong)
                #expect(wrong.status == .unprocessableContent)
                let other = Browser(client)
                _ = try await other.get("/sign-in")
                let stolen = try await enter(other, code)
                #expect(stolen.status == .unprocessableContent)
                let right = try await enter(guest, Digits.persian(code))
                #expect(right.location == "/arman")
                let account = try await guest.get("/account")
                #expect(account.status == .ok)
                let history = try await world.history(of: World.mobile(.dealerManager))
                #expect(history.last == .codeIn)
                // By password too, and the code is spent.
                let again = try await world.browser(client, as: .dealerManager).get("/account").status
                #expect(again == .ok)
            }
            let left = try await world.portal.companies.directory.read {
                try $0.value("SELECT count(*) FROM sign_in_code", as: Int.self)
            }
            #expect(left == 0)
        }
    }

    @Test("after five tries or two minutes a code opens nothing")
    func over() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await setRule(world, "both")
            try await world.serve { client in
                let guest = Browser(client)
                _ = try await ask(guest, World.mobile(.dealerManager), world)
                for _ in 0..<PhoneCode.mostTries {
                    let wrong = try await enter(guest, Self.wrong).status
                    #expect(wrong == .unprocessableContent)
                }
                let tried = try await enter(guest, code(fake, world))
                #expect(tried.status == .unprocessableContent)
                _ = try await ask(guest, World.mobile(.dealerManager), world)
                let second = try await code(fake, world)
                world.time.move(seconds: PhoneCode.seconds)
                let late = try await enter(guest, second)
                #expect(late.status == .unprocessableContent)
            }
        }
    }

    @Test("who has no account, works in an office or in two companies is answered the same and gets nothing")
    func nobody() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await setRule(world, "both")
            try await world.browse(as: .administrator) { _ in }
            let both = try MobileNumber(World.mobile(.dealerTechnician))
            let dealer: ID<Dealer> = try await world.pars.read {
                try #require(try $0.value("SELECT min(id) FROM dealer"))
            }
            try await AddMember(portal: world.portal).run(
                company: world.pars, mobile: both, name: "دو شرکت", roles: [.dealerTechnician], dealer: dealer,
                password: World.password)
            try await world.serve { client in
                let known = try await ask(Browser(client), World.mobile(.dealerManager), world)
                #expect(fake.taken.count == 1)
                for mobile in ["09129998877", World.mobile(.financeApprover), both.local] {
                    let guest = Browser(client)
                    let sent = try await ask(guest, mobile, world)
                    #expect(sent.status == known.status && sent.location == known.location, "\(mobile)")
                    let entry = try await guest.get("/sign-in/phone/code")
                    #expect(entry.status == .ok)
                    let refused = try await enter(guest, "123456")
                    #expect(refused.status == .unprocessableContent)
                }
                #expect(fake.taken.count == 1)
                let none = try await ask(Browser(client), "021", world)
                #expect(none.status == .unprocessableContent)
            }
        }
    }

    @Test("a number is sent three in ten minutes, whether anybody has it or not")
    func pace() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await setRule(world, "both")
            try await world.serve { client in
                for mobile in [World.mobile(.dealerManager), "09129998877"] {
                    let guest = Browser(client)
                    for _ in 0..<3 {
                        let sent = try await ask(guest, mobile, world).status
                        #expect(sent == .seeOther)
                    }
                    let fourth = try await ask(guest, mobile, world).status
                    #expect(fourth == .tooManyRequests)
                }
                #expect(fake.taken.count == 3)
            }
        }
    }

    @Test(
        "where a company wants codes alone, a right password says so, a wrong one nothing, and the office keeps its own"
    )
    func codeAlone() async throws {
        let world = try await World()
        try await FakeProvider.serve { _, address in
            try await world.browse(as: .administrator) { browser in
                let early = try await browser.post("/arman/people/codes", [("way", "code")])
                #expect(early.status == .unprocessableContent)
            }
            try await world.usePost(address)
            try await setRule(world, "code")
            try await world.serve { client in
                let right = try await Browser(client).signIn(World.mobile(.dealerManager))
                #expect(right.status == .unprocessableContent && right.text.contains("ورود با کد پیامکی را خواسته"))
                let wrong = try await Browser(client).signIn(World.mobile(.dealerManager), "another-password-9")
                #expect(!wrong.text.contains("ورود با کد پیامکی را خواسته"))
                let office = try await Browser(client).signIn(World.mobile(.dispatcher))
                #expect(office.status == .seeOther)
            }
        }
    }

    @Test("a forgotten password is chosen anew by a code, where the company says so, and ends his sessions")
    func reset() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await world.serve { client in
                let early = try await ask(Browser(client), World.mobile(.dealerManager), for: "password", world)
                #expect(early.status == .seeOther && fake.taken.isEmpty)
            }
            try await setRule(world, "password", resets: true)
            try await world.serve { client in
                let inside = try await world.browser(client, as: .dealerManager)
                let guest = Browser(client)
                _ = try await ask(guest, World.mobile(.dispatcher), for: "password", world)
                #expect(fake.taken.isEmpty)
                _ = try await ask(guest, World.mobile(.dealerManager), for: "password", world)
                let right = try await enter(guest, code(fake, world))
                let path = try #require(right.location)
                #expect(path.hasPrefix("/password-resets/"))
                let new = "a-quite-new-password-1405"
                let chosen = try await guest.post(path, [("password", new), ("again", new)])
                #expect(chosen.status == .seeOther, "\(chosen.text.suffix(2000))")
                let ended = try await inside.get("/account")
                #expect(ended.status == .seeOther)
                let old = try await Browser(client).signIn(World.mobile(.dealerManager))
                #expect(old.status == .unprocessableContent)
                let entered = try await Browser(client).signIn(World.mobile(.dealerManager), new)
                #expect(entered.status == .seeOther)
            }
            let history = try await world.history(of: World.mobile(.dealerManager))
            #expect(history.last == .codeReset)
        }
    }
}
