import Domain
import Testing

@testable import Ground

@Suite("Signing in")
struct SignInTests {
    @Test("leads a member of one company into it")
    func one() async throws {
        let world = try await World()
        try await world.browse(as: .dispatcher) { browser in
            let choice = try await browser.get("/companies")
            #expect(choice.location == "/arman")
            let home = try await browser.get("/arman")
            #expect(home.isOpen)
        }
    }

    @Test("lets nobody into a company that is not his")
    func foreign() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            for foreign in ["/pars", "/nowhere"] {
                let answer = try await browser.get(foreign)
                #expect(answer.status == .notFound)
            }
        }
    }

    @Test("is asked for by every page of a company")
    func guest() async throws {
        let world = try await World()
        try await world.serve { client in
            let answer = try await Browser(client).get("/arman")
            #expect(answer.location == "/sign-in?back=%2Farman")
        }
    }
}
