/// How often something took how many minutes. Two of them are added, and the middle of the sum is known, which two medians would not
/// give: what is kept for each month tells the quarter and the year.
public struct SpanCounts: Hashable, Sendable {
    /// By minutes of two significant digits.
    public private(set) var counts: [Int: Int] = [:]

    public init() {}

    /// Of the digits after the second one only the zeros are kept: 1,457 is 1,400.
    public static func rounded(_ minutes: Int) -> Int {
        var unit = 1
        while minutes / unit >= 100 { unit *= 10 }
        return max(minutes, 0) / unit * unit
    }

    public mutating func add(_ minutes: Int) { counts[Self.rounded(minutes), default: 0] += 1 }

    public static func += (sum: inout SpanCounts, more: SpanCounts) {
        sum.counts.merge(more.counts, uniquingKeysWith: +)
    }

    public var count: Int { counts.values.reduce(0, +) }

    /// The lower one of the two in the middle; nil of nothing.
    public var median: Int? {
        var left = (count + 1) / 2
        guard left > 0 else { return nil }
        for (minutes, many) in counts.sorted(by: { $0.key < $1.key }) {
            left -= many
            if left <= 0 { return minutes }
        }
        return nil
    }

    /// `60:3 1400:1`
    public var text: String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: " ")
    }

    /// - Parameter text: as `text`; what is none is left out.
    public init(text: String) {
        var (minutes, number) = (0, 0)
        func keep(_ counts: inout [Int: Int]) { if number > 0 { counts[minutes, default: 0] += number } }
        for sign in text.utf8 {
            switch sign {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number * 10 + Int(sign - UInt8(ascii: "0"))
            case UInt8(ascii: ":"): (minutes, number) = (number, 0)
            default:
                keep(&counts)
                (minutes, number) = (0, 0)
            }
        }
        keep(&counts)
    }
}
