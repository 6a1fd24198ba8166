import Domain
import Hummingbird
import Web

struct CompaniesPage: Page {
    struct Item: Sendable {
        let href: String
        let name: String
    }

    static let template = "account/companies"
    let titleKey = "companies.title"
    let companies: [Item]
    let isEmpty: Bool
}

/// What belongs to the person, not to a company: the choice of a company, his language, his sessions, his password.
enum AccountRoutes {
    static func mount(_ rooms: Rooms) {
        let portal = rooms.portal
        rooms.getSignedIn("/companies") { _, context in try await choose(portal, context) }
        rooms.postAnyone("/language") { form, context in try await setLanguage(portal, form, context) }
    }

    /// With one company there is nothing to choose.
    private static func choose(_ portal: Portal, _ context: SignedInContext) async throws -> Response {
        let account = context.visitor.account
        let rows = try await portal.companies.directory.read { try MembershipStore.companies(of: account, $0) }
        if rows.count == 1 { return portal.goOn(to: Paths(rows[0].slug).home) }
        let reader = portal.reader(context.guest)
        let items = rows.map {
            CompaniesPage.Item(href: Paths($0.slug).home, name: reader.name(fa: $0.nameFa, en: $0.nameEn))
        }
        return try portal.show(CompaniesPage(companies: items, isEmpty: items.isEmpty), context.guest)
    }

    private static func setLanguage(_ portal: Portal, _ form: FormBody, _ context: GuestContext) async throws -> Response {
        guard let language = Language(rawValue: form.raw("language")) else { throw Refusal.unreadable }
        if let visitor = context.visitor {
            try await portal.companies.directory.write { try AccountStore.setLanguage(visitor.account, language, $0) }
        }
        let back = form.raw("back")
        let isOurs = back.hasPrefix("/") && !back.hasPrefix("//") && !back.contains("\\")
        var response = portal.goOn(to: isOurs ? back : "/")
        portal.jar.set(CookieJar.language, language.rawValue, seconds: 365 * 86_400, on: &response)
        return response
    }
}
