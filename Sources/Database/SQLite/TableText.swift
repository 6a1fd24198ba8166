/// The text of a table as SQLite keeps it, taken apart so that one column can be said anew.
struct TableText {
    private let head: Substring
    private var columns: [String]
    private let tail: Substring

    /// - Parameter text: `CREATE TABLE … (…)`; its comments are left out.
    init(_ text: String) {
        let text = Self.withoutComments(text)
        let open = text.firstIndex(of: "(") ?? text.endIndex
        head = text[..<open]
        var (depth, isQuoted) = (0, false)
        var (columns, current): ([String], String) = ([], "")
        var end = text.endIndex
        for index in text.indices[open...] {
            let character = text[index]
            if character == "'" { isQuoted.toggle() }
            if !isQuoted, character == "(" { depth += 1 }
            if !isQuoted, character == ")" { depth -= 1 }
            if depth == 0 {
                end = index
                break
            }
            if depth == 1, !isQuoted, character == "," {
                columns.append(current)
                current = ""
            } else if index != open {
                current.append(character)
            }
        }
        self.columns = columns + [current]
        tail = text[end...]
    }

    var text: String { head + "(" + columns.joined(separator: ",") + tail }

    /// Gives the column a key to another table and takes away the list of words that its CHECK holds.
    /// - Throws: `DatabaseFault.statement` where there is no such column, or its key leads somewhere already.
    mutating func bind(_ column: String, to target: ColumnName) throws {
        guard let place = columns.firstIndex(where: { Self.name($0) == column }) else {
            throw DatabaseFault.statement("no column \(column)")
        }
        var words = columns[place]
        guard !words.contains("REFERENCES") else { throw DatabaseFault.statement("\(column) has its key") }
        words = words.replacing(#/\s*CHECK\s*\(\s*(\w+)\s+IN\s*\([^)]*\)\s*\)/#) { $0.1 == column ? "" : $0.0 }
        while words.last?.isWhitespace == true { words.removeLast() }
        columns[place] = words + " REFERENCES \(target.table) (\(target.name))"
    }

    /// - Throws: `DatabaseFault.statement` where there is no such column that must be filled.
    mutating func setOptional(_ column: String) throws {
        let place = columns.firstIndex { Self.name($0) == column && $0.contains(" NOT NULL") }
        guard let place else { throw DatabaseFault.statement("\(column) is not there, or optional already") }
        columns[place] = columns[place].replacing(" NOT NULL", with: "", maxReplacements: 1)
    }

    /// - Throws: `DatabaseFault.statement` where not just one CHECK of the table is over these columns alone.
    mutating func setRule(of names: Set<String>, _ rule: String) throws {
        let known = Set(columns.filter { !Self.isRule($0) }.compactMap(Self.name))
        let places = columns.indices.filter {
            Self.isRule(columns[$0]) && Self.words(columns[$0]).intersection(known) == names
        }
        guard let place = places.first, places.count == 1 else {
            throw DatabaseFault.statement("\(places.count) rules of \(names.sorted())")
        }
        columns[place] = "\n    CHECK (\(rule))"
    }

    private static func isRule(_ part: String) -> Bool { name(part) == "CHECK" }

    private static func words(_ part: String) -> Set<String> {
        Set(part.replacing(#/'[^']*'/#, with: "").matches(of: #/\w+/#).map { String($0.0) })
    }

    private static func name(_ column: String) -> String? {
        column.firstMatch(of: #/\w+/#).map { String($0.0) }
    }

    /// A comment may hold an apostrophe or a comma, and a string two dashes.
    private static func withoutComments(_ text: String) -> String {
        text.replacing(#/'[^']*'|--[^\n]*/#) { $0.0.hasPrefix("'") ? $0.0 : "" }
    }
}
