import Database
import Domain
import Testing

@testable import Gate
@testable import Ground

@Suite("A dealer's manager and his people")
struct TeamTests {
    private let new = "09351112233"

    private func invite(_ manager: Browser) async throws -> String {
        let answer = try await manager.post(
            "/arman/team/invitations", [("mobile", new), ("name", "نیلوفر تهرانی"), ("role", "administrator")])
        #expect(answer.location == "/arman/team")
        let page = try await manager.get("/arman/team").text
        return try #require(page.firstMatch(of: #//invitations/[A-Za-z0-9_-]+/#)).output.description
    }

    @Test("a technician is asked in by his dealer's manager, as a technician of that dealer and nothing else")
    func asked() async throws {
        let world = try await World()
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            let link = try await invite(manager)
            #expect(!(try await manager.get("/arman/team").text.contains("/invitations/\(link.suffix(20))")))
            let guest = try await world.guest(client)
            let password = "یک گذرواژه خوب ۱۴۰۵"
            _ = try await guest.post(link, [("password", password), ("again", password)])
            _ = try await guest.signIn(new, password)
            _ = try await guest.get("/companies")
            #expect(try await guest.get("/arman").location == "/arman/today")
            #expect(try await guest.get("/arman/team").status == .notFound)
            let member = try await world.arman.read { tx in
                try PersonStore.all(tx).first { $0.mobile == (try? MobileNumber(new))?.e164 }
            }
            let known = try #require(member)
            let own = try await world.member(world.person(.dealerManager)).dealer
            #expect(known.roles.all == [.dealerTechnician] && known.dealer == own)

            let (path, person) = ("/arman/team", ("person", "\(known.id)"))
            let locked = try await manager.post("\(path)/lock", [person, ("version", "\(known.version)")])
            #expect(locked.location == "/arman/team")
            #expect(try await guest.get("/arman/today").status != .ok)
            let late = try await manager.post("\(path)/lock", [person, ("version", "\(known.version)")])
            #expect(late.status == .conflict)
            let opened = try await manager.post("\(path)/unlock", [person, ("version", "\(known.version + 1)")])
            #expect(opened.location == "/arman/team")
            #expect(try await guest.get("/arman/today").status == .ok)
        }
    }

    @Test("an invitation is taken back by the manager of its dealer alone")
    func withdrawn() async throws {
        let world = try await World()
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            _ = try await invite(manager)
            let page = try await manager.get("/arman/team").text
            let field = try #require(page.firstMatch(of: #/name="invitation" value="([0-9]+)"/#))
            let (path, form) = ("/arman/team/invitations/withdrawal", [("invitation", String(field.output.1))])
            let other = try await world.browser(client, as: .dealerManager, dealer: 2)
            #expect(!(try await other.get("/arman/team").text.contains("نیلوفر تهرانی")))
            #expect(try await other.post(path, form).status == .notFound)
            #expect(try await manager.post(path, form).location == "/arman/team")
            #expect(!(try await manager.get("/arman/team").text.contains("نیلوفر تهرانی")))
        }
    }

    @Test("whom the company has locked, only the company lets in again")
    func office() async throws {
        let world = try await World()
        let person = try await world.person(.dealerTechnician)
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            #expect(try await admin.setLocked(person, true).status == .seeOther)
            let manager = try await world.browser(client, as: .dealerManager)
            let page = try await manager.get("/arman/team").text
            #expect(!page.contains("/arman/team/unlock"))
            let version = try await world.member(person).version
            let opened = try await manager.post(
                "/arman/team/unlock", [("person", "\(person)"), ("version", "\(version)")])
            #expect(opened.status == .conflict && opened.text.contains("خود شرکت قفل کرده"))
        }
        #expect(try await world.member(person).isLocked)
    }

    @Test("an invitation that somebody else has sent to a number is not undone by another one")
    func askedByOthers() async throws {
        let world = try await World()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let link = try await admin.invite(new)
            let manager = try await world.browser(client, as: .dealerManager)
            let answer = try await manager.post("/arman/team/invitations", [("mobile", new), ("name", "x")])
            #expect(answer.status == .unprocessableContent && answer.text.contains("دعوت دیگری"))
            #expect(try await world.guest(client).get(link).status == .ok)
        }
    }

    @Test("asks in so many a day and no more")
    func pace() async throws {
        let world = try await World()
        try await world.browse(as: .dealerManager) { browser in
            for place in 0..<20 {
                let answer = try await browser.post(
                    "/arman/team/invitations", [("mobile", "0935222\(1_000 + place)"), ("name", "x")])
                #expect(answer.status == .seeOther)
            }
            let more = try await browser.post("/arman/team/invitations", [("mobile", new), ("name", "x")])
            #expect(more.status == .unprocessableContent && more.text.contains("سقف دعوت امروز"))
        }
    }

    @Test("nobody but his own technicians is his to lock: not himself, the office, or another dealer's people")
    func others() async throws {
        let world = try await World()
        let people = [
            try await world.person(.dealerManager), try await world.person(.reception),
            try await world.person(.administrator), try await world.person(.dealerTechnician, dealer: 2),
        ]
        try await world.browse(as: .dealerManager) { browser in
            for person in people {
                let member = try await world.member(person)
                for deed in ["lock", "unlock"] {
                    let answer = try await browser.post(
                        "/arman/team/\(deed)", [("person", "\(person)"), ("version", "\(member.version)")])
                    #expect(answer.status == .notFound)
                }
                #expect(try await world.member(person).version == member.version)
            }
            let member = try await browser.post(
                "/arman/team/invitations", [("mobile", World.mobile(.reception)), ("name", "x")])
            #expect(member.status == .unprocessableContent)
        }
    }
}
