import Domain
import Testing

@testable import Gate
@testable import Ground

@Suite("An administrator ends somebody's sessions")
struct SignOutTests {
    @Test(
        "and they are over everywhere where that person works here alone; he signs in anew, and the history says who did it"
    )
    func alone() async throws {
        let world = try await World()
        let person = try await world.person(.reception)
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let clerk = try await world.browser(client, as: .reception)
            let other = try await world.browser(client, as: .auditor)
            _ = try await clerk.get("/arman/jobs")
            world.time.move(seconds: 1)
            let page = try await admin.get("/arman/people/\(person)")
            #expect(page.text.contains("action=\"/arman/people/\(person)/sign-out\""))
            let answer = try await admin.post("/arman/people/\(person)/sign-out")
            #expect(answer.location == "/arman/people/\(person)")
            #expect(try await clerk.get("/account").status == .seeOther)
            #expect(try await clerk.get("/arman").location == "/sign-in?back=%2Farman")
            #expect(try await other.get("/arman").isOpen)
            world.time.move(seconds: 1)
            let anew = try await world.browser(client, as: .reception)
            #expect(try await anew.get("/arman").isOpen)
        }
        let event = try #require(try await world.events(of: person).first)
        #expect(event.kind == .signedOut && event.by == "administrator 0")
    }

    @Test("of another company too: here they are over, there they go on until they come here")
    func several() async throws {
        let world = try await World()
        try await world.joinPars(.reception)
        let person = try await world.person(.reception)
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let (here, there) = (
                try await world.browser(client, as: .reception), try await world.browser(client, as: .reception)
            )
            _ = try await here.get("/arman/jobs")
            _ = try await there.get("/pars")
            let page = try await admin.get("/arman/people/\(person)")
            // The browser that never came here does not show: nobody learns that he works elsewhere.
            #expect(page.text.matches(of: #/<td class="lead">/#).count == 1)
            world.time.move(seconds: 1)
            _ = try await admin.post("/arman/people/\(person)/sign-out")
            #expect(try await there.get("/pars").isOpen)
            #expect(try await there.get("/arman").location == "/sign-in?back=%2Farman")
            #expect(try await there.get("/pars").location == "/sign-in?back=%2Fpars")
            #expect(try await here.get("/arman/jobs").location == "/sign-in?back=%2Farman%2Fjobs")
        }
    }

    @Test("is the administrator's alone, and reaches nobody of another company")
    func denied() async throws {
        let world = try await World()
        let (person, foreign) = (
            try await world.person(.reception), try await world.person(.reception, company: "pars")
        )
        try await world.serve { client in
            let clerk = try await world.browser(client, as: .reception, company: "pars")
            let manager = try await world.browser(client, as: .serviceManager)
            #expect(try await manager.post("/arman/people/\(person)/sign-out").status == .forbidden)
            let page = try await manager.get("/arman/people/\(person)")
            #expect(!page.text.contains("/sign-out\" data-confirm"))
            let admin = try await world.browser(client, as: .administrator)
            #expect(try await admin.post("/arman/people/\(foreign)/sign-out").status == .notFound)
            #expect(try await clerk.get("/pars").isOpen)
        }
    }
}
