import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing
import Watch
import Web

@testable import Gate
@testable import Ground
@testable import House

/// The lines of a log, as whoever watches over the installation reads them.
private final class Lines: Sendable {
    private let texts = Mutex<[String]>([])

    var logger: Logger {
        Logger(label: SecurityLog.label) { label in
            JSONLog(label: label) { line in self.texts.withLock { $0.append(line) } }
        }
    }

    var all: [[String: String]] {
        texts.withLock { $0 }.map { text in
            (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
        }
    }

    var text: String { texts.withLock { $0.joined() } }

    func of(_ event: SecurityEvent) -> [[String: String]] { all.filter { $0["message"] == event.rawValue } }
    func results(_ event: SecurityEvent) -> [String] { of(event).compactMap { $0["result"] } }
}

extension World {
    fileprivate func serve(
        _ lines: Lines, _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let time = time
        let portal = try Portal(
            companies: portal.companies, passwordCost: 16, renderer: Self.renderer.get(), securityLog: lines.logger
        ) { time.now }
        try await Application(router: portal.makeRouter()).test(.router) { client in try await body(client) }
    }
}

@Suite("The log of security")
struct SecurityLogTests {
    @Test("tells who signed in and out, who could not, and when a number was locked, without number, name and password")
    func signIn() async throws {
        let (world, lines) = (try await World(), Lines())
        let mobile = World.mobile(.auditor)
        try await world.serve(lines) { client in
            let auditor = try await world.browser(client, as: .auditor)
            _ = try await auditor.post("/sign-out")
            let guest = try await world.guest(client)
            for _ in 1...6 { _ = try await guest.signIn(mobile, "not-the-password-1405") }
            _ = try await guest.post("/sign-in", [("mobile", mobile), ("password", World.password), ("csrf", "")])
        }
        let auditor = try await world.arman.read { try PersonStore.find(MobileNumber(mobile), $0) }
        let person = try #require(auditor?.id.description)
        let expected = ["done", "wrong", "wrong", "wrong", "wrong", "locked", "locked", "forged"]
        #expect(lines.results(.signIn) == expected)
        #expect(lines.of(.signIn)[0]["person"] == person && lines.of(.signOut)[0]["person"] == person)
        let marks = Set(lines.of(.signIn).compactMap { $0["number"] })
        #expect(marks.count == 1 && lines.of(.signIn)[1]["number_ends"] == String(mobile.suffix(4)))
        let local = String(mobile.dropFirst())
        for secret in [World.password, "not-the-password", local, "auditor 0"] { #expect(!lines.text.contains(secret)) }
        #expect(lines.all.allSatisfy { $0["label"] == "kardan.security" && $0["time"] != nil && $0["route"] != nil })
    }

    @Test(
        "tells changes of rights, invitations, passwords, exports and what the company is set to, with who did it where"
    )
    func deeds() async throws {
        let (world, lines) = (try await World(), Lines())
        try await world.serve(lines) { client in
            let admin = try await world.browser(client, as: .administrator)
            let person = try await world.arman.read {
                try #require(try PersonStore.find(MobileNumber(World.mobile(.reception)), $0)).id
            }
            #expect(try await admin.changeRoles(person, to: [.dispatcher]).status == .seeOther)
            #expect(try await admin.setLocked(person, true).status == .seeOther)
            #expect(try await admin.setLocked(person, false).status == .seeOther)
            let link = try await admin.invite("09351112233")
            _ = try await world.guest(client).post(
                link, [("password", "Bahar-1405-bahar"), ("again", "Bahar-1405-bahar")])
            #expect(try await admin.get("/arman/customers/export?format=csv").status == .ok)
            _ = try await admin.post(
                "/account/password",
                [("old", World.password), ("password", "Bahar-1405-bahar"), ("again", "Bahar-1405-bahar")])
            _ = try await admin.post("/arman/claims/limits", [("version", "1")])
            #expect(!lines.text.contains(link.split(separator: "/").last!), "a link is never written down")
        }
        for event in [SecurityEvent.roles, .lock, .unlock, .invitation, .invitationUsed, .export, .password] {
            #expect(lines.results(event) == ["done"], "\(event)")
        }
        #expect(lines.of(.configuration).count == 1)
        let roles = lines.of(.roles)[0]
        #expect(
            roles["company"] == "arman" && roles["method"] == "POST"
                && roles["route"] == "/:company/people/:person/roles")
        #expect(roles["path"]?.hasPrefix("/arman/people/") == true && roles["person"] != nil)
        #expect(!lines.text.contains("9351112233") && !lines.text.contains("نیلوفر"))
    }

    @Test("tells of a sign-in in two steps, and of a deed that waited until its person had proved who he is")
    func pending() async throws {
        let (world, lines) = (try await World(), Lines())
        let person = try await world.person(.reception)
        try await world.serve(lines) { client in
            let auditor = try await world.browser(client, as: .auditor)
            let (secret, _) = try await auditor.setUpSecondStep(world)
            world.time.move(seconds: 60)
            let guest = try await world.guest(client)
            _ = try await guest.signIn(World.mobile(.auditor))
            for code in ["000000", secret.now(world)] { _ = try await guest.post("/sign-in/code", [("code", code)]) }
            let admin = try await world.browser(client, as: .administrator)
            world.time.move(seconds: 600)
            let path = "/arman/people/\(person)/sign-out"
            _ = try await admin.post(path)
            for proof in ["wrong", World.password] { _ = try await admin.post(path, [("kardan_proof", proof)]) }
        }
        #expect(lines.results(.signIn) == ["done", "pending", "wrong", "done", "done"])
        #expect(lines.results(.secondStep) == ["wrong", "done"])
        #expect(lines.results(.sessions) == ["pending", "wrong", "done"])
    }

