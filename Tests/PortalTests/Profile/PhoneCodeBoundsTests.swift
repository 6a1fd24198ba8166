import Database
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Gate
@testable import Ground
@testable import Post

/// What a code of one company opens, and what it does not: its administrator may have read it.
@Suite("What a code on the telephone opens")
struct PhoneCodeBoundsTests {
    private static let mobile = World.mobile(.dealerManager)

    /// In by a code of arman.
    private func byCode(_ client: any TestClientProtocol, _ fake: FakeProvider, _ world: World) async throws -> Browser
    {
        let browser = Browser(client)
        _ = try await world.askCode(browser)
        let entered = try await browser.enter(code: world.newestCode(fake))
        #expect(entered.location == "/arman")
        let home = try await browser.get("/arman")
        #expect(home.isOpen)
        return browser
    }

    /// He takes a place in pars too.
    private func join(_ world: World) async throws {
        let dealer: ID<Dealer> = try await world.pars.read {
            try #require(try $0.value("SELECT min(id) FROM dealer"))
        }
        try await AddMember(portal: world.portal).run(
            company: world.pars, mobile: MobileNumber(Self.mobile), name: "دو شرکت", roles: [.dealerTechnician],
            dealer: dealer, password: World.password)
    }

    private func isShut(_ answer: Browser.Answer) -> Bool {
        answer.status == .seeOther && answer.location?.hasPrefix("/sign-in") == true
    }

    @Test("a session that began by one company's code opens no other company that its person joins later")
    func otherCompany() async throws {
        try await withCodes(.both) { world, fake, client in
            let reader = try await byCode(client, fake, world)
            let own = try await world.browser(client, as: .dealerManager)
            try await join(world)
            let still = try await reader.get("/arman")
            #expect(still.isOpen)
            let read = try await reader.get("/pars")
            #expect(isShut(read))
            let ended = try await reader.get("/arman")
            #expect(isShut(ended))
            let by = try await own.get("/pars")
            #expect(by.isOpen)
        }
    }

    @Test("a session that began by a code ends when its person comes to be of the office")
    func office() async throws {
        try await withCodes(.both) { world, fake, client in
            let person = try await world.person(.dealerManager)
            let reader = try await byCode(client, fake, world)
            let own = try await world.browser(client, as: .dealerManager)
            let admin = try await world.browser(client, as: .administrator)
            let changed = try await admin.changeRoles(person, to: [.financeApprover])
            #expect(changed.status == .seeOther, "\(changed.text.suffix(2000))")
            let read = try await reader.get("/arman")
            #expect(isShut(read))
            let by = try await own.get("/arman")
            #expect(by.isOpen)
        }
    }

    @Test("the code of a second step finishes what a company's code began, and no more is open by it")
    func secondStep() async throws {
        try await withCodes(.both) { world, fake, client in
            let own = try await world.browser(client, as: .dealerManager)
            let (secret, _) = try await own.setUpSecondStep(world)
            world.time.move(seconds: 60)
            let browser = Browser(client)
            _ = try await world.askCode(browser)
            let half = try await browser.enter(code: world.newestCode(fake))
            #expect(half.location?.hasPrefix("/sign-in/code") == true)
            let early = try await world.history(of: Self.mobile)
            #expect(early.last != .codeIn)
            let finished = try await browser.post(
                "/sign-in/code", [("code", secret.now(world)), ("back", "/arman")])
            #expect(finished.location == "/arman")
            let told = try await world.history(of: Self.mobile)
            #expect(told.last == .codeIn)
            try await join(world)
            let read = try await browser.get("/pars")
            #expect(isShut(read))
        }
    }

