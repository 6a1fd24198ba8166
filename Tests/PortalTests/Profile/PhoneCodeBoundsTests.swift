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

    private func setRule(_ world: World, _ way: String, resets: Bool = false) async throws {
        try await world.browse(as: .administrator) { browser in
            let fields = [("way", way)] + (resets ? [("resets", "1")] : [])
            let saved = try await browser.post("/arman/people/codes", fields)
            #expect(saved.status == .seeOther, "\(saved.text.suffix(2000))")
        }
    }

    private func ask(
        _ browser: Browser, for purpose: String = "sign_in", _ world: World
    ) async throws -> Browser.Answer {
        _ = try await browser.get("/sign-in/phone?for=\(purpose)")
        let sent = try await browser.post(
            "/sign-in/phone", [("mobile", Self.mobile), ("for", purpose), ("back", "/arman")])
        await world.portal.errands.settle()
        try await world.sendMessages()
        return sent
    }

    private func code(_ fake: FakeProvider) throws -> String {
        let text = try #require(fake.taken.last?.fields["message"])
        return String(try #require(text.firstMatch(of: #/[0-9]{6}/#)).output)
    }

    private func enter(_ browser: Browser, _ fake: FakeProvider) async throws -> Browser.Answer {
        try await browser.post("/sign-in/phone/code", [("code", try code(fake)), ("back", "/arman")])
    }

    /// In by a code of arman.
    private func byCode(_ client: any TestClientProtocol, _ fake: FakeProvider, _ world: World) async throws -> Browser
    {
        let browser = Browser(client)
        _ = try await ask(browser, world)
        let entered = try await enter(browser, fake)
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
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await setRule(world, "both")
            try await world.serve { client in
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
    }

    @Test("a session that began by a code ends when its person comes to be of the office")
    func office() async throws {
        let world = try await World()
        let person = try await world.person(.dealerManager)
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await setRule(world, "both")
            try await world.serve { client in
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
    }

    @Test("the code of a second step finishes what a company's code began, and no more is open by it")
    func secondStep() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await setRule(world, "both")
            try await world.serve { client in
                let own = try await world.browser(client, as: .dealerManager)
                let (secret, _) = try await own.setUpSecondStep(world)
                world.time.move(seconds: 60)
                let browser = Browser(client)
                _ = try await ask(browser, world)
                let half = try await enter(browser, fake)
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
            ? "UPDATE membership SET state = 'locked' WHERE account_id = \(person) AND company_id = \(company)"
            : "UPDATE company SET state = 'closed' WHERE id = \(company)"
        try await world.portal.companies.directory.write { _ = try $0.execute(change) }
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await setRule(world, "both", resets: true)
            try await world.serve { client in
                for purpose in ["sign_in", "password"] { _ = try await ask(Browser(client), for: purpose, world) }
                #expect(fake.taken.isEmpty)
            }
        }
    }

    @Test("a link to choose a password that a code gave is good for ten minutes, and not once he works elsewhere too")
    func resetAskedAgain() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await setRule(world, "both", resets: true)
            try await world.serve { client in
                let guest = Browser(client)
                func link() async throws -> String {
                    _ = try await ask(guest, for: "password", world)
                    return try #require(try await enter(guest, fake).location)
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
    }

    @Test("others who ask for codes to a number take none from a browser in which its owner has signed in")
    func knownBrowser() async throws {
        let world = try await World()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            try await setRule(world, "both")
            try await world.serve { client in
                let own = try await world.browser(client, as: .dealerManager)
                _ = try await own.post("/sign-out")
                let stranger = Browser(client)
                for _ in 0..<3 { _ = try await ask(stranger, world) }
                let fourth = try await ask(stranger, world)
                #expect(fourth.status == .tooManyRequests)
                let sent = try await ask(own, world)
                #expect(sent.status == .seeOther)
                let entered = try await enter(own, fake)
                #expect(entered.location == "/arman")
                _ = try await own.post("/sign-out")
                for _ in 0..<2 { _ = try await ask(own, world) }
                let bound = try await ask(own, world)
                #expect(bound.status == .tooManyRequests)
            }
        }
    }

    @Test("another code is asked for the same purpose and the same place")
    func again() async throws {
        let world = try await World()
        try await world.serve { client in
            let guest = Browser(client)
            let sent = try await ask(guest, for: "password", world)
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
            try await setRule(world, "code")
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
            try await setRule(world, "both")
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
            try await setRule(world, "both")
            let until = world.time.now.adding(seconds: 3_600)
            try await world.portal.companies.directory.write { tx in
                _ = try tx.execute(
                    "INSERT INTO pace (key, count, until) VALUES ('code company day arman', 50, \(until))")
            }
            try await world.serve { client in
                for _ in 0..<2 { _ = try await ask(Browser(client), world) }
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
