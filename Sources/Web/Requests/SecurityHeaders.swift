import HTTPTypes
import Hummingbird

/// On every answer: nothing inline, nothing from elsewhere, in nobody's frame, and no page with data in any cache.
public struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    private static var policy: String {
        // 'self' by default: Firefox holds the icons' sprite to it. Objects, which it would allow, are shut out by name.
        "default-src 'self'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    }
    private let isBehindTLS: Bool
    private let policy = Self.policy

    public init(isBehindTLS: Bool) { self.isBehindTLS = isBehindTLS }

    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = policy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.init("X-Frame-Options")!] = "DENY"
        response.headers[.init("Referrer-Policy")!] = "same-origin"
        response.headers[.init("Cross-Origin-Opener-Policy")!] = "same-origin"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if isBehindTLS { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }
}
