import Foundation
import Testing

@testable import Web

@Suite("A form in parts")
struct MultipartTests {
    @Test("gives the same fields and files, however it is cut")
    func cuts() throws {
        var chance = Chance(state: 1_405)
        for _ in 0..<600 {
            let parts = (0..<Int.random(in: 0...6, using: &chance)).map { SentPart.random($0, &chance) }
            let body = SentPart.body(parts, &chance)
            let largest = [1, 3, 40, 4_000].randomElement(using: &chance)!
            #expect(try Heard.parts(of: body, largest: largest, &chance) == parts)
        }
    }

    @Test("costs as much as it is long, also where all of it looks like a boundary")
    func almostBoundaries() throws {
        let (boundary, size) = (String(repeating: "-", count: 61), 1 << 20)
        let lines = [
            "\r\n" + String(repeating: "-", count: 60), "\r", "\r\n", "\r\n--" + String(repeating: "-", count: 60),
        ]
        for line in lines {
            let content = Array(repeatElement(Array(line.utf8), count: size / line.utf8.count).joined())
            let body = Array("--\(boundary)\r\n\r\n".utf8) + content + Array("x\r\n--\(boundary)--".utf8)
            var (heard, scanner) = (Heard(), MultipartScanner(boundary: boundary))
            for start in stride(from: 0, to: body.count, by: 65_536) {
                try body[start..<min(body.count, start + 65_536)].withUnsafeBytes { try scanner.feed($0, to: &heard) }
            }
            try scanner.finish()
            #expect(heard.parts.map(\.content.count) == [content.count + 1])
            #expect(scanner.looks < 3 * body.count)
        }
    }

    @Test(
        "that is not what its boundary says is unreadable",
        arguments: [
            "", "a=b", "--mark", "--mark\r\n", "--mark\r\n\r\n", "--mark\r\n\r\nx\r\n--mark",
            "--markdown\r\n\r\nx\r\n--mark--",
            "--mark\r\nA: b\r\n--mark--\r\n\r\n--mark--", "--mark\r\n\r\nx\r\n--markdown\r\n--mark--",
        ])
    func broken(_ body: String) {
        #expect(throws: Refusal.self) { try Heard.parts(of: Array(body.utf8)) }
    }

    @Test("may have words around its parts, blanks behind its boundaries, and parts without header or content")
    func loose() throws {
        let body =
            "before\r\n--mark \t\r\nContent-Disposition: form-data; name=a\r\n\r\n--mark\r\n\r\nx\r\n"
            + "--mark\r\n\r\n--mark--\r\nafter\r\n--mark"
        let parts = try Heard.parts(of: Array(body.utf8))
        #expect(parts.map(\.head?.field) == ["a", nil, nil])
        #expect(parts.map { String(decoding: $0.content, as: UTF8.self) } == ["", "x", ""])
    }

    @Test("has two thousand parts and eight kilobytes of a header at most")
    func bounds() throws {
        let part = "--mark\r\n\r\n\r\n"
        func body(_ parts: Int) -> [UInt8] { Array((String(repeating: part, count: parts) + "--mark--").utf8) }
        #expect(try Heard.parts(of: body(2_000)).count == 2_000)
        #expect(throws: Refusal.self) { try Heard.parts(of: body(2_001)) }
        func header(_ bytes: Int) -> [UInt8] {
            Array("--mark\r\nA: \(String(repeating: "b", count: bytes - 5))\r\n\r\nx\r\n--mark--".utf8)
        }
        #expect(try Heard.parts(of: header(8_192)).count == 1)
        #expect(throws: Refusal.self) { try Heard.parts(of: header(8_193)) }
        #expect(throws: Refusal.self) { try Heard.parts(of: Array(header(1 << 20).prefix(9_000))) }
    }

