import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What belongs to the person, not to a company: the choice of a company, his language, his sessions, his password.
package enum ProfileRoutes: RoomRoutes {
    package static var all: [Mounted] {
        [
            OutsideRoute.get(Paths.companies).signedIn.page { _, context, portal in
                try await choose(portal, context)
            },
            OutsideRoute.post(Paths.language).form { form, context, portal in
                try await setLanguage(portal, form, context)
            },
            OutsideRoute.get(Paths.login).signedIn.page { _, context, portal in
                try await show(portal, FormBody(), context)
            },
            OutsideRoute.post(Paths.password, watched: .password).signedIn.form { form, context, portal in
                try await changePassword(portal, form, context)
            },
            OutsideRoute.post(Paths.sessionRemoval, watched: .sessions).signedIn.form { form, context, portal in
                try await signOut(portal, form, context)
            },
        ]
    }

    /// With one company there is nothing to choose.
    private static func choose(_ portal: Portal, _ context: SignedInContext) async throws -> Response {
        let login = context.visitor.login
        let places = try await portal.companies.directory.read { try MembershipStore.companies(of: login, $0) }
        if places.count == 1 { return portal.goOn(to: Paths(places[0].company.slug).home) }
        let reader = portal.reader(context.guest)
        let items = places.map {
            CompaniesPage.Item(
                href: Paths($0.company.slug).home, name: reader.name(fa: $0.company.nameFa, en: $0.company.nameEn),
                roles: reader.roles($0.roles))
        }
        return try portal.show(
            CompaniesPage(companies: items, hasCompanies: !items.isEmpty, login: Paths.login), context.guest)
    }

    private static func setLanguage(_ portal: Portal, _ form: FormBody, _ context: GuestContext) async throws
        -> Response
    {
        guard let language = Language(rawValue: form.raw("language")) else { throw Refusal.unreadable }
        if let visitor = context.visitor {
            try await portal.companies.directory.write { try LoginStore.setLanguage(visitor.login, language, $0) }
        }
        var response = portal.goOn(to: Paths.ours(form.raw("back")) ?? "/")
        portal.jar.set(CookieJar.language, language.rawValue, seconds: 365 * 86_400, on: &response)
        return response
    }

    private static func changePassword(
        _ portal: Portal, _ form: FormBody, _ context: SignedInContext
    ) async throws -> Response {
        let new = try await newPassword(form, context.visitor, portal)
        guard let password = new.valid, !form.raw("old").isEmpty else {
            return try await show(portal, form, context, status: .unprocessableContent)
        }
        do {
            try await ChangePassword(
                portal: portal, visitor: context.visitor, caller: context.guest.caller, old: form.raw("old"),
                new: password
            ).run()
        } catch let complaint as Complaint {
            return try await show(portal, form, context, status: .unprocessableContent, oldIsWrong: complaint)
        }
        return portal.goOn(to: Paths.login, flash: "password_changed")
    }

    private static func newPassword(
        _ form: FormBody, _ visitor: Visitor, _ portal: Portal
    ) async throws -> NewPasswordForm {
        let owner = try await portal.companies.directory.read { tx in
            try LoginStore.find(visitor.login, tx).map { try PasswordRule.Owner($0, tx) }
        }
        return NewPasswordForm(form, portal.passwordRule, of: owner ?? .init(mobile: nil))
    }

    /// One of his browsers, or all of them: then this one too.
    private static func signOut(_ portal: Portal, _ form: FormBody, _ context: SignedInContext) async throws -> Response
    {
        let login = context.visitor.login
        let session = form.raw("session")
        guard session.isEmpty else {
            try await portal.companies.directory.write { try SessionStore.remove(session, of: login, $0) }
            return portal.goOn(to: Paths.login, flash: "session_removed")
        }
        try await portal.companies.directory.write { try SessionStore.removeAll(of: login, $0) }
        var response = portal.goOn(to: Paths.signIn, flash: "signed_out_everywhere")
        portal.jar.clear(CookieJar.session, on: &response)
        response.forgetPages()
        return response
    }

    private static func show(
        _ portal: Portal, _ form: FormBody, _ context: SignedInContext, status: HTTPResponse.Status = .ok,
        oldIsWrong: Complaint? = nil
    ) async throws -> Response {
        let visitor = context.visitor
        let (sessions, places, step) = try await portal.companies.directory.read { tx in
            (
                try SessionStore.all(of: visitor.login, tx), try MembershipStore.companies(of: visitor.login, tx),
                try SecondStepStore.find(visitor.login, tx)
            )
        }
        let reader = portal.reader(context.guest)
        let page = ProfilePage(
            visitor, sessions, form, try await newPassword(form, visitor, portal), isBlank: status == .ok,
            oldIsWrong: oldIsWrong, step, reader)
        return try portal.show(page, context.guest, status: status) { shell in
            shell.menu = places.map {
                Shell.Link(
                    href: Paths($0.company.slug).home, label: reader.name(fa: $0.company.nameFa, en: $0.company.nameEn),
                    icon: "board")
            }
            shell.menu.append(
                Shell.Link(href: Paths.login, label: reader.words("shell.login"), icon: "user", current: true))
        }
    }
}
