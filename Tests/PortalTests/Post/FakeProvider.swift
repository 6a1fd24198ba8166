import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

@testable import Ground
@testable import Post

/// Plays a provider of text messages over a socket, in the words that the real ones use.
final class FakeProvider: Sendable {
    enum Mood: Sendable, Equatable {
        case accept
        /// The provider's own number of a fault.
        case refuse(Int)
        /// Takes the message, and never says so.
        case silent
        /// Takes the message, and breaks off within its answer.
        case cut
        /// Takes the message, and never ends its answer.
        case stall
        case page(Int)
        case nonsense
    }

    struct Taken: Sendable {
        let path: String
        let fields: [String: String]
        let id: Int64
        let ours: String
    }

    private struct State {
        var mood = Mood.accept
        var moods: [Mood] = []
        var taken: [Taken] = []
        var asked: [String] = []
        /// Kavenegar's and Ghasedak's numbers of what became of a message, by its id.
        var status = 1
        var gate: FakeGate?
        /// What has come in: its number, who sent it, what it says.
        var received: [(id: Int, from: String, text: String)] = []
    }

    private let state = Mutex(State())

    /// Serves on a free port while the body runs. - Parameter body: gets the address.
    static func serve(_ body: @escaping @Sendable (FakeProvider, String) async throws -> Void) async throws {
        let fake = FakeProvider()
        let router = Router()
        for method in [HTTPRequest.Method.get, .post] {
            router.on("/**", method: method) { request, _ in try await fake.answer(request) }
        }
        try await body(fake, await FakeServer.begin(router, "fake provider"))
    }

    var mood: Mood {
        get { state.withLock { $0.mood } }
        set { state.withLock { $0.mood = newValue } }
    }

    /// One answer each, before the mood counts.
    func next(_ moods: Mood...) { state.withLock { $0.moods = moods } }

    func receive(_ text: String, from number: String) {
        state.withLock { $0.received.append((8_100 + $0.received.count, number, text)) }
    }

    /// Whoever sends from now on waits until the gate is opened.
    func hold() -> FakeGate {
        let gate = FakeGate()
        state.withLock { $0.gate = gate }
        return gate
    }

    var status: Int {
        get { state.withLock { $0.status } }
        set { state.withLock { $0.status = newValue } }
    }

    var taken: [Taken] { state.withLock { $0.taken } }
    var asked: [String] { state.withLock { $0.asked } }

    private func answer(_ request: Request) async throws -> Response {
        let bytes = try await request.body.collect(upTo: 1_000_000)
        let path = request.uri.path
        let fields = Self.fields(String(buffer: bytes), request)
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        if let told = told(name, path, fields, request) { return Self.json(told) }
        if let gate = state.withLock({ $0.gate }) { await gate.pass() }
        let mood = state.withLock { state in state.moods.isEmpty ? state.mood : state.moods.removeFirst() }
        switch mood {
        case .page(let status): return Self.page(status)
        case .nonsense: return Self.json("{\"hello\":")
        case .refuse(let code): return Self.json(Self.refusal(path, code))
        case .accept, .silent, .cut, .stall:
            let id = take(path, fields)
            if mood == .silent { try await Task.sleep(for: .seconds(3_600)) }
            return mood == .cut || mood == .stall
                ? Self.half(for: mood == .stall ? 3_600 : 0) : Self.json(Self.acceptance(path, id))
        }
    }

    private func take(_ path: String, _ fields: [String: String]) -> Int64 {
        state.withLock { state in
            let ours = fields["localid"] ?? fields["clientReferenceId"] ?? ""
            if !ours.isEmpty, let known = state.taken.first(where: { $0.ours == ours }) { return known.id }
            let id = Int64(8_792_343_000 + state.taken.count)
            state.taken.append(Taken(path: path, fields: fields, id: id, ours: ours))
            return id
        }
    }

