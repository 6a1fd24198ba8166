import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

struct PasswordResetPage: Page {
    static let template = "login/password_reset"
    let titleKey = "password_reset.title"
    let text: String
    let path: String
    let password: Field
    let again: Field
    let errors: FormErrors?
}

/// The page behind the link of a forgotten password.
package enum PasswordResetRoutes: RoomRoutes {
    private static let link = Paths.passwordReset(":token")

    package static var all: [Mounted] {
        [
            OutsideRoute.get(link).page { _, context, portal in try await open(portal, context) },
            OutsideRoute.post(link, watched: .passwordReset).form { form, context, portal in
                try await reset(portal, form, context)
            },
        ]
    }

    private static func open(_ portal: Portal, _ context: GuestContext) async throws -> Response {
        guard let login = try await find(context, portal) else { return try over(portal, context) }
        return try await show(portal, login, FormBody(), context, status: .ok)
    }

    private static func reset(_ portal: Portal, _ form: FormBody, _ context: GuestContext) async throws -> Response {
        guard let login = try await find(context, portal) else { return try over(portal, context) }
        guard let password = try await newPassword(form, login, portal).valid else {
            return try await show(portal, login, form, context, status: .unprocessableContent)
        }
        do {
            try await ResetPassword(
                portal: portal, tokenHash: Secrets.hash(token(context)), login: login, password: password
            ).run()
        } catch Refusal.hidden { return try over(portal, context) }
        await portal.tellHistories(.passwordReset, of: login.id, context)
        return portal.goOn(to: Paths.signIn, flash: "password_reset")
    }

    private static func token(_ context: GuestContext) -> String { context.coreContext.parameters.get("token") ?? "" }

    private static func find(_ context: GuestContext, _ portal: Portal) async throws -> Login? {
        let hash = Secrets.hash(token(context))
        return try await portal.companies.directory.read { try PasswordResetStore.login(hash, $0) }
    }

    private static func over(_ portal: Portal, _ context: GuestContext) throws -> Response {
        let text = portal.reader(context).words("link_over.password_reset")
        return try portal.show(LinkOverPage(text: text, href: Paths.signIn), context, status: .notFound)
    }

    private static func newPassword(
        _ form: FormBody, _ login: Login, _ portal: Portal
    ) async throws -> NewPasswordForm {
        let owner = try await portal.companies.directory.read { try PasswordRule.Owner(login, $0) }
        return NewPasswordForm(form, portal.passwordRule, of: owner)
    }

    private static func show(
        _ portal: Portal, _ login: Login, _ form: FormBody, _ context: GuestContext, status: HTTPResponse.Status
    ) async throws -> Response {
        let reader = portal.reader(context)
        let fields = try await newPassword(form, login, portal).fields(reader, isBlank: status == .ok)
        return try portal.show(
            PasswordResetPage(
                text: reader.words(
                    "password_reset.text", login.name, reader.mobile(login.mobile).isolatedLeftToRight),
                path: Paths.passwordReset(token(context)), password: fields[0], again: fields[1],
                errors: FormErrors(fields)),
            context, status: status)
    }
}
