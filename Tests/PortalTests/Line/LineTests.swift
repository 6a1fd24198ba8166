import Domain
import Foundation
import Testing

@testable import Ground
@testable import Web

@Suite("A phone on a poor line")
struct LineTests {
    private struct Line: Decodable {
        let person: String
        let token: String
    }

    private struct App: Decodable {
        struct Icon: Decodable {
            let src: String
            let sizes: String
        }

        let name: String
        let dir: String
        let icons: [Icon]
    }

    private struct KeptForm: Decodable {
        let path: String
        let html: String
    }

    private static func read<Value: Decodable>(_ answer: Browser.Answer) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(answer.bytes))
    }

    /// A job with an appointment of today.
    private static func jobOfToday(_ world: World, _ browser: Browser) async throws -> String {
        let number = try await world.acceptedJob()
        let appointment = [("day", "today"), ("from", "14:00"), ("to", "16:00")]
        let version = try await world.version(of: number)
        let answer = try await browser.post("/arman/jobs/\(number)/appointment", appointment + [("version", version)])
        try #require(answer.status == .seeOther)
        return number
    }

    @Test("hears who is signed in and with which token his forms go now; without a session it is sent to sign in")
    func token() async throws {
        let world = try await World()
        try await world.browse(as: .dealerTechnician) { browser in
            let line: Line = try Self.read(try await browser.get("/arman/line"))
            let cookie = try #require(browser.token)
            #expect(Secrets.isFormToken(line.token, of: cookie))
            let day = try await browser.get("/arman/today")
            #expect(day.text.contains("data-person=\"\(line.person)\""))
        }
        try await world.browse(as: .reception) { browser in
            let none = try await browser.get("/arman/line")
            #expect(none.status == .notFound)
        }
    }

    @Test("shows the pages as a program under the company's name, in its reader's language, beginning with the day")
    func app() async throws {
        let world = try await World()
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.get("/arman/app")
            #expect(answer.headers[.contentType] == "application/manifest+json")
            let app: App = try Self.read(answer)
            #expect(app.name == "آرمان" && app.dir == "rtl")
            #expect(answer.text.contains("\"start_url\":\"/arman/today\""))
            #expect(Set(app.icons.map(\.sizes)) == ["192x192", "512x512"])
            for icon in app.icons {
                let picture = try await browser.get(icon.src)
                #expect(picture.headers[.contentType] == "image/png")
            }
            let day = try await browser.get("/arman/today")
            #expect(day.text.contains("<link rel=\"manifest\" href=\"/arman/app\""))
        }
        try await world.browse(as: .dispatcher) { browser in
            let jobs = try await browser.get("/arman/jobs")
            #expect(!jobs.text.contains("rel=\"manifest\""))
        }
    }

    @Test("may keep a dealer's day, his jobs and his forms, and no page of the office nor of money")
    func kept() async throws {
        let world = try await World()
        try await world.serve { client in
            let dealer = try await world.browser(client, as: .dealerManager)
            let number = try await Self.jobOfToday(world, dealer)
            let line: Line = try Self.read(try await dealer.get("/arman/line"))
            for path in ["today", "jobs/\(number)", "jobs/\(number)/visits/new"] {
                let answer = try await dealer.get("/arman/\(path)")
                #expect(answer.headers[.keptFor] == "arman \(line.person)", "\(path)")
            }
            for path in ["claims", "account", "jobs", "line", "app", "jobs/none"] {
                let answer = try await dealer.get("/arman/\(path)")
                #expect(answer.headers[.keptFor] == nil, "\(path)")
            }
            let path = "/arman/jobs/\(number)/visits"
            let refused = try await dealer.upload(path, World.visit(["minutes": ""]), files: [])
            #expect(refused.status == .unprocessableContent && refused.headers[.keptFor] == nil)
            let office = try await world.browser(client, as: .dispatcher)
            let seen = try await office.get("/arman/jobs/\(number)")
            #expect(seen.status == .ok && seen.headers[.keptFor] == nil)
        }
    }

    @Test("fetches the forms of the day at one go, and again only where something has changed")
    func forms() async throws {
        let world = try await World()
        try await world.serve { client in
            let dealer = try await world.browser(client, as: .dealerManager)
            let number = try await Self.jobOfToday(world, dealer)
            let later = try await world.acceptedJob()
            let answer = try await dealer.get("/arman/today/kept")
            let forms: [KeptForm] = try Self.read(answer)
            #expect(forms.map(\.path) == ["/arman/jobs/\(number)/visits/new"], "\(later) has no appointment")
            #expect(forms[0].html.contains("name=\"minutes\"") && forms[0].html.contains("زهرا کریمی"))
            let tag = try #require(answer.headers[.eTag])
            let same = try await dealer.send("/arman/today/kept", .get, headers: [.ifNoneMatch: tag])
            #expect(same.status == .notModified && same.bytes.isEmpty)
            _ = try await Self.jobOfToday(world, dealer)
            let changed = try await dealer.send("/arman/today/kept", .get, headers: [.ifNoneMatch: tag])
            let more: [KeptForm] = try Self.read(changed)
            #expect(more.count == 2)
            let other = try await world.browser(client, as: .dealerManager, dealer: 2)
            let none: [KeptForm] = try Self.read(try await other.get("/arman/today/kept"))
            #expect(none.isEmpty)
        }
    }

    @Test("asks for the worker at each visit, and gets it where it is new; what is no page says nothing of cameras")
    func worker() async throws {
        let world = try await World()
        try await world.serve { client in
            let browser = Browser(client)
            let worker = try await browser.get("/worker.js?fa")
            #expect(worker.status == .ok && worker.headers[.cacheControl] == "no-cache")
            #expect(worker.text.hasPrefix("const ") && !worker.text.contains("\n//"), "remarks stay at home")
            #expect(worker.headers[.init("Permissions-Policy")!] == nil)
            let tag = try #require(worker.headers[.eTag])
            let known = try await browser.send("/worker.js?fa", .get, headers: [.ifNoneMatch: tag])
            #expect(known.status == .notModified && known.bytes.isEmpty)
        }
    }

    @Test("hears from a form that comes back which one it answers, and from a fresh one nothing")
    func answers() async throws {
        let world = try await World()
        try await world.browse(as: .dealerManager) { browser in
            let number = try await Self.jobOfToday(world, browser)
            let path = "/arman/jobs/\(number)/visits"
            let fresh = try await browser.get(path + "/new")
            #expect(!fresh.text.contains("data-answers"))
            let unconfirmed = World.visit().filter { $0.0 != "confirmed" }
            let asked = try await browser.post(path, unconfirmed + [("key", "k-1")])
            #expect(asked.status == .ok && asked.text.contains("data-answers=\"k-1\""))
            let refused = try await browser.post(path, World.visit(["km": "x"]) + [("key", "k-2")])
            #expect(refused.status == .unprocessableContent && refused.text.contains("data-answers=\"k-2\""))
        }
    }
}
