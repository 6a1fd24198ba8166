import Domain
import Hummingbird
import Web

/// Opens the company of the path for whoever belongs to it. For anybody else it does not exist.
struct FindCompany: Sendable {
    let portal: Portal

    func callAsFunction(_ context: SignedInContext) async throws -> CompanyContext {
        guard let place = context.visitor.membership, let slug = context.coreContext.parameters.get("company"),
            slug == place.company.slug
        else { throw Refusal.hidden }
        let company = try await portal.companies.opened(place.company)
        let actor = try Actor(
            person: context.visitor.account, name: place.name, roles: place.roles, dealer: place.dealer)
        return CompanyContext(context, portal: portal, company: company, actor: actor)
    }
}
