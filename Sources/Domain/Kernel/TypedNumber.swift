/// Numbers as people type them, in any script's digits.
public enum TypedNumber {
    /// A whole number, with or without marks between groups of three (`,` `،` `٬` or a space).
    /// A mark in any other place is refused, for `1,5` may well mean one and a half.
    /// Throws `kernel.number.missing`, `.unreadable`, `.small` or `.large`.
    public static func integer(
        _ typed: String, in range: ClosedRange<Int64> = Int64.min...Int64.max
    ) throws(Complaint) -> Int64 {
        let (isNegative, text) = try sign(typed)
        let digits = try whole(text, typed)
        let value = Int64(isNegative ? "-" + digits : digits)
        return try within(value ?? (isNegative ? .min : .max), range, typed, overflow: value == nil) { String($0) }
    }

    /// A number with at most one decimal (after `.`, `٫` or `/`), given and bounded in tenths: `4.5` is 45.
    /// Throws as `integer`, and `kernel.number.tenths` for a finer one.
    public static func tenths(
        _ typed: String, in range: ClosedRange<Int64> = Int64.min...Int64.max
    ) throws(Complaint) -> Int64 {
        try decimal(typed, places: 1, tooFine: "kernel.number.tenths", in: range)
    }

    /// As `tenths`, with at most three decimals, given and bounded in thousandths: `2.15` is 2150.
    /// Throws as `integer`, and `kernel.number.thousandths` for a finer one.
    public static func thousandths(
        _ typed: String, in range: ClosedRange<Int64> = Int64.min...Int64.max
    ) throws(Complaint) -> Int64 {
        try decimal(typed, places: 3, tooFine: "kernel.number.thousandths", in: range)
    }

    private static func decimal(
        _ typed: String, places: Int, tooFine: String, in range: ClosedRange<Int64>
    ) throws(Complaint) -> Int64 {
        let (isNegative, text) = try sign(typed)
        let parts = text.unicodeScalars.split(omittingEmptySubsequences: false) { [".", "/", "٫"].contains($0) }
            .map(String.init)
        guard parts.count <= 2, parts.count == 1 || TypedCode.isDigits(parts[1].utf8) && !parts[1].isEmpty else {
            throw Complaint("kernel.number.unreadable", SearchText.stored(typed))
        }
        let decimals = parts.count == 2 ? parts[1] : ""
        guard decimals.utf8.dropFirst(places).allSatisfy({ $0 == 0x30 }) else {
            throw Complaint(tooFine, SearchText.stored(typed))
        }
        let padded = decimals.prefix(places) + String(repeating: "0", count: max(0, places - decimals.utf8.count))
        let digits = try whole(parts[0].isEmpty ? "0" : parts[0], typed) + padded
        let value = Int64(isNegative ? "-" + digits : digits)
        return try within(value ?? (isNegative ? .min : .max), range, typed, overflow: value == nil) {
            shown($0, places: places)
        }
    }

    private static func sign(_ typed: String) throws(Complaint) -> (isNegative: Bool, text: String) {
        // `1²` is no twelve, and `½` no number that people mean here; folding would make digits of them.
        let isPlain = typed.unicodeScalars.allSatisfy { $0.properties.numericType ?? .decimal == .decimal }
        guard isPlain else { throw Complaint("kernel.number.unreadable", SearchText.stored(typed)) }
        let text = SearchText.key(typed)
        guard !text.isEmpty else { throw Complaint("kernel.number.missing") }
        guard let first = text.first, first == "-" || first == "+" else { return (false, text) }
        return (first == "-", String(text.dropFirst()))
    }

    private static func whole(_ text: String, _ typed: String) throws(Complaint) -> String {
        if !text.isEmpty, TypedCode.isDigits(text.utf8) { return text }
        let groups = text.unicodeScalars.split(omittingEmptySubsequences: false) { groupMarks.contains($0) }
            .map { String($0).utf8 }
        guard groups.allSatisfy({ !$0.isEmpty && TypedCode.isDigits($0) }), groups[0].count <= 3,
            groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { throw Complaint("kernel.number.unreadable", SearchText.stored(typed)) }
        return groups.map { String($0) }.joined()
    }

    private static let groupMarks: [Unicode.Scalar] = [",", "،", "٬", " "]

    private static func within(
        _ value: Int64, _ range: ClosedRange<Int64>, _ typed: String, overflow: Bool, _ text: (Int64) -> String
    ) throws(Complaint) -> Int64 {
        if value > range.upperBound || overflow && value > 0 {
            throw Complaint("kernel.number.large", SearchText.stored(typed), text(range.upperBound))
        }
        if value < range.lowerBound || overflow {
            throw Complaint("kernel.number.small", SearchText.stored(typed), text(range.lowerBound))
        }
        return value
    }

    private static func shown(_ value: Int64, places: Int) -> String {
        let digits = String(value.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let (whole, rest) = (padded.dropLast(places), padded.suffix(places))
        let decimals = rest.reversed().drop { $0 == "0" }.reversed()
        return (value < 0 ? "-" : "") + whole + (decimals.isEmpty ? "" : "." + String(decimals))
    }
}
