import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Plays a system of the company's, or a service that hands notices to browsers: takes what is posted to it over a socket.
final class FakeSystem: Sendable {
    struct Taken: Sendable {
        let path: String
        let headers: [String: String]
        let body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private struct State {
        var status = 200
        var taken: [Taken] = []
        var isSilent = false
    }

    private let state = Mutex(State())

    /// Serves on a free port while the body runs. - Parameter body: gets the address.
    static func serve(_ body: @escaping @Sendable (FakeSystem, String) async throws -> Void) async throws {
        let fake = FakeSystem()
        let router = Router()
        for method in [HTTPRequest.Method.get, .post] {
            router.on("/**", method: method) { request, _ in try await fake.answer(request) }
        }
        try await body(fake, await FakeServer.begin(router, "fake system"))
    }

    /// What it answers from now on. A redirect leads to itself.
    var status: Int {
        get { state.withLock { $0.status } }
        set { state.withLock { $0.status = newValue } }
    }

    /// Whether it takes what comes, and never says so.
    var isSilent: Bool {
        get { state.withLock { $0.isSilent } }
        set { state.withLock { $0.isSilent = newValue } }
    }

    var taken: [Taken] { state.withLock { $0.taken } }

    private func answer(_ request: Request) async throws -> Response {
        let bytes = try await request.body.collect(upTo: 1_000_000)
        let headers = request.headers.reduce(into: [String: String]()) { $0[$1.name.canonicalName] = $1.value }
        let (status, isSilent) = state.withLock { state in
            state.taken.append(
                Taken(path: request.uri.path, headers: headers, body: [UInt8](bytes.readableBytesView)))
            return (state.status, state.isSilent)
        }
        if isSilent { try await Task.sleep(for: .seconds(3_600)) }
        var fields: HTTPFields = [:]
        if (300..<400).contains(status) { fields[.location] = "/elsewhere" }
        return Response(status: .init(code: status), headers: fields)
    }
}
