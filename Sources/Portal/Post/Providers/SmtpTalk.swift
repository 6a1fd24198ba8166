import Domain
import Foundation
import NIOCore

/// Commands and replies of one conversation.
struct SmtpTalk {
    private static let longestReply = 16_384
    private var replies: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var unread = ByteBuffer()

    init(
        _ replies: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) { (self.replies, self.outbound) = (replies, outbound) }

    /// Whether nothing was said that nobody has read.
    var isAtRest: Bool { unread.readableBytes == 0 }

    /// What the server can do, each by its first word, and the ways of signing in.
    mutating func hello() async throws -> Set<String> {
        let answer = try await say("EHLO kardan", expect: "2", else: .temporary)
        let lines = answer.split(whereSeparator: \.isNewline).map { $0.dropFirst(4).uppercased() }
        let ways = lines.filter { $0.hasPrefix("AUTH") }.flatMap { $0.split { $0 == " " || $0 == "=" } }
        return Set(lines.compactMap { $0.split(separator: " ").first.map(String.init) } + ways.map { "AUTH \($0)" })
    }

    mutating func signIn(_ server: MailServer, _ offers: Set<String>) async throws {
        guard !server.username.isEmpty else { return }
        func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
        if offers.contains("AUTH PLAIN") {
            let both = base64("\0\(server.username)\0\(server.password)")
            try await say("AUTH PLAIN \(both)", expect: "2", else: .account)
        } else if offers.contains("AUTH LOGIN") {
            try await say("AUTH LOGIN", expect: "3", else: .account)
            try await say(base64(server.username), expect: "3", else: .account)
            try await say(base64(server.password), expect: "2", else: .account)
        } else {
            throw SmtpWire.Refused(.account, "auth")
        }
    }

    /// The message and its end. - Returns: the reply.
    mutating func deliver(_ text: String) async throws -> String {
        try await outbound.write(ByteBuffer(string: text + ".\r\n"))
        let answer = try await reply()
        try? await outbound.write(ByteBuffer(string: "QUIT\r\n"))
        return answer
    }

    /// - Throws: `SmtpWire.Refused` of this kind, or a temporary one where the server says that it is.
    @discardableResult
    mutating func say(_ command: String, expect first: String, else kind: SendFault.Kind) async throws -> String {
        try await outbound.write(ByteBuffer(string: command + "\r\n"))
        return try await expect(first, else: kind)
    }

    @discardableResult
    mutating func expect(_ first: String, else kind: SendFault.Kind) async throws -> String {
        let answer = try await reply()
        guard answer.hasPrefix(first) else {
            let fault = Self.fault(answer, kind)
            throw SmtpWire.Refused(fault.kind, fault.code)
        }
        return answer
    }

    /// Of the server's own words the number alone is kept.
    static func fault(_ answer: String, _ kind: SendFault.Kind) -> SendFault {
        let code = String(answer.prefix(3).filter(\.isNumber))
        return SendFault(answer.hasPrefix("4") ? .temporary : kind, code)
    }

    /// All lines of one reply: each but the last has a hyphen behind its number.
    private mutating func reply() async throws -> String {
        var (lines, length) = ([String](), 0)
        while true {
            let line = try await line()
            lines.append(line)
            length += line.utf8.count
            guard length < Self.longestReply else { throw SmtpWire.Refused(.temporary, "long") }
            if line.dropFirst(3).first != "-" { return lines.joined(separator: "\n") }
        }
    }

    private mutating func line() async throws -> String {
        while true {
            let bytes = unread.readableBytesView
            if let end = bytes.firstIndex(of: 0x0A) {
                let length = bytes.distance(from: bytes.startIndex, to: end) + 1
                let line = unread.readString(length: length) ?? ""
                return String(line.filter { !$0.isNewline })
            }
            guard bytes.count < Self.longestReply, var more = try await replies.next() else {
                throw SmtpWire.Refused(.temporary, "closed")
            }
            unread.writeBuffer(&more)
        }
    }
}
