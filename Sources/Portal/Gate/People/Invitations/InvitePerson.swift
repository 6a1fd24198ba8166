import Database
import Domain
import Ground
import Web

/// Asks a person into the company by a link that only this administrator sees, once, or that goes to the number itself.
struct InvitePerson: Sendable {
    let mobile: MobileNumber
    let name: String
    let roles: Roles
    let dealer: ID<Dealer>?
    let byMessage: Bool

    /// The same form of the same person makes the same link, however often it is sent and after whichever sign-in: it
    /// never makes a second invitation that the history does not tell. He has the form's key, and could not make the
    /// link of it where that goes to the number itself.
    static func token(of form: FormBody, _ context: CompanyContext) -> String {
        let key = form.raw("key")
        return key.isEmpty
            ? Secrets.token()
            : context.portal.linkToken(of: "invitation \(context.actor.person) \(context.path) \(key)")
    }

    /// In the company's book; what waits to be sent of an earlier link to this number goes no more.
    /// - Throws: `people.is_member` where the number is there, `people.invite.no_message` where nobody can send it there.
    func run(_ token: String, by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        guard try PersonStore.find(mobile, tx) == nil else { throw Complaint("people.is_member") }
        try PersonEventStore.addInvitation(
            byMessage ? .invitedByMessage : .invited, mobile: mobile, name: name, roles: roles, dealer: dealer,
            by: actor, tx)
        try SecretSlots.void(.invitation, to: mobile, in: company, tx)
        guard byMessage else { return }
        let notice = SecretNotice(
            .invitation, to: nil, name, mobile, secret: Paths.invitation(token),
            endsAt: tx.now.adding(seconds: InvitationStore.linkSeconds),
            occasion: String(Secrets.hash(token).prefix(24)))
        guard try SecretSlots.send(notice, in: company, tx) else { throw Complaint("people.invite.no_message") }
    }

    /// In the directory, which follows; it may be done again.
    func offer(tokenHash: String, company: ID<Company>, by person: ID<Person>, _ tx: Transaction) throws {
        try InvitationStore.add(
            tokenHash: tokenHash, company: company, mobile: mobile, name: name, roles: roles, dealer: dealer,
            by: person, tx)
    }
}

/// Takes an invitation back; its link then opens nothing, and nobody can accept it. The company's book decides who was
/// faster, this or the acceptance (`JoinCompany`); the directory follows.
struct WithdrawInvitation: Sendable {
    /// As the directory has just said it is.
    let invitation: Invitation

    /// - Throws: `Refusal.stale` where it was accepted meanwhile.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        guard try !invitation.isUsed && !PersonEventStore.has(.joined, by: invitation, tx) else {
            throw Refusal.stale(Complaint("people.invitation_accepted"))
        }
        // What was taken back before, or gave way to a later one, does not change by this.
        guard try !invitation.isWithdrawn && !PersonEventStore.has(.withdrawn, by: invitation, tx) else { return }
        try SecretSlots.void(.invitation, to: invitation.mobile, in: company, tx)
        try PersonEventStore.addInvitation(
            .withdrawn, invitation.id, mobile: invitation.mobile, name: invitation.name, roles: invitation.roles,
            dealer: invitation.dealer, by: actor, tx)
    }
}
