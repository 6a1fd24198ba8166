import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Ground
@testable import Post

/// How arman's dealers sign in, as its administrator says.
struct CodesRule: Sendable {
    let way: String
    var resets = false

    static let both = CodesRule(way: "both")
    static let code = CodesRule(way: "code")
    static let all = CodesRule(way: "both", resets: true)
    static let resets = CodesRule(way: "password", resets: true)
}

/// A portal that is served, where arman has an account with a provider and this rule.
func withCodes(
    _ rule: CodesRule, _ change: @escaping @Sendable (inout PostAccountFacts) -> Void = { _ in },
    _ body: @escaping @Sendable (World, FakeProvider, any TestClientProtocol) async throws -> Void
) async throws {
    let world = try await World()
    try await FakeProvider.serve { fake, address in
        try await world.usePost(address, .kavenegar, change)
        try await world.setCodes(rule)
        try await world.serve { try await body(world, fake, $0) }
    }
}

extension World {
    func setCodes(_ rule: CodesRule) async throws {
        try await browse(as: .administrator) { browser in
            let fields = [("way", rule.way)] + (rule.resets ? [("resets", "1")] : [])
            let saved = try await browser.post("/arman/people/codes", fields)
            #expect(saved.status == .seeOther, "\(saved.text.suffix(2000))")
        }
    }

    /// Asks for a code and has it sent.
    func askCode(
        _ browser: Browser, _ mobile: String = World.mobile(.dealerManager), for purpose: String = "sign_in"
    ) async throws -> Browser.Answer {
        _ = try await browser.get("/sign-in/phone?for=\(purpose)")
        let sent = try await browser.post(
            "/sign-in/phone", [("mobile", mobile), ("for", purpose), ("back", "/arman")])
        await portal.errands.settle()
        try await sendMessages()
        return sent
    }

    /// What the newest message holds; it stands in no row.
    func newestCode(_ fake: FakeProvider) async throws -> String {
        let text = try #require(fake.taken.last?.fields["message"])
        let code = String(try #require(text.firstMatch(of: #/[0-9]{6}/#)).output)
        let read: String? = try await arman.read { tx in
            try tx.value("SELECT body || ' ' || fields FROM message ORDER BY id DESC LIMIT 1")
        }
        #expect(read?.contains("…") == true && read?.contains(code) == false)
        return code
    }
}

extension Browser {
    func enter(code: String) async throws -> Answer {
        try await post("/sign-in/phone/code", [("code", code), ("back", "/arman")])
    }
}
