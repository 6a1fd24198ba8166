import HTTPTypes
import Hummingbird

/// On every answer: nothing inline, nothing from elsewhere, in nobody's frame, and no page with data in any cache.
public struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    private static var policy: String {
        // 'self' by default: Firefox holds the icons' sprite to it. Objects, which it would allow, are shut out by name.
        "default-src 'self'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    }
    /// Where a house stands is asked for by the button of a visit, and the camera by that of a keeper, who reads codes with it;
    /// nothing else of a device is ours to ask. A photo is taken by the browser itself.
    private static var permissions: String {
        let none = [
            "accelerometer", "display-capture", "gyroscope", "hid", "magnetometer", "microphone", "midi",
            "payment", "serial", "usb", "xr-spatial-tracking",
        ]
        return "geolocation=(self), camera=(self), " + none.map { "\($0)=()" }.joined(separator: ", ")
    }
    private let policy = Self.policy
    private let permissions = Self.permissions
    /// A page whose address opens something says more of it.
    private let referrer = HTTPField.Name("Referrer-Policy")!
    /// nil where nothing ends TLS before us.
    private let transport: String?

    public init(_ perimeter: Perimeter) {
        transport =
            perimeter.isBehindTLS ? "max-age=31536000\(perimeter.holdsSubdomains ? "; includeSubDomains" : "")" : nil
    }

    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = policy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.init("X-Frame-Options")!] = "DENY"
        if response.headers[referrer] == nil { response.headers[referrer] = "same-origin" }
        response.headers[.init("Cross-Origin-Opener-Policy")!] = "same-origin"
        // Only a page can ask for any of it; on all that a phone loads beside it the words would weigh as much as a small file.
        if response.headers[.contentType]?.hasPrefix("text/html") != false {
            response.headers[.init("Permissions-Policy")!] = permissions
        }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        response.headers[.strictTransportSecurity] = transport
        return response
    }
}
