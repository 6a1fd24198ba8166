import Database
import Domain

/// Gives a person a place in a company, with an account where he has none. For the operator at the console and for the
/// demo; in the portal people come by invitation.
public struct AddMember: Sendable {
    let portal: Portal

    public init(portal: Portal) { self.portal = portal }

    /// - Parameter password: used only where the account is new. - Throws: what the rules of roles and passwords say.
    public func run(
        company: OpenCompany, mobile: MobileNumber, name: String, roles: Set<Role>, dealer: ID<Dealer>?, password: String
    ) async throws {
        let roles = try Roles.checked(roles)
        let directory = portal.companies.directory
        var account = try await directory.read { try AccountStore.find(mobile, $0)?.id }
        if account == nil {
            try Passwords.check(password, mobile: mobile)
            let hash = try await portal.passwords.hash(password)
            account = try await directory.write { try AccountStore.add(mobile, name: name, password: hash, $0) }
        }
        let id = account!
        _ = try Actor(person: id, name: name, roles: roles, dealer: dealer)
        try await JoinCompany(account: id, mobile: mobile, name: name, roles: roles, dealer: dealer)
            .run(in: company, directory: directory)
    }
}

/// The two rows of a membership: the name in the company's book first, then the right to enter.
struct JoinCompany: Sendable {
    let account: ID<Person>
    let mobile: MobileNumber
    let name: String
    let roles: Roles
    let dealer: ID<Dealer>?

    func run(in company: OpenCompany, directory: Store) async throws {
        try await company.write { try PersonStore.set(account, name, mobile, roles, dealer, $0) }
        try await directory.write {
            try MembershipStore.set(company.id, account, name: name, roles: roles, dealer: dealer, $0)
        }
    }
}
