import Foundation

/// Where people reach the portal, as its operator says: `https://kardan.example`.
public struct PublicAddress: Sendable, Equatable {
    /// Without a slash at its end: a path follows.
    public let text: String
    public let isTLS: Bool
    private let host: String

    /// - Returns: nil for what is no scheme with a host, or more than that.
    public init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let name = parts.host, let host = Self.host(of: name),
            ["", "/"].contains(parts.path), parts.query == nil, parts.fragment == nil, parts.user == nil
        else { return nil }
        self.host = host
        self.text = "\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")"
        isTLS = scheme == "https"
    }

    /// Whether a request's `Host` names it. The port is not looked at: proxies hand the name on without it.
    func isNamed(by authority: String) -> Bool { Self.host(of: authority) == host }

    /// The name or the address in a request's `Host`, small, without port and last dot.
    /// - Returns: nil for what cannot be one.
    static func host(of authority: String) -> String? {
        var name = authority.lowercased()[...]
        if name.hasPrefix("[") {
            guard let end = name.firstIndex(of: "]") else { return nil }
            name = name[...end]
        } else if let colon = name.firstIndex(of: ":") {
            name = name[..<colon]
        }
        if name.hasSuffix(".") { name.removeLast() }
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x3A, 0x5B, 0x5D: true
            default: false
            }
        }
        return name.isEmpty || !isName ? nil : String(name)
    }
}
