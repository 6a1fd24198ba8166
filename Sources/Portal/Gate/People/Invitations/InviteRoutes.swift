import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Asking people in, and taking it back. The company's history is written first and the directory follows it: nothing
/// changes there that the history does not tell.
package enum InviteRoutes: RoomRoutes {
    /// Holds the link that has just been made until its maker's next page has shown it.
    static let linkCookie = "kardan_link"

    static let invitations = PlainForm(
        "people/invitations", for: [.administrator], watched: .invitation
    ).confirmed
    static let withdrawal = FormRoute<ID<Invitation>>(
        "people/invitations/:invitation/withdrawal", for: [.administrator], watched: .invitationWithdrawn)

    package static var all: [Mounted] {
        [
            invitations.to { form, context in try await invite(form, context) },
            withdrawal.to { form, context, invitation in try await withdraw(invitation, form, context) },
        ]
    }

    private static func invite(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let dealers = try await context.company.read { try PeopleList.dealers($0) }
        let typed = InviteForm(form, dealers: dealers)
        guard let mobile = typed.mobile.value, let name = typed.name.value, let place = typed.roles.valid else {
            return try await show(typed, context)
        }
        let command = InvitePerson(
            mobile: mobile, name: name, roles: place.roles, dealer: place.dealer, byMessage: typed.byMessage)
        let token = InvitePerson.token(of: form, context)
        let flash = command.byMessage ? "invited_by_message" : "invited"
        let response = try await context.once(form, flash: flash, to: context.paths(PeopleRoutes.list)) { deed in
            try command.run(token, by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(typed, refused, context)
        }
        return try await handOver(command, token: token, response, context)
    }

    /// Makes the link good, and lets the next page of its maker show it where it is not on its way to the number itself.
    /// - Parameter response: of the deed; one that was refused goes as it is.
    static func handOver(
        _ command: InvitePerson, token: String, _ response: Response, _ context: CompanyContext
    ) async throws -> Response {
        guard response.status == .seeOther else { return response }
        let (company, person) = (context.company.id, context.actor.person)
        try await context.portal.companies.directory.write { tx in
            try command.offer(tokenHash: Secrets.hash(token), company: company, by: person, tx)
        }
        if command.byMessage { return response }
        var response = response
        context.portal.jar.set(linkCookie, token, seconds: 120, on: &response)
        return response
    }

    private static func withdraw(
        _ id: ID<Invitation>, _ form: FormBody, _ context: CompanyContext
    ) async throws -> Response {
        try await takeBack(try await find(id, context), form, to: context.paths(PeopleRoutes.list), context) {
            refused in
            try await PeopleRoutes.show(context, status: refused.status, warning: refused.complaint)
        }
    }

    /// - Throws: `Refusal.hidden` where the company has made no such invitation.
    static func find(_ id: ID<Invitation>, _ context: CompanyContext) async throws -> Invitation {
        let company = context.company.id
        let found = try await context.portal.companies.directory.read { try InvitationStore.find(id, in: company, $0) }
        guard let found else { throw Refusal.hidden }
        return found
    }

    /// The book says it first, and the directory follows.
    static func takeBack(
        _ invitation: Invitation, _ form: FormBody, to list: String, _ context: CompanyContext,
        orShow show: @escaping @Sendable (RefusedDeed) async throws -> Response
    ) async throws -> Response {
        let (company, command) = (context.company.id, WithdrawInvitation(invitation: invitation))
        let response = try await context.once(form, flash: "invitation_withdrawn", to: list) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(refused)
        }
        guard response.status == .seeOther else { return response }
        try await context.portal.companies.directory.write {
            try InvitationStore.withdraw(invitation.id, of: company, $0)
        }
        return response
    }

    /// What a command complains of is the number; all else stands above the page.
    private static func show(
        _ typed: InviteForm, _ refused: RefusedDeed, _ context: CompanyContext
    ) async throws -> Response {
        guard refused.error is Complaint else {
            return try await PeopleRoutes.show(
                context, typed: typed, status: refused.status, warning: refused.complaint)
        }
        var typed = typed
        typed.refused = refused.complaint
        return try await show(typed, context)
    }

    /// The form stands below the list: what is wrong is said at the top too.
    private static func show(_ typed: InviteForm, _ context: CompanyContext) async throws -> Response {
        try await PeopleRoutes.show(
            context, typed: typed, status: .unprocessableContent, warning: Complaint("people.invite.refused"))
    }
}
