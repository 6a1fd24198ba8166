import Dispatch
import CryptoExtras
import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing
import Web

@testable import Gate
@testable import Ground
@testable import House

@Suite("Checking a password")
struct PasswordTests {
    @Test("is refused where more wait than the server can bear, and goes on after")
    func flood() async throws {
        let (queue, open) = (HashQueue(), DispatchSemaphore(value: 0))
        let (asked, held) = (HashQueue.mostWaiting * 3, HashQueue.mostWaiting + 2)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<asked {
                group.addTask {
                    do { try await queue.take(.known) { open.wait() } } catch Refusal.tooMany { return false }
                    return true
                }
            }
            for _ in held..<asked {
                let isTaken = try await group.next()
                #expect(isTaken == false)
            }
            for _ in 0..<held { open.signal() }
            for try await isTaken in group { #expect(isTaken) }
        }
        let after = try await queue.take(.known) { true }
        #expect(after)
    }

    @Test("takes the same password of any keyboard, and no other")
    func keyboards() async throws {
        let passwords = Passwords(cost: 16)
        let hash = try await passwords.hash("گذر ۱۴۰۵ é")
        for (typed, isRight) in [("گذر 1405 é", true), ("گذر ١٤٠٥ e\u{301}", true), ("گذر 1405 e", false), ("", false)]
        {
            let matches = try await passwords.matches(typed, hash)
            #expect(matches == isRight)
        }
        let nobody = try await passwords.matches("گذر 1405 é", nil)
        #expect(!nobody)
    }

    @Test("at another cost than today's opens all the same, takes as much work, and says that it is old")
    func cost() async throws {
        let (small, large) = (Passwords(cost: 16), Passwords(cost: 32))
        // From before the cost was written out: r 8, p 1.
        let first = "scrypt$16$c2FsdA==$\(try scrypt("kardan-test-1405", rounds: 16))"
        let hash = try await small.hash("kardan-test-1405")
        for stored in [first, hash] {
            for (password, isRight) in [("kardan-test-1405", true), ("kardan-test-1406", false)] {
                #expect(try await large.matches(password, stored) == isRight)
            }
            #expect(large.isOld(stored))
        }
        #expect(small.isOld(first) && !small.isOld(hash))
        #expect(hash.hasPrefix("scrypt$16,8,5$"))
        for broken in ["", "scrypt$0,8,5$c2FsdA==$AAAA", "scrypt$16,9,5$c2FsdA==$AAAA", "scrypt$x$c2FsdA==$AAAA"] {
            #expect(try await small.matches("kardan-test-1405", broken) == false)
        }
    }

    private func scrypt(_ password: String, rounds: Int) throws -> String {
        try KDF.Scrypt.deriveKey(
            from: Data(password.utf8), salt: Data("salt".utf8), outputByteCount: 32, rounds: rounds, blockSize: 8,
            parallelism: 1
        ).withUnsafeBytes { Data($0).base64EncodedString() }
    }
}

@Suite("A hash of an older cost")
struct PasswordRenewalTests {
    @Test("is made anew when its owner signs in, and by nobody else")
    func renewed() async throws {
        let world = try await World()
        let mobile = try MobileNumber(World.mobile(.auditor))
        @Sendable func stored() async throws -> String {
            try #require(try await world.portal.companies.directory.read { try LoginStore.find(mobile, $0) }).password
        }
        let dearer = try Portal(companies: world.portal.companies, passwordCost: 32, renderer: World.renderer.get()) {
            world.time.now
        }
        let before = try await stored()
        try await Application(router: dearer.makeRouter()).test(.router) { client in
            let wrong = try await Browser(client).signIn(mobile.local, "not the password")
            #expect(wrong.status == .unprocessableContent)
            #expect(try await stored() == before)
            let right = try await Browser(client).signIn(mobile.local)
            #expect(right.status == .seeOther)
            let renewed = try await stored()
            #expect(renewed.hasPrefix("scrypt$32,8,5$"))
            let again = try await Browser(client).signIn(mobile.local)
            #expect(again.status == .seeOther)
            #expect(try await stored() == renewed)
        }
    }
}

@Suite("A chosen password")
struct ChosenPasswordTests {
    @Test("that is one of the most used, or the company's or the person's name, is refused in words, on all pages")
    func refused() async throws {
        let world = try await World()
        let offer = OfferPasswordReset(portal: world.portal)
        try await world.serve { client in
            let administrator = try await world.browser(client, as: .administrator)
            let invitation = try await administrator.invite("09139990013", name: "Roxana Tehrani")
            let reset = try await offer.run(MobileNumber(World.mobile(.auditor)))
            let auditor = try await world.browser(client, as: .auditor)
            _ = try await auditor.post("/language", [("language", "en")])
            let guest = try await world.guest(client)
            _ = try await guest.post("/language", [("language", "en")])
            let number = World.mobile(.auditor)
            let forms: [(browser: Browser, path: String, own: [String])] = [
                (auditor, "/account/password", ["auditor0-2026", number]),
                (guest, reset, ["auditor0-2026", number]), (guest, invitation, ["Roxana1405", "9139990013"]),
            ]
            for (browser, path, own) in forms {
                for password in own + ["arman1405", "kardan-demo"] {
                    let answer = try await browser.post(
                        path, [("old", World.password), ("password", password), ("again", password)])
                    #expect(answer.status == .unprocessableContent, "\(path) \(password)")
                    #expect(answer.text.contains("is what anybody would try for you"), "\(path) \(password)")
                }
                let common = try await browser.post(
                    path, [("old", World.password), ("password", "Password1"), ("again", "Password1")])
                #expect(common.status == .unprocessableContent && common.text.contains("that people use most"))
            }
        }
    }
}
