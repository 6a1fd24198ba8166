import Domain
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A company's mail server.
package struct MailServer: Sendable {
    package enum Security: String, CaseIterable, Sendable {
        /// In the clear until the server has said that it can do better, and no further without.
        case starttls
        /// From the first byte on.
        case tls
    }

    let host: String
    let port: Int
    let security: Security
    let username: String
    let password: String

    /// - Parameter place: `host:port`.
    init?(_ place: String, _ security: Security, username: String, password: String) {
        guard let colon = place.lastIndex(of: ":"), let port = Int(place[place.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        (host, self.port, self.security) = (String(place[..<colon]), port, security)
        (self.username, self.password) = (username, password)
    }
}

/// The line to a mail server: one conversation for each message (RFC 5321), encrypted always (RFC 3207) and its name proven,
/// the password said inside alone.
package struct SmtpWire: Sendable {
    /// A server that says nothing for so long may have the message or not.
    let patience: TimeAmount
    /// Whose signature a server's name needs; a test brings its own.
    let trust: NIOSSLTrustRoots
    /// Whether a server may be on this machine: no company looks around there.
    let isLocal: Bool

    package init(patience: TimeAmount = .seconds(20), trust: NIOSSLTrustRoots = .default, isLocal: Bool = false) {
        (self.patience, self.trust, self.isLocal) = (patience, trust, isLocal)
    }

    /// The server has said no.
    struct Refused: Error {
        let fault: SendFault
        init(_ kind: SendFault.Kind, _ code: String) { fault = SendFault(kind, code) }
    }

    /// - Returns: `unclear` where the server may have it: it fell silent after the last byte.
    func send(_ mail: MailText, from: EmailAddress, to: EmailAddress, by server: MailServer) async -> SendAnswer {
        let isHandedOver = HandedOver()
        do {
            return try await withThrowingTaskGroup(of: SendAnswer.self) { group in
                group.addTask { try await converse(mail, from: from, to: to, server, isHandedOver) }
                group.addTask {
                    try await Task.sleep(for: .nanoseconds(patience.nanoseconds))
                    throw Refused(.temporary, "silent")
                }
                defer { group.cancelAll() }
                guard let answer = try await group.next() else { throw Refused(.temporary, "silent") }
                return answer
            }
        } catch {
            // What it has said holds, however the connection ended.
            if let answer = isHandedOver.answer { return answer }
            if isHandedOver.value { return .unclear("silent") }
            return .refused((error as? Refused)?.fault ?? SendFault(.temporary, "connect"))
        }
    }

    private func converse(
        _ mail: MailText, from: EmailAddress, to: EmailAddress, _ server: MailServer, _ isHandedOver: HandedOver
    ) async throws -> SendAnswer {
        let channel = try await connected(to: server)
        return try await channel.executeThenClose { inbound, outbound in
            var talk = SmtpTalk(inbound.makeAsyncIterator(), outbound)
            try await talk.expect("2", else: .temporary)
            var offers = try await talk.hello()
            if server.security == .starttls {
                guard offers.contains("STARTTLS") else { throw Refused(.account, "starttls") }
                try await talk.say("STARTTLS", expect: "2", else: .account)
                // What was said in the clear after it would count as said inside.
                guard talk.isAtRest else { throw Refused(.account, "starttls") }
                try await encrypt(channel.channel, server)
                offers = try await talk.hello()
            }
            try await talk.signIn(server, offers)
            try await talk.say("MAIL FROM:<\(from.text)>", expect: "2", else: .account)
            try await talk.say("RCPT TO:<\(to.text)>", expect: "2", else: .permanent)
            try await talk.say("DATA", expect: "3", else: .permanent)
            isHandedOver.set()
            let said = try await talk.deliver(mail.text)
            let answer: SendAnswer =
                said.hasPrefix("2") ? .accepted(id: mail.id, cost: 0) : .refused(SmtpTalk.fault(said, .permanent))
            isHandedOver.answer = answer
            return answer
        }
    }

    /// The connection, encrypted where the server wants it from the first byte on.
    func connected(to server: MailServer) async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(.seconds(10))
            .connect(host: server.host, port: server.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if server.security == .tls {
                        try channel.pipeline.syncOperations.addHandler(handler(server))
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        guard isLocal || !Self.isOfThisMachine(channel.channel.remoteAddress) else {
            try? await channel.channel.close()
            throw Refused(.account, "address")
        }
        return channel
    }

    private func encrypt(_ channel: any Channel, _ server: MailServer) async throws {
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(handler(server), position: .first)
        }.get()
    }

    private func handler(_ server: MailServer) throws -> NIOSSLClientHandler {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = trust
        configuration.minimumTLSVersion = .tlsv12
        let isName = (try? SocketAddress(ipAddress: server.host, port: 0)) == nil
        return try NIOSSLClientHandler(
            context: NIOSSLContext(configuration: configuration), serverHostname: isName ? server.host : nil)
    }

    /// Loopback, and what a link alone knows, as the services of a cloud.
    private static func isOfThisMachine(_ address: SocketAddress?) -> Bool {
        guard let ip = address?.ipAddress else { return true }
        return ip.hasPrefix("127.") || ip.hasPrefix("0.") || ip.hasPrefix("169.254.") || ip == "::1" || ip == "::"
            || ip.hasPrefix("fe80:") || ip.hasPrefix("::ffff:127.") || ip.hasPrefix("::ffff:169.254.")
    }
}

/// Whether the server may have the message, and what it said of it.
private final class HandedOver: Sendable {
    private let state = Mutex<(isSet: Bool, answer: SendAnswer?)>((false, nil))
    var value: Bool { state.withLock { $0.isSet } }
    func set() { state.withLock { $0.isSet = true } }

    var answer: SendAnswer? {
        get { state.withLock { $0.answer } }
        set { state.withLock { $0.answer = newValue } }
    }
}
