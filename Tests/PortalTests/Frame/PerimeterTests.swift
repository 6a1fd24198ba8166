import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web

@testable import Gate
@testable import Ground
@testable import House

extension World {
    /// Serves the portal as it stands behind such a perimeter.
    func serve(
        behind perimeter: Perimeter, _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let time = time
        let portal = try Portal(
            companies: portal.companies, perimeter: perimeter, passwordCost: 16, renderer: Self.renderer.get(),
            securityLog: Self.silent
        ) { time.now }
        try await Application(router: portal.makeRouter()).test(.router) { client in try await body(client) }
    }
}

@Suite("The perimeter")
struct PerimeterTests {
    private func address(_ text: String) throws -> PublicAddress { try #require(PublicAddress(text)) }

    @Test(
        "an address is scheme and host, and nothing more",
        arguments: [
            ("https://Kardan.Example/", "https://kardan.example"), ("http://[::1]:8080", "http://[::1]:8080"),
            ("kardan.example", nil), ("https://kardan.example/path", nil), ("ftp://kardan.example", nil), ("", nil),
            ("https://a:b@kardan.example", nil), ("https://kardan.example?x", nil),
        ])
    func addresses(_ text: String, _ expected: String?) {
        #expect(PublicAddress(text)?.text == expected)
    }

    @Test("with an address, whoever calls us otherwise is told where we are, and balancers are answered all the same")
    func otherHost() async throws {
        let world = try await World()
        try await world.serve(behind: Perimeter(address: try address("http://kardan.example"))) { client in
            let guest = Browser(client)
            for path in ["/", "/sign-in", "/arman/jobs", "/nowhere"] {
                let answer = try await guest.get(path)
                #expect(answer.status.code == 421 && answer.text.contains("http://kardan.example"), "\(path)")
            }
            let sent = try await guest.post("/sign-in", [("mobile", "1")])
            #expect(sent.status.code == 421)
            #expect(try await guest.get("/health").status == .ok)
        }
        try await world.serve(behind: Perimeter(address: try address("http://LOCALHOST:8088"))) { client in
            let answer = try await Browser(client).get("/sign-in")
            #expect(answer.status == .ok, "the port is the proxy's affair")
        }
    }

    @Test("a request that names two hosts is refused, with an address or without", arguments: [true, false])
    func twoHosts(_ hasAddress: Bool) async throws {
        let world = try await World()
        let perimeter = Perimeter(address: hasAddress ? try address("http://localhost") : nil)
        try await world.serve(behind: perimeter) { client in
            let answer = try await Browser(client).send("/sign-in", .get, headers: [.init("Host")!: "evil.example"])
            #expect(answer.status == .badRequest && answer.text.contains("نشانی"))
        }
    }

    @Test("an invitation's link begins with the portal's address, and never with what a request calls us")
    func links() async throws {
        let world = try await World()
        try await world.serve(behind: Perimeter(address: try address("http://localhost:8088"))) { client in
            let admin = try await world.browser(client, as: .administrator)
            _ = try await admin.post(
                "/arman/people/invitations", [("mobile", "09351112233"), ("name", "نیلوفر"), ("role", "reception")])
            let page = try await admin.get("/arman/people")
            #expect(page.text.contains("value=\"http://localhost:8088/invitations/"))
        }
        let open = Perimeter()
        for known in ["localhost:8080", "127.0.0.1:8103", "[::1]:8080"] {
            #expect(open.origin(of: known, at: nil) == "http://\(known)")
        }
        #expect(open.origin(of: "192.168.1.5:8080", at: "192.168.1.5") == "http://192.168.1.5:8080")
        for strange in ["evil.example", "192.168.1.6", "127.0.0.1.evil.example", "localhost.evil.example", "127.1"] {
            #expect(open.origin(of: strange, at: "192.168.1.5") == nil, "\(strange)")
        }
        #expect(Perimeter(isBehindTLS: true).origin(of: "localhost", at: nil) == "https://localhost")
    }

    @Test("behind TLS each cookie bears the name that no neighbouring host can set")
    func cookieNames() async throws {
        let world = try await World()
        try await world.serve(behind: Perimeter(isBehindTLS: true)) { client in
            let admin = try await world.browser(client, as: .administrator)
            let home = try await admin.get("/arman/people")
            #expect(home.status == .ok)
            let planted = Browser(client)
            planted.plant(CookieJar.session, try #require(admin.token))
            #expect(try await planted.get("/arman/people").status == .seeOther, "a neighbour's cookie opens nothing")
        }
    }

    @Test("a guest's cookie is ours or is replaced: a form of whoever made his own is refused")
    func guestCookie() async throws {
        let world = try await World()
        try await world.serve { client in
            let foreign = Browser(client)
            let own = String(repeating: "x", count: 43)
            for cookie in [own, "\(own).\(String(repeating: "0", count: 64))"] {
                foreign.plant(CookieJar.guest, cookie)
                let sent = try await foreign.post("/sign-in", [("mobile", "1"), ("password", "1")])
                #expect(sent.status == .forbidden)
                #expect(sent.headers[values: .setCookie].contains { $0.hasPrefix("kardan_guest=") })
            }
            let guest = try await world.guest(client)
            let sent = try await guest.post("/sign-in", [("mobile", "1"), ("password", "1")])
            #expect(sent.status == .unprocessableContent)
        }
    }

    @Test("a place and the camera are ours to ask for, the microphone is not; names below ours follow where it is said")
    func heads() async throws {
        let world = try await World()
        try await world.serve { client in
            let answer = try await Browser(client).get("/sign-in")
            let policy = answer.headers[.init("Permissions-Policy")!] ?? ""
            #expect(policy.contains("geolocation=(self), camera=(self)") && policy.contains("microphone=()"))
            #expect(answer.headers[.strictTransportSecurity] == nil)
        }
        for (holds, expected) in [(false, "max-age=31536000"), (true, "max-age=31536000; includeSubDomains")] {
            try await world.serve(behind: Perimeter(isBehindTLS: true, holdsSubdomains: holds)) { client in
                let answer = try await Browser(client).get("/sign-in")
                #expect(answer.headers[.strictTransportSecurity] == expected)
            }
        }
    }

    @Test("HEAD is answered as GET without the page, OPTIONS with what may be done there")
    func methods() async throws {
        let world = try await World()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            for path in ["/arman/people", "/arman/jobs?q=a", "/account", "/health"] {
                let head = try await admin.send(path, .head, headers: [:])
                #expect(head.status == .ok && head.text.isEmpty && head.headers[.contentType] != nil, "\(path)")
            }
            let reception = try await world.browser(client, as: .reception)
            #expect(try await reception.send("/arman/people", .head).status == .notFound)
            #expect(try await Browser(client).send("/arman/people", .head).status == .seeOther)
            for (path, allowed) in [
                ("/sign-in", "GET, HEAD, OPTIONS, POST"), ("/arman/people", "GET, HEAD, OPTIONS"),
                ("/nobody/people/5/roles", "OPTIONS, POST"), ("/arman/files/arriving/1", "HEAD, OPTIONS, PATCH"),
            ] {
                let answer = try await Browser(client).send(path, .options)
                #expect(answer.status == .noContent && answer.headers[.allow] == allowed, "\(path)")
                #expect(answer.headers[.setCookie] == nil)
            }
            #expect(try await Browser(client).send("/no/such/page/at/all", .options).status == .notFound)
        }
    }

    @Test("whoever asks after our health gets no cookie")
    func health() async throws {
        let world = try await World()
        try await world.serve { client in
            for path in ["/health", "/health/alive", "/health/ready", "/health/writable"] {
                let answer = try await Browser(client).get(path)
                #expect(answer.headers[.setCookie] == nil, "\(path)")
            }
        }
    }
}
