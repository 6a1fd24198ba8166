/// Marks the ids of schemes by which codes of parts are made, and of their segments.
public enum Coding {}
public enum CodingSegment {}

/// Which characters a segment is written in.
public enum CodeAlphabet: String, CaseIterable, Sendable {
    case digits, letters, mixed

    public func allows(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch self {
            case .digits: Self.isDigit(byte)
            case .letters: Self.isLetter(byte)
            case .mixed: Self.isDigit(byte) || Self.isLetter(byte)
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}

/// One segment of a scheme.
public struct CodeSegment: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// One of the values of its table.
        case table
        /// What a person writes.
        case text
        /// The next number of those with the same beginning. Always the last segment.
        case serial
    }

    public let name: String
    public let kind: Kind
    /// Characters, exactly.
    public let length: Int
    public let alphabet: CodeAlphabet
    /// What stands before it; no part of what is checked.
    public let separator: String
    /// Code and name of each value of a table, in their order.
    public let values: [Value]

    public struct Value: Hashable, Sendable {
        public let code: String
        public let name: String

        public init(_ code: String, _ name: String) { (self.code, self.name) = (code, name) }
    }

    public static let separators = ["", "-", ".", "/"]
    public static let longest = 12
    public static let mostValues = 500

    /// - Throws: `parts.coding.length`, `parts.coding.separator`, `parts.coding.values.none`, `parts.coding.value.bad` with the
    ///   value, `parts.coding.value.twice`, `parts.coding.values.many`.
    public init(
        name: String, kind: Kind, length: Int, alphabet: CodeAlphabet, separator: String = "", values: [Value] = []
    ) throws(Complaint) {
        guard (1...Self.longest).contains(length) else {
            throw Complaint("parts.coding.length", String(Self.longest))
        }
        guard Self.separators.contains(separator) else { throw Complaint("parts.coding.separator") }
        let alphabet = kind == .serial ? .digits : alphabet
        let values = kind == .table ? values : []
        if kind == .table, values.isEmpty { throw Complaint("parts.coding.values.none") }
        guard values.count <= Self.mostValues else {
            throw Complaint("parts.coding.values.many", String(Self.mostValues))
        }
        var seen: Set<String> = []
        for value in values {
            guard value.code.count == length, alphabet.allows(value.code), !value.name.isEmpty else {
                throw Complaint("parts.coding.value.bad", value.code)
            }
            guard seen.insert(value.code).inserted else { throw Complaint("parts.coding.value.twice", value.code) }
        }
        (self.name, self.kind, self.length, self.alphabet) = (name, kind, length, alphabet)
        (self.separator, self.values) = (separator, values)
    }

    /// - Throws: `parts.coding.segment.bad` with the segment's name and what it was given.
    func check(_ text: String) throws(Complaint) {
        guard text.count == length, alphabet.allows(text), kind != .table || values.contains(where: { $0.code == text })
        else { throw Complaint("parts.coding.segment.bad", name, text) }
    }

    /// Values as they are typed, a line each: `10 = Cooling`. - Throws: `parts.coding.line.bad` with the line.
    public static func values(_ text: String) throws(Complaint) -> [Value] {
        var values: [Value] = []
        for line in text.split(whereSeparator: \.isNewline).map({ SearchText.stored(String($0)) }) where !line.isEmpty {
            let parts = line.split(separator: "=", maxSplits: 1).map { SearchText.stored(String($0)) }
            guard parts.count == 2, !parts[1].isEmpty else { throw Complaint("parts.coding.line.bad", line) }
            values.append(Value(Digits.ascii(parts[0]).uppercased(), parts[1]))
        }
        return values
    }
}
