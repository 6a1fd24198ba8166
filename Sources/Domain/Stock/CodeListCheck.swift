/// What is found of a list of codes before it comes in.
public struct CodeListCheck: Sendable {
    public struct Line: Hashable, Sendable {
        /// From 1.
        public let number: Int
        public let code: String
        public let readings: [CodeScheme.Reading]
        /// nil where nothing stands against it.
        public let complaint: Complaint?
    }

    public let lines: [Line]

    /// - Parameters:
    ///   - codes: as they were written, one of each record.
    ///   - known: the keys (`PartCode.key`) of codes that the company has or had.
    ///   - scheme: nil where they follow none.
    public init(_ codes: [String], known: Set<String>, scheme: CodeScheme?) {
        var seen: [String: Int] = [:]
        lines = codes.enumerated().map { index, typed in
            var readings: [CodeScheme.Reading] = []
            func verdict() throws(Complaint) {
                let key = PartCode.key(try PartCode.parse(typed))
                if let first = seen[key] { throw Complaint("parts.coding.twice", String(first)) }
                seen[key] = index + 1
                if known.contains(key) { throw Complaint("parts.coding.known") }
                if let scheme { readings = try scheme.read(typed) }
            }
            do throws(Complaint) {
                try verdict()
                return Line(number: index + 1, code: typed, readings: readings, complaint: nil)
            } catch { return Line(number: index + 1, code: typed, readings: [], complaint: error) }
        }
    }

    public var refused: [Line] { lines.filter { $0.complaint != nil } }
}