    @Test(
        "who is locked in another company, or has a place in one that is closed, gets no code",
        arguments: [true, false])
    func lockedElsewhere(isLocked: Bool) async throws {
        let world = try await World()
        try await join(world)
        let person = try await world.person(.dealerManager)
        let company = world.pars.id
        let change: SQL =
            isLocked
            ? "UPDATE membership SET state = 'locked' WHERE login_id = \(person) AND company_id = \(company)"
            : "UPDATE company SET state = 'closed' WHERE id = \(company)"
        try await world.portal.companies.directory.write { _ = try $0.execute(change) }
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await world.setCodes(.all)
            try await world.serve { client in
                for purpose in ["sign_in", "password"] { _ = try await world.askCode(Browser(client), for: purpose) }
                #expect(fake.taken.isEmpty)
            }
        }
    }

    @Test("a link to choose a password that a code gave is good for ten minutes, and not once he works elsewhere too")
    func resetAskedAgain() async throws {
        try await withCodes(.all) { world, fake, client in
            let guest = Browser(client)
            func link() async throws -> String {
                _ = try await world.askCode(guest, for: "password")
                return try #require(try await guest.enter(code: world.newestCode(fake)).location)
            }
            let late = try await link()
            let open = try await guest.get(late)
            #expect(open.status == .ok)
            world.time.move(seconds: 601)
            let over = try await guest.get(late)
            #expect(over.status == .notFound)
            let good = try await link()
            try await join(world)
            let new = "a-quite-new-password-1405"
            let refused = try await guest.post(good, [("password", new), ("again", new)])
            #expect(refused.status == .notFound)
            let old = try await Browser(client).signIn(Self.mobile)
            #expect(old.status == .seeOther)
        }
    }

    @Test("a password that a company's code has chosen opens no more than the code, whatever is switched since")
    func password() async throws {
        try await withCodes(.all) { world, fake, client in
            let new = "a-quite-new-password-1405"
            let guest = Browser(client)
            _ = try await world.askCode(guest, for: "password")
            let link = try #require(try await guest.enter(code: world.newestCode(fake)).location)
            let chosen = try await guest.post(link, [("password", new), ("again", new)])
            #expect(chosen.status == .seeOther)
            try await world.setCodes(CodesRule(way: "password"))
            // Whoever knows it may change it, and is who he was before.
            let reader = Browser(client)
            _ = try await reader.signIn(Self.mobile, new)
            let other = "another-quite-new-password-1405"
            let changed = try await reader.post(
                "/account/password", [("old", new), ("password", other), ("again", other)])
            #expect(changed.status == .seeOther, "\(changed.text.suffix(1500))")
            try await join(world)
            let again = Browser(client)
            let entered = try await again.signIn(Self.mobile, other)
            #expect(entered.status == .seeOther)
            let still = try await again.get("/arman")
            #expect(still.isOpen)
            let foreign = try await again.get("/pars")
            #expect(isShut(foreign))
            // A link of the operator's makes it his own.
            let operators = try await OfferPasswordReset(portal: world.portal).run(MobileNumber(Self.mobile))
            let third = "his-own-new-password-1405"
            let chooser = Browser(client)
            _ = try await chooser.get(operators)
            let own = try await chooser.post(operators, [("password", third), ("again", third)])
            #expect(own.status == .seeOther)
            let owner = Browser(client)
            _ = try await owner.signIn(Self.mobile, third)
            let open = try await owner.get("/pars")
            #expect(open.isOpen)
        }
    }

    @Test("others who ask for codes to a number take none from a browser in which its owner has signed in")
    func knownBrowser() async throws {
        try await withCodes(.both) { world, fake, client in
            let own = try await world.browser(client, as: .dealerManager)
            _ = try await own.post("/sign-out")
            let stranger = Browser(client)
            for _ in 0..<3 { _ = try await world.askCode(stranger) }
            let fourth = try await world.askCode(stranger)
            #expect(fourth.status == .tooManyRequests)
            let sent = try await world.askCode(own)
            #expect(sent.status == .seeOther)
            let entered = try await own.enter(code: world.newestCode(fake))
            #expect(entered.location == "/arman")
            _ = try await own.post("/sign-out")
            for _ in 0..<2 { _ = try await world.askCode(own) }
            let bound = try await world.askCode(own)
            #expect(bound.status == .tooManyRequests)
        }
    }

    @Test("another code is asked for the same purpose and the same place")
    func again() async throws {
        let world = try await World()
        try await world.serve { client in
            let guest = Browser(client)
            let sent = try await world.askCode(guest, for: "password")
            for page in [
                try await guest.get(try #require(sent.location)),
                try await guest.post(
                    "/sign-in/phone/code", [("code", "1"), ("for", "password"), ("back", "/arman")]),
            ] {
                #expect(page.text.contains("/sign-in/phone?for=password&amp;back=%2Farman"), "\(page.text)")
            }
        }
    }

    @Test("where a company wants codes alone and cannot send any now, the password lets in")
    func cannotSend() async throws {
        let world = try await World()
        try await FakeProvider.serve { _, address in
            try await world.usePost(address)
            try await world.setCodes(.code)
            try await world.serve { client in
                let refused = try await Browser(client).signIn(Self.mobile)
                #expect(refused.status == .unprocessableContent)
                try await world.usePost(address) { $0.isOn = false }
                let entered = try await Browser(client).signIn(Self.mobile)
                #expect(entered.status == .seeOther)
            }
        }
    }

    @Test("the words of a code keep the code, and stay on while somebody signs in by it")
    func words() async throws {
        let world = try await World()
        try await FakeProvider.serve { _, address in
            try await world.usePost(address)
            try await world.setCodes(.both)
            try await world.browse(as: .serviceManager) { browser in
                let path = "/arman/messages/templates/sign_in_code"
                func save(_ body: String, _ more: [(String, String)]) async throws -> HTTPResponse.Status {
                    try await browser.post(path, [("body_fa", body), ("body_en", body), ("version", "1")] + more).status
                }
                let empty = try await save("{company}", [("on", "1")])
                #expect(empty == .unprocessableContent)
                let off = try await save("{code}", [])
                #expect(off == .unprocessableContent)
                let other = try await save("{code}", [("on", "1")])
                #expect(other == .seeOther)
                let unneeded = try await browser.post(
                    "/arman/messages/templates/password_code",
                    [("body_fa", "{code}"), ("body_en", "{code}"), ("version", "1")])
                #expect(unneeded.status == .seeOther)
            }
        }
    }

    @Test("a company sends so many codes in a day, and its administrator is told once when it has")
    func full() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await world.setCodes(.both)
            let until = world.time.now.adding(seconds: 3_600)
            try await world.portal.companies.directory.write { tx in
                _ = try tx.execute(
                    "INSERT INTO pace (key, count, until) VALUES ('code company day arman', 50, \(until))")
            }
            try await world.serve { client in
                for _ in 0..<2 { _ = try await world.askCode(Browser(client)) }
            }
            #expect(fake.taken.isEmpty)
            let told = try await world.number("SELECT count(*) FROM outbox WHERE kind = 'codes_full'")
            #expect(told == 1)
        }
    }

    @Test("no more than so much is under way aside")
    func errands() async {
        let errands = Errands()
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let wait = Task { for await _ in gate { break } }
        for _ in 0..<Errands.most { #expect(errands.begin { await wait.value }) }
        #expect(!errands.begin {})
        open.finish()
        await errands.settle()
        #expect(errands.begin {})
        await errands.settle()
    }
}
