import Database
import Domain
import HummingbirdTesting
import Testing

@testable import Desk
@testable import Gate
@testable import Ground

@Suite("An inbox over companies")
struct JointInboxTests {
    private static let path = "/account/inbox"
    private static let subjects = ["arman": "پیگیری از آرمان", "pars": "پیگیری از پارس"]

    /// The reception of arman works in pars too, and has written a contact down in each.
    private func world() async throws -> World {
        let world = try await World()
        try await AddMember(portal: world.portal).run(
            company: world.pars, mobile: MobileNumber(World.mobile(.reception)), name: "پذیرش", roles: [.reception],
            dealer: nil, password: "")
        try await world.browse(as: .reception) { browser in
            for (company, subject) in Self.subjects {
                let made = try await browser.post("/\(company)/contacts", [("subject", subject), ("body", "متن")])
                try #require(made.status == .seeOther, "\(made.text)")
            }
        }
        return world
    }

    private func allow(_ company: String, _ client: any TestClientProtocol, _ world: World) async throws {
        let administrator = try await world.browser(client, as: .administrator, company: company)
        let saved = try await administrator.post("/\(company)/settings/inbox", [("joint", "1")])
        #expect(saved.location == "/\(company)/settings/inbox", "\(saved.text)")
    }

    /// Whose contacts this page shows.
    private func shown(_ page: String) -> Set<String> {
        Set(Self.subjects.filter { page.contains($0.value) }.keys)
    }

    @Test("shows what waits for somebody in each company that allows it, row by row marked, and never a sum")
    func marked() async throws {
        let world = try await world()
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let none = try await reception.get(Self.path)
            #expect(none.status == .ok && shown(none.text).isEmpty && none.text.contains("هیچ شرکتی"))
            try await allow("arman", client, world)
            let one = try await reception.get(Self.path).text
            #expect(shown(one) == ["arman"])
            try await allow("pars", client, world)
            let both = try await reception.get(Self.path).text
            #expect(shown(both) == ["arman", "pars"])
            #expect(both.contains("/arman/contacts/1405-000001") && both.contains("/pars/contacts/1405-000001"))
            #expect(!both.contains("class=\"count\""))
            let led = try await reception.get("/arman/contacts").text
            #expect(led.contains(Self.path))
            let asked = try await reception.get("\(Self.path)?tab=asked").text
            #expect(shown(asked).isEmpty)
        }
    }

    @Test("shows nothing of a company where somebody has no place, none any more, or no room of contacts")
    func strangers() async throws {
        let world = try await world()
        try await world.serve { client in
            for company in ["arman", "pars"] { try await allow(company, client, world) }
            let stranger = try await world.browser(client, as: .reception, company: "pars")
            let own = try await stranger.get("\(Self.path)?tab=overdue").text
            #expect(shown(own).isEmpty)
            let dealer = try await world.browser(client, as: .dealerManager)
            let dealers = try await dealer.get(Self.path)
            #expect(dealers.status == .ok && shown(dealers.text).isEmpty)
            let reception = try await world.browser(client, as: .reception)
            let person = try await world.person(.reception)
            let directory = world.portal.companies.directory
            try await directory.write { tx in
                _ = try tx.execute(
                    """
                    UPDATE membership SET state = 'locked'
                    WHERE login_id = \(person) AND company_id = (SELECT id FROM company WHERE slug = 'pars')
                    """)
            }
            let left = try await reception.get(Self.path).text
            #expect(shown(left) == ["arman"])
            let nobody = try await Browser(client).get(Self.path)
            #expect(nobody.location?.hasPrefix("/sign-in") == true)
        }
    }

    @Test("names a company that wants a second step of the sign-in first, and shows nothing of it")
    func secondStep() async throws {
        let world = try await world()
        try await world.serve { client in
            for company in ["arman", "pars"] { try await allow(company, client, world) }
            let reception = try await world.browser(client, as: .reception)
            let directory = world.portal.companies.directory
            try await directory.write { tx in
                _ = try tx.execute("UPDATE company SET second_step_roles = 'reception' WHERE slug = 'pars'")
            }
            let page = try await reception.get(Self.path).text
            #expect(shown(page) == ["arman"] && page.contains("اکنون این‌جا دیده نمی‌شود"))
        }
    }

    @Test("is allowed by the administrator alone, and the company's history tells of it once")
    func setting() async throws {
        let world = try await World()
        try await world.serve { client in
            let manager = try await world.browser(client, as: .serviceManager)
            let denied = try await manager.post("/arman/settings/inbox", [("joint", "1")])
            #expect(denied.status == .forbidden)
            for _ in 1...2 { try await allow("arman", client, world) }
            let administrator = try await world.browser(client, as: .administrator)
            let page = try await administrator.get("/arman/settings/inbox").text
            #expect(page.contains("value=\"1\" checked"))
        }
        #expect(try await world.number("SELECT count(*) FROM event WHERE kind = 'joint_inbox'") == 1)
    }
}
