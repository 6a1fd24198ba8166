/// What a part of a form says of itself (RFC 7578).
struct PartHead: Hashable {
    /// Scalars of a file's name that are kept.
    static let longestName = 200

    let field: String
    /// The file's own name, without the folders before it; nil where the part is a field.
    let file: String?

    /// - Returns: nil where the part has no name, so that nobody can ask for it.
    init?(_ header: some Collection<UInt8>) {
        guard let line = Self.lines(header).first(where: Self.isDisposition) else { return nil }
        let parameters = HeaderParameters(line)
        guard let name = parameters["name"] else { return nil }
        field = Self.unescaped(name)
        file = parameters.extended("filename").map { Self.lastPart(Self.unescaped($0)) }
    }

    /// A line that begins with a blank goes on with the one before it.
    private static func lines(_ header: some Collection<UInt8>) -> [[UInt8]] {
        header.split { $0 == 13 || $0 == 10 }.reduce(into: []) { lines, line in
            let goesOn = line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t")
            if goesOn, let last = lines.indices.last { lines[last] += line } else { lines.append(Array(line)) }
        }
    }

    private static func isDisposition(_ line: [UInt8]) -> Bool {
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        return String(decoding: name, as: UTF8.self).lowercased() == "content-disposition"
    }

    /// Browsers write a quote as `%22` and leave every other `%` as it is.
    private static func unescaped(_ name: String) -> String { name.replacing("%22", with: "\"") }

    private static func lastPart(_ path: String) -> String {
        let parts = path.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
        let shown = parts[parts.count - 1].lazy.filter { $0.properties.generalCategory != .control }
        return String(String.UnicodeScalarView(shown.prefix(longestName)))
    }
}
