import Database
import Domain
import Foundation
import NIOCore
import Testing

@testable import Ground
@testable import Post

@Suite("Notices by mail", .timeLimit(.minutes(30)))
struct MailTests {
    private func useMail(_ world: World, _ port: Int) async throws {
        let company = world.arman
        try await company.write { tx in
            var facts = PostAccountFacts(.smtp, key: "the-password")
            (facts.address, facts.security, facts.line) = ("localhost:\(port)", .starttls, "info@arman.example")
            facts.username = "arman"
            try PostAccountStore.set(facts, version: 0, by: nil, in: company, tx)
        }
    }

    private func sendMail(_ world: World) async throws {
        let mail = SmtpWire(patience: .seconds(60), trust: try FakeMailServer.trust(), isLocal: true)
        try await CompanyRuns(world.arman, World.root, kinds: [SendMessages(SmsWire(mail: mail), by: .email)]).drain()
    }

    private static func body(_ taken: FakeMailServer.Taken) throws -> String {
        let packed = try #require(taken.mail.components(separatedBy: "\r\n\r\n").last).replacing("\r\n", with: "")
        return String(decoding: try #require(Data(base64Encoded: packed)), as: UTF8.self)
    }

    private func tell(_ world: World, _ claim: Int64) async throws {
        try await world.arman.write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = 'D100'"))
            try OutboxStore.add(
                Notice("claim_approved", about: EventSubject("claim", claim), "1405-1"),
                to: .dealer(dealer, [.dealerManager]), but: nil, tx)
        }
    }

    private func channels(_ world: World) async throws -> [String] {
        try await world.arman.read { tx in
            try tx.list(
                "SELECT channel || ' ' || state FROM message WHERE event = 'claim_approved' ORDER BY id",
                as: String.self)
        }
    }

    @Test(
        "a person proves his address by a code, chooses mail alone, and is told by mail with a subject and not by text")
    func choice() async throws {
        let world = try await World()
        try await FakeMailServer.serve { fake, port in
            try await world.usePost("http://127.0.0.1:9")
            try await useMail(world, port)
            try await world.browse(as: .dealerManager) { browser in
                let wrong = try await browser.post("/arman/messages/mine", [("email", "x@y"), ("by", "email")])
                #expect(wrong.status == .unprocessableContent)
                let saved = try await browser.post("/arman/messages/mine", [("email", "m@d.example"), ("by", "email")])
                #expect(saved.status == .seeOther, "\(saved.text.suffix(1500))")
                // Until it is proven nothing goes there.
                try await tell(world, 1)
                let before = try await channels(world)
                #expect(before == [])
                let sent = try await browser.post("/arman/messages/mine/code")
                #expect(sent.status == .seeOther, "\(sent.text.suffix(1500))")
                let again = try await browser.post("/arman/messages/mine/code")
                #expect(again.status == .unprocessableContent)
                try await sendMail(world)
                let mail = try Self.body(try #require(fake.taken.first))
                let code = String(try #require(mail.firstMatch(of: #/[0-9]{6}/#)).output)
                let read: [String] = try await world.arman.read { try $0.list("SELECT body || title FROM message") }
                #expect(!read.contains { $0.contains(code) })
                let half = try await browser.post("/arman/messages/mine/proof", [("code", "000000x")])
                #expect(half.status == .unprocessableContent)
                let proven = try await browser.post("/arman/messages/mine/proof", [("code", Digits.persian(code))])
                #expect(proven.status == .seeOther)
                let page = try await browser.get("/arman/messages/mine")
                #expect(page.text.contains("تأیید شده است"))
            }
            try await tell(world, 2)
            try await sendMail(world)
            let after = try await channels(world)
            #expect(after == ["email sent"])
            let taken = try #require(fake.taken.last)
            #expect(taken.lines.contains("RCPT TO:<m@d.example>"))
            #expect(try Self.body(taken).contains("1405-1"))
            #expect(taken.mail.contains(Data("تأیید درخواست کارمزد".utf8).base64EncodedString()))
            // Another address is another question.
            try await world.browse(as: .dealerManager) { browser in
                _ = try await browser.post(
                    "/arman/messages/mine", [("email", "n@d.example"), ("by", "email"), ("by", "sms")])
            }
            try await tell(world, 3)
            let both = try await channels(world)
            #expect(both == ["email sent", "sms waiting"])
        }
    }

    @Test("a mail server is set up by the administrator, its password shown to nobody, and tried by a message")
    func account() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let form = [
                ("host", "mail.arman.example"), ("port", "587"), ("security", "starttls"), ("username", "arman"),
                ("key_of_account", "the-password"), ("from", "info@arman.example"), ("on", "1"), ("version", "0"),
            ]
            for (name, value) in [("host", "mail arman"), ("port", "22"), ("from", "info"), ("security", "none")] {
                let wrong = try await browser.post(
                    "/arman/messages/mail", form.map { ($0.0, $0.0 == name ? value : $0.1) })
                #expect(wrong.status == .unprocessableContent, "\(name)")
                #expect(!wrong.text.contains("the-password"))
            }
            let saved = try await browser.post("/arman/messages/mail", form)
            #expect(saved.status == .seeOther, "\(saved.text.suffix(1500))")
            let page = try await browser.get("/arman/messages/mail")
            #expect(page.status == .ok && !page.text.contains("the-password"))
            let trial = try await browser.post(
                "/arman/messages/mail/trial", [("to", "me@arman.example"), ("key", "a")])
            #expect(trial.status == .seeOther, "\(trial.text.suffix(1500))")
            let list = try await browser.get("/arman/messages")
            #expect(list.text.contains("me@arman.example"))
        }
        let known = try #require(try await world.arman.read { try PostAccountStore.find($0, .email) })
        #expect(known.address == "mail.arman.example:587")
        #expect(world.arman.opened(known.secret, for: PostAccountStore.purpose) == "the-password")
        let text = try await world.arman.read { try PostAccountStore.find($0) }
        #expect(text == nil)
    }
}
