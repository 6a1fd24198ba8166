import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The page behind an invitation's link, and its two answers: a password for a new login, or the yes of somebody who
/// has one.
package enum InvitationRoutes: RoomRoutes {
    private static let link = Paths.invitation(":token")

    package static var all: [Mounted] {
        [
            OutsideRoute.get(link).page { _, context, portal in try await open(portal, context) },
            OutsideRoute.post(link, watched: .invitationUsed).form { form, context, portal in
                try await complete(portal, form, context)
            },
            OutsideRoute.post("\(link)/acceptance", watched: .invitationUsed).signedIn.form { _, context, portal in
                try await accept(portal, context)
            },
        ]
    }

    private static func open(_ portal: Portal, _ context: GuestContext) async throws -> Response {
        let token = try token(context.coreContext)
        guard let invitation = try await find(token, portal) else { return try await over(token, portal, context) }
        // A password was chosen here: what is left is the answer of the number's owner.
        if invitation.isCompleted, context.visitor == nil {
            return portal.goOn(to: Paths.signIn(backTo: Paths.invitation(token)))
        }
        return try await show(portal, invitation, token, FormBody(), context)
    }

    private static func complete(_ portal: Portal, _ form: FormBody, _ context: GuestContext) async throws -> Response {
        let token = try token(context.coreContext)
        guard let invitation = try await find(token, portal), !invitation.isCompleted else {
            return try await over(token, portal, context)
        }
        guard let password = try await newPassword(form, invitation, portal).valid else {
            return try await show(portal, invitation, token, form, context, status: .unprocessableContent)
        }
        do {
            try await CompleteInvitation(portal: portal, invitation: invitation, password: password).run()
        } catch Refusal.hidden { return try await over(token, portal, context) }
        return portal.goOn(to: Paths.signIn(backTo: Paths.invitation(token)), flash: "invitation_completed")
    }

    private static func accept(_ portal: Portal, _ context: SignedInContext) async throws -> Response {
        let token = try token(context.coreContext)
        guard let invitation = try await find(token, portal) else {
            return try await over(token, portal, context.guest)
        }
        guard context.visitor.mobile == invitation.mobile.e164 else { throw Refusal.denied }
        let company = try await AcceptInvitation(
            portal: portal, invitation: invitation, login: context.visitor.login
        )
        .run()
        return portal.goOn(to: Paths(company.slug).home, flash: "invitation_accepted")
    }

    private static func token(_ context: CoreRequestContextStorage) throws -> String {
        guard let token = context.parameters.get("token") else { throw Refusal.hidden }
        return token
    }

    private static func find(_ token: String, _ portal: Portal) async throws -> Invitation? {
        try await portal.companies.directory.read { try InvitationStore.open(tokenHash: Secrets.hash(token), $0) }
    }

    private static func newPassword(
        _ form: FormBody, _ invitation: Invitation, _ portal: Portal
    ) async throws -> NewPasswordForm {
        let owner = try await portal.companies.directory.read { try PasswordRule.Owner(invitation, $0) }
        return NewPasswordForm(form, portal.passwordRule, of: owner)
    }

    /// Whoever has become a member by this very link goes on to his company; for anybody else the link is over.
    private static func over(_ token: String, _ portal: Portal, _ context: GuestContext) async throws -> Response {
        if let visitor = context.visitor {
            let joined = try await portal.companies.directory.read {
                try InvitationStore.company(joinedBy: Secrets.hash(token), visitor.mobile, $0)
            }
            if let joined { return portal.goOn(to: Paths(joined.slug).home) }
        }
        let text = portal.reader(context).words("link_over.invitation")
        return try portal.show(LinkOverPage(text: text, href: Paths.signIn), context, status: .notFound)
    }

    private static func show(
        _ portal: Portal, _ invitation: Invitation, _ token: String, _ form: FormBody, _ context: GuestContext,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let row = try await portal.companies.directory.read { try DirectoryStore.company(invitation.company, $0) }
        guard let row else { throw Refusal.hidden }
        let reader = portal.reader(context)
        let page = InvitationPage(
            invitation, company: reader.name(fa: row.nameFa, en: row.nameEn), path: Paths.invitation(token),
            form: try await newPassword(form, invitation, portal), isBlank: status == .ok, visitor: context.visitor,
            reader)
        return try portal.show(page, context, status: status)
    }
}

extension InvitationPage {
    init(
        _ invitation: Invitation, company: String, path: String, form: NewPasswordForm, isBlank: Bool,
        visitor: Visitor?,
        _ reader: Reader
    ) {
        let mobile = invitation.mobile.shown.isolatedLeftToRight
        let isOwner = visitor?.mobile == invitation.mobile.e164
        let fields = form.fields(reader, isBlank: isBlank)
        titleValues = [company]
        text = reader.words("invitation.text", invitation.name, company, reader.roles(invitation.roles), mobile)
        self.path = path
        acceptance = isOwner ? "\(path)/acceptance" : nil
        stranger = visitor.flatMap { visitor in
            isOwner
                ? nil
                : Stranger(
                    text: reader.words("invitation.stranger", visitor.name, mobile), signOut: Paths.signOut)
        }
        signIn = visitor == nil ? Paths.signIn(backTo: path) : nil
        isOpenToNew = visitor == nil
        (password, again) = (fields[0], fields[1])
        errors = FormErrors(fields)
    }
}
