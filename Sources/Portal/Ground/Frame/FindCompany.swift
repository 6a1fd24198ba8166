import Domain
import Hummingbird
import Web

/// Opens the company of the path for whoever belongs to it. For anybody else it does not exist.
struct FindCompany: Sendable {
    let portal: Portal

    func callAsFunction(_ context: SignedInContext, path: String) async throws -> CompanyContext {
        guard var place = context.visitor.membership, let slug = context.coreContext.parameters.get("company"),
            slug == place.company.slug
        else { throw Refusal.hidden }
        try await checkSession(context, place)
        let isKnown = portal.companies.hasFollowed(place.company.id)
        let company = try await portal.companies.opened(place.company).named(place.company)
        if !isKnown { place = try await placeNow(context, slug) }
        let actor = try Actor(
            person: context.visitor.account, name: place.name, roles: place.roles, dealer: place.dealer)
        guard context.visitor.hasSecondStep || !actor.roles.meet(place.secondStepRoles.all) else {
            throw MustSetUpSecondStep(here: context.guest.here)
        }
        let unread = try await company.shelf(BellShelf.self).unread(by: actor.person, in: company, at: portal.now())
        let profile = try await company.shelf(ProfileShelf.self).profile(of: company, at: portal.now())
        return CompanyContext(
            context, portal: portal, company: company, profile: profile, actor: actor, path: path, unread: unread)
    }

    /// An administrator has ended his sessions here: this one ends now, and he signs in anew.
    private func checkSession(_ context: SignedInContext, _ place: Visitor.Place) async throws {
        guard let end = place.signedOutAt, context.visitor.madeAt <= end else { return }
        let hash = context.visitor.tokenHash
        try await portal.companies.directory.write { try SessionStore.remove(hash, $0) }
        throw MustSignIn(here: context.guest.here)
    }

    /// Read again: what it was before may be older than the company's book, where a process died between the two.
    private func placeNow(_ context: SignedInContext, _ slug: String) async throws -> Visitor.Place {
        let hash = context.visitor.tokenHash
        let visitor = try await portal.companies.directory.read { try SessionStore.visitor(hash, company: slug, $0) }
        guard let place = visitor?.membership else { throw Refusal.hidden }
        return place
    }
}
