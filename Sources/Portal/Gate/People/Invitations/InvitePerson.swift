import Database
import Domain
import Ground
import Web

/// Asks a person into the company by a link that only this administrator sees, once.
struct InvitePerson: Sendable {
    let context: CompanyContext
    let mobile: MobileNumber
    let name: String
    let roles: Roles
    let dealer: ID<Dealer>?
    let key: String

    /// The same form makes the same link, however often it was sent; only this browser can know it.
    var token: String {
        key.isEmpty ? Secrets.token() : Secrets.hash("invitation:\(context.guest.cookie):\(key)")
    }

    /// - Returns: the link's token. - Throws: `people.is_member` where the number is in the company's book.
    func run() async throws -> String {
        let token = token
        let context = context
        try await context.company.write { tx in
            guard try PersonStore.find(mobile, tx) == nil else { throw Complaint("people.is_member") }
            _ = try OnceStore.run(key, by: context.actor, tx) { tx in
                try PersonEventStore.addInvitation(
                    .invited, mobile: mobile, name: name, roles: roles, dealer: dealer, by: context.actor, tx)
                return context.paths.people
            }
        }
        try await context.portal.companies.directory.write { tx in
            try InvitationStore.add(
                tokenHash: Secrets.hash(token), company: context.company.id, mobile: mobile, name: name, roles: roles,
                dealer: dealer, by: context.actor.person, tx)
        }
        return token
    }
}

/// Takes an invitation back; its link then opens nothing, and nobody can accept it.
struct WithdrawInvitation: Sendable {
    let context: CompanyContext
    let id: ID<Invitation>

    /// - Throws: `Refusal.hidden` where this company has none such, `Refusal.stale` where it was accepted meanwhile.
    func run(key: String) async throws {
        let context = context, id = id
        let directory = context.portal.companies.directory
        let found = try await directory.read { try InvitationStore.find(id, in: context.company.id, $0) }
        guard let found else { throw Refusal.hidden }
        guard try await directory.write({ try InvitationStore.withdraw(id, of: context.company.id, $0) }) else {
            throw Refusal.stale(Complaint("people.invitation_accepted"))
        }
        try await context.company.write { tx in
            _ = try OnceStore.run(key, by: context.actor, tx) { tx in
                try PersonEventStore.addInvitation(
                    .withdrawn, mobile: found.mobile, name: found.name, roles: found.roles, dealer: found.dealer,
                    by: context.actor, tx)
                return context.paths.people
            }
        }
    }
}
