import Domain
import HTTPTypes
import Hummingbird
import Web

/// A page or a form outside of any company.
package struct OutsideRoute: Sendable {
    package let row: RouteRow

    package static func get(_ path: String) -> OutsideRoute { OutsideRoute(.get, path, .anyone, bodyLimit: 0) }

    /// - Parameter watched: what it does that bears on security.
    package static func post(_ path: String, watched: SecurityEvent? = nil) -> OutsideRoute {
        OutsideRoute(.post, path, .anyone, bodyLimit: FormSize.fields.rawValue, watched: watched)
    }

    /// For whoever is signed in, in a company or not.
    package var signedIn: SignedInRoute { SignedInRoute(row: RouteRow(row, .signedIn)) }

    private init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, bodyLimit: Int, watched: SecurityEvent? = nil
    ) {
        row = RouteRow(method: method, path: path, access: access, bodyLimit: bodyLimit, menu: nil, watched: watched)
    }

    package func page(
        _ handle: @escaping @Sendable (Request, GuestContext, Portal) async throws -> Response
    ) -> Mounted {
        let row = row
        return Mounted(row: row) { portal, router in
            router.get(RouterPath(row.path)) { try await handle($0, $1, portal) }
        }
    }

    package func form(
        _ handle: @escaping @Sendable (FormBody, GuestContext, Portal) async throws -> Response
    ) -> Mounted {
        form { _, form, context, portal in try await handle(form, context, portal) }
    }

    /// For what is told by a cookie too.
    package func form(
        _ handle: @escaping @Sendable (Request, FormBody, GuestContext, Portal) async throws -> Response
    ) -> Mounted {
        let row = row
        return Mounted(row: row) { portal, router in
            router.post(RouterPath(row.path)) { request, context in
                try await portal.watch(row, request, context) { trace in
                    let form = try await portal.form(request, row, context)
                    if row.watched == .signIn { trace.mobile = try? MobileNumber(form.raw("mobile")) }
                    return try await handle(request, form, context, portal)
                }
            }
        }
    }
}

/// A page or a form for whoever is signed in, in a company or not.
package struct SignedInRoute: Sendable {
    package let row: RouteRow

    package func page(
        _ handle: @escaping @Sendable (Request, SignedInContext, Portal) async throws -> Response
    ) -> Mounted {
        let row = row
        return Mounted(row: row) { portal, router in
            router.group(context: SignedInContext.self).get(RouterPath(row.path)) { try await handle($0, $1, portal) }
        }
    }

    package func form(
        _ handle: @escaping @Sendable (FormBody, SignedInContext, Portal) async throws -> Response
    ) -> Mounted {
        let row = row
        return Mounted(row: row) { portal, router in
            router.group(context: SignedInContext.self).post(RouterPath(row.path)) { request, context in
                try await portal.watch(row, request, context.guest) { _ in
                    let form = try await portal.form(request, row, context.guest)
                    return try await handle(form, context, portal)
                }
            }
        }
    }
}

extension RouteRow {
    fileprivate init(_ row: RouteRow, _ access: Access) {
        self.init(
            method: row.method, path: row.path, access: access, bodyLimit: row.bodyLimit, menu: row.menu,
            watched: row.watched)
    }
}
