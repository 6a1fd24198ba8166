import Domain
import NIOCore
import NIOSSL
import Testing

@testable import Ground
@testable import Post

@Suite("A company's mail server", .timeLimit(.minutes(30)))
struct SmtpTests {
    private static let order = SmsOrder(
        reference: 7_000, number: "zahra@home.example", content: .mail(subject: "ثبت درخواست", "سلام دنیا"))

    private static func provider(
        _ port: Int, patience: TimeAmount = .seconds(60), trust: NIOSSLTrustRoots? = nil, isLocal: Bool = true
    ) throws -> any SmsProvider {
        let account = SmsAccount(
            username: "arman", key: "the-password", line: "info@arman.example", address: "localhost:\(port)",
            security: .starttls, name: "آرمان")
        let wire = SmtpWire(patience: patience, trust: try trust ?? FakeMailServer.trust(), isLocal: isLocal)
        return SmsProviderKind.smtp.provider(account, SmsWire(mail: wire))
    }

    @Test("a mail arrives whole, and the password is said inside the encryption alone")
    func arrives() async throws {
        try await FakeMailServer.serve { fake, port in
            let answer = try await Self.provider(port).send(Self.order)
            #expect(answer == .accepted(id: "<kardan.7000@arman.example>", cost: 0))
            let taken = try #require(fake.taken.first)
            #expect(taken.isEncrypted)
            #expect(taken.lines.contains("MAIL FROM:<info@arman.example>"))
            #expect(taken.lines.contains("RCPT TO:<zahra@home.example>"))
            #expect(taken.mail.contains("To: <zahra@home.example>\r\n"))
            let place = try #require(taken.lines.firstIndex(of: "STARTTLS"))
            #expect(taken.lines.firstIndex { $0.hasPrefix("AUTH PLAIN ") } ?? 0 > place)
        }
    }

    @Test(
        "each answer of the server is of its kind",
        arguments: [
            ("", "421 busy", SendFault.Kind.temporary, "421"), ("EHLO", "500 no", .temporary, "500"),
            ("AUTH", "535 wrong", .account, "535"), ("AUTH", "454 later", .temporary, "454"),
            ("MAIL", "550 not yours", .account, "550"), ("RCPT", "550 nobody", .permanent, "550"),
            ("RCPT", "450 greylisted", .temporary, "450"), ("DATA", "554 no", .permanent, "554"),
            (".", "554 rejected", .permanent, "554"), (".", "452 full", .temporary, "452"),
        ])
    func refused(command: String, no: String, kind: SendFault.Kind, code: String) async throws {
        try await FakeMailServer.serve { fake, port in
            fake.mood = .refuse(command, no)
            let answer = try await Self.provider(port).send(Self.order)
            #expect(answer == .refused(SendFault(kind, code)))
            #expect(fake.taken.isEmpty)
        }
    }

    @Test("silence after the message says nothing of it")
    func silence() async throws {
        try await FakeMailServer.serve { fake, port in
            fake.mood = .silent
            let answer = try await Self.provider(port, patience: .seconds(20)).send(Self.order)
            #expect(answer == .unclear("silent"))
        }
    }

    @Test("without encryption, with words slipped in behind it, or by a stranger's certificate nothing is said")
    func notEncrypted() async throws {
        try await FakeMailServer.serve { fake, port in
            for mood in [FakeMailServer.Mood.noEncryption, .injects] {
                fake.mood = mood
                let answer = try await Self.provider(port).send(Self.order)
                #expect(answer == .refused(SendFault(.account, "starttls")), "\(mood)")
            }
            fake.mood = .accept
            let stranger = try await Self.provider(port, trust: .default).send(Self.order)
            #expect(stranger == .refused(SendFault(.temporary, "connect")))
            // No company looks around on this machine.
            let here = try await Self.provider(port, isLocal: false).send(Self.order)
            #expect(here == .refused(SendFault(.account, "address")))
            #expect(!fake.said.contains { $0.hasPrefix("AUTH") })
            #expect(fake.taken.isEmpty)
        }
    }

    @Test("nobody there took nothing")
    func unreached() async throws {
        let answer = try await Self.provider(9).send(Self.order)
        #expect(answer == .refused(SendFault(.temporary, "connect")))
    }
}
