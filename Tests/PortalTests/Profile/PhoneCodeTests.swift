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
    private static let wrong = "000000x"

    @Test("a dealer's person signs in by the six digits that came, in any digits, at night too, and each opens once")
    func signIn() async throws {
        // It is ten o'clock.
        try await withCodes(.both) {
            $0.quiet = QuietHours(from: 9 * 60, to: 12 * 60)
        } _: { world, fake, client in
            let guest = Browser(client)
            let page = try await guest.get("/sign-in")
            #expect(page.text.contains("/sign-in/phone"))
            let sent = try await world.askCode(guest)
            #expect(sent.location == "/sign-in/phone/code?for=sign_in&back=%2Farman")
            let code = try await world.newestCode(fake)
            let wrong = try await guest.enter(code: Self.wrong)
            #expect(wrong.status == .unprocessableContent)
            let other = Browser(client)
            _ = try await other.get("/sign-in")
            let stolen = try await other.enter(code: code)
            #expect(stolen.status == .unprocessableContent)
            let right = try await guest.enter(code: Digits.persian(code))
            #expect(right.location == "/arman")
            let account = try await guest.get("/account")
            #expect(account.status == .ok)
            let history = try await world.history(of: World.mobile(.dealerManager))
            #expect(history.last == .codeIn)
            // By password too, and the code is spent.
            let again = try await world.browser(client, as: .dealerManager).get("/account").status
            #expect(again == .ok)
            let left = try await world.portal.companies.directory.read {
                try $0.value("SELECT count(*) FROM sign_in_code", as: Int.self)
            }
            #expect(left == 0)
        }
    }

    @Test("after five tries or two minutes a code opens nothing")
    func over() async throws {
        try await withCodes(.both) { world, fake, client in
            let guest = Browser(client)
            _ = try await world.askCode(guest)
            for _ in 0..<PhoneCode.mostTries {
                let wrong = try await guest.enter(code: Self.wrong).status
                #expect(wrong == .unprocessableContent)
            }
            let tried = try await guest.enter(code: world.newestCode(fake))
            #expect(tried.status == .unprocessableContent)
            _ = try await world.askCode(guest)
            let second = try await world.newestCode(fake)
            world.time.move(seconds: PhoneCode.seconds)
            let late = try await guest.enter(code: second)
            #expect(late.status == .unprocessableContent)
        }
    }

    @Test("who has no account, works in an office or in two companies is answered the same and gets nothing")
    func nobody() async throws {
        try await withCodes(.both) { world, fake, client in
            let both = try MobileNumber(World.mobile(.dealerTechnician))
            let dealer: ID<Dealer> = try await world.pars.read {
                try #require(try $0.value("SELECT min(id) FROM dealer"))
            }
            try await AddMember(portal: world.portal).run(
                company: world.pars, mobile: both, name: "دو شرکت", roles: [.dealerTechnician], dealer: dealer,
                password: World.password)
            let known = try await world.askCode(Browser(client))
            #expect(fake.taken.count == 1)
            for mobile in ["09129998877", World.mobile(.financeApprover), both.local] {
                let guest = Browser(client)
                let sent = try await world.askCode(guest, mobile)
                #expect(sent.status == known.status && sent.location == known.location, "\(mobile)")
                let entry = try await guest.get("/sign-in/phone/code")
                #expect(entry.status == .ok)
                let refused = try await guest.enter(code: "123456")
                #expect(refused.status == .unprocessableContent)
            }
            #expect(fake.taken.count == 1)
            let none = try await world.askCode(Browser(client), "021")
            #expect(none.status == .unprocessableContent)
        }
    }

    @Test("a number is sent three in ten minutes, whether anybody has it or not")
    func pace() async throws {
        try await withCodes(.both) { world, fake, client in
            for mobile in [World.mobile(.dealerManager), "09129998877"] {
                let guest = Browser(client)
                for _ in 0..<3 {
                    let sent = try await world.askCode(guest, mobile).status
                    #expect(sent == .seeOther)
                }
                let fourth = try await world.askCode(guest, mobile).status
                #expect(fourth == .tooManyRequests)
            }
            #expect(fake.taken.count == 3)
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
            try await world.setCodes(.code)
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
                let early = try await world.askCode(Browser(client), for: "password")
                #expect(early.status == .seeOther && fake.taken.isEmpty)
            }
            try await world.setCodes(.resets)
            try await world.serve { client in
                let inside = try await world.browser(client, as: .dealerManager)
                let guest = Browser(client)
                _ = try await world.askCode(guest, World.mobile(.dispatcher), for: "password")
                #expect(fake.taken.isEmpty)
                _ = try await world.askCode(guest, for: "password")
                let right = try await guest.enter(code: world.newestCode(fake))
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
