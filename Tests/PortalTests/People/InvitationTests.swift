import Domain
import Testing

@testable import Gate
@testable import Ground

@Suite("An invitation")
struct InvitationTests {
    let new = "09351112233"
    let password = "یک گذرواژه خوب ۱۴۰۵"

    @Test("of somebody new: the link takes a password, and his first sign-in makes him a member")
    func newcomer() async throws {
        let world = try await World()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let link = try await admin.invite(new, roles: [.dealerTechnician], dealer: "D200")
            let guest = try await world.guest(client)
            let page = try await guest.get(link)
            #expect(page.status == .ok)
            #expect(page.text.contains("نیلوفر تهرانی"))
            let done = try await guest.post(link, [("password", password), ("again", password)])
            let back = Paths.signIn(backTo: link)
            #expect(done.location == back)
            let waiting = try await guest.get(link)
            #expect(waiting.location == back)
            let signedIn = try await guest.signIn(new, password)
            #expect(signedIn.location == "/companies")
            let choice = try await guest.get("/companies")
            #expect(choice.location == "/arman")
            let again = try await guest.get(link)
            #expect(again.location == "/arman")
            let home = try await guest.get("/arman")
            #expect(home.location == "/arman/today")
        }
    }

    @Test("of somebody who has an account: he signs in, comes back to the link and accepts")
    func known() async throws {
        let world = try await World()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let link = try await admin.invite(World.mobile(.reception, company: "pars"))
            let person = try await world.guest(client)
            let page = try await person.get(link)
            #expect(page.text.contains("/sign-in?back=%2Finvitations%2F"))
            _ = try await person.signIn(World.mobile(.reception, company: "pars"))
            let again = try await person.get(link)
            #expect(again.text.contains("\(link)/acceptance"))
            let accepted = try await person.post("\(link)/acceptance")
            #expect(accepted.location == "/arman")
            let choice = try await person.get("/companies")
            #expect(choice.text.contains("href=\"/arman\"") && choice.text.contains("href=\"/pars\""))
        }
    }

    @Test("tells the holder of its link nothing about whether the number has an account")
    func secrecy() async throws {
        let world = try await World()
        let known = World.mobile(.reception, company: "pars")
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            var seen: [[String]] = []
            for mobile in [known, new] {
                let link = try await admin.invite(mobile)
                let holder = try await world.guest(client)
                let page = try await holder.get(link)
                let refused = try await holder.post(link, [("password", "short"), ("again", "short")])
                let done = try await holder.post(link, [("password", password), ("again", password)])
                let after = try await holder.get("/sign-in")
                let spent = try await holder.get(link)
                let list = try await admin.get("/arman/people")
                let history = [page, refused, done, after, spent, list].map {
                    Self.plain("\($0.status) \($0.location ?? "") \($0.text)", link: link, mobile: mobile)
                }
                seen.append(history)
                let cleared = try await admin.withdrawAll()
                #expect(cleared == 1)
            }
            for (one, other) in zip(seen[0], seen[1]) { #expect(one == other) }
        }
    }

    @Test("leaves no number behind that tells how old the account is")
    func age() async throws {
        let world = try await World()
        let ids: [Int64] = try await world.portal.companies.directory.read {
            // The numbers rise in the order in which the accounts were made.
            try $0.list("SELECT id FROM login ORDER BY mobile")
        }
        #expect(ids.count > 20 && ids != ids.sorted())
    }

    @Test("that a stranger completed changes no password, and waits for the owner of the number")
    func stranger() async throws {
        let world = try await World()
        let mobile = World.mobile(.reception, company: "pars")
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let link = try await admin.invite(mobile)
            _ = try await admin.post(link, [("password", password), ("again", password)])
            let thief = try await world.guest(client).signIn(mobile, password)
            #expect(thief.status == .unprocessableContent)
            let owner = try await world.guest(client)
            let signedIn = try await owner.signIn(mobile)
            #expect(signedIn.status == .seeOther)
            let notYet = try await owner.get("/arman")
            #expect(notYet.status == .notFound)
            let page = try await owner.get(link)
            #expect(page.text.contains("\(link)/acceptance") && !page.text.contains("name=\"password\""))
            let accepted = try await owner.post("\(link)/acceptance")
            #expect(accepted.location == "/arman")
            let home = try await owner.get("/arman")
            #expect(home.isOpen)
        }
    }

    @Test("is for the owner of its number alone")
    func wrongPerson() async throws {
        let world = try await World()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let link = try await admin.invite(new)
            let other = try await world.browser(client, as: .reception, company: "pars")
            let page = try await other.get(link)
            #expect(page.text.contains("reception 0"))
            #expect(!page.text.contains("\(link)/acceptance"))
            let denied = try await other.post("\(link)/acceptance")
            #expect(denied.status == .forbidden)
        }
    }

    @Test("is never accepted without its link, whoever chose the password of the account")
    func withoutLink() async throws {
        let world = try await World()
        try await world.serve { client in
            // The administrator of pars makes the account of a number that is not his.
            let thief = try await world.guest(client)
            let first = try await world.browser(client, as: .administrator, company: "pars").invite(
                new, company: "pars")
            _ = try await thief.post(first, [("password", password), ("again", password)])
            _ = try await thief.signIn(new, password)
            let home = try await thief.get("/pars")
            #expect(home.isOpen)
            // Arman asks the number's owner in, who takes himself for somebody new.
            let link = try await world.browser(client, as: .administrator).invite(new)
            _ = try await world.guest(client).post(link, [("password", password + "!"), ("again", password + "!")])
            let choice = try await thief.get("/companies")
            #expect(choice.location == "/pars")
            _ = try await world.guest(client).signIn(new, password)
            let arman = try await thief.get("/arman")
            #expect(arman.status == .notFound)
        }
    }

    @Test("used, withdrawn, too old and never made: its link leads to one and the same page")
    func over() async throws {
        let world = try await World()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let used = try await admin.invite("09351112201")
            let guest = try await world.guest(client)
            _ = try await guest.post(used, [("password", password), ("again", password)])
            _ = try await world.guest(client).signIn("09351112201", password)
            let withdrawn = try await admin.invite("09351112202")
            _ = try await admin.withdrawAll()
            let old = try await admin.invite("09351112203")
            let again = try await admin.invite("09351112203")
            let before = try await guest.get(again)
            #expect(before.status == .ok)
            world.time.move(seconds: InvitationStore.linkSeconds)
            var texts: Set<String> = []
            for link in [used, withdrawn, old, again, "/invitations/never"] {
                let page = try await guest.get(link)
                #expect(page.status == .notFound)
                let posted = try await guest.post(link, [("password", password), ("again", password)])
                #expect(posted.status == .notFound)
                texts.insert(Self.plain(page.text, link: link, mobile: ""))
            }
            #expect(texts.count == 1)
        }
    }

    @Test("shows its link once, and the same link to a form that was sent twice")
    func linkOnce() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { admin in
            let fields = [("mobile", new), ("name", "نیلوفر"), ("role", "reception"), ("key", "one and the same")]
            var links: Set<String> = []
            for _ in 1...2 {
                let answer = try await admin.post("/arman/people/invitations", fields)
                #expect(answer.status == .seeOther)
                let page = try await admin.get("/arman/people")
                links.insert(String(try #require(page.text.firstMatch(of: #//invitations/[A-Za-z0-9_-]{43,}/#)).output))
            }
            #expect(links.count == 1)
            let later = try await admin.get("/arman/people")
            #expect(!later.text.contains(try #require(links.first)))
            let cleared = try await admin.withdrawAll()
            #expect(cleared == 1)
        }
    }

    @Test("is refused beside its field, with what was typed, where it cannot be")
    func refused() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { admin in
            let bad = try await admin.post(
                "/arman/people/invitations", [("mobile", "0912 12"), ("name", ""), ("role", "dealer_manager")])
            #expect(bad.status == .unprocessableContent)
            #expect(bad.text.contains("value=\"0912 12\""))
            for field in ["f-mobile", "f-name", "f-dealer"] { #expect(bad.text.contains("href=\"#\(field)\"")) }
            let member = try await admin.post(
                "/arman/people/invitations",
                [("mobile", World.mobile(.auditor)), ("name", "نام"), ("role", "reception")])
            #expect(member.status == .unprocessableContent)
        }
    }

    /// A page without what differs in every one: the link, the number as it is shown, tokens, dates.
    private static func plain(_ text: String, link: String, mobile: String) -> String {
        let shown = (try? MobileNumber(mobile)).map(\.shown) ?? "-"
        return text.replacing(link, with: "LINK").replacing(Paths.signIn(backTo: link), with: "BACK").replacing(
            shown, with: "MOBILE"
        ).replacing(Digits.persian(shown), with: "MOBILE")
            .replacing(#/value="[A-Za-z0-9_-]{43,}"/#, with: "TOKEN").replacing(
                #/invitations/\d+/#, with: "invitations/N")
    }
}

extension Browser {
    /// Takes every open invitation back. - Returns: how many there were.
    func withdrawAll() async throws -> Int {
        let page = try await get("/arman/people")
        let paths = page.text.matches(of: #//arman/people/invitations/\d+/withdrawal/#).map { String($0.output) }
        for path in paths {
            let answer = try await post(path)
            try #require(answer.status == .seeOther)
        }
        return paths.count
    }
}
