/// A command of a script for both engines: plain SQL, or one that each engine says in its own way.
enum ScriptPart: Equatable {
    case plain(String)
    /// `VOCABULARY ledger_kind ('fee', 'penalty');` The words that a column may hold, as a table. It belongs to the schema,
    /// not to a company's rows: no copy carries it, and a later step widens it by an INSERT.
    case vocabulary(String, [String])
    /// `KEY ledger_entry.kind TO ledger_kind (code);` A column that is there already leads to another table from now on, and
    /// a list of words that its CHECK held goes. Nothing is copied on either engine.
    case key(ColumnName, to: ColumnName)
    /// `RULE payout (checked_by, made_by) IS checked_by <> made_by OR eased <> '';` The one CHECK of the table over just these
    /// columns says something else from now on. Nothing is copied on either engine.
    case rule(String, of: Set<String>, String)
    /// `OPTIONAL visit.dealer_id;` The column may be empty from now on. Nothing is copied on either engine.
    case optional(ColumnName)
    /// `APPEND_ONLY ledger_entry;` The engine refuses to change a row of it or to take one away.
    case appendOnly(String)
    /// `CHANGEABLE ledger_entry;` For a step that must fill in what is new; it says `APPEND_ONLY` again at its end.
    case changeable(String)

    static func parts(of text: String) -> [ScriptPart] { commands(of: text).map(read) }

    /// One by one, without what stands before them and the semicolon after: a semicolon in a text, in a name, between
    /// dollars or in a comment ends none. Read by scalars: a joiner behind a quote would otherwise hide the quote.
    static func commands(of text: String) -> [String] {
        var commands: [Substring] = []
        var start = text.startIndex
        let mark = #/(?s)'[^']*'|"[^"]*"|--[^\n]*|\/\*.*?\*\/|\$\$.*?\$\$|;/#.matchingSemantics(.unicodeScalar)
        for match in text.matches(of: mark) where match.output == ";" {
            commands.append(text[start..<match.range.lowerBound])
            start = match.range.upperBound
        }
        commands.append(text[start...])
        return commands.map { $0.trimmingPrefix(#/(?:\s|--[^\n]*\n?)*/#) }.map(String.init).filter { !$0.isEmpty }
    }

    private static func read(_ command: String) -> ScriptPart {
        if let match = command.wholeMatch(of: #/APPEND_ONLY\s+(\w+)\s*/#) { return .appendOnly(String(match.1)) }
        if let match = command.wholeMatch(of: #/CHANGEABLE\s+(\w+)\s*/#) { return .changeable(String(match.1)) }
        if let match = command.wholeMatch(of: #/OPTIONAL\s+(\w+)\.(\w+)\s*/#) {
            return .optional(ColumnName(table: String(match.1), name: String(match.2)))
        }
        if let match = command.wholeMatch(of: #/VOCABULARY\s+(\w+)\s+\(([^)]*)\)\s*/#) {
            return .vocabulary(String(match.1), match.2.matches(of: #/'([^']*)'/#).map { String($0.1) })
        }
        if let match = command.wholeMatch(of: #/KEY\s+(\w+)\.(\w+)\s+TO\s+(\w+)\s+\((\w+)\)\s*/#) {
            return .key(
                ColumnName(table: String(match.1), name: String(match.2)),
                to: ColumnName(table: String(match.3), name: String(match.4)))
        }
        if let match = command.wholeMatch(of: #/(?s)RULE\s+(\w+)\s+\(([\w,\s]+)\)\s+IS\s+(.*?)\s*/#) {
            let columns = match.2.matches(of: #/\w+/#).map { String($0.0) }
            return .rule(String(match.1), of: Set(columns), String(match.3))
        }
        return .plain(command)
    }
}

/// A column of a table of ours.
struct ColumnName: Equatable, CustomStringConvertible {
    let table: String
    let name: String
    var description: String { "\(table).\(name)" }
}

extension Session {
    /// Several commands without parameters, written for both engines. Each goes to the engine by itself.
    func script(_ text: String) throws {
        for part in ScriptPart.parts(of: text) {
            switch part {
            case .plain(let sql): try plain(sql)
            case .vocabulary(let name, let words):
                let rows = words.map { "('\($0)')" }.joined(separator: ", ")
                try plain("CREATE TABLE \(name) (code TEXT NOT NULL PRIMARY KEY)")
                try plain("INSERT INTO \(name) (code) VALUES \(rows)")
            case .key(let column, let target):
                try checkLeads(column, to: target)
                try bind(column, to: target)
            case .rule(let table, let columns, let rule): try setRule(table, of: columns, rule)
            case .optional(let column): try setOptional(column)
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
