/// A script for both engines: plain statements, and some that each engine says in its own way.
enum ScriptPart: Equatable {
    case plain(String)
    /// `VOCABULARY ledger_kind ('fee', 'penalty');` The words that a column may hold, as a table. It belongs to the schema,
    /// not to a company's rows: no copy carries it, and a later step widens it by an INSERT.
    case vocabulary(String, [String])
    /// `KEY ledger_entry.kind TO ledger_kind (code);` A column that is there already leads to another table from now on, and
    /// a list of words that its CHECK held goes. Nothing is copied on either engine.
    case key(ColumnName, to: ColumnName)
    /// `APPEND_ONLY ledger_entry;` The engine refuses to change a row of it or to take one away.
    case appendOnly(String)
    /// `CHANGEABLE ledger_entry;` For a step that must fill in what is new; it says `APPEND_ONLY` again at its end.
    case changeable(String)

    static func parts(of text: String) -> [ScriptPart] {
        var parts: [ScriptPart] = []
        var place = text.startIndex
        for match in text.matches(of: statement) {
            parts.append(.plain(String(text[place..<match.range.lowerBound])))
            parts.append(read(match.output))
            place = match.range.upperBound
        }
        parts.append(.plain(String(text[place...])))
        return parts.filter { !$0.isBlank }
    }

    private var isBlank: Bool {
        if case .plain(let text) = self { text.allSatisfy { $0.isWhitespace || $0 == ";" } } else { false }
    }

    private typealias Words = (
        Substring, appendOnly: Substring?, changeable: Substring?, name: Substring?, words: Substring?,
        table: Substring?, column: Substring?, parent: Substring?, key: Substring?
    )

    private nonisolated(unsafe) static let statement: Regex<Words> =
        #/
        (?m)^(?:APPEND_ONLY\s+(?<appendOnly>\w+)|CHANGEABLE\s+(?<changeable>\w+)
            |VOCABULARY\s+(?<name>\w+)\s+\((?<words>[^)]*)\)
            |KEY\s+(?<table>\w+)\.(?<column>\w+)\s+TO\s+(?<parent>\w+)\s+\((?<key>\w+)\));
        /#

    private static func read(_ match: Words) -> ScriptPart {
        if let table = match.appendOnly { return .appendOnly(String(table)) }
        if let table = match.changeable { return .changeable(String(table)) }
        if let name = match.name, let words = match.words {
            return .vocabulary(String(name), words.matches(of: #/'([^']*)'/#).map { String($0.1) })
        }
        return .key(
            ColumnName(table: String(match.table!), name: String(match.column!)),
            to: ColumnName(table: String(match.parent!), name: String(match.key!)))
    }
}

/// A column of a table of ours.
struct ColumnName: Equatable, CustomStringConvertible {
    let table: String
    let name: String
    var description: String { "\(table).\(name)" }
}

extension Session {
    /// Several statements without parameters, written for both engines.
    func script(_ text: String) throws {
        for part in ScriptPart.parts(of: text) {
            switch part {
            case .plain(let sql): try plain(sql)
            case .vocabulary(let name, let words):
                let rows = words.map { "('\($0)')" }.joined(separator: ", ")
                try plain(
                    "CREATE TABLE \(name) (code TEXT NOT NULL PRIMARY KEY); INSERT INTO \(name) (code) VALUES \(rows)")
            case .key(let column, let target):
                try checkLeads(column, to: target)
                try bind(column, to: target)
            case .appendOnly(let table): try setAppendOnly(table)
            case .changeable(let table): try setChangeable(table)
            }
        }
    }

    /// Before the engine's own words, which would not say what it was.
    private func checkLeads(_ column: ColumnName, to target: ColumnName) throws {
        let stray = try rows(
            SQL(
                trusted: """
                    SELECT c.\(column.name) AS value FROM \(column.table) c
                    WHERE c.\(column.name) IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM \(target.table) t WHERE t.\(target.name) = c.\(column.name)) LIMIT 1
                    """)
        ).first
        guard let value = stray?.values.first else { return }
        throw DatabaseFault.constraint("\(column) holds \(value), which is not in \(target)")
    }
}
