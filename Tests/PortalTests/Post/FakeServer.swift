import Hummingbird
import Logging
import NIOCore
import NIOPosix

/// The socket of whoever plays somebody else's service.
enum FakeServer {
    /// Answers on a free port until the tests end. It is not stopped before: a client that connects at that very moment would end
    /// the whole program, since the connection is given to nobody.
    /// - Returns: its address.
    static func begin(_ router: Router<BasicRequestContext>, _ name: String) async -> String {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: name)
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: logger)
        Task { try await application.run() }
        var found = 0
        for await number in ports {
            found = number
            break
        }
        return "http://127.0.0.1:\(found)"
    }

    typealias Talk = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Talks with whoever connects, until the tests end as well.
    /// - Parameter prepare: what stands between socket and talk, as encryption.
    /// - Returns: its port.
    static func begin(
        prepare: @escaping @Sendable (any Channel) throws -> Void = { _ in },
        talk: @escaping @Sendable (Talk) async throws -> Void
    ) async throws -> Int {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup).bind(
            host: "127.0.0.1", port: 0
        ) { channel in
            channel.eventLoop.makeCompletedFuture {
                try prepare(channel)
                return try Talk(wrappingChannelSynchronously: channel)
            }
        }
        Task {
            try await server.executeThenClose { inbound in
                try await withThrowingDiscardingTaskGroup { talks in
                    for try await connection in inbound { talks.addTask { try? await talk(connection) } }
                }
            }
        }
        return server.channel.localAddress?.port ?? 0
    }
}
