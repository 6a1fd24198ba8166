/// A place on the map to about a metre, in hundred-thousandths of a degree.
public struct MapPin: Hashable, Sendable {
    public let latitudeE5: Int
    public let longitudeE5: Int

    /// Bytes of what is pasted.
    private static let longest = 2_000

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

    /// Reads what people paste: `35.69970, 51.33800` in any digits, or the address of a place as maps give it.
    /// - Throws: `visits.pin.link` for an address in which no place stands, as in a shortened one, else `visits.pin.unreadable`.
    public static func pasted(_ typed: String) throws(Complaint) -> MapPin {
        // No address of a map is so long, and what is looked for in it takes the longer the more often it begins.
        guard typed.utf8.count <= longest else { throw Complaint("visits.pin.unreadable") }
        var text = Digits.ascii(SearchText.stored(typed)).replacing("٫", with: ".").replacing("،", with: ",")
        for (code, sign) in [("%2C", ","), ("%2c", ","), ("%20", " "), ("%40", "@")] {
            text = text.replacing(code, with: sign)
        }
        let isLink = text.contains("/") || text.hasPrefix("geo:")
        guard let (latitude, longitude) = isLink ? inLink(text) : plain(text) else {
            throw Complaint(isLink ? "visits.pin.link" : "visits.pin.unreadable")
        }
        return try MapPin("\(latitude),\(longitude)")
    }

    private static func plain(_ text: String) -> (Substring, Substring)? {
        text.wholeMatch(of: #/(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)/#).map {
            ($0.output.1, $0.output.2)
        }
    }

    /// A place that was chosen comes before the middle of the map.
    private static func inLink(_ text: String) -> (Substring, Substring)? {
        if let found = text.firstMatch(of: #/!3d(-?\d{1,3}\.\d+)!4d(-?\d{1,3}\.\d+)/#) {
            return (found.output.1, found.output.2)
        }
        if let found = text.firstMatch(
            of: #/[?&#](?:q|query|ll|center|daddr|destination|point)=(?:loc:)?(-?\d{1,3}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)/#)
        {
            return (found.output.1, found.output.2)
        }
        if let found = text.firstMatch(
            of: #/[?&#]m?lat(?:itude)?=(-?\d{1,3}\.\d+)[^#]{0,200}?[?&#]m?(?:lon|lng|longitude)=(-?\d{1,3}\.\d+)/#)
        {
            return (found.output.1, found.output.2)
        }
        if let found = text.firstMatch(of: #/(?:@|geo:|place\/|search\/)(-?\d{1,3}\.\d+)\s*,\s*\+?(-?\d{1,3}\.\d+)/#) {
            return (found.output.1, found.output.2)
        }
        if let found = text.firstMatch(of: #/#(?:map=)?\d+(?:\.\d+)?\/(-?\d{1,3}\.\d+)\/(-?\d{1,3}\.\d+)/#) {
            return (found.output.1, found.output.2)
        }
        return nil
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