    @Test(
        "tells what was refused to whom: another role's page and deed, another company, another's thing, a forged form")
    func refusals() async throws {
        let (world, lines) = (try await World(), Lines())
        try await world.serve(lines) { client in
            let reception = try await world.browser(client, as: .reception)
            _ = try await reception.get("/arman/people")
            _ = try await reception.post("/arman/people/invitations", [("mobile", "09351112233")])
            _ = try await reception.get("/pars/jobs")
            _ = try await reception.get("/arman/jobs/nothing")
            _ = try await world.guest(client).post("/arman/front/rate/TheTokenOfAJob", [("csrf", "another")])
            _ = try await reception.post("/arman/jobs", [("csrf", "")])
            _ = try await Browser(client).get("/arman/people")
        }
        let (members, front) = (
            lines.of(.access).filter { $0["path"] != nil }, lines.of(.access).filter { $0["path"] == nil }
        )
        #expect(members.compactMap { $0["result"] } == ["role", "role", "hidden", "hidden", "forged"])
        #expect(front.count == 1 && front[0]["route"]?.contains("front/rate") == true, "\(front)")
        #expect(!lines.text.contains("TheTokenOfAJob"), "a link of a customer's is never written down")
        #expect(members[2]["company"] == "" && members[2]["path"] == "/pars/jobs")
    }

    @Test("what members were refused stands in the company's history for its auditor, once an hour for each page")
    func history() async throws {
        let (world, lines) = (try await World(), Lines())
        try await world.serve(lines) { client in
            let reception = try await world.browser(client, as: .reception)
            for _ in 1...5 { _ = try await reception.get("/arman/people") }
            _ = try await reception.post("/arman/people/invitations", [("mobile", "09351112233")])
            #expect(try await world.number("SELECT count(*) FROM event WHERE kind = 'refused'") == 2)
            world.time.move(seconds: 3_600)
            _ = try await reception.get("/arman/people")
            let history = try await world.browser(client, as: .auditor).get("/arman/history?room=security")
            #expect(history.text.contains("دسترسی رد شد") && history.text.contains("/people"))
        }
        #expect(try await world.number("SELECT count(*) FROM event WHERE kind = 'refused'") == 3)
    }

    @Test(
        "who came in, went out and could not come in stands in the history of each of his companies, without a secret")
    func accounts() async throws {
        let (world, lines) = (try await World(), Lines())
        let mobile = World.mobile(.reception)
        try await world.serve(lines) { client in
            let reception = try await world.browser(client, as: .reception)
            let changed = [
                ("old", World.password), ("password", "Bahar-1405-bahar"), ("again", "Bahar-1405-bahar"),
            ]
            _ = try await reception.post("/account/password", changed)
            _ = try await reception.post("/sign-out")
            let guest = try await world.guest(client)
            for _ in 1...6 { _ = try await guest.signIn(mobile, "not-the-password-1405") }
            _ = try await guest.signIn("09359998877", "not-the-password-1405")
            let history = try await world.browser(client, as: .auditor).get("/arman/history?room=security").text
            for word in ["ورود ناموفق", "بسته شد", "خروج", "رمز عبور عوض شد"] {
                #expect(history.contains(word), "\(word)")
            }
        }
        let person = try await world.person(.reception)
        let kinds: [String] = try await world.arman.read {
            try $0.list(
                "SELECT kind FROM event WHERE room = 'security' AND subject = 'person' AND subject_id = \(person) ORDER BY id"
            )
        }
        #expect(kinds == ["sign_in", "password_changed", "sign_out", "sign_in_wrong", "sign_in_locked"])
        let others: Int? = try await world.pars.read {
            try $0.value("SELECT count(*) FROM event WHERE room = 'security' AND subject_id = \(person)")
        }
        #expect(others == 0, "another company, where he has no place, knows nothing")
        let texts: [String] = try await world.arman.read { try $0.list("SELECT detail FROM event") }
        for secret in [World.password, "not-the-password", "Bahar", String(mobile.dropFirst())] {
            #expect(!texts.joined().contains(secret))
        }
    }

    @Test("a stranger who tries passwords without end, and who comes and goes, fills no history")
    func bounded() async throws {
        let (world, lines) = (try await World(), Lines())
        try await world.serve(lines) { client in
            for _ in 1...20 { _ = try await world.browser(client, as: .auditor).post("/sign-out") }
            #expect(try await world.number("SELECT count(*) FROM event WHERE kind = 'sign_in'") == 12)
            world.time.move(seconds: 3_600)
            _ = try await world.browser(client, as: .auditor)
            #expect(try await world.number("SELECT count(*) FROM event WHERE kind = 'sign_in'") == 13)
        }
    }

    @Test("a flood of refusals fills no disk, and says how much was left out")
    func flood() async throws {
        let (world, lines) = (try await World(), Lines())
        try await world.serve(lines) { client in
            let reception = try await world.browser(client, as: .reception)
            for _ in 1...50 { _ = try await reception.get("/arman/people") }
            #expect(lines.of(.access).count == 30)
            world.time.move(seconds: 60)
            _ = try await reception.get("/arman/people")
            #expect(lines.of(.access).count == 31)
        }
        #expect(lines.all.contains { $0["message"] == "left_out" && $0["lines"] == "20" })
    }

    @Test("holds six hundred refusals a minute at the most, of whatever kinds")
    func bound() {
        let bound = LineBound(each: 30, most: 600)
        let now = Instant(seconds: 6_000)
        let taken = (0..<10_000).count { bound.take("address \($0)", at: now).isTaken }
        #expect(taken == 600)
        let (isTaken, leftOut) = bound.take("address", at: now.adding(seconds: 60))
        #expect(isTaken && leftOut == 9_400)
    }
}
