import Database
import Domain
import Ground
import Web

/// The owner of the number, signed in, takes the invitation: from then on he is a member.
struct AcceptInvitation: Sendable {
    let portal: Portal
    let invitation: Invitation
    let login: ID<Person>

    /// In three steps over two stores. Each may be done again, so a crash between them leaves an invitation that is
    /// still open and can be accepted again.
    /// - Returns: the company he now belongs to. - Throws: `Refusal.hidden` where the invitation is not open any more.
    @discardableResult
    func run() async throws -> OpenCompany {
        let directory = portal.companies.directory
        let id = invitation.id, companyID = invitation.company
        let row = try await directory.write { tx in
            guard try InvitationStore.accept(id, tx) else { throw Refusal.hidden }
            return try DirectoryStore.company(companyID, tx)
        }
        guard let row, let company = try await portal.companies.find(row.slug) else { throw Refusal.hidden }
        try await JoinCompany(
            login: login, mobile: invitation.mobile, name: invitation.name, roles: invitation.roles,
            dealer: invitation.dealer, invitation: invitation
        ).run(in: company, directory: directory)
        try await directory.write { try InvitationStore.use(id, $0) }
        return company
    }

    /// After a sign-in: takes the invitations whose link made this very login.
    static func completed(by login: ID<Person>, _ portal: Portal) async throws {
        let waiting = try await portal.companies.directory.read { try InvitationStore.completed(by: login, $0) }
        for invitation in waiting {
            do {
                try await AcceptInvitation(portal: portal, invitation: invitation, login: login).run()
            } catch Refusal.hidden { continue }  // withdrawn while he signed in
        }
    }
}
