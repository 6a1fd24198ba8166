import Domain
import Hummingbird
import Web

/// Opens the company of the path for whoever belongs to it. For anybody else it does not exist.
struct FindCompany: Sendable {
    let portal: Portal

    func callAsFunction(_ context: SignedInContext, path: String) async throws -> CompanyContext {
        guard let place = context.visitor.membership, let slug = context.coreContext.parameters.get("company"),
            slug == place.company.slug
        else { throw Refusal.hidden }
        let company = try await portal.companies.opened(place.company)
        let actor = try Actor(
            person: context.visitor.account, name: place.name, roles: place.roles, dealer: place.dealer)
        let unread = try await company.shelf(BellShelf.self).unread(by: actor.person, in: company, at: portal.now())
        return CompanyContext(
            context, portal: portal, company: company, actor: actor, path: path, unread: unread)
    }
}
