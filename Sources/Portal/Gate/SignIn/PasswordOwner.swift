import Database
import Domain
import Ground

extension PasswordRule.Owner {
    /// Somebody who has a login: what anybody knows of him, and of where he works.
    init(_ login: Login, _ tx: Transaction) throws {
        let companies = try MembershipStore.companies(of: login.id, tx).map(\.company)
        self.init(mobile: try MobileNumber(login.mobile), names: [login.name] + companies.flatMap(\.names))
    }

    /// Somebody whom a company asks in.
    init(_ invitation: Invitation, _ tx: Transaction) throws {
        let company = try DirectoryStore.company(invitation.company, tx)
        self.init(mobile: invitation.mobile, names: [invitation.name] + (company?.names ?? []))
    }
}

extension CompanyRow {
    fileprivate var names: [String] { [slug, nameFa, nameEn] }
}
