import Domain
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// The line to a mailbox (RFC 1939), encrypted from the first byte on, its server's name proven.
package struct PopWire: Sendable {
    static let port = 995
    /// Of one mail so many bytes are read, and of a visit so many mails.
    private static let (longest, most) = (1_000_000, 20)
    /// Lines of a mail that is larger.
    private static let lines = 400

    let patience: TimeAmount
    /// Whose signature a server's name needs; a test brings its own.
    let trust: NIOSSLTrustRoots
    /// Whether a server may be on this machine.
    let isLocal: Bool

    package init(patience: TimeAmount = .seconds(60), trust: NIOSSLTrustRoots = .default, isLocal: Bool = false) {
        (self.patience, self.trust, self.isLocal) = (patience, trust, isLocal)
    }

    /// A mail as it lay there, by the mailbox's own name of it.
    struct Mail: Sendable {
        let id: String
        let bytes: [UInt8]
    }

    enum Fault: String, Error {
        /// Nobody answered, or not as a mailbox does.
        case silent
        /// User or password are not right.
        case account
    }

    /// Throws away what is known to be written down, and reads what is not. Where the visit breaks off, what was read counts: a mail
    /// that cannot be read keeps none before it out.
    /// - Parameter known: those of these that are.
    /// - Throws: `Fault` where nothing was read.
    func visit(
        _ server: MailServer, known: @escaping @Sendable ([String]) async throws -> Set<String>
    ) async throws -> [Mail] {
        let bag = Bag()
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await converse(server, known, into: bag) }
                group.addTask {
                    try await Task.sleep(for: .nanoseconds(patience.nanoseconds))
                    throw Fault.silent
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch let stopped as CancellationError {
            throw stopped
        } catch {
            guard bag.mails.isEmpty else { return bag.mails }
            throw error as? Fault ?? Fault.silent
        }
        return bag.mails
    }

    /// What a visit has read so far.
    private final class Bag: Sendable {
        private let all = Mutex<[Mail]>([])
        var mails: [Mail] { all.withLock { $0 } }
        func add(_ mail: Mail) { all.withLock { $0.append(mail) } }
    }

    private func converse(
        _ server: MailServer, _ known: @escaping @Sendable ([String]) async throws -> Set<String>, into bag: Bag
    ) async throws {
        let channel = try await SmtpWire(patience: patience, trust: trust, isLocal: isLocal).connected(to: server)
        try await channel.executeThenClose { inbound, outbound in
            var talk = PopTalk(inbound.makeAsyncIterator(), outbound)
            try await talk.greet()
            guard Self.isPlain(server.username), Self.isPlain(server.password) else { throw Fault.account }
            try await talk.say("USER \(server.username)", else: .account)
            try await talk.say("PASS \(server.password)", else: .account)
            let ids = try await talk.list("UIDL")
            let sizes = try await talk.list("LIST")
            let written = try await known(ids.map(\.value))
            var read = 0
            for (number, id) in ids {
                if written.contains(id) {
                    try await talk.say("DELE \(number)", else: .silent)
                } else if read < Self.most {
                    let size = sizes.first { $0.number == number }.flatMap { Int($0.value) } ?? 0
                    let (bytes, isWhole) = try await talk.mail(
                        size > Self.longest ? "TOP \(number) \(Self.lines)" : "RETR \(number)", upTo: 2 * Self.longest)
                    bag.add(Mail(id: id, bytes: bytes))
                    // The rest of it stands in the way of all that would be said now.
                    guard isWhole else { return }
                    read += 1
                }
            }
            // What was to be thrown away goes with this word alone.
            try await talk.say("QUIT", else: .silent)
        }
    }

    /// A name with a new line in it would be a command.
    private static func isPlain(_ text: String) -> Bool { !text.isEmpty && !text.contains(where: \.isNewline) }
}

/// Commands and answers of one visit.
struct PopTalk {
    private static let (longestLine, longestList) = (4_096, 2_000)
    private var pieces: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var unread = ByteBuffer()

    init(
        _ pieces: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) { (self.pieces, self.outbound) = (pieces, outbound) }

    mutating func greet() async throws { try await expect(else: .silent) }

    mutating func say(_ command: String, else fault: PopWire.Fault) async throws {
        try await outbound.write(ByteBuffer(string: command + "\r\n"))
        try await expect(else: fault)
    }

    private mutating func expect(else fault: PopWire.Fault) async throws {
        guard try await line(upTo: Self.longestLine).starts(with: Array("+OK".utf8)) else { throw fault }
    }

    /// A number and what stands behind it, line by line.
    mutating func list(_ command: String) async throws -> [(number: Int, value: String)] {
        try await say(command, else: .silent)
        var all: [(number: Int, value: String)] = []
        while true {
            let line = try await line(upTo: Self.longestLine)
            if line == [0x2E] { return all }
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            // The first of them come now: once they are thrown away, the next are the first.
            guard all.count < Self.longestList, words.count >= 2, let number = Int(words[0]) else { continue }
            all.append((number, String(words[1].prefix(100))))
        }
    }

    /// All up to the line that is a dot; a dot that was put before one is taken away.
    /// - Returns: what came, and whether it is all of it.
    mutating func mail(_ command: String, upTo limit: Int) async throws -> (bytes: [UInt8], isWhole: Bool) {
        try await say(command, else: .silent)
        var all: [UInt8] = []
        while true {
            guard let line = try? await line(upTo: limit - all.count) else {
                guard unread.readableBytes >= limit - all.count else { throw PopWire.Fault.silent }
                return (all, false)
            }
            if line == [0x2E] { return (all, true) }
            all += line[(line.first == 0x2E ? 1 : 0)...]
            all += [0x0D, 0x0A]
            guard all.count < limit else { return (all, false) }
        }
    }

    private mutating func line(upTo limit: Int) async throws -> [UInt8] {
        while true {
            let bytes = unread.readableBytesView
            if let end = bytes.firstIndex(of: 0x0A) {
                let length = bytes.distance(from: bytes.startIndex, to: end) + 1
                let line = unread.readBytes(length: length) ?? []
                return Array(line.dropLast(line.dropLast().last == 0x0D ? 2 : 1))
            }
            guard bytes.count < limit, var more = try await pieces.next() else { throw PopWire.Fault.silent }
            unread.discardReadBytes()
            unread.writeBuffer(&more)
        }
    }
}
