import Foundation
import NIOCore
import NIOSSL
import Synchronization
import Testing

@testable import Post

/// Plays a mail server over a socket: speaks SMTP, encrypts with a certificate of its own, and says no where a test wants it.
final class FakeMailServer: Sendable {
    enum Mood: Sendable, Equatable {
        case accept
        /// This answer to a command that begins so; empty: instead of the greeting, `.`: to the message itself.
        case refuse(String, String)
        case noEncryption
        /// Says more in the clear behind its consent to encrypt.
        case injects
        /// Takes the message, and never says so.
        case silent
    }

    struct Taken: Sendable {
        let lines: [String]
        let mail: String
        let isEncrypted: Bool
    }

    private struct State {
        var mood = Mood.accept
        var taken: [Taken] = []
        var said: [String] = []
    }

    private let state = Mutex(State())
    private let context: NIOSSLContext

    /// A certificate of this machine's name, made anew: openssl's files, then what is trusted.
    private static let made = Result { () throws -> (key: String, certificate: String) in
        let folder = FileManager.default.temporaryDirectory.appending(path: "kardan-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (key, certificate) = (folder.appending(path: "key.pem").path, folder.appending(path: "cert.pem").path)
        let maker = Process()
        maker.executableURL = URL(filePath: "/usr/bin/openssl")
        maker.arguments =
            "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
            .split(separator: " ").map(String.init) + ["-keyout", key, "-out", certificate]
        maker.standardError = nil
        try maker.run()
        maker.waitUntilExit()
        return (key, certificate)
    }

    static func trust() throws -> NIOSSLTrustRoots { .file(try made.get().certificate) }

    private init() throws { context = try Self.context() }

    static func context() throws -> NIOSSLContext {
        let (key, certificate) = try made.get()
        let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))))
    }

    /// Serves on a free port while the body runs.
    static func serve(_ body: @escaping @Sendable (FakeMailServer, Int) async throws -> Void) async throws {
        let fake = try FakeMailServer()
        try await body(fake, try await FakeServer.begin { try await fake.talk($0) })
    }

    var mood: Mood {
        get { state.withLock { $0.mood } }
        set { state.withLock { $0.mood = newValue } }
    }

    var taken: [Taken] { state.withLock { $0.taken } }
    /// All commands, of all connections.
    var said: [String] { state.withLock { $0.said } }

    private func talk(_ connection: FakeServer.Talk) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var (unread, lines, isEncrypted) = ("", [String](), false)
            func answer(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text + "\r\n")) }
            if case .refuse("", let no) = mood { return try await answer(no) }
            try await answer("220 mail.example ESMTP")
            var mail: String?
            for try await piece in inbound {
                unread += String(buffer: piece)
                while let end = unread.range(of: "\r\n") {
                    let line = String(unread[..<end.lowerBound])
                    unread = String(unread[end.upperBound...])
                    if let text = mail {
                        guard line == "." else {
                            mail = text + line + "\r\n"
                            continue
                        }
                        mail = nil
                        if case .refuse(".", let no) = mood {
                            try await answer(no)
                            continue
                        }
                        let done = Taken(lines: lines, mail: text, isEncrypted: isEncrypted)
                        state.withLock { $0.taken.append(done) }
                        if mood == .silent { return try await Task.sleep(for: .seconds(3_600)) }
                        try await answer("250 2.0.0 queued")
                        continue
                    }
                    lines.append(line)
                    state.withLock { $0.said.append(line) }
                    if line == "DATA" { mail = "" }
                    let said = reply(to: line, isEncrypted)
                    guard line == "STARTTLS", said.hasPrefix("220") else {
                        try await answer(said)
                        continue
                    }
                    try await encrypt(connection.channel, after: said)
                    isEncrypted = true
                }
            }
        }
    }

    /// In one turn of its loop: else what the client says next could come before the handler that understands it.
    private func encrypt(_ channel: any Channel, after said: String) async throws {
        try await channel.eventLoop.submit { [context] in
            channel.writeAndFlush(ByteBuffer(string: said + "\r\n"), promise: nil)
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context), position: .first)
        }.get()
    }

    private func reply(to line: String, _ isEncrypted: Bool) -> String {
        let mood = mood
        if case .refuse(let start, let no) = mood, !start.isEmpty, line.hasPrefix(start) { return no }
        switch line.prefix(4) {
        case "EHLO":
            let offer = isEncrypted || mood == .noEncryption ? "AUTH PLAIN LOGIN" : "STARTTLS"
            return "250-mail.example\r\n250-SIZE 1000000\r\n250 \(offer)"
        case "STAR": return mood == .injects ? "220 go on\r\n250 and more" : "220 go on"
        case "AUTH": return "235 2.7.0 welcome"
        case "DATA": return "354 go on"
        case "QUIT": return "221 bye"
        default: return "250 2.1.0 ok"
        }
    }
}
