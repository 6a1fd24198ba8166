import Domain
import Testing

@testable import Gate
@testable import Ground

@Suite("An administrator and his people")
struct PeopleTests {
    @Test("the list shows everybody of this company and nobody of another")
    func list() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let page = try await browser.get("/arman/people")
            #expect(page.status == .ok)
            #expect(page.text.contains("نمایندگی کرج"))
            #expect(page.text.matches(of: #/href="/arman/people/\d+"/#).count == 17)
            let found = try await browser.get("/arman/people?q=auditor&role=auditor&state=open")
            #expect(found.text.matches(of: #/href="/arman/people/\d+"/#).count == 1)
        }
    }

    @Test("mobile numbers stand in the reader's digits and run from the left, on a Persian page too")
    func mobiles() async throws {
        let world = try await World()
        let (person, number) = (try await world.person(.administrator), try await world.addJob())
        let own = Digits.persian(try MobileNumber(World.mobile(.administrator)).shown)
        let pages = [
            ("/arman/people", own), ("/arman/people/\(person)", own), ("/account", own),
            ("/arman/jobs", "۰۹۱۲ ۱۱۱ ۲۲۳۳"), ("/arman/jobs/\(number)", "۰۹۱۲ ۱۱۱ ۲۲۳۳"),
            ("/arman/dealers/D100", "۰۹۱۲ ۱۰۰ ۰۰۰۰"),
        ]
        try await world.browse(as: .administrator) { browser in
            for (path, mobile) in pages {
                let page = try await browser.get(path).text
                let cells = page.matches(of: #/<bdi dir="ltr"[^>]*>([^<]*)</bdi>/#).map { String($0.1) }
                #expect(cells.contains(mobile), "\(path)")
            }
        }
    }

    @Test("a person of another company is not there")
    func foreign() async throws {
        let world = try await World()
        let foreign = try await world.person(.reception, company: "pars")
        try await world.browse(as: .administrator) { browser in
            let page = try await browser.get("/arman/people/\(foreign)")
            #expect(page.status == .notFound)
            let locking = try await browser.post("/arman/people/\(foreign)/lock", [("version", "1")])
            #expect(locking.status == .notFound)
        }
        let untouched = try await world.member(foreign, company: "pars")
        #expect(!untouched.isLocked)
    }

    @Test("other roles hold from the next request on, and are written down with before and after")
    func roles() async throws {
        let world = try await World()
        let person = try await world.person(.reception)
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let clerk = try await world.browser(client, as: .reception)
            let before = try await clerk.get("/arman/people")
            #expect(before.status == .notFound)
            let answer = try await admin.changeRoles(person, to: [.reception, .serviceManager])
            #expect(answer.status == .seeOther)
            let after = try await clerk.get("/arman/people")
            #expect(after.status == .ok)
        }
        let event = try #require(try await world.events(of: person).first)
        #expect(event.kind == .roles)
        #expect(event.by == "administrator 0")
        #expect(event.rolesBefore == Roles([.reception]))
        #expect(event.rolesAfter == Roles([.reception, .serviceManager]))
    }

    @Test(
        "a dealer's role needs a dealer, an office role has none, and they never mix",
        arguments: [
            ([Role.dealerManager], "", false), ([.dealerManager], "D999", false), ([.reception], "D200", false),
            ([.reception, .dealerManager], "D200", false), ([], "", false),
            ([.dealerManager], "d200", true), ([.dealerTechnician], "نمایندگی كرج", true),
        ])
    func dealer(_ roles: [Role], _ dealer: String, _ isGood: Bool) async throws {
        let world = try await World()
        let person = try await world.person(.auditor)
        try await world.browse(as: .administrator) { browser in
            let answer = try await browser.changeRoles(person, to: roles, dealer: dealer)
            #expect(answer.status == (isGood ? .seeOther : .unprocessableContent))
            if !isGood { #expect(dealer.isEmpty || answer.text.contains("value=\"\(dealer)\"")) }
        }
        let member = try await world.member(person)
        #expect((member.dealer != nil) == isGood)
    }

    @Test("a locked member meets 404 at his next request, keeps his other company, and comes back unlocked")
    func lock() async throws {
        let world = try await World()
        let person = try await world.person(.dispatcher)
        try await world.joinPars(.dispatcher)
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let dispatcher = try await world.browser(client, as: .dispatcher)
            let open = try await dispatcher.get("/arman")
            #expect(open.isOpen)
            let locking = try await admin.setLocked(person, true)
            #expect(locking.status == .seeOther)
            let closed = try await dispatcher.get("/arman")
            #expect(closed.status == .notFound)
            let other = try await dispatcher.get("/pars")
            #expect(other.isOpen)
            _ = try await admin.setLocked(person, false)
            let again = try await dispatcher.get("/arman")
            #expect(again.isOpen)
        }
        let kinds = try await world.events(of: person).map(\.kind)
        #expect(kinds.prefix(2) == [.unlocked, .locked])
    }

    @Test("nobody locks himself, and the last administrator stays one")
    func lastAdministrator() async throws {
        let world = try await World()
        let admin = try await world.person(.administrator)
        let manager = try await world.person(.serviceManager)
        try await world.browse(as: .administrator) { browser in
            let own = try await browser.post("/arman/people/\(admin)/lock", [("version", "1")])
            #expect(own.status == .unprocessableContent)
            let last = try await browser.changeRoles(admin, to: [.reception])
            #expect(last.status == .unprocessableContent)
            _ = try await browser.changeRoles(manager, to: [.administrator])
            let stepsDown = try await browser.changeRoles(admin, to: [.reception])
            #expect(stepsDown.status == .seeOther)
        }
        try await world.browse(as: .serviceManager) { browser in
            let last = try await browser.changeRoles(manager, to: [.auditor])
            #expect(last.status == .unprocessableContent)
        }
    }

    @Test("a stale form changes nothing and shows the fresh state")
    func stale() async throws {
        let world = try await World()
        let person = try await world.person(.reception)
        try await world.browse(as: .administrator) { browser in
            _ = try await browser.changeRoles(person, to: [.dispatcher])
            let late = try await browser.changeRoles(person, to: [.auditor], version: 1)
            #expect(late.status == .conflict)
        }
        let member = try await world.member(person)
        #expect(member.roles == Roles([.dispatcher]))
    }

    @Test("a form that does not say of which state it was made changes nothing")
    func versionless() async throws {
        let world = try await World()
        let person = try await world.person(.reception)
        try await world.browse(as: .administrator) { browser in
            let forms: [String: [(String, String)]] = ["lock": [], "unlock": [], "roles": [("role", "auditor")]]
            for (deed, fields) in forms {
                let answer = try await browser.post("/arman/people/\(person)/\(deed)", fields)
                #expect(answer.status == .badRequest, "\(deed)")
            }
        }
        let member = try await world.member(person)
        #expect(!member.isLocked && member.roles == Roles([.reception]))
    }

    @Test("a form that was sent twice changes once")
    func twice() async throws {
        let world = try await World()
        let person = try await world.person(.reception)
        try await world.browse(as: .administrator) { browser in
            for _ in 1...2 {
                let answer = try await browser.post(
                    "/arman/people/\(person)/lock", [("version", "1"), ("key", "one and the same")])
                #expect(answer.status == .seeOther)
            }
        }
        let kinds = try await world.events(of: person).map(\.kind)
        #expect(kinds.filter { $0 == .locked }.count == 1)
    }

    @Test("those who only look on see no button and may do nothing", arguments: [Role.serviceManager, .auditor])
    func lookers(_ role: Role) async throws {
        let world = try await World()
        let person = try await world.person(.reception)
        try await world.browse(as: role) { browser in
            for path in ["/arman/people", "/arman/people/\(person)"] {
                let page = try await browser.get(path)
                #expect(page.status == .ok)
                #expect(!page.text.contains("action=\"/arman/people"))
            }
            let denied = try await browser.post("/arman/people/\(person)/lock", [("version", "1")])
            #expect(denied.status == .forbidden)
        }
    }

    @Test("what a crash left between the two stores is carried over before anybody enters the company again")
    func crash() async throws {
        let world = try await World()
        let person = try await world.person(.reception)
        let admin = Actor.administrator(try await world.person(.administrator))
        try await world.arman.write {
            try LockMember(actor: admin, person: person, isLocked: true, version: 1).run(in: $0)
        }
        try await world.browse(as: .reception) { browser in
            let still = try await browser.get("/arman")
            #expect(still.isOpen)
        }
        let companies = try await world.restarted()
        try await world.serve(companies) { client in
            let browser = try await world.browser(client, as: .reception)
            let closed = try await browser.get("/arman")
            #expect(closed.status == .notFound)
        }
        try companies.close()
    }
}

extension Actor {
    static func administrator(_ id: ID<Person>) -> Actor {
        try! Actor(person: id, name: "administrator 0", roles: Roles([.administrator]), dealer: nil)
    }
}

extension World {
    /// Makes a person of arman an auditor of pars too.
    func joinPars(_ role: Role) async throws {
        try await AddMember(portal: portal).run(
            company: pars, mobile: MobileNumber(Self.mobile(role)), name: "مهمان", roles: [.auditor], dealer: nil,
            password: "")
    }
}
