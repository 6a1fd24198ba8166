/// Which column of a file is which of ours. Recognised by name first; the person may change it.
public struct ColumnMap: Hashable, Sendable {
    public let kind: ImportKind
    /// The place of each of our columns in the file, by `ImportColumn.name`.
    public private(set) var places: [String: Int]

    public init(_ kind: ImportKind, places: [String: Int]) {
        self.kind = kind
        self.places = places
    }

    /// Proper names win over synonyms, and each column of the file is taken once.
    /// - Parameter known: what a person said of heads, which wins over both; by head, squeezed (`SearchText`), the column's
    ///   name, empty where nothing is to be read.
    public static func recognised(
        _ header: [String], kind: ImportKind, words: ImportWords, known: [String: String] = [:]
    ) -> ColumnMap {
        var map = ColumnMap(kind, places: [:])
        var keys = header.map { words.isOurs($0) ? "" : SearchText.squeezed($0) }
        let names = Set(words.columns[kind]!.map(\.name))
        for (place, key) in keys.enumerated() {
            guard !key.isEmpty, let name = known[key] else { continue }
            keys[place] = ""
            if names.contains(name), map.places[name] == nil { map.places[name] = place }
        }
        for names in [\ImportColumn.keys, \ImportColumn.synonymKeys] {
            for column in words.columns[kind]! where map.places[column.name] == nil {
                let place = keys.indices.first { place in
                    !keys[place].isEmpty && column[keyPath: names].contains(keys[place])
                        && !map.places.values.contains(place)
                }
                map.places[column.name] = place
            }
        }
        return map
    }

    /// What a person had to say: by head, squeezed, the column that it is of, empty for none; nil where the head says so
    /// itself.
    public func said(of header: [String], words: ImportWords) -> [String: String?] {
        let itself = Self.recognised(header, kind: kind, words: words).columns
        let chosen = columns
        var said: [String: String?] = [:]
        for (place, head) in header.enumerated() where !words.isOurs(head) {
            let key = SearchText.squeezed(head)
            // Of heads that are alike one cannot be told from the other.
            guard !key.isEmpty, said[key] == nil else { continue }
            said[key] = chosen[place] == itself[place] ? .some(nil) : chosen[place] ?? ""
        }
        return said
    }

    /// By place.
    private var columns: [Int: String] { Dictionary(places.map { ($1, $0) }) { first, _ in first } }

    /// Our columns without which no record can be read, and which the file does not have.
    public func missing(_ words: ImportWords) -> [ImportColumn] {
        words.columns[kind]!.filter { $0.isRequired && places[$0.name] == nil }
    }

    /// Names of the file's columns that nothing is read from.
    public func unread(_ header: [String], _ words: ImportWords) -> [String] {
        header.indices.filter { !places.values.contains($0) }.map { header[$0] }
            .filter { !$0.isEmpty && !words.isOurs($0) }
    }

    /// - Throws: `imports.columns.twice` where two of ours were given one column of the file.
    public func check(_ header: [String]) throws(Complaint) {
        for (place, names) in Dictionary(grouping: places.keys, by: { places[$0]! }) where names.count > 1 {
            throw Complaint("imports.columns.twice", header.indices.contains(place) ? header[place] : "")
        }
    }
}
