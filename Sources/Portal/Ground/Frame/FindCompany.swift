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
        try await checkSession(context, place)
        return try await enter(place, slug, context, path: path)
    }

    /// For a page of no company that shows something of this one. nil where he must go there himself first: he has no place
    /// there, his sessions there are ended, or a second step is wanted of him.
    func glance(at slug: String, _ context: SignedInContext, path: String) async throws -> CompanyContext? {
        do {
            let place = try await placeNow(context, slug)
            guard !context.visitor.isEnded(at: place) else { return nil }
            return try await enter(place, slug, context, path: path)
        } catch is MustSetUpSecondStep { return nil } catch is MustSignIn { return nil } catch Refusal.hidden {
            return nil
        }
    }

    private func enter(
        _ known: Visitor.Place, _ slug: String, _ context: SignedInContext, path: String
    ) async throws -> CompanyContext {
        var place = known
        let isKnown = portal.companies.hasFollowed(place.company.id)
        let company = try await portal.companies.opened(place.company).named(place.company)
        if !isKnown {
            place = try await placeNow(context, slug)
            guard !context.visitor.isEnded(at: place) else { throw MustSignIn(here: context.guest.here) }
        }
        let actor = try Actor(
            person: context.visitor.login, name: place.name, roles: place.roles, dealer: place.dealer)
        guard context.visitor.hasSecondStep || !actor.roles.meet(place.secondStepRoles.all) else {
            throw MustSetUpSecondStep(here: context.guest.here)
        }
        let unread = try await company.shelf(BellShelf.self).unread(by: actor.person, in: company, at: portal.now())
        let profile = try await company.shelf(ProfileShelf.self).profile(of: company, at: portal.now())
        return CompanyContext(
            context, portal: portal, company: company, profile: profile, actor: actor, path: path, unread: unread)
    }

    /// It is good for this company no more: it ends now, and he signs in anew.
    private func checkSession(_ context: SignedInContext, _ place: Visitor.Place) async throws {
        guard context.visitor.isEnded(at: place) else { return }
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

extension Portal {
    /// A company of his for a page that is of none, such as one over several. nil where he must go there himself first.
    /// - Throws: `DatabaseFault` where its store cannot be read.
    package func glance(
        at company: CompanyRow, _ context: SignedInContext, path: String
    ) async throws -> CompanyContext? {
        try await FindCompany(portal: self).glance(at: company.slug, context, path: path)
    }
}
