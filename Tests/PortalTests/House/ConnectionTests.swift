import Foundation
import Ground
import HTTPTypes
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing
import Web

@testable import House

/// The bounds are wide: beside hundreds of other tests a loop may stand for a second, and whoever asks must not be ended for it.
@Suite("Connections, over real sockets")
struct ConnectionTests {
    @Test("that send no head, or half of one, are ended; who asks is answered")
    func slowHeads() async throws {
        var bounds = ConnectionBounds()
        bounds.head = .seconds(3)
        try await RealServer.with(bounds) { server in
            let silent = try await server.connect()
            let half = try await server.connect()
            try await half.say("GET /health HTTP/1.1\r\nHost: x\r\nX-")
            try await silent.ended()
            try await half.ended()
            let kept = try await server.connect()
            #expect(try await kept.ask("/health").hasPrefix("HTTP/1.1 200"))
            // Half of a second head on a connection that is kept.
            try await kept.say("GET /hea")
            try await kept.ended()
        }
    }

    @Test("whose body still comes after the answer are not taken for slow heads")
    func lateBody() async throws {
        var bounds = ConnectionBounds()
        bounds.head = .seconds(3)
        try await RealServer.with(bounds) { server in
            let caller = try await server.connect()
            try await caller.say("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n")
            for _ in 0..<4 {
                try await caller.say("0123456789")
                try await Task.sleep(for: .milliseconds(900))
            }
            #expect(try await caller.heardAnswer().hasPrefix("HTTP/1.1 "))
            #expect(try await caller.ask("/health").hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("that are idle between two requests are ended after their time")
    func idle() async throws {
        var bounds = ConnectionBounds()
        bounds.idle = .seconds(3)
        try await RealServer.with(bounds) { server in
            let kept = try await server.connect()
            #expect(try await kept.ask("/health").hasPrefix("HTTP/1.1 200"))
            #expect(try await kept.ask("/health").hasPrefix("HTTP/1.1 200"))
            try await kept.ended()
        }
    }

    @Test("make room for whoever comes where there are too many: the one that has been silent longest goes")
    func crowd() async throws {
        try await RealServer.with(ConnectionBounds(most: 4)) { server in
            var strangers: [Caller] = []
            for _ in 0..<12 { strangers.append(try await server.connect()) }
            for stranger in strangers.prefix(8) { try await stranger.ended() }
            for _ in 0..<3 {
                let caller = try await server.connect()
                #expect(try await caller.ask("/health").hasPrefix("HTTP/1.1 200"))
            }
        }
    }
}

/// The portal of a world behind a real listener.
private struct RealServer {
    let port: Int

    static func with(_ bounds: ConnectionBounds, _ body: (RealServer) async throws -> Void) async throws {
        let world = try await World()
        let port = try freePort()
        let (running, run) = AsyncStream<Void>.makeStream()
        let application = world.portal.application(
            host: "127.0.0.1", port: port, connections: bounds, logger: Logger(label: "test")
        ) { run.yield() }
        let group = ServiceGroup(services: [application], logger: Logger(label: "test"))
        let service = Task { try await group.run() }
        for await _ in running { break }
        do { try await body(RealServer(port: port)) } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await service.value
    }

    func connect() async throws -> Caller {
        let (heard, ear) = AsyncStream<String>.makeStream()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Ear(ear)) }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return Caller(channel: channel, heard: heard)
    }

    private static func freePort() throws -> Int {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        try #require(isBound)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

/// One connection from outside.
private struct Caller: Sendable {
    let channel: any Channel
    let heard: AsyncStream<String>

    func say(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }

    /// Waits for its end, which is the server's doing.
    func ended() async throws { try await channel.closeFuture.get() }

    /// The answer's head and body.
    func ask(_ path: String) async throws -> String {
        try await say("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
        return try await heardAnswer()
    }

    func heardAnswer() async throws -> String {
        var all = ""
        for await part in heard {
            all += part
            if Self.isWhole(all) { break }
        }
        return all
    }

    private static func isWhole(_ answer: String) -> Bool {
        guard let end = answer.range(of: "\r\n\r\n"),
            let length = answer.lowercased().firstMatch(of: #/content-length: (\d+)/#)
        else { return false }
        return answer[end.upperBound...].utf8.count >= Int(length.1)!
    }
}

private final class Ear: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let heard: AsyncStream<String>.Continuation

    init(_ heard: AsyncStream<String>.Continuation) { self.heard = heard }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        heard.yield(String(buffer: unwrapInboundIn(data)))
    }

    func channelInactive(context: ChannelHandlerContext) { heard.finish() }
}
