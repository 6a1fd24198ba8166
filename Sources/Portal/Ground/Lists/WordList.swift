import Database

/// A table of words by whose beginnings the rows of a list are found. A server plans a statement before it knows the words: what
/// finds the newest of a word that everybody has would look for a rare one in all of them, 220 ms among 100,000 customers
/// instead of 0.2. So the words are looked up first, up to a bound, and the statement is written for what they are.
package struct WordList: Sendable {
    /// Ids that are handed on one by one.
    static let few = 500
    /// So many entries of an index are read and put in order in some milliseconds. To walk the list until enough of its rows have the
    /// word is quicker where more have it, and takes a third of a second where some thousands have it, all of them old.
    static let many = 20_000

    private let name: SQL
    /// Whose word it is.
    private let id: SQL
    private let word: SQL

    package init(_ name: SQL, id: SQL, word: SQL = "word") { (self.name, self.id, self.word) = (name, id, word) }

    /// What narrows a list that is read with falling ids to those who have all the words.
    /// - Parameters:
    ///   - row: the list's id, `c.id`.
    ///   - last: ids below this one are asked for.
    ///   - limit: so many are read.
    /// - Returns: nil where nobody has them.
    package func condition(
        _ words: [String], of row: SQL, below last: Int64, limit: Int, _ tx: Transaction
    ) throws -> SQL? {
        guard !words.isEmpty else { return "1 = 1" }
        let found = try words.map { try first(of: $0, tx) }.map { try $0.value() }
        if let least = found.indices.min(by: { found[$0].count < found[$1].count }), found[least].count <= Self.few {
            let ids = Set(found[least]).sorted()
            let others = words.indices.filter { $0 != least }.map { words[$0] }
            return ids.isEmpty ? nil : others.reduce("\(row) IN (\(ids))") { $0 + " AND" + has($1, row) }
        }
        if words.count == 1, try haveMany(words[0], tx) { return has(words[0], row) }
        let ids = try common(words, below: last, limit: limit, tx)
        return ids.isEmpty ? nil : "\(row) IN (\(ids))"
    }

    private func haveMany(_ word: String, _ tx: Transaction) throws -> Bool {
        let bounded: SQL = "SELECT 1 AS one FROM \(name) WHERE \(begins(word)) LIMIT \(literal: Self.many + 1)"
        return try (tx.value("SELECT count(*) FROM (\(bounded)) found") ?? 0) > Self.many
    }

    private func first(of word: String, _ tx: Transaction) throws -> Reply<[Int64]> {
        try tx.ask("SELECT \(id) AS id FROM \(name) WHERE \(begins(word)) LIMIT \(literal: Self.few + 1)") { rows in
            try rows.map { try $0("id") }
        }
    }

    /// The newest who have them all, cut out of the words' lists: to look at each row for all of them takes longer the fewer have both.
    private func common(_ words: [String], below last: Int64, limit: Int, _ tx: Transaction) throws -> [Int64] {
        let lists = words.map { "SELECT \(id) AS id FROM \(name) WHERE \(begins($0)) AND \(id) < \(last)" as SQL }
        let all = lists.dropFirst().reduce(lists[0]) { $0 + " INTERSECT" + $1 }
        return try tx.list("\(all) ORDER BY id DESC LIMIT \(literal: limit)")
    }

    /// OFFSET 0: else a server makes a list of all who have it.
    private func has(_ text: String, _ row: SQL) -> SQL {
        "EXISTS (SELECT 1 FROM \(name) w WHERE w.\(id) = \(row) AND \(begins(text)) LIMIT 1 OFFSET 0)"
    }

    private func begins(_ text: String) -> SQL { "\(word) >= \(text) AND \(word) < \(text + "\u{10FFFF}")" }
}
