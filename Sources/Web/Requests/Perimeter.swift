import HTTPTypes
import Hummingbird

/// How the portal stands towards the outside, as its operator says.
public struct Perimeter: Sendable {
    /// TLS ends before this server: cookies are Secure, browsers are told to stay on HTTPS.
    public let isBehindTLS: Bool
    /// Browsers stay on HTTPS at all names below this one too.
    public let holdsSubdomains: Bool
    /// nil where nobody has said it: then each `Host` is answered, and only one that is ours for certain stands in a link.
    public let address: PublicAddress?

    /// - Parameter isBehindTLS: an address with https says so too.
    public init(isBehindTLS: Bool = false, holdsSubdomains: Bool = false, address: PublicAddress? = nil) {
        self.isBehindTLS = isBehindTLS || address?.isTLS == true
        (self.holdsSubdomains, self.address) = (holdsSubdomains, address)
    }

    /// Why a request is not for us; nil where it may be. Balancers that ask after our health call us by any name.
    public func refusal(of request: Request) -> Refusal? {
        guard request.headers[values: .host].isEmpty else { return .noHost }
        if request.uri.path == "/health" || request.uri.path.hasPrefix("/health/") { return nil }
        guard let authority = request.head.authority, PublicAddress.host(of: authority) != nil else { return .noHost }
        guard let address, !address.isNamed(by: authority) else { return nil }
        return .otherHost(address.text)
    }

    /// What stands before a path in a link that somebody hands on.
    /// - Parameter local: the address at which the connection came in.
    /// - Returns: nil where only the request's `Host` says it, and anybody could have written that.
    public func origin(of authority: String?, at local: String?) -> String? {
        if let address { return address.text }
        guard let authority, let host = PublicAddress.host(of: authority) else { return nil }
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let isLoopback = host == "localhost" || bare == "::1" || Self.isLoopback(bare)
        guard isLoopback || bare == local else { return nil }
        return "\(isBehindTLS ? "https" : "http")://\(authority.lowercased())"
    }

    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

extension HTTPField.Name {
    /// The first of a request's is its authority; a second one stands among its heads.
    fileprivate static let host = Self("Host")!
}
