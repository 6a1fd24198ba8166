/// A place on the map to about a metre, in hundred-thousandths of a degree.
public struct MapPin: Hashable, Sendable {
    public let latitudeE5: Int
    public let longitudeE5: Int

    public init(latitudeE5: Int, longitudeE5: Int) {
        (self.latitudeE5, self.longitudeE5) = (latitudeE5, longitudeE5)
    }

    /// Reads `35.69970,51.33800`, as a page's script writes it. - Throws: `visits.pin.unreadable`.
    public init(_ text: String) throws(Complaint) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(Self.hundredThousandths)
        guard parts.count == 2, let latitude = parts[0], let longitude = parts[1], latitude.magnitude <= 9_000_000,
            longitude.magnitude <= 18_000_000
        else { throw Complaint("visits.pin.unreadable") }
        self.init(latitudeE5: latitude, longitudeE5: longitude)
    }

    /// `35.69970,51.33800`
    public var text: String { "\(Self.degrees(latitudeE5)),\(Self.degrees(longitudeE5))" }

    public var latitude: String { Self.degrees(latitudeE5) }
    public var longitude: String { Self.degrees(longitudeE5) }

    private static func hundredThousandths(_ text: Substring) -> Int? {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ TypedCode.isDigits($0.utf8) && !$0.isEmpty }),
            parts[0].utf8.count <= 3, let whole = Int(parts[0])
        else { return nil }
        let decimals = (parts.count == 2 ? String(parts[1]) : "").prefix(5)
        guard let rest = Int(decimals + String(repeating: "0", count: 5 - decimals.utf8.count)) else { return nil }
        return (whole * 100_000 + rest) * (isNegative ? -1 : 1)
    }

    private static func degrees(_ e5: Int) -> String {
        let (whole, rest) = e5.magnitude.quotientAndRemainder(dividingBy: 100_000)
        return "\(e5 < 0 ? "-" : "")\(whole).\(String(rest + 100_000).dropFirst())"
    }
}
