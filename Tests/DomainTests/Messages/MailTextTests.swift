import Domain
import Foundation
import Testing

@Suite("A mail")
struct MailTextTests {
    @Test(
        "an address is one that people have, and holds nothing that a server would read as a command",
        arguments: [
            ("info@arman.example", true), ("a.b+c@mail.arman.example", true), ("INFO@Arman.Example", true),
            ("info@arman", false), ("@arman.example", false), ("info@", false), ("a b@arman.example", false),
            ("a@arman.example\r\nRCPT TO:<b@c.example>", false), ("<a@arman.example>", false), ("", false),
            ("a@-arman.example", false), (String(repeating: "a", count: 65) + "@arman.example", false),
        ])
    func address(typed: String, isOne: Bool) {
        #expect(((try? EmailAddress(typed)) != nil) == isOne)
    }

    private static func mail(_ subject: String, _ body: String) throws -> MailText {
        MailText(
            from: try EmailAddress("info@arman.example"), name: "آرمان\r\nBcc: x@y.example",
            to: try EmailAddress("z@b.example"), subject: subject, body: body, reference: 7_000,
            at: Instant(seconds: 1_795_415_400))
    }

    @Test("is plain in its head and body, each line short, none a dot, and a name adds no line of its own")
    func lines() throws {
        let body = String(repeating: "سلام دنیا\n.\n", count: 200)
        let mail = try Self.mail("درخواست شما ثبت شد و به نمایندگی سپرده شد و همین روزها می‌آیند", body)
        let lines = mail.text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && !$0.hasPrefix(".") && $0.allSatisfy(\.isASCII) })
        #expect(!mail.text.replacing("\r\n", with: "").contains("\n"))
        #expect(!lines.contains { $0.hasPrefix("Bcc") })
        #expect(lines.contains("Message-ID: <kardan.7000@arman.example>"))
        #expect(lines.contains("Date: Mon, 23 Nov 2026 06:30:00 +0000"))
        let halves = mail.text.components(separatedBy: "\r\n\r\n")
        let packed = try #require(halves.last).replacing("\r\n", with: "")
        let read = String(decoding: try #require(Data(base64Encoded: packed)), as: UTF8.self)
        #expect(read == body.replacing("\n", with: "\r\n"))
    }

    @Test("a subject of any length is read back as it was written")
    func subject() throws {
        for subject in ["", "Hello", "درخواست شما ثبت شد", String(repeating: "نشانی 🏠 ", count: 30)] {
            let head = try Self.mail(subject, "x").text.components(separatedBy: "\r\n\r\n")[0]
            let value = head.replacing("\r\n ", with: " ").components(separatedBy: "\r\n")
                .first { $0.hasPrefix("Subject: ") }
            let words = try #require(value).dropFirst(9).split(separator: " ").map { word in
                String(decoding: Data(base64Encoded: String(word.dropFirst(10).dropLast(2))) ?? Data(), as: UTF8.self)
            }
            #expect(words.joined() == subject)
        }
    }
}
