import Database
import Domain
import Ground
import Web

/// Gives a person a place in a company, with a login where he has none. For the operator at the console and for the
/// demo; in the portal people come by invitation.
public struct AddMember: Sendable {
    package let portal: Portal

    public init(portal: Portal) { self.portal = portal }

    /// Whether this number has no login yet.
    public func needsPassword(_ mobile: MobileNumber) async throws -> Bool {
        try await portal.companies.directory.read { try LoginStore.find(mobile, $0) == nil }
    }

    /// - Throws: `people.dealer.unknown`.
    public func dealer(code: String?, of company: OpenCompany) async throws -> ID<Dealer>? {
        guard let code else { return nil }
        let found = try await company.read { try PeopleList.dealers($0).first { $0.code == code } }
        guard let found else { throw Complaint("people.dealer.unknown", code) }
        return found.id
    }

    /// - Parameter password: used only where the login is new. - Throws: what the rules of roles and passwords say.
    public func run(
        company: OpenCompany, mobile: MobileNumber, name: String, roles: Set<Role>, dealer: ID<Dealer>?,
        password: String
    ) async throws {
        let roles = try Roles.checked(roles)
        let directory = portal.companies.directory
        var login = try await directory.read { try LoginStore.find(mobile, $0)?.id }
        if login == nil {
            try portal.passwordRule.check(
                password,
                of: .init(mobile: mobile, names: [name, company.slug, company.nameFa, company.nameEn]))
            let hash = try await portal.passwords.hash(password)
            login = try await directory.write { try LoginStore.add(mobile, name: name, password: hash, $0) }
        }
        let id = login!
        _ = try Actor(person: id, name: name, roles: roles, dealer: dealer)
        try await JoinCompany(login: id, mobile: mobile, name: name, roles: roles, dealer: dealer)
            .run(in: company, directory: directory)
    }
}

/// The two rows of a membership: the name in the company's book first, then the right to enter.
package struct JoinCompany: Sendable {
    package let login: ID<Person>
    package let mobile: MobileNumber
    package let name: String
    package let roles: Roles
    package let dealer: ID<Dealer>?
    /// The invitation that he accepted; its event is written once, however often this runs.
    var invitation: Invitation?

    package init(
        login: ID<Person>, mobile: MobileNumber, name: String, roles: Roles, dealer: ID<Dealer>?,
        invitation: Invitation? = nil
    ) {
        self.login = login
        self.mobile = mobile
        self.name = name
        self.roles = roles
        self.dealer = dealer
        self.invitation = invitation
    }

    /// - Throws: `Refusal.hidden` where the invitation was taken back meanwhile.
    package func run(in company: OpenCompany, directory: Store) async throws {
        let member = try await company.write { tx in
            if let invitation, try PersonEventStore.has(.withdrawn, by: invitation, tx) { throw Refusal.hidden }
            let before = try PersonStore.find(mobile, tx)
            let member = try PersonStore.set(login, name, mobile, roles, dealer, tx)
            try PersonEventStore.addJoined(member, before: before, invitation: invitation, tx)
            return member
        }
        try await directory.write { try MembershipStore.set(member, in: company.id, $0) }
    }
}

/// Carries what the company's book says of its people over to the directory, which lets them in or not. Runs after each
/// change, and when a company is first opened for what a crash left between the two stores.
struct FollowBook: Sendable {
    let company: OpenCompany
    let directory: Store

    func run(for person: ID<Person>) async throws {
        let member = try await company.read { try PersonStore.find(person, $0) }
        try await directory.write { try MembershipStore.follow(member, in: company.id, $0) }
    }

    /// Most times there is nothing to be done, and nothing is written.
    func runForAll() async throws {
        let members = try await company.read { try PersonStore.all($0) }
        let standings = try await directory.read { try MembershipStore.standings(of: company.id, $0) }
        let followed = Dictionary(uniqueKeysWithValues: standings.map { ($0.person, $0.version) })
        let ahead = members.filter { member in followed[member.id].map { $0 < member.version } ?? false }
        guard !ahead.isEmpty else { return }
        try await directory.write { tx in
            for member in ahead { try MembershipStore.follow(member, in: company.id, tx) }
        }
    }
}
