import Foundation

/// Kept in the store as one line of text, the same text for the same value: what was computed, and from what.
public protocol Frozen: Encodable {}

extension FeeReason: Frozen {}
extension FeeFacts: Frozen {}

extension Frozen {
    public var frozen: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try! encoder.encode(self), as: UTF8.self)
    }
}

extension Frozen where Self: Decodable {
    /// Complains (`fees.frozen.unreadable`) about a text that `frozen` did not write.
    public init(frozen: String) throws(Complaint) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(frozen.utf8))
        } catch {
            throw Complaint("fees.frozen.unreadable")
        }
    }
}

/// Written as `375/10`, or `12` where it is whole.
extension Fraction: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        let sides = text.split(separator: "/", omittingEmptySubsequences: false).map { Int128($0) }
        guard let numerator = sides[0], sides.count <= 2, let denominator = sides.count == 2 ? sides[1] : 1,
            denominator > 0
        else { throw Complaint("fees.frozen.unreadable") }
        self.init(numerator, over: denominator)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)")
    }
}

/// Written as `2026-11-23`.
extension CalendarDay: Codable {
    public init(from decoder: any Decoder) throws {
        guard let day = CalendarDay(iso: try decoder.singleValueContainer().decode(String.self)) else {
            throw Complaint("fees.frozen.unreadable")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(isoText)
    }
}
