import Domain
import HTTPTypes
import Hummingbird
import Web

/// Where another system calls a company by itself: it has no form and no token, and what stands in the path is its secret.
package struct CalledRoute<each Part: PathPart>: Sendable {
    package let row: RouteRow

    /// - Parameters:
    ///   - path: below the company's `front`, without a slash before it; a name after a colon for each `Part`.
    ///   - limit: bytes that may be sent.
    package init(_ method: HTTPRequest.Method, _ path: String, upTo limit: Int) {
        row = RouteRow(
            method: method, path: RouteRow.below("front/\(path)"), access: .anyone, bodyLimit: limit, menu: nil)
    }

    /// - Parameter handle: gets what was sent, held to its size.
    package func to(
        _ handle: @escaping @Sendable (Request, [UInt8], PublicContext, repeat each Part) async throws -> Response
    ) -> Mounted {
        let row = row
        return Mounted(row: row) { portal, router in
            router.on(RouterPath(row.path), method: row.method) { request, guest in
                guard let context = try await PublicContext.enter(portal, guest, path: request.uri.path) else {
                    throw Refusal.hidden
                }
                var parts = PathParts(row, guest.coreContext)
                let body = try await row.bytes(of: request)
                return try await handle(request, body, context, repeat try parts.next((each Part).self))
            }
        }
    }
}

extension RouteRow {
    /// - Throws: `Refusal.tooLarge`.
    fileprivate func bytes(of request: Request) async throws -> [UInt8] {
        var all: [UInt8] = []
        for try await piece in request.body {
            guard all.count + piece.readableBytes <= bodyLimit else { throw Refusal.tooLarge }
            all += piece.readableBytesView
        }
        return all
    }
}
