import Domain
import Foundation
import Testing

@Suite("A mail that came in")
struct ReceivedMailTests {
    private func mail(_ text: String) -> ReceivedMail { ReceivedMail(Array(text.replacing("\n", with: "\r\n").utf8)) }

    @Test(
        "is from whoever its head says, however it is written there",
        arguments: [
            ("Zahra <z@b.example>", "Zahra", "z@b.example"),
            ("\"Karimi, Z.\" <z@b.example>", "Karimi, Z.", "z@b.example"),
            ("z@b.example", "", "z@b.example"), ("z@b.example (Zahra)", "Zahra", "z@b.example"),
            ("=?utf-8?B?2LLZh9ix2Kc=?= <z@b.example>", "زهرا", "z@b.example"), ("nobody", "", nil), ("<>", "", nil),
        ] as [(String, String, String?)])
    func sender(head: String, name: String, address: String?) {
        let mail = mail("From: \(head)\nSubject: x\n\nhello")
        #expect(mail.name == name && mail.from?.text == address)
    }

    @Test(
        "has the subject that its sender wrote, folded and packed as it may be",
        arguments: [
            ("Hello", "Hello"), ("a\n b", "a b"), ("=?UTF-8?Q?=D8=B3=D9=84=D8=A7=D9=85_x?=", "سلام x"),
            ("=?utf-8?B?2LPZhA==?=\n =?utf-8?B?2KfZhQ==?=", "سلام"),
            // A letter cut in two between two words.
            ("=?utf-8?B?2LPZ?= =?utf-8?B?hNin2YU=?=", "سلام"), ("=?windows-1256?B?0+HH4w==?=", "سلام"),
            ("Re: =?utf-8?B?2LPZhNin2YU=?= #1405-000012", "Re: سلام #1405-000012"),
            ("=?utf-8?X?no?=", "=?utf-8?X?no?="),
            ("=?utf-8?B?!!?=x", "x"), ("سلام", "سلام"),
        ])
    func subject(head: String, text: String) {
        let mail = mail("Subject: \(head)\nFrom: z@b.example\n\nhello")
        #expect(mail.subject == text)
    }

    @Test("is read from its plain part, whatever stands beside it, and from a page where there is none")
    func parts() {
        let both = mail(
            """
            From: z@b.example
            Content-Type: multipart/mixed; boundary="out er"

            not read
            --out er
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/html; charset=utf-8

            <p>page</p>
            --inner
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            =D8=B3=D9=84=D8=A7=D9=85 a=
            b=3Dc
            second
            --inner--
            --out er
            Content-Type: text/plain
            Content-Disposition: attachment; filename=x.txt

            a file
            --out er--
            """)
        #expect(both.text == "سلام ab=c\nsecond")
        let page = mail(
            "Content-Type: text/html\n\n<html><head><title>t</title></head><style>p{}</style><p>سلام&nbsp;<b>a</b> &lt;b</p><p>c</p>"
        )
        #expect(page.text == "سلام a <b\nc")
        let packed = mail(
            "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: base64\n\n2LPZhNin\n2YU=\n")
        #expect(packed.text == "سلام")
        let cut = mail("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhalf")
        #expect(cut.text == "half")
    }

    @Test("in an older script is read as it was meant")
    func script() {
        let head = Array("Content-Type: text/plain; charset=windows-1256\r\n\r\n".utf8)
        #expect(ReceivedMail(head + [0xD3, 0xE1, 0xC7, 0xE3, 0x20, 0x81, 0x98]).text == "سلام پک")
    }

    @Test(
        "that a machine has written is known for that",
        arguments: [
            ("Auto-Submitted: auto-replied", true), ("Auto-Submitted: no", false), ("Precedence: bulk", true),
            ("List-Id: <x.example>", true), ("Return-Path: <>", true), ("X-Other: 1", false),
        ])
    func automatic(head: String, isOne: Bool) {
        #expect(mail("From: z@b.example\n\(head)\n\nx").isAutomatic == isOne)
    }

    @Test("that is no mail at all is read as nothing, and one that never ends is cut")
    func nonsense() {
        for bytes in [[], [0xFF, 0xFE, 0x00], Array("\r\n\r\n".utf8), Array(": :\n =?".utf8)] as [[UInt8]] {
            #expect(ReceivedMail(bytes).from == nil)
        }
        let deep = (0..<40).reduce("x") { inner, depth in
            "Content-Type: multipart/mixed; boundary=b\(depth)\n\n--b\(depth)\n\(inner)\n--b\(depth)--"
        }
        #expect(mail(deep).text.isEmpty)
        #expect(mail("From: z@b.example\n\n" + String(repeating: "سلام ", count: 5_000)).text.count <= 4_000)
    }

    @Test(
        "is read in one pass, whatever a stranger fills its page with",
        arguments: ["<", "</", "<br", "<style ", "<head", "<script>", "<style></script>", " <"])
    func filled(piece: String) {
        let filling = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        #expect(mail("From: z@b.example\nContent-Type: text/html\n\n\(filling)<p>words</p>").text == "words")
    }

    @Test(
        "names the number of a thing of ours where it does",
        arguments: [
            ("Re: #1405-000012 hello", ["1405-000012"]), ("درخواست ۱۴۰۵-۰۰۰۰۱۲.", ["1405-000012"]), ("سلام", []),
            ("a1 b", []), ("K/1405/12, and 77-1", ["K/1405/12", "77-1"]),
        ])
    func numbers(text: String, numbers: [String]) {
        #expect(ReceivedText.numbers(in: text) == numbers)
    }
}
