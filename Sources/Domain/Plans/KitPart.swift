/// What whoever does a service takes with him: a part by its name or code, and how many.
public struct KitPart: Hashable, Sendable {
    /// Of one service.
    public static let most = 20
    public static let longest = 100
    public static let quantities: ClosedRange<Int> = 1...999

    public let name: String
    public let quantity: Int

    public init(name: String, quantity: Int) { (self.name, self.quantity) = (name, quantity) }

    /// As it is typed and kept by the history.
    public var text: String { quantity == 1 && !name.contains("×") ? name : "\(name) × \(quantity)" }

    /// A line each: the name or the code, and behind `×` how many, where it is not one.
    /// - Throws: `plans.denied.kit` where there are too many lines, one is too long or a number is none.
    public static func parse(_ text: String) throws(Complaint) -> [KitPart] {
        var parts: [KitPart] = []
        for line in text.split(whereSeparator: \.isNewline).map({ SearchText.stored(String($0)) }) where !line.isEmpty {
            parts.append(try part(line))
        }
        guard parts.count <= most else { throw refusal }
        return parts
    }

    private static var refusal: Complaint {
        Complaint("plans.denied.kit", String(most), String(longest), String(quantities.upperBound))
    }

    private static func part(_ line: String) throws(Complaint) -> KitPart {
        guard let sign = line.lastIndex(of: "×") else { return try part(line, 1) }
        let typed = Digits.ascii(SearchText.stored(String(line[line.index(after: sign)...])))
        guard let quantity = Int(typed), quantities.contains(quantity) else { throw refusal }
        return try part(SearchText.stored(String(line[..<sign])), quantity)
    }

    private static func part(_ name: String, _ quantity: Int) throws(Complaint) -> KitPart {
        guard !name.isEmpty, name.count <= longest else { throw refusal }
        return KitPart(name: name, quantity: quantity)
    }
}
