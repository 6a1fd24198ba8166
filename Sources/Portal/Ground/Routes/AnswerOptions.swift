import HTTPTypes
import Hummingbird

/// What may be done at an address, for whoever asks (`OPTIONS`). The table of routes is no secret, and nothing of a company
/// is told: any name stands for one.
package struct AnswerOptions: RouterMiddleware {
    package typealias Context = GuestContext
    private let routes: RouteTable

    package init(routes: RouteTable) { self.routes = routes }

    package func handle(
        _ request: Request, context: GuestContext, next: (Request, GuestContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .options else { return try await next(request, context) }
        let methods = routes.methods(at: request.uri.path)
        guard !methods.isEmpty else { return try await next(request, context) }
        return Response(status: .noContent, headers: [.allow: methods.joined(separator: ", ")])
    }
}

extension RouteTable {
    /// In the order of their names; none where no route is there.
    fileprivate func methods(at path: String) -> [String] {
        let parts = path.split(separator: "/")
        var methods = Set(rows.filter { $0.fits(parts) }.map(\.method.rawValue))
        guard !methods.isEmpty else { return [] }
        if methods.contains("GET") { methods.insert("HEAD") }
        return methods.union(["OPTIONS"]).sorted()
    }
}

extension RouteRow {
    private static func isFitting(_ word: Word, _ part: Substring) -> Bool {
        if case .text(let text) = word { return text == part }
        return true
    }

    fileprivate func fits(_ parts: [Substring]) -> Bool {
        words.count == parts.count && zip(words, parts).allSatisfy(Self.isFitting)
    }
}