    @Test(
        "calls a file as its person did, without folders",
        arguments: [
            (#"filename="a;b.csv""#, "a;b.csv"), (#"filename=plain.csv ; x=y"#, "plain.csv"),
            (#"filename="a\"b\\c.csv""#, "c.csv"), (#"filename="say \"no\".csv""#, #"say "no".csv"#),
            (#"filename="50%22.csv""#, #"50".csv"#), (#"filename="C:\Users\me\list.csv""#, "list.csv"),
            (#"filename="../../etc/passwd""#, "passwd"), (#"filename="قرارداد.pdf""#, "قرارداد.pdf"),
            (#"filename="x.csv"; filename*=UTF-8''%D9%82%3B%2Fa%2Fb%20c.csv"#, "b c.csv"),
            (#"filename="x.csv"; filename*=latin9''%A4.csv"#, "x.csv"),
            (#"filename="x.csv"; filename*=UTF-8''%FF.csv"#, "x.csv"),
            (#"filename="a.csv"; filename="b.csv""#, "a.csv"),
            (#"FileName = "a.csv""#, "a.csv"), ("filename=\"a\0\u{7}.csv\"", "a.csv"), (#"filename="""#, ""),
            (#"filename="open"#, "open"), ("\r\n filename=\"folded.csv\"", "folded.csv"),
        ])
    func names(_ parameter: String, _ name: String) {
        let header = "Content-Type: text/csv\r\ncontent-disposition: form-data; name=\"f\"; \(parameter)"
        #expect(PartHead(Array(header.utf8))?.file == name)
        #expect(PartHead(Array(header.utf8))?.field == "f")
    }

    @Test("keeps no endless name of a file, and takes a part without a name for nobody's")
    func longNames() {
        let long = #"Content-Disposition: form-data; name="f"; filename="\#(String(repeating: "n", count: 5_000))""#
        #expect(PartHead(Array(long.utf8))?.file?.count == PartHead.longestName)
        #expect(PartHead(Array("Content-Disposition: form-data; filename=a".utf8)) == nil)
        #expect(PartHead(Array("Content-Type: text/plain; name=a".utf8)) == nil)
    }
}

/// A part as it was put into a body, and as it came out.
private struct SentPart: Equatable {
    let head: PartHead?
    let content: [UInt8]

    /// Contents are made of what boundaries are made of.
    static func random(_ index: Int, _ chance: inout Chance) -> SentPart {
        let pieces = ["\r", "\n", "\r\n", "-", "--", "--mar", "\r\n--mar", "\r\n-", "k", "x", "\0", "ق", "\r\n\r\n"]
        var content: [UInt8] = []
        for _ in 0..<Int.random(in: 0...20, using: &chance) {
            let more = content + Array(pieces.randomElement(using: &chance)!.utf8)
            let seen = String(decoding: Array("\r\n".utf8) + more, as: UTF8.self)
            if seen.range(of: "\r\n--mark", options: .literal) == nil { content = more }
        }
        let file = Bool.random(using: &chance) ? "; filename=\"\(index);.bin\"" : ""
        return SentPart(
            head: PartHead(Array("Content-Disposition: form-data; name=\"f\(index)\"\(file)".utf8)), content: content)
    }

    static func body(_ parts: [SentPart], _ chance: inout Chance) -> [UInt8] {
        var body = Bool.random(using: &chance) ? Array("before\r\n".utf8) : []
        for part in parts {
            let file = part.head?.file.map { "; filename=\"\($0)\"" } ?? ""
            body += Array("--mark\r\nContent-Disposition: form-data; name=\"\(part.head?.field ?? "")\"\(file)".utf8)
            body += Array("\r\nContent-Type: a/b\r\n\r\n".utf8) + part.content + Array("\r\n".utf8)
        }
        return body + Array("--mark--\r\n".utf8)
    }
}

/// Keeps all that it is given.
private struct Heard: MultipartSink {
    private(set) var parts: [SentPart] = []
    private var head: PartHead?
    private var content: [UInt8] = []

    mutating func begin(_ head: PartHead?) { (self.head, content) = (head, []) }
    mutating func add(_ bytes: UnsafeRawBufferPointer) { content.append(contentsOf: bytes) }
    mutating func end() { parts.append(SentPart(head: head, content: content)) }

    static func parts(of body: [UInt8]) throws -> [SentPart] {
        var chance = Chance(state: 7)
        return try parts(of: body, largest: body.count + 1, &chance)
    }

    /// - Parameter largest: of the pieces that the body comes in.
    static func parts(of body: [UInt8], largest: Int, _ chance: inout Chance) throws -> [SentPart] {
        var (heard, scanner) = (Heard(), MultipartScanner(boundary: "mark"))
        var rest = body[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...largest, using: &chance))
            try piece.withUnsafeBytes { try scanner.feed($0, to: &heard) }
            rest = rest.dropFirst(piece.count)
        }
        try scanner.finish()
        return heard.parts
    }
}
