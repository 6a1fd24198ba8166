import Domain
import Testing

@testable import Gate
@testable import Ground

@Suite("The history of invitations")
struct InvitationHistoryTests {
    let mobile = "09351112233"

    @Test("a key spent on another form does not skip the history of an invitation")
    func keyOfInvitation() async throws {
        let world = try await World()
        let person = try await world.person(.reception)
        try await world.browse(as: .administrator) { admin in
            let spent = try await admin.post("/arman/people/\(person)/lock", [("version", "1"), ("key", "spent")])
            #expect(spent.status == .seeOther)
            let answer = try await admin.post("/arman/people/invitations", fields(key: "spent"))
            #expect(answer.status == .seeOther)
        }
        let (history, open) = (try await world.history(of: mobile), try await world.openInvitations())
        #expect(history == [.invited])
        #expect(open.map(\.mobile.local) == [mobile])
    }

    @Test("a key spent on another form does not skip the history of a withdrawal")
    func keyOfWithdrawal() async throws {
        let world = try await World()
        let person = try await world.person(.reception)
        try await world.browse(as: .administrator) { admin in
            _ = try await admin.invite(mobile)
            let spent = try await admin.post("/arman/people/\(person)/lock", [("version", "1"), ("key", "spent")])
            #expect(spent.status == .seeOther)
            let invitation = try #require(try await world.openInvitations().first)
            let answer = try await admin.post(withdrawal(of: invitation), [("key", "spent")])
            #expect(answer.status == .seeOther)
        }
        let (history, open) = (try await world.history(of: mobile), try await world.openInvitations())
        #expect(history == [.invited, .withdrawn])
        #expect(open.isEmpty)
    }

    @Test("a key spent on one invitation invites nobody else, and says so with what was typed")
    func keyOfAnother() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { admin in
            _ = try await admin.post("/arman/people/invitations", fields(key: "spent"))
            let other = try await admin.post("/arman/people/invitations", fields("09351112244", key: "spent"))
            #expect(other.status == .conflict)
            #expect(other.text.contains("value=\"09351112244\""))
        }
        let (history, open) = (try await world.history(of: "09351112244"), try await world.openInvitations())
        #expect(history.isEmpty)
        #expect(open.map(\.mobile.local) == [mobile])
    }

    @Test("the form of an invitation that was taken back, sent again after a new sign-in, invites nobody")
    func afterSignIn() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { admin in
            _ = try await admin.post("/arman/people/invitations", fields(key: "kept"))
            let cleared = try await admin.withdrawAll()
            #expect(cleared == 1)
            _ = try await admin.post("/sign-out")
            _ = try await admin.signIn(World.mobile(.administrator))
            let again = try await admin.post("/arman/people/invitations", fields(key: "kept"))
            #expect(again.status == .seeOther)
        }
        let (history, open) = (try await world.history(of: mobile), try await world.openInvitations())
        #expect(history == [.invited, .withdrawn])
        #expect(open.isEmpty)
    }

    @Test("an earlier form that is sent again leaves the later invitation open")
    func earlier() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { admin in
            for (key, role) in [("first", Role.reception), ("second", .auditor), ("first", .reception)] {
                let answer = try await admin.post("/arman/people/invitations", fields(role: role, key: key))
                #expect(answer.status == .seeOther)
            }
        }
        let (history, open) = (try await world.history(of: mobile), try await world.openInvitations())
        #expect(history == [.invited, .invited])
        #expect(open.map(\.roles) == [Roles([.auditor])])
    }

    @Test("an invitation taken back from two open pages is written down once")
    func twoPages() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { admin in
            _ = try await admin.invite(mobile)
            let invitation = try #require(try await world.openInvitations().first)
            for _ in 1...2 {
                let answer = try await admin.post(withdrawal(of: invitation))
                #expect(answer.status == .seeOther)
            }
        }
        let history = try await world.history(of: mobile)
        #expect(history == [.invited, .withdrawn])
    }

    @Test("an invitation that was accepted is not taken back, and nothing is written of it")
    func accepted() async throws {
        let world = try await World()
        let known = World.mobile(.reception, company: "pars")
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let link = try await admin.invite(known)
            let invitation = try #require(try await world.openInvitations().first)
            let owner = try await world.browser(client, as: .reception, company: "pars")
            let accepted = try await owner.post("\(link)/acceptance")
            #expect(accepted.location == "/arman")
            let late = try await admin.post(withdrawal(of: invitation))
            #expect(late.status == .conflict)
            let home = try await owner.get("/arman")
            #expect(home.isOpen)
        }
        let history = try await world.history(of: known)
        #expect(history == [.invited, .joined])
    }

    @Test("what it says was taken back nobody can accept, even where a crash kept the directory from following")
    func crash() async throws {
        let world = try await World()
        let known = World.mobile(.reception, company: "pars")
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let link = try await admin.invite(known)
            try await takeBackInTheBookAlone(world)
            let owner = try await world.browser(client, as: .reception, company: "pars")
            let refused = try await owner.post("\(link)/acceptance")
            #expect(refused.status == .notFound)
            let arman = try await owner.get("/arman")
            #expect(arman.status == .notFound)
        }
        let history = try await world.history(of: known)
        #expect(history == [.invited, .withdrawn])
    }

    @Test("taking back again lets the directory follow where a crash kept it from doing so, and is not written twice")
    func mending() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { admin in
            _ = try await admin.invite(mobile)
            try await takeBackInTheBookAlone(world)
            let cleared = try await admin.withdrawAll()
            #expect(cleared == 1)
        }
        let (history, open) = (try await world.history(of: mobile), try await world.openInvitations())
        #expect(history == [.invited, .withdrawn])
        #expect(open.isEmpty)
    }

    private func fields(
        _ mobile: String = "09351112233", role: Role = .administrator, key: String
    ) -> [(String, String)] {
        [("mobile", mobile), ("name", "نیلوفر"), ("role", role.rawValue), ("key", key)]
    }

    private func withdrawal(of invitation: Invitation) -> String {
        "/arman/people/invitations/\(invitation.id)/withdrawal"
    }

    /// The first of the two steps of a withdrawal.
    private func takeBackInTheBookAlone(_ world: World) async throws {
        let invitation = try #require(try await world.openInvitations().first)
        let admin = Actor.administrator(try await world.person(.administrator))
        let company = world.arman
        try await company.write { try WithdrawInvitation(invitation: invitation).run(by: admin, in: company, $0) }
    }
}
