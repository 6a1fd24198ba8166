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
    public static func recognised(_ header: [String], kind: ImportKind, words: ImportWords) -> ColumnMap {
        var map = ColumnMap(kind, places: [:])
        let keys = header.map { words.isOurs($0) ? "" : SearchText.squeezed($0) }
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
