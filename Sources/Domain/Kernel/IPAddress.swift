import Foundation

/// An address of the Internet, of four bytes or of sixteen.
public struct IPAddress: Hashable, Sendable {
    let bytes: [UInt8]

    /// Reads `192.0.2.7`, `2001:db8::7`, both with a port behind, as proxies write it, and an IPv4 address in IPv6's clothes.
    public init?(_ text: String) {
        guard let bytes = Self.bytes(of: Self.withoutPort(text)) else { return nil }
        let isMapped = bytes.count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
        self.bytes = isMapped ? Array(bytes[12...]) : bytes
    }

    /// `192.0.2.7`, `2001:db8:0:0:0:0:0:7`.
    public var text: String { bytes.count == 4 ? bytes.map(String.init).joined(separator: ".") : groups(8) }

    private func groups(_ count: Int) -> String {
        stride(from: 0, to: 2 * count, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }

    /// By which failures are counted: one host, or the 64 bits of IPv6 that one household or office has.
    public var counted: String { bytes.count == 4 ? text : groups(4) + "::/64" }

    /// Of this machine, or of a network of one's own.
    public var isPrivate: Bool { Self.privateRanges.contains { $0.contains(self) } }

    private static let privateRanges = [
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1", "fc00::/7",
        "fe80::/10",
    ].compactMap { IPRange($0) }

    private static func withoutPort(_ text: String) -> Substring {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return text[text.index(after: text.startIndex)..<end]
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? parts[0] : text[...]
    }

    private static func bytes(of text: Substring) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, String(text), &bytes) == 1 { return bytes }
        }
        return nil
    }
}

/// Addresses that begin alike: `10.0.0.0/8`, or one alone.
public struct IPRange: Sendable {
    private let start: IPAddress
    private let bits: Int

    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard let first = parts.first, let start = IPAddress(String(first)) else { return nil }
        let most = start.bytes.count * 8
        guard let bits = parts.count == 1 ? most : Int(parts[1]), (0...most).contains(bits) else { return nil }
        (self.start, self.bits) = (start, bits)
    }

    public func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == start.bytes.count else { return false }
        return zip(address.bytes, start.bytes).enumerated().allSatisfy { index, pair in
            let kept = min(8, max(0, bits - index * 8))
            return (pair.0 ^ pair.1) >> (8 - UInt8(kept)) == 0
        }
    }
}

/// The proxies in front of the server: what they say of whom they speak for is believed, and nobody else is.
public struct TrustedProxies: Sendable {
    private let ranges: [IPRange]

    public static let none = TrustedProxies(ranges: [])

    private init(ranges: [IPRange]) { self.ranges = ranges }

    /// - Parameter text: addresses and ranges with commas between. - Throws: `proxies.bad` with the one that is none.
    public init(_ text: String) throws(Complaint) {
        var ranges: [IPRange] = []
        for part in text.split(whereSeparator: { ", ".contains($0) }) {
            guard let range = IPRange(String(part)) else { throw Complaint("proxies.bad", String(part)) }
            ranges.append(range)
        }
        self.ranges = ranges
    }

    /// Who asks. A private address that nobody has named may be a proxy that speaks for all: then nobody knows.
    /// - Parameters:
    ///   - peer: who has opened the connection.
    ///   - forwarded: the values of `X-Forwarded-For`; each proxy adds whom it has heard at the end.
    public func client(peer: IPAddress?, forwarded: [String]) -> IPAddress? {
        guard let peer else { return nil }
        guard isTrusted(peer) else { return peer.isPrivate ? nil : peer }
        for text in forwarded.flatMap({ $0.split(separator: ",") }).reversed() {
            guard let address = IPAddress(text.trimmingCharacters(in: .whitespaces)) else { return nil }
            if !isTrusted(address) { return address }
        }
        return nil
    }

    private func isTrusted(_ address: IPAddress) -> Bool { ranges.contains { $0.contains(address) } }
}
