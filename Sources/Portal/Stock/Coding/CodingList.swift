import Database
import Domain
import Ground
import Web

extension CodeCheck: ColumnValue {}
extension CodeAlphabet: ColumnValue {}
extension CodeSegment.Kind: ColumnValue {}

/// A scheme with its segments, as pages show it.
struct CodingItem: Sendable {
    struct Segment: Sendable {
        let id: ID<CodingSegment>
        let position: Int
        let segment: CodeSegment
    }

    let id: ID<Coding>
    let name: String
    let isRetired: Bool
    let version: Int
    let segments: [Segment]
    let scheme: CodeScheme

    /// Whether codes can be made of it.
    var isWhole: Bool { (try? scheme.checkWhole()) != nil }
}

enum CodingList {
    /// In the order in which they were made.
    static func all(_ tx: Transaction) throws -> [CodingItem] {
        try items(tx.rows("\(columns) ORDER BY id LIMIT 50"), tx)
    }

    /// Those that codes are made of now.
    static func used(_ tx: Transaction) throws -> [CodingItem] {
        try all(tx).filter { !$0.isRetired && $0.isWhole }
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<Coding>, _ tx: Transaction) throws -> CodingItem {
        guard let item = try items(tx.rows("\(columns) WHERE id = \(id)"), tx).first else { throw Refusal.hidden }
        return item
    }

    /// Whose scheme a segment is. - Throws: `Refusal.hidden`.
    static func scheme(of segment: ID<CodingSegment>, _ tx: Transaction) throws -> CodingItem {
        let id: ID<Coding>? = try tx.value("SELECT scheme_id FROM coding_segment WHERE id = \(segment)")
        guard let id else { throw Refusal.hidden }
        return try find(id, tx)
    }

    private static let columns: SQL =
        "SELECT id, name, ending, separator, is_retired, version FROM coding_scheme"

    private static func items(_ rows: [Row], _ tx: Transaction) throws -> [CodingItem] {
        let ids: [ID<Coding>] = try rows.map { try $0("id") }
        let segments = try segments(of: ids, tx)
        return try rows.map { row in
            let id: ID<Coding> = try row("id")
            let own = segments[id] ?? []
            return CodingItem(
                id: id, name: try row("name"), isRetired: try row("is_retired"), version: try row("version"),
                segments: own,
                scheme: CodeScheme(
                    segments: own.map(\.segment), check: try row("ending"), checkSeparator: try row("separator")))
        }
    }

    private static func segments(
        of schemes: [ID<Coding>], _ tx: Transaction
    ) throws -> [ID<Coding>: [CodingItem.Segment]] {
        let rows = try tx.rows(
            """
            SELECT id, scheme_id, position, name, kind, length, alphabet, separator FROM coding_segment
            WHERE scheme_id IN (\(schemes)) ORDER BY scheme_id, position
            """)
        let ids: [ID<CodingSegment>] = try rows.map { try $0("id") }
        let values = try tx.rows(
            "SELECT segment_id, code, name FROM coding_value WHERE segment_id IN (\(ids)) ORDER BY segment_id, position"
        ).reduce(into: [ID<CodingSegment>: [CodeSegment.Value]]()) { all, row in
            try all[row("segment_id"), default: []].append(.init(row("code"), row("name")))
        }
        return try rows.reduce(into: [:]) { all, row in
            let id: ID<CodingSegment> = try row("id")
            let segment = try CodeSegment(
                name: row("name"), kind: row("kind"), length: row("length"), alphabet: row("alphabet"),
                separator: row("separator"), values: values[id] ?? [])
            try all[row("scheme_id"), default: []].append(
                .init(id: id, position: row("position"), segment: segment))
        }
    }

    /// The code that comes next after all that a part has or had with this beginning.
    /// - Parameter values: of each segment but the serial. - Throws: what `CodeScheme.code` says.
    static func next(_ scheme: CodeScheme, _ values: [String], _ tx: Transaction) throws -> String {
        try scheme.checkWhole()
        let begin = PartCode.key(try scheme.beginning(values))
        let end = begin + "\u{10FFFF}"
        let length = scheme.length
        let last: [String] = try tx.list(
            """
            SELECT code_key FROM (
                SELECT * FROM (SELECT code_key FROM spare_part WHERE code_key >= \(begin) AND code_key < \(end)
                    AND length(code_key) = \(length) ORDER BY code_key DESC LIMIT 1) p
                UNION ALL
                SELECT * FROM (SELECT code_key FROM part_code WHERE code_key >= \(begin) AND code_key < \(end)
                    AND length(code_key) = \(length) ORDER BY code_key DESC LIMIT 1) c) k
            """)
        var serial = (last.compactMap(scheme.serial).max() ?? 0) + 1
        // A code that somebody made otherwise may stand in the way.
        while true {
            let code = try scheme.code(values, serial: serial)
            guard try PartCodeStore.part(code, tx) != nil else { return code }
            serial += 1
        }
    }

    /// The keys of these codes that a part has or had.
    static func known(_ codes: [String], _ tx: Transaction) throws -> Set<String> {
        let keys = Set(codes.map(PartCode.key)).sorted()
        var known: Set<String> = []
        for start in stride(from: 0, to: keys.count, by: 500) {
            let some = Array(keys[start..<min(start + 500, keys.count)])
            known.formUnion(try tx.list("SELECT code_key FROM spare_part WHERE code_key IN (\(some))", as: String.self))
            known.formUnion(try tx.list("SELECT code_key FROM part_code WHERE code_key IN (\(some))", as: String.self))
        }
        return known
    }
}
