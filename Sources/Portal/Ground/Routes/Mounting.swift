import Domain
import HTTPTypes
import Hummingbird
import Web

/// What answers at a route.
package struct Mounted: Sendable {
    package let row: RouteRow
    /// Makes the router answer there.
    package let mount: @Sendable (Portal, Router<GuestContext>) -> Void
}

/// A room, as far as it can be called: its routes, each with what answers there.
package protocol RoomRoutes {
    static var all: [Mounted] { get }
}

extension PageRoute {
    /// - Parameter handle: gets the parts of the path as they are typed. What is no such part is hidden.
    package func to(
        _ handle: @escaping @Sendable (Request, CompanyContext, repeat each Part) async throws -> Response
    ) -> Mounted {
        let row = row
        return row.mounted { request, company in
            guard !row.isConfirmed || company.hasProved else { return try company.askBeforePage() }
            var parts = PathParts(row, company.coreContext)
            return try await handle(request, company, repeat try parts.next((each Part).self))
        }
    }
}

extension FormRoute {
    /// - Parameter handle: gets the form, held to its size and its token, and the parts of the path as they are typed.
    package func to(
        _ handle: @escaping @Sendable (FormBody, CompanyContext, repeat each Part) async throws -> Response
    ) -> Mounted {
        let row = row
        return row.mounted { request, company in
            var form = try await company.portal.form(request, row, company.guest, from: .person(company.actor.person))
            let company = company.reading(&form)
            guard row.isConfirmed else {
                var parts = PathParts(row, company.coreContext)
                return try await handle(form, company, repeat try parts.next((each Part).self))
            }
            return try await company.confirmed(form) { form in
                var parts = PathParts(row, company.coreContext)
                return try await handle(form, company, repeat try parts.next((each Part).self))
            }
        }
    }
}

extension BytesRoute {
    /// - Parameter handle: gets the request, whose token is checked, before anything of its body is read.
    package func to(
        _ handle: @escaping @Sendable (Request, CompanyContext, repeat each Part) async throws -> Response
    ) -> Mounted {
        let row = row
        return row.mounted { request, company in
            if row.method != .head {
                guard Secrets.isFormToken(request.headers[.formToken] ?? "", of: company.guest.cookie) else {
                    throw Refusal.forgedForm
                }
            }
            var parts = PathParts(row, company.coreContext)
            return try await handle(request, company, repeat try parts.next((each Part).self))
        }
    }
}

extension HTTPField.Name {
    /// The token of a form, where there is no form that could hold it.
    package static let formToken = Self("Kardan-Token")!
}

/// The parts of a request's path, one after the other.
struct PathParts {
    private let context: CoreRequestContextStorage
    private var names: ArraySlice<String>

    init(_ row: RouteRow, _ context: CoreRequestContextStorage) {
        self.context = context
        names = row.parameters[...]
    }

    /// - Throws: `Refusal.hidden` for what is no such part: what does not exist and what cannot exist look the same.
    mutating func next<Part: PathPart>(_: Part.Type) throws -> Part {
        guard let name = names.popFirst(), let text = context.parameters.get(name)?.removingPercentEncoding,
            let part = Part(pathPart: text)
        else { throw Refusal.hidden }
        return part
    }
}

extension RouteRow {
    /// - Parameter handle: is called for a member of the company of the path, in a role that may.
    fileprivate func mounted(
        _ handle: @escaping @Sendable (Request, CompanyContext) async throws -> Response
    ) -> Mounted {
        Mounted(row: self) { portal, router in
            let enter = FindCompany(portal: portal)
            router.group(context: SignedInContext.self).on(RouterPath(path), method: method) { request, context in
                try await portal.watch(self, request, context.guest) { trace in
                    let company = try await enter(context, path: request.uri.path)
                    trace.company = company.company
                    trace.isOutOfRole = !access.allows(company.actor.roles)
                    try check(company.actor)
                    guard isOpen(to: company) else { throw Refusal.hidden }
                    return try await handle(request, company)
                }
            }
        }
    }

    /// A page that is not for this role does not exist for him; a deed that is not for his role is denied.
    fileprivate func check(_ actor: Actor) throws {
        guard !access.allows(actor.roles) else { return }
        throw method == .get ? Refusal.hidden : Refusal.denied
    }
}
