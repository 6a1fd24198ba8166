import AsyncHTTPClient
import Domain
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// The line to a provider.
package struct SmsWire: Sendable {
    /// A provider that says nothing for so long may have the message or not.
    let patience: TimeAmount
    /// The one to mail servers.
    let mail: SmtpWire
    private static let longest = 262_144
    private static let neverThere: Set<CInt> = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH]
    private static let unsent: [HTTPClientError] = [
        .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout,
    ]
    /// One for the program. It follows nobody elsewhere, and says at once that nobody is there.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool.retryConnectionEstablishment = false
        // All companies share it: whoever waits for a connection to a slow provider has sent nothing yet.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    package init(patience: TimeAmount = .seconds(10), mail: SmtpWire = SmtpWire()) {
        (self.patience, self.mail) = (patience, mail)
    }

    enum Body: Sendable {
        case none
        case form([(String, String)])
        case json([String: JSONValue])
    }

    /// What came back, read as JSON where it is some.
    struct Answer: Sendable {
        let status: Int
        let json: JSONValue?
    }

    /// Why nothing came back.
    enum Fault: Error {
        /// Nothing was sent: nobody was reached.
        case unreached(String)
        /// Something may have been.
        case lost(String)
    }

    /// - Throws: `Fault`.
    func call(
        _ method: HTTPMethod, _ url: String, _ headers: [(String, String)] = [], _ body: Body = .none
    ) async throws(Fault) -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.headers.add(name: "Accept", value: "application/json")
        do { try Self.write(body, into: &request) } catch { throw .unreached("body") }
        let asked = request
        do {
            return try await inTime { [patience] in
                let response = try await Self.client.execute(asked, timeout: patience)
                let bytes = try await response.body.collect(upTo: Self.longest)
                let json = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes.readableBytesView))
                return Answer(status: Int(response.status.code), json: json)
            }
        } catch let error as HTTPClientError where Self.unsent.contains(error) {
            throw .unreached("connect")
        } catch is NIOConnectionError {
            throw .unreached("connect")
        } catch let error as IOError where Self.neverThere.contains(error.errnoCode) {
            throw .unreached("connect")
        } catch {
            // Its address holds the key with some providers: what went wrong is told without it.
            throw .lost("silent")
        }
    }

    /// The client's own patience ends with the head of an answer: one whose body never ends is given up here.
    private func inTime(_ ask: @escaping @Sendable () async throws -> Answer) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            group.addTask { try await ask() }
            group.addTask { [patience] in
                try await Task.sleep(for: .nanoseconds(patience.nanoseconds))
                throw Fault.lost("silent")
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw Fault.lost("silent") }
            return answer
        }
    }

    private static func write(_ body: Body, into request: inout HTTPClientRequest) throws {
        switch body {
        case .none: return
        case .form(let fields):
            let text = fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded; charset=utf-8")
            request.body = .bytes(ByteBuffer(string: text))
        case .json(let value):
            request.headers.add(name: "Content-Type", value: "application/json; charset=utf-8")
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(JSONValue.object(value))))
        }
    }

    /// As a part of a path or of a form.
    static func encoded(_ text: String) -> String {
        let kept = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: kept) ?? ""
    }

    /// One message given to a provider.
    /// - Parameter read: what his words mean; nil where they are not his.
    func send(
        _ method: HTTPMethod, _ url: String, _ headers: [(String, String)] = [], _ body: Body,
        read: (Answer) -> SendAnswer?
    ) async -> SendAnswer {
        do {
            let answer = try await call(method, url, headers, body)
            if let known = read(answer) { return known }
            if answer.status == 429 { return .refused(SendFault(.pace, "429")) }
            if answer.status == 401 || answer.status == 403 {
                return .refused(SendFault(.account, String(answer.status)))
            }
            return .unclear("http \(answer.status)")
        } catch {
            switch error {
            case .unreached(let why): return .refused(SendFault(.temporary, why))
            case .lost(let why): return .unclear(why)
            }
        }
    }
}

/// What stands in JSON, whatever it is: providers write numbers as text, and lists of one as the one.
enum JSONValue: Codable, Hashable, Sendable {
    case null
    case flag(Bool)
    case whole(Int64)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        self =
            if box.decodeNil() {
                .null
            } else if let flag = try? box.decode(Bool.self) {
                .flag(flag)
            } else if let whole = try? box.decode(Int64.self) {
                .whole(whole)
            } else if let number = try? box.decode(Double.self) {
                .number(number)
            } else if let text = try? box.decode(String.self) {
                .text(text)
            } else if let list = try? box.decode([JSONValue].self) {
                .list(list)
            } else {
                .object(try box.decode([String: JSONValue].self))
            }
    }

    func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        switch self {
        case .null: try box.encodeNil()
        case .flag(let flag): try box.encode(flag)
        case .whole(let whole): try box.encode(whole)
        case .number(let number): try box.encode(number)
        case .text(let text): try box.encode(text)
        case .list(let list): try box.encode(list)
        case .object(let object): try box.encode(object)
        }
    }

    subscript(_ name: String) -> JSONValue? {
        guard case .object(let object) = self else { return nil }
        return object[name]
    }

    /// The first of a list; what is none is its own first.
    var first: JSONValue? {
        guard case .list(let list) = self else { return self == .null ? nil : self }
        return list.first
    }

    /// All of a list; what is none has none.
    var items: [JSONValue] {
        if case .list(let list) = self { list } else { [] }
    }

    /// Of a text, or of a number as it is written.
    var string: String? {
        if case .text(let text) = self { text } else { id }
    }

    /// Of a number, or of a text that is one.
    var integer: Int64? {
        switch self {
        case .whole(let whole): whole
        case .number(let number): Int64(exactly: number.rounded())
        case .text(let text): Int64(text)
        default: nil
        }
    }

    /// An id, however it is written; nil for none.
    var id: String? {
        switch self {
        case .whole(let whole): String(whole)
        case .text(let text): text.isEmpty ? nil : text
        default: nil
        }
    }
}
