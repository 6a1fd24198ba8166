/// How a company makes codes of parts: segments of fixed length one after the other, and what ends them.
public struct CodeScheme: Hashable, Sendable {
    public let segments: [CodeSegment]
    public let check: CodeCheck
    public let checkSeparator: String

    /// What a segment of a code says.
    public struct Reading: Hashable, Sendable {
        public let segment: String
        public let text: String
        /// What it stands for; nil where it stands for itself.
        public let meaning: String?
    }

    public init(segments: [CodeSegment], check: CodeCheck, checkSeparator: String = "") {
        (self.segments, self.check, self.checkSeparator) = (segments, check, checkSeparator)
    }

    /// Whether codes can be made of it: a serial stands at its end and nowhere else, and the code is not too long.
    /// - Throws: `parts.coding.serial.last`, `parts.code.long`.
    public func checkWhole() throws(Complaint) {
        guard segments.last?.kind == .serial, segments.dropLast().allSatisfy({ $0.kind != .serial }) else {
            throw Complaint("parts.coding.serial.last")
        }
        let marks =
            segments.dropFirst().reduce(0) { $0 + $1.separator.count } + (check == .none ? 0 : checkSeparator.count)
        guard length + marks <= PartCode.longest else { throw Complaint("parts.code.long", String(PartCode.longest)) }
    }

    /// Characters without separators.
    public var length: Int { segments.reduce(check.length) { $0 + $1.length } }

    /// What the codes with these values begin with, without separators. - Parameter values: of each segment but the serial.
    /// - Throws: `parts.coding.segment.bad`.
    public func beginning(_ values: [String]) throws(Complaint) -> String {
        guard values.count == segments.count - 1 else { throw Complaint("form.missing") }
        for (segment, value) in zip(segments, values) { try segment.check(value) }
        return values.joined()
    }

    /// - Parameter serial: from 1. - Throws: `parts.coding.serial.full` where it has more digits than its segment;
    ///   `parts.coding.segment.bad`.
    public func code(_ values: [String], serial: Int) throws(Complaint) -> String {
        let last = segments.last?.length ?? 0
        let digits = String(serial)
        guard digits.count <= last else { throw Complaint("parts.coding.serial.full", String(last)) }
        let parts = [String](values) + [String(repeating: "0", count: last - digits.count) + digits]
        _ = try beginning(values)
        return written(parts)
    }

    private func written(_ parts: [String]) -> String {
        var code = ""
        for (index, part) in parts.enumerated() {
            if index > 0 { code += segments[index].separator }
            code += part
        }
        let digits = check.digits(of: parts.joined())
        return digits.isEmpty ? code : code + checkSeparator + digits
    }

    /// The serial of a code of this scheme, whatever its check digit; nil for any other.
    public func serial(of code: String) -> Int? {
        let bare = Self.bare(code)
        guard bare.count == length, let last = segments.last else { return nil }
        return Int(bare.dropLast(check.length).suffix(last.length))
    }

    /// What a code says, in words.
    /// - Throws: `parts.coding.code.length` with how many characters there must be, `parts.coding.segment.bad`,
    ///   `parts.coding.check.bad` with the digits that would be right.
    public func read(_ code: String) throws(Complaint) -> [Reading] {
        let bare = Self.bare(code)
        guard bare.count == length else {
            throw Complaint("parts.coding.code.length", String(length), String(bare.count))
        }
        var (readings, rest): ([Reading], Substring) = ([], bare[...])
        for segment in segments {
            let text = String(rest.prefix(segment.length))
            rest = rest.dropFirst(segment.length)
            try segment.check(text)
            readings.append(
                Reading(
                    segment: segment.name, text: text,
                    meaning: segment.values.first { $0.code == text }?.name))
        }
        let digits = check.digits(of: String(bare.dropLast(check.length)))
        guard rest == digits else { throw Complaint("parts.coding.check.bad", digits) }
        return readings
    }

    private static func bare(_ code: String) -> String { PartCode.key(code).uppercased() }
}
