import Database

/// A table of words by whose beginnings the rows of a list are found. A server plans a statement before it knows the words: what
/// finds the newest of a word that everybody has would look for a rare one in all of them, 220 ms among 100,000 customers
/// instead of 0.2. So the words are looked up first, up to a bound, and the statement is written for what they are.
package struct WordList: Sendable {
    /// Ids that are handed on one by one.
    static let few = 500
    /// So many entries of an index are read and put in order in some milliseconds. To walk the list until enough of its rows have the
    /// word is quicker where more have it, and takes a third of a second where some thousands have it, all of them old.
    let many: Int

    private let name: SQL
    /// Whose word it is.
    private let id: SQL
    private let word: SQL

    package init(_ name: SQL, id: SQL, word: SQL = "word", many: Int = 20_000) {
        (self.name, self.id, self.word, self.many) = (name, id, word, many)
    }

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
            return ids.isEmpty
                ? nil : Self.others(least, words).reduce("\(row) IN (\(ids))") { $0 + " AND" + has($1, row) }
        }
        let sizes = try words.map { try size($0, tx) }
        guard let least = sizes.indices.min(by: { sizes[$0] < sizes[$1] }) else { return "1 = 1" }
        if words.count == 1, sizes[least] > many { return has(words[0], row) }
        let ids =
            sizes[least] <= many
            ? try looked(up: least, words, below: last, limit: limit, tx)
            : try common(words, below: last, limit: limit, tx)
        return ids.isEmpty ? nil : "\(row) IN (\(ids))"
    }

    private static func others(_ place: Int, _ words: [String]) -> [String] {
        words.indices.filter { $0 != place }.map { words[$0] }
    }

    private func first(of word: String, _ tx: Transaction) throws -> Reply<[Int64]> {
        try tx.ask("SELECT \(id) AS id FROM \(name) WHERE \(begins(word)) LIMIT \(literal: Self.few + 1)") { rows in
            try rows.map { try $0("id") }
        }
    }

    /// Counted no further than `many`.
    private func size(_ word: String, _ tx: Transaction) throws -> Int {
        let bounded: SQL = "SELECT 1 AS one FROM \(name) WHERE \(begins(word)) LIMIT \(literal: many + 1)"
        return try tx.value("SELECT count(*) FROM (\(bounded)) found") ?? 0
    }

    /// Each who has the word at the place is looked up for the others.
    private func looked(
        up place: Int, _ words: [String], below last: Int64, limit: Int, _ tx: Transaction
    ) throws -> [Int64] {
        let own: SQL =
            "SELECT DISTINCT o.\(id) AS id FROM \(name) o WHERE \(begins(words[place])) AND o.\(id) < \(last)"
        let all = Self.others(place, words).reduce(own) { $0 + " AND" + has($1, "o.\(id)") }
        return try tx.list("\(all) ORDER BY id DESC LIMIT \(literal: limit)")
    }

    /// Of words that very many have: the newest ones have them all most often, so they are walked first; else cut out of the words'
    /// lists, which takes half a second of three that 80,000 have each.
    private func common(_ words: [String], below last: Int64, limit: Int, _ tx: Transaction) throws -> [Int64] {
        let near = try near(words, below: last, limit: limit, tx)
        if near.count == limit { return near }
        let lists = words.map { "SELECT \(id) AS id FROM \(name) WHERE \(begins($0)) AND \(id) < \(last)" as SQL }
        let all = lists.dropFirst().reduce(lists[0]) { $0 + " INTERSECT" + $1 }
        return try tx.list("\(all) ORDER BY id DESC LIMIT \(literal: limit)")
    }

    /// The word is hidden from the engine (`|| ''`): it is to walk the ids as they fall.
    private func near(_ words: [String], below last: Int64, limit: Int, _ tx: Transaction) throws -> [Int64] {
        let end = try min(last, (tx.value("SELECT max(\(id)) FROM \(name)") ?? 0) + 1)
        let own: SQL = """
            SELECT DISTINCT o.\(id) AS id FROM \(name) o WHERE o.\(id) >= \(end - Int64(many)) AND o.\(id) < \(end)
            AND \(begins(words[0], in: "(o.\(word) || '')"))
            """
        let all = words.dropFirst().reduce(own) { $0 + " AND" + has($1, "o.\(id)") }
        return try tx.list("\(all) ORDER BY id DESC LIMIT \(literal: limit)")
    }

    /// OFFSET 0: else a server makes a list of all who have it.
    private func has(_ text: String, _ row: SQL) -> SQL {
        "EXISTS (SELECT 1 FROM \(name) w WHERE w.\(id) = \(row) AND \(begins(text, in: "w.\(word)")) LIMIT 1 OFFSET 0)"
    }

    private func begins(_ text: String) -> SQL { begins(text, in: word) }

    private func begins(_ text: String, in place: SQL) -> SQL {
        "\(place) >= \(text) AND \(place) < \(text + "\u{10FFFF}")"
    }
}
