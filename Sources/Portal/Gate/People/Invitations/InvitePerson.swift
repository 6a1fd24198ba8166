import Database
import Domain
import Ground
import Web

/// Asks a person into the company by a link that only this administrator sees, once.
struct InvitePerson: Sendable {
    let mobile: MobileNumber
    let name: String
    let roles: Roles
    let dealer: ID<Dealer>?

    /// The same form of the same person makes the same link, however often it is sent and after whichever sign-in: it
    /// never makes a second invitation that the history does not tell. Nobody but he has seen the form's key.
    static func token(of form: FormBody, _ context: CompanyContext) -> String {
        let key = form.raw("key")
        return key.isEmpty
            ? Secrets.token() : Secrets.hash("invitation:\(context.actor.person) \(context.path) \(key)")
    }

    /// In the company's book. - Throws: `people.is_member` where the number is there.
    func run(by actor: Actor, in tx: Transaction) throws {
        guard try PersonStore.find(mobile, tx) == nil else { throw Complaint("people.is_member") }
        try PersonEventStore.addInvitation(
            .invited, mobile: mobile, name: name, roles: roles, dealer: dealer, by: actor, tx)
    }

    /// In the directory, which follows; it may be done again.
    func offer(tokenHash: String, company: ID<Company>, by person: ID<Person>, _ tx: Transaction) throws {
        try InvitationStore.add(
            tokenHash: tokenHash, company: company, mobile: mobile, name: name, roles: roles, dealer: dealer,
            by: person, tx)
    }
}

extension InvitePerson {
    /// To the number itself; it may be done again. - Returns: false where the company sends nothing any more.
    func send(_ token: String, in company: OpenCompany) async throws -> Bool {
        let (name, mobile) = (name, mobile)
        return try await company.write { tx in
            let notice = SecretNotice(
                .invitation, to: nil, name, mobile, secret: Paths.invitation(token),
                endsAt: tx.now.adding(seconds: InvitationStore.linkSeconds),
                occasion: String(Secrets.hash(token).prefix(24)))
            return try SecretSlots.send(notice, in: company, tx)
        }
    }
}

/// Takes an invitation back; its link then opens nothing, and nobody can accept it. The company's book decides who was
/// faster, this or the acceptance (`JoinCompany`); the directory follows.
struct WithdrawInvitation: Sendable {
    /// As the directory has just said it is.
    let invitation: Invitation

    /// - Throws: `Refusal.stale` where it was accepted meanwhile.
    func run(by actor: Actor, in tx: Transaction) throws {
        guard try !invitation.isUsed && !PersonEventStore.has(.joined, by: invitation, tx) else {
            throw Refusal.stale(Complaint("people.invitation_accepted"))
        }
        // What was taken back before, or gave way to a later one, does not change by this.
        guard try !invitation.isWithdrawn && !PersonEventStore.has(.withdrawn, by: invitation, tx) else { return }
        try PersonEventStore.addInvitation(
            .withdrawn, invitation.id, mobile: invitation.mobile, name: invitation.name, roles: invitation.roles,
            dealer: invitation.dealer, by: actor, tx)
    }
}