    /// What is no message: a question.
    private func told(_ name: String, _ path: String, _ fields: [String: String], _ request: Request) -> String? {
        let status = status
        switch name {
        case "status.json", "statuslocalmessageid.json", "CheckSmsStatus", "GetDeliveries2":
            let ours = fields["localid"] ?? (fields["Type"] == "2" ? fields["Ids"] : nil)
            state.withLock { $0.asked.append(ours ?? fields["messageid"] ?? fields["Ids"] ?? fields["recId"] ?? "") }
            let isKnown = ours.map { ours in taken.contains { $0.ours == ours } } ?? true
            switch name {
            case "CheckSmsStatus":
                return "{\"isSuccess\":true,\"statusCode\":200,\"data\":{\"items\":"
                    + (isKnown ? "[{\"messageId\":1,\"status\":\(status)}]" : "[]") + "}}"
            case "GetDeliveries2": return "{\"Value\":\"\(status)\",\"RetStatus\":1,\"StrRetStatus\":\"Ok\"}"
            default:
                return "{\"return\":{\"status\":200,\"message\":\"ok\"},\"entries\":[{\"messageid\":1,\"status\":"
                    + "\(isKnown ? status : 100),\"statustext\":\"x\"}]}"
            }
        case "receive.json":
            return inbox("{\"return\":{\"status\":200},\"entries\":[", "]}") {
                "{\"messageid\":\($0.id),\"message\":\"\($0.text)\",\"sender\":\"\($0.from)\",\"receptor\":\"3000123\"}"
            }
        case "live":
            return inbox("{\"status\":1,\"data\":[", "]}") {
                "{\"messageText\":\"\($0.text)\",\"mobile\":98\($0.from.dropFirst()),\"number\":3000123,\"receivedDateTime\":\($0.id)}"
            }
        case "GetMessages":
            return inbox("{\"MyBase\":{\"Value\":\"1\",\"RetStatus\":1},\"Data\":[", "]}") {
                "{\"MsgID\":\($0.id),\"Body\":\"\($0.text)\",\"Sender\":\"\($0.from)\",\"Receiver\":\"3000123\"}"
            }
        case "GetReceivedSmsesPaging":
            return inbox("{\"isSuccess\":true,\"statusCode\":200,\"data\":{\"items\":[", "]}}") {
                "{\"id\":\"\($0.id)\",\"message\":\"\($0.text)\",\"sender\":\"\($0.from)\",\"lineNumber\":\"3000123\"}"
            }
        case "info.json":
            return "{\"return\":{\"status\":200},\"entries\":{\"remaincredit\":154000,\"type\":\"master\"}}"
        case "credit": return "{\"status\":1,\"message\":\"ok\",\"data\":1250.0}"
        case "GetCredit": return "{\"Value\":\"830.5\",\"RetStatus\":1,\"StrRetStatus\":\"Ok\"}"
        case "GetAccountInformation": return "{\"isSuccess\":true,\"statusCode\":200,\"data\":{\"credit\":99000}}"
        default: break
        }
        if path.hasPrefix("/v1/send/"), request.method == .get {
            state.withLock { $0.asked.append(name) }
            return "{\"status\":1,\"message\":\"ok\",\"data\":{\"messageId\":\(name),\"deliveryState\":\(status)}}"
        }
        return nil
    }

    private func inbox(
        _ head: String, _ foot: String, _ entry: ((id: Int, from: String, text: String)) -> String
    ) -> String {
        head + state.withLock { $0.received }.map(entry).joined(separator: ",") + foot
    }

    private static func acceptance(_ path: String, _ id: Int64) -> String {
        if path.hasSuffix("lookup.json") {
            return "{\"return\":{\"status\":200},\"entries\":{\"messageid\":\(id),\"status\":5,\"cost\":120}}"
        }
        if path.hasSuffix(".json") {
            return "{\"return\":{\"status\":200},\"entries\":[{\"messageid\":\(id),\"status\":1,\"cost\":240}]}"
        }
        if path.hasSuffix("/bulk") {
            return "{\"status\":1,\"message\":\"ok\",\"data\":{\"packId\":\"p\",\"messageIds\":[\(id)],\"cost\":2.0}}"
        }
        if path.hasSuffix("/verify") { return "{\"status\":1,\"data\":{\"messageId\":\(id),\"cost\":1.0}}" }
        if path.hasPrefix("/api/SendSMS") { return "{\"Value\":\"\(id)\",\"RetStatus\":1,\"StrRetStatus\":\"Ok\"}" }
        return "{\"isSuccess\":true,\"statusCode\":200,\"data\":{\"messageId\":\"\(id)\",\"cost\":310}}"
    }

    private static func refusal(_ path: String, _ code: Int) -> String {
        if path.hasSuffix(".json") { return "{\"return\":{\"status\":\(code),\"message\":\"no\"},\"entries\":null}" }
        if path.hasPrefix("/v1/send") { return "{\"status\":\(code),\"message\":\"no\",\"data\":null}" }
        if path.hasPrefix("/api/SendSMS") {
            return "{\"Value\":\"\(code)\",\"RetStatus\":35,\"StrRetStatus\":\"InvalidData\"}"
        }
        return "{\"isSuccess\":false,\"statusCode\":\(code),\"message\":\"no\",\"data\":null}"
    }

    private static func fields(_ body: String, _ request: Request) -> [String: String] {
        var fields: [String: String] = [:]
        for (key, value) in request.uri.queryParameters { fields[String(key)] = String(value) }
        for name in ["X-API-KEY", "ApiKey"] { fields[name] = request.headers[.init(name)!] }
        if body.hasPrefix("{") {
            fields["json"] = body
            let json = try? JSONDecoder().decode(JSONValue.self, from: Data(body.utf8))
            fields["clientReferenceId"] =
                (json?["clientReferenceId"] ?? json?["receptors"]?.first?["clientReferenceId"])?.id
            return fields
        }
        for pair in body.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            fields[parts[0]] = parts.count == 2 ? parts[1].removingPercentEncoding : ""
        }
        return fields
    }

    private static func json(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: .init(string: text)))
    }

    private static func half(for seconds: Int) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .contentLength: "100"],
            body: .init { writer in
                try await writer.write(.init(string: "{\"return\":"))
                try await Task.sleep(for: .seconds(seconds))
                throw CancellationError()
            })
    }

    private static func page(_ status: Int) -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: "text/html"],
            body: .init(byteBuffer: .init(string: "<html><h1>Oops</h1></html>")))
    }
}

/// Holds up whoever comes to it until somebody opens it.
final class FakeGate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let (came, coming) = AsyncStream.makeStream(of: Void.self)

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            coming.yield()
            if isOpen { continuation.resume() }
        }
    }

    /// Returns once somebody stands before it.
    func reached() async { for await _ in came { return } }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
