import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing
import Web

@testable import Gate
@testable import Ground

extension World {
    func member(_ id: ID<Person>, company: String = "arman") async throws -> Member {
        try await self.company(company).read { try PersonStore.find(id, $0) }
    }

    /// What the history of a person says, newest first.
    func events(of id: ID<Person>) async throws -> [PersonEvent] {
        try await arman.read { try PersonEventStore.of(try PersonStore.find(id, $0), $0) }
    }

    /// What the history says of a mobile number, oldest first, whether its owner is a member or not.
    func history(of mobile: String) async throws -> [PersonEvent.Kind] {
        let stored = try MobileNumber(mobile).e164
        return try await arman.read {
            try $0.list("SELECT kind FROM person_event WHERE subject_mobile = \(stored) ORDER BY id")
        }
    }

    /// The invitations of arman that may still be accepted.
    func openInvitations() async throws -> [Invitation] {
        let company = arman.id
        return try await portal.companies.directory.read { try InvitationStore.pending(of: company, $0) }
    }

    /// A browser of nobody yet.
    func guest(_ client: any TestClientProtocol) async throws -> Browser {
        let browser = Browser(client)
        _ = try await browser.get("/sign-in")
        return browser
    }
}

extension Browser.Answer {
    /// He is let in: to the page, or on to another one inside.
    var isOpen: Bool { status == .ok || status == .seeOther && location?.hasPrefix("/sign-in") == false }
}

extension Browser {
    /// Invites as an administrator. - Returns: the path of the link, as the page shows it.
    func invite(
        _ mobile: String, name: String = "نیلوفر تهرانی", roles: [Role] = [.reception], dealer: String = "",
        company: String = "arman"
    ) async throws -> String {
        let fields = [("mobile", mobile), ("name", name), ("dealer", dealer)] + roles.map { ("role", $0.rawValue) }
        let answer = try await post("/\(company)/people/invitations", fields)
        try #require(answer.status == .seeOther, "\(answer.text)")
        let page = try await get(try #require(answer.location))
        return try #require(page.text.firstMatch(of: #//invitations/[A-Za-z0-9_-]+/#)).output.description
    }

    /// Changes a person's roles with the version that his page shows.
    func changeRoles(_ id: ID<Person>, to roles: [Role], dealer: String = "", version: Int64? = nil) async throws
        -> Answer
    {
        let shown = try await shownVersion(id)
        return try await post(
            "/arman/people/\(id)/roles",
            [("version", String(version ?? shown)), ("dealer", dealer)] + roles.map { ("role", $0.rawValue) })
    }

    func setLocked(_ id: ID<Person>, _ isLocked: Bool) async throws -> Answer {
        try await post(
            "/arman/people/\(id)/\(isLocked ? "lock" : "unlock")", [("version", String(try await shownVersion(id)))])
    }

    private func shownVersion(_ id: ID<Person>) async throws -> Int64 {
        let page = try await get("/arman/people/\(id)")
        return Int64(page.text.firstMatch(of: #/name="version" value="(\d+)"/#)?.1 ?? "0") ?? 0
    }
}
