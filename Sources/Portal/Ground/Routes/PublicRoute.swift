import Domain
import HTTPTypes
import Hummingbird
import Web

/// A page below a company for whoever is there, signed in or not.
package struct PublicPage<each Part: PathPart>: Sendable {
    package let row: RouteRow

    /// - Parameter path: below the company's `front`, without a slash before it; a name after a colon for each `Part`.
    package init(_ path: String) {
        row = RouteRow(method: .get, path: RouteRow.front(path), access: .anyone, bodyLimit: 0, menu: nil)
    }

    /// - Parameters:
    ///   - stranger: answers where there is no such company.
    ///   - handle: gets the parts of the path as they are typed.
    package func to(
        else stranger: @escaping @Sendable (GuestContext, Portal) throws -> Response = { _, _ in throw Refusal.hidden },
        _ handle: @escaping @Sendable (Request, PublicContext, repeat each Part) async throws -> Response
    ) -> Mounted {
        let row = row
        return Mounted(row: row) { portal, router in
            router.get(RouterPath(row.path)) { request, guest in
                guard let context = try await PublicContext.enter(portal, guest, path: request.uri.path) else {
                    return try stranger(guest, portal)
                }
                var parts = PathParts(row, guest.coreContext)
                return try await handle(request, context, repeat try parts.next((each Part).self))
            }
        }
    }
}

/// Where a form of a company is sent by whoever is there.
package struct PublicForm<each Part: PathPart>: Sendable {
    package let row: RouteRow

    /// - Parameters:
    ///   - path: as for `PublicPage`.
    ///   - upTo: what the form may hold.
    package init(_ path: String, upTo size: FormSize = .fields) {
        row = RouteRow(
            method: .post, path: RouteRow.front(path), access: .anyone, bodyLimit: size.rawValue, menu: nil)
    }

    /// - Parameters:
    ///   - isThere: asked before anything of the form is read.
    ///   - handle: gets the form, held to its size and its token, and the parts of the path as they are typed.
    package func to(
        if isThere: @escaping @Sendable (PublicContext) async throws -> Bool = { _ in true },
        _ handle: @escaping @Sendable (FormBody, PublicContext, repeat each Part) async throws -> Response
    ) -> Mounted {
        let row = row
        return Mounted(row: row) { portal, router in
            router.post(RouterPath(row.path)) { request, guest in
                try await portal.watch(row, request, guest) { trace in
                    guard let context = try await PublicContext.enter(portal, guest, path: request.uri.path) else {
                        throw Refusal.hidden
                    }
                    trace.company = context.company
                    guard try await isThere(context) else { throw Refusal.hidden }
                    let form = try await portal.form(
                        request, row, guest, from: row.takesFiles ? .stranger(of: guest) : nil)
                    var parts = PathParts(row, guest.coreContext)
                    return try await handle(form, context, repeat try parts.next((each Part).self))
                }
            }
        }
    }
}

extension RouteRow {
    fileprivate static func front(_ path: String) -> String { below(path.isEmpty ? "front" : "front/\(path)") }
}

// The formatter would close the gap, and the compiler read an operator there.
// swift-format-ignore
/// A page for all in whose path nothing differs.
package typealias PlainPublicPage = PublicPage< >

// swift-format-ignore
/// A form for all in whose path nothing differs.
package typealias PlainPublicForm = PublicForm< >
