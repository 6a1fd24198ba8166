import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import Web

@testable import Ground
@testable import House

/// A person at a browser, through the router: keeps cookies, fills in the form token, follows nothing by itself.
final class Browser: Sendable {
    private let client: any TestClientProtocol
    private let cookies = Mutex<[String: String]>([:])

    /// What a proxy in front says of where this browser is.
    private let address: String?

    init(_ client: any TestClientProtocol, at address: String? = nil) {
        (self.client, self.address) = (client, address)
    }

    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String
        let bytes: [UInt8]
        var location: String? { headers[.location] }
    }

    var token: String? { cookie(CookieJar.session) }
    var formToken: String { Secrets.formToken(of: cookie(CookieJar.session) ?? cookie(CookieJar.guest) ?? "") }

    private func cookie(_ name: String) -> String? { cookies.withLock { $0[name] ?? $0["__Host-" + name] } }

    /// What somebody else has put into this browser.
    func plant(_ name: String, _ value: String) { cookies.withLock { $0[name] = value } }

    func get(_ path: String) async throws -> Answer { try await send(path, .get) }

    /// Sends a form with the token of this browser and a key of its own, unless `fields` has them.
    func post(_ path: String, _ fields: [(String, String)] = []) async throws -> Answer {
        var all = fields
        if !fields.contains(where: { $0.0 == "csrf" }) { all.append(("csrf", formToken)) }
        if !fields.contains(where: { $0.0 == "key" }) { all.append(("key", Secrets.token())) }
        let body = all.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        return try await send(
            path, .post, headers: [.contentType: "application/x-www-form-urlencoded"], body: ByteBuffer(string: body))
    }

    /// Sends a form with files. - Parameter files: field, name, bytes.
    func upload(
        _ path: String, _ fields: [(String, String)], files: [(field: String, name: String, bytes: [UInt8])]
    ) async throws -> Answer {
        var body = ByteBuffer()
        for (name, value) in fields + [("csrf", formToken), ("key", Secrets.token())] {
            body.writeString("--mark\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n")
        }
        for file in files {
            body.writeString(
                "--mark\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\n"
                    + "Content-Type: application/octet-stream\r\n\r\n")
            body.writeBytes(file.bytes)
            body.writeString("\r\n")
        }
        body.writeString("--mark--\r\n")
        return try await send(path, .post, headers: [.contentType: "multipart/form-data; boundary=mark"], body: body)
    }

    /// Sends what is no form, with the token of this browser.
    func sendBytes(
        _ path: String, _ method: HTTPRequest.Method, _ headers: [String: String] = [:], _ bytes: [UInt8] = []
    ) async throws -> Answer {
        var fields: HTTPFields = [.formToken: formToken]
        for (name, value) in headers { fields[.init(name)!] = value }
        return try await send(path, method, headers: fields, body: ByteBuffer(bytes: bytes))
    }

    func signIn(_ mobile: String, _ password: String = World.password) async throws -> Answer {
        _ = try await get("/sign-in")
        return try await post("/sign-in", [("mobile", mobile), ("password", password)])
    }

    func send(
        _ path: String, _ method: HTTPRequest.Method, headers: HTTPFields = [:], body: ByteBuffer? = nil
    ) async throws -> Answer {
        var headers = headers
        let jar = cookies.withLock { $0 }.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
        if !jar.isEmpty { headers[.cookie] = jar }
        if let address { headers[.init("X-Forwarded-For")!] = address }
        let answer = try await client.execute(uri: path, method: method, headers: headers, body: body) { response in
            Answer(
                status: response.status, headers: response.headers, text: String(buffer: response.body),
                bytes: [UInt8](response.body.readableBytesView))
        }
        for cookie in answer.headers[values: .setCookie] { keep(cookie) }
        return answer
    }

    private func keep(_ cookie: String) {
        let pair = cookie.split(separator: ";")[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        cookies.withLock { $0[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1]) }
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

extension World {
    /// The portal served through its router, without a socket.
    func serve(_ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        try await Application(router: portal.makeRouter()).test(.router) { client in try await body(client) }
    }

    /// Serves them as another process would.
    func serve(
        _ companies: Companies, _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let time = time
        let portal = try Portal(
            companies: companies, passwordCost: 16, version: "test", renderer: Self.renderer.get(),
            securityLog: Self.silent
        ) { time.now }
        try await Application(router: portal.makeRouter()).test(.router) { client in try await body(client) }
    }

    /// Does all that is due in the background, as the service beside the server does.
    func work() async throws { try await CompanyRuns(arman, Self.root).drain() }

    /// Serves, and gives a browser that is signed in as the person of that role.
    func browse(
        as role: Role, company: String = "arman", dealer: Int = 1,
        _ body: @escaping @Sendable (Browser) async throws -> Void
    ) async throws {
        try await serve { client in
            try await body(try await self.browser(client, as: role, company: company, dealer: dealer))
        }
    }

    func browser(
        _ client: any TestClientProtocol, as role: Role, company: String = "arman", dealer: Int = 1
    ) async throws -> Browser {
        let browser = Browser(client)
        let answer = try await browser.signIn(Self.mobile(role, company: company, dealer: dealer))
        try #require(answer.status == .seeOther, "\(role) cannot sign in: \(answer.text)")
        return browser
    }
}
