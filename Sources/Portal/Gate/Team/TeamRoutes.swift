import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A dealer's manager sees to his own people: asks technicians in, locks them out and lets them in again.
package enum TeamRoutes: RoomRoutes {
    package static let page = PlainPage(
        "team", for: [.dealerManager], menu: .init("team", icon: "user", order: 140))
    static let invitations = PlainForm("team/invitations", for: [.dealerManager], watched: .invitation).confirmed
    static let withdrawal = PlainForm(
        "team/invitations/withdrawal", for: [.dealerManager], watched: .invitationWithdrawn)
    static let lock = PlainForm("team/lock", for: [.dealerManager], watched: .lock)
    static let unlock = PlainForm("team/unlock", for: [.dealerManager], watched: .unlock)

    private static let pace = Allowance("team invitations", most: 20, in: 86_400)

    package static var all: [Mounted] {
        [
            page.to { request, context in
                let token = context.portal.jar.value(InviteRoutes.linkCookie, in: request.cookies)
                let link = try await InviteLink.read(token, origin: context.origin, context)
                var response = try await show(context, link: link)
                if token != nil { context.portal.jar.clear(InviteRoutes.linkCookie, on: &response) }
                return response
            },
            invitations.to { form, context in try await invite(form, context) },
            withdrawal.to { form, context in try await withdraw(form, context) },
            lock.to { form, context in try await setLocked(true, form, context) },
            unlock.to { form, context in try await setLocked(false, form, context) },
        ]
    }

    private static func show(
        _ context: CompanyContext, link: InviteLink? = nil, typed: TeamForm? = nil,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await TeamLoad(context)
        return try context.show(TeamPage(load, link, typed, context), status: status, warning: warning)
    }

    private static func invite(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        var typed = TeamForm(form)
        guard let mobile = typed.mobile.value, let name = typed.name.value else {
            return try await show(typed, context)
        }
        if let complaint = try await obstacle(to: mobile, context) {
            typed.refused = complaint
            return try await show(typed, context)
        }
        let command = InvitePerson(
            mobile: mobile, name: name, roles: Roles([.dealerTechnician]), dealer: context.actor.dealer,
            byMessage: typed.byMessage)
        let token = InvitePerson.token(of: form, context)
        let flash = command.byMessage ? "invited_by_message" : "invited"
        let response = try await context.once(form, flash: flash, to: context.paths(page)) { deed in
            _ = try MayManageTechnician(deed.actor, command.roles, of: command.dealer)
            try command.run(token, by: deed.actor, in: deed.company, deed.tx)
        } orShow: { [typed] refused in
            guard let complaint = refused.error as? Complaint else {
                return try await show(context, typed: typed, status: refused.status, warning: refused.complaint)
            }
            var typed = typed
            typed.refused = complaint
            return try await show(typed, context)
        }
        return try await InviteRoutes.handOver(command, token: token, response, context)
    }

    /// A link that somebody else has sent to this number would be withdrawn by another one: that is not his to do. And what he
    /// asks of numbers, and has sent to them, is counted: it costs the company, and tells who works there.
    private static func obstacle(to mobile: MobileNumber, _ context: CompanyContext) async throws -> Complaint? {
        let (company, slug, actor) = (context.company.id, context.company.slug, context.actor)
        return try await context.portal.companies.directory.write { tx in
            let counted = [(pace: pace, whose: "\(slug) \(actor.person)")]
            guard try PaceStore.take(counted, tx) == nil else { return Complaint("team.too_many") }
            let isOthers = try InvitationStore.pending(of: company, tx).contains {
                $0.mobile == mobile && (try? MayManageTechnician(actor, $0.roles, of: $0.dealer)) == nil
            }
            return isOthers ? Complaint("team.asked_by_others") : nil
        }
    }

    /// The form stands below the list: what is wrong is said at the top too.
    private static func show(_ typed: TeamForm, _ context: CompanyContext) async throws -> Response {
        try await show(
            context, typed: typed, status: .unprocessableContent, warning: Complaint("people.invite.refused"))
    }

    private static func withdraw(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let id = ID<Invitation>(form.raw("invitation")) else { throw Refusal.unreadable }
        let invitation = try await InviteRoutes.find(id, context)
        guard (try? MayManageTechnician(context.actor, invitation.roles, of: invitation.dealer)) != nil else {
            throw Refusal.hidden
        }
        return try await InviteRoutes.takeBack(invitation, form, to: context.paths(page), context) { refused in
            try await show(context, status: refused.status, warning: refused.complaint)
        }
    }

    /// Whoever is not his to lock does not exist for him.
    private static func setLocked(
        _ isLocked: Bool, _ form: FormBody, _ context: CompanyContext
    ) async throws -> Response {
        guard let id = ID<Person>(form.raw("person")) else { throw Refusal.unreadable }
        let version = try form.version
        let flash = isLocked ? "locked" : "unlocked"
        let response = try await context.once(form, flash: flash, to: context.paths(page)) { deed in
            let member = try PersonStore.find(id, deed.tx)
            guard (try? MayManageTechnician(deed.actor, member.roles, of: member.dealer)) != nil else {
                throw Refusal.hidden
            }
            guard try isLocked || TeamLoad.isOpenable(member, deed.actor, deed.tx) else {
                throw Refusal.stale(Complaint("team.locked_by_office"))
            }
            try LockMember(actor: deed.actor, person: id, isLocked: isLocked, version: version).run(in: deed.tx)
        } orShow: { refused in
            try await show(context, status: refused.status, warning: refused.complaint)
        }
        // Whatever became of this form: the book decides, and a crash may have left the directory behind.
        try await FollowBook(company: context.company, directory: context.portal.companies.directory).run(for: id)
        return response
    }
}

/// Who works at the dealership, and who is asked in.
struct TeamLoad: Sendable {
    let people: [Member]
    let invitations: [Invitation]
    /// Of those who are locked: whom the dealership itself has locked.
    let openable: Set<ID<Person>>
    /// Whether the link can go to the number itself.
    let sends: Bool

    init(_ context: CompanyContext) async throws {
        let (company, dealer) = (context.company, context.actor.dealer)
        let actor = context.actor
        (people, openable, sends) = try await company.read { tx in
            let people = try PersonStore.all(tx).filter { dealer != nil && $0.dealer == dealer }
            let openable = try people.filter { try $0.isLocked && Self.isOpenable($0, actor, tx) }
            return (people, Set(openable.map(\.id)), try SecretSlots.sends(.invitation, in: company, tx))
        }
        let id = company.id
        invitations = try await context.portal.companies.directory.read {
            try InvitationStore.pending(of: id, $0)
        }.filter { dealer != nil && $0.dealer == dealer }
    }

    /// Whom the office has locked, the office alone lets in again.
    static func isOpenable(_ member: Member, _ actor: Actor, _ tx: Transaction) throws -> Bool {
        guard let locker = try PersonEventStore.locker(of: member.id, tx) else { return false }
        return try actor.dealer != nil && PersonStore.find(locker, tx).dealer == actor.dealer
    }
}
