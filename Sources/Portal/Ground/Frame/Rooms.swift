import Domain
import HTTPTypes
import Hummingbird
import Web

/// Where the rooms are mounted. Each route is looked up in `AccessTable`, which alone says who may call it; each form is
/// read, held to its size and its token before a handler sees it.
package struct Rooms {
    package let portal: Portal
    package let router: Router<GuestContext>

    package init(portal: Portal, router: Router<GuestContext>) {
        self.portal = portal
        self.router = router
    }

    package func get(
        _ path: String, _ handle: @escaping @Sendable (Request, CompanyContext) async throws -> Response
    ) {
        let row = AccessTable.row(.get, path)
        let enter = FindCompany(portal: portal)
        router.group(context: SignedInContext.self).get(RouterPath(path)) { request, context in
            let company = try await enter(context)
            try Self.check(row, company.actor)
            return try await handle(request, company)
        }
    }

    package func post(
        _ path: String, _ handle: @escaping @Sendable (FormBody, CompanyContext) async throws -> Response
    ) {
        let row = AccessTable.row(.post, path)
        let enter = FindCompany(portal: portal)
        router.group(context: SignedInContext.self).post(RouterPath(path)) { request, context in
            let company = try await enter(context)
            try Self.check(row, company.actor)
            let form = try await FormBody.read(request, limit: row.bodyLimit)
            try form.checkToken(of: context.guest.cookie)
            return try await handle(form, company)
        }
    }

    package func getSignedIn(
        _ path: String, _ handle: @escaping @Sendable (Request, SignedInContext) async throws -> Response
    ) {
        _ = AccessTable.row(.get, path)
        router.group(context: SignedInContext.self).get(RouterPath(path), use: handle)
    }

    package func postSignedIn(
        _ path: String, _ handle: @escaping @Sendable (FormBody, SignedInContext) async throws -> Response
    ) {
        let row = AccessTable.row(.post, path)
        router.group(context: SignedInContext.self).post(RouterPath(path)) { request, context in
            let form = try await FormBody.read(request, limit: row.bodyLimit)
            try form.checkToken(of: context.guest.cookie)
            return try await handle(form, context)
        }
    }

    package func getAnyone(
        _ path: String, _ handle: @escaping @Sendable (Request, GuestContext) async throws -> Response
    ) {
        _ = AccessTable.row(.get, path)
        router.get(RouterPath(path), use: handle)
    }

    package func postAnyone(
        _ path: String, _ handle: @escaping @Sendable (FormBody, GuestContext) async throws -> Response
    ) {
        let row = AccessTable.row(.post, path)
        router.post(RouterPath(path)) { request, context in
            let form = try await FormBody.read(request, limit: row.bodyLimit)
            try form.checkToken(of: context.cookie)
            return try await handle(form, context)
        }
    }

    /// A page that is not for this role does not exist for him; a deed that is not for his role is denied.
    private static func check(_ row: AccessRow, _ actor: Actor) throws {
        guard case .members(let roles) = row.access, !actor.roles.meet(roles) else { return }
        throw row.method == .get ? Refusal.hidden : Refusal.denied
    }
}

extension FormBody {
    func checkToken(of cookie: String) throws {
        guard !cookie.isEmpty, Secrets.isFormToken(raw("csrf"), of: cookie) else { throw Refusal.forgedForm }
    }
}
