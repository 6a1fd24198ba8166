import AsyncHTTPClient
import Domain
import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// The line to addresses that people have typed. It goes to the public network alone: a name is looked up once and called at
/// the very address that was looked at, and whoever sends it elsewhere is not followed. So nobody looks around behind the wall.
package struct PublicWire: Sendable {
    /// Whoever says nothing for so long is asked another time. It is short: the company's other messages wait meanwhile.
    let patience: TimeAmount
    /// Whether any address will do, also without encryption: the operator has said so, or a test.
    let isAnywhere: Bool

    package init(patience: TimeAmount = .seconds(5), isAnywhere: Bool = PublicWire.mayGoAnywhere) {
        (self.patience, self.isAnywhere) = (patience, isAnywhere)
    }

    /// `KARDAN_HOOKS_ANYWHERE=1`, for an operator whose systems stand in the same house.
    package static let mayGoAnywhere = ProcessInfo.processInfo.environment["KARDAN_HOOKS_ANYWHERE"] == "1"

    struct Order: Sendable {
        let url: String
        let headers: [(String, String)]
        let body: [UInt8]
    }

    func post(_ order: Order) async -> DeliveryAnswer {
        guard let host = Self.host(of: order.url, isAnywhere) else { return .refused("address") }
        do {
            let address = try await Self.address(of: host, within: patience)
            guard isAnywhere || Self.isPublic(address) else { return .refused("private") }
            return try await send(order, host, to: address)
        } catch is Unknown { return .silent("name") } catch { return .silent("silent") }
    }

    private struct Unknown: Error {}

    private func send(_ order: Order, _ host: String, to address: SocketAddress) async throws -> DeliveryAnswer {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .nanoseconds(patience.nanoseconds)
        configuration.connectionPool.retryConnectionEstablishment = false
        if let ip = address.ipAddress { configuration.dnsOverride = [host: ip] }
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var request = HTTPClientRequest(url: order.url)
        request.method = .POST
        for (name, value) in order.headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: order.body))
        let result: Result<Int, any Error>
        // What stands in the answer is nobody's business: it is not read.
        do { result = .success(Int(try await client.execute(request, timeout: patience).status.code)) } catch {
            result = .failure(error)
        }
        try? await client.shutdown()
        return .status(try result.get())
    }

    /// - Returns: nil for what is no such address.
    static func host(of url: String, _ isAnywhere: Bool) -> String? {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            parts.scheme == "https" || isAnywhere && parts.scheme == "http", parts.user == nil, parts.password == nil
        else { return nil }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        // Whoever calls reads the address in his own way: what he would look up again is not what was looked at.
        return URL(string: url)?.host() == bare ? bare : nil
    }

    /// A name whose server says nothing holds its thread as long as the system waits for it: these are for names alone.
    private static let lookups: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 4)
        pool.start()
        return pool
    }()

    private static func address(of host: String, within patience: TimeAmount) async throws -> SocketAddress {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let answer = loop.makePromise(of: SocketAddress.self)
        lookups.runIfActive(eventLoop: loop) {
            guard let found = try? SocketAddress.makeAddressResolvingHost(host, port: 443) else { throw Unknown() }
            return found
        }.cascade(to: answer)
        let end = loop.scheduleTask(in: patience) { answer.fail(Unknown()) }
        defer { end.cancel() }
        return try await answer.futureResult.get()
    }

    private static func isPublic(_ address: SocketAddress) -> Bool {
        switch address {
        case .v4(let v4): NetworkAddress.isPublic(withUnsafeBytes(of: v4.address.sin_addr) { [UInt8]($0) })
        case .v6(let v6): NetworkAddress.isPublic(withUnsafeBytes(of: v6.address.sin6_addr) { [UInt8]($0) })
        case .unixDomainSocket: false
        }
    }
}
