import Domain
import Foundation
import HummingbirdTesting
import Hummingbird
import Testing
import Web

@testable import Ground
@testable import House

@Suite("The first company of an installation")
struct FirstRunTests {
    private static let typed = [
        ("name_fa", "آرمان"), ("name_en", "Arman"), ("slug", "arman"), ("name", "مدیر"), ("mobile", "09121110001"),
        ("password", "Bahar-1405-bahar"), ("again", "Bahar-1405-bahar"),
    ]

    private func serve(_ body: @escaping @Sendable (Portal, Browser) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let companies = try await Companies(data: folder, root: World.root)
        let portal = try Portal(companies: companies, passwordCost: 16, renderer: World.renderer.get())
        try await Application(router: portal.makeRouter()).test(.router) { client in
            try await body(portal, Browser(client))
        }
        try companies.close()
    }

    @Test("is made in the browser by whoever has what the server said, once, and its administrator signs in")
    func make() async throws {
        try await serve { portal, browser in
            let path = try #require(try await portal.firstRunPath())
            let page = try await browser.get(path)
            #expect(page.status == .ok)
            let secret = ("secret", portal.startSecret)
            let wrong = try await browser.post(
                "/first-run", Self.typed.map { ($0.0, $0.0 == "slug" ? "A b" : $0.1) } + [secret])
            #expect(wrong.status == .unprocessableContent)
            let made = try await browser.post("/first-run", Self.typed + [secret])
            #expect(made.location == "/sign-in")
            let signedIn = try await browser.signIn("09121110001", "Bahar-1405-bahar")
            #expect(signedIn.status == .seeOther)
            let home = try await browser.get("/arman")
            #expect(home.text.contains("راه‌اندازی شرکت"))
            let again = try await browser.get(path)
            #expect(again.status == .notFound)
            let nothing = try await portal.firstRunPath()
            #expect(nothing == nil)
        }
    }

    @Test("is not there for a stranger")
    func stranger() async throws {
        try await serve { portal, browser in
            let page = try await browser.get("/first-run?secret=guessed")
            #expect(page.status == .notFound)
            let sent = try await browser.post("/first-run", Self.typed + [("secret", "guessed")])
            #expect(sent.status == .notFound)
            let rows = try await portal.companies.list()
            #expect(rows.isEmpty)
        }
    }
}
