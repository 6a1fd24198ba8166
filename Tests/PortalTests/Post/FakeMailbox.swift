import NIOCore
import NIOSSL
import Synchronization

/// Plays a mailbox over an encrypted socket: speaks POP3, and throws away on QUIT alone, as the real ones do.
final class FakeMailbox: Sendable {
    private struct State {
        /// By the box's own name of it.
        var mails: [(id: String, text: String)] = []
        var password = "the-password"
        /// How often each was handed out.
        var read: [String: Int] = [:]
        var count = 0
        /// Breaks off before this command.
        var breaksAt: String?
    }

    private let state = Mutex(State())

    /// Serves on a free port while the body runs.
    static func serve(_ body: @escaping @Sendable (FakeMailbox, Int) async throws -> Void) async throws {
        let (fake, context) = (FakeMailbox(), try FakeMailServer.context())
        let port = try await FakeServer.begin {
            try $0.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
        } talk: {
            try await fake.talk($0)
        }
        try await body(fake, port)
    }

    func put(_ text: String) {
        state.withLock { state in
            state.count += 1
            state.mails.append(("uid-\(state.count)", text.replacing("\n", with: "\r\n")))
        }
    }

    var left: Int { state.withLock { $0.mails.count } }
    var read: [Int] { state.withLock { $0.read.values.sorted() } }

    var breaksAt: String? {
        get { state.withLock { $0.breaksAt } }
        set { state.withLock { $0.breaksAt = newValue } }
    }

    var password: String {
        get { state.withLock { $0.password } }
        set { state.withLock { $0.password = newValue } }
    }

    private func talk(_ connection: FakeServer.Talk) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var (unread, gone) = ("", Set<String>())
            // What lies there when somebody comes in is all that he sees.
            let mails = state.withLock { $0.mails }
            func answer(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text + "\r\n")) }
            try await answer("+OK ready")
            for try await piece in inbound {
                unread += String(buffer: piece)
                while let end = unread.range(of: "\r\n") {
                    let line = String(unread[..<end.lowerBound])
                    unread = String(unread[end.upperBound...])
                    if let breaksAt, line.hasPrefix(breaksAt) { return }
                    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
                    let argument = words.count == 2 ? words[1] : ""
                    switch words.first {
                    case "USER": try await answer("+OK")
                    case "PASS": try await answer(argument == password ? "+OK" : "-ERR no")
                    case "UIDL":
                        let list = mails.enumerated().map { "\($0.offset + 1) \($0.element.id)" }
                        try await answer((["+OK"] + list + ["."]).joined(separator: "\r\n"))
                    case "LIST":
                        let list = mails.enumerated().map { "\($0.offset + 1) \($0.element.text.utf8.count)" }
                        try await answer((["+OK"] + list + ["."]).joined(separator: "\r\n"))
                    case "RETR", "TOP":
                        let mail = mails[(Int(argument.prefix { $0 != " " }) ?? 1) - 1]
                        state.withLock { $0.read[mail.id, default: 0] += 1 }
                        let stuffed = mail.text.split(separator: "\r\n", omittingEmptySubsequences: false)
                            .map { $0.hasPrefix(".") ? ".\($0)" : String($0) }
                        try await answer((["+OK"] + stuffed + ["."]).joined(separator: "\r\n"))
                    case "DELE":
                        gone.insert(mails[(Int(argument) ?? 1) - 1].id)
                        try await answer("+OK")
                    case "QUIT":
                        let ids = gone
                        state.withLock { state in state.mails.removeAll { ids.contains($0.id) } }
                        try await answer("+OK bye")
                        return
                    default: try await answer("-ERR what")
                    }
                }
            }
        }
    }
}
