extension AccessTable {
    private struct Posted {
        let parts: [Substring]
        /// Parts that are words, not places of ids: of two rows that fit, the one with more of them is meant.
        let words: Int
    }

    private static let posted = rows.filter { $0.method == .post }.map { row in
        let parts = row.path.split(separator: "/")
        return Posted(parts: parts, words: parts.count { !$0.hasPrefix(":") })
    }
    private static let pages = Set(rows.filter { $0.method == .get }.map(\.path))

    /// The page that a form stands on, by where it is sent: what answers a form has an address that nobody can open, and
    /// whoever changes the language there must come back to a page.
    static func page(behind path: String) -> String {
        var parts = path.split(separator: "/")
        let fitting = posted.filter { row in
            row.parts.count == parts.count && zip(row.parts, parts).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
        }
        guard var pattern = fitting.max(by: { $0.words < $1.words })?.parts else { return "/" }
        while !pages.contains("/" + pattern.joined(separator: "/")) {
            pattern.removeLast()
            parts.removeLast()
        }
        return "/" + parts.joined(separator: "/")
    }
}
