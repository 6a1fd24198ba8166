import Database
import Domain
import Ground
import Web

/// A part in the list.
struct PartLine: Sendable {
    let id: ID<SparePart>
    let code: String
    let names: BothNames
    let group: BothNames?
    let unit: PartUnit
    let tracking: PartTracking
    let mustReturn: PartReturn
    let makerNumber: String
    let barcode: String
    let isRetired: Bool
}

/// A part as its page shows it.
struct PartSheet: Sendable {
    let id: ID<SparePart>
    let code: String
    let facts: PartFacts
    let group: BothNames?
    let isRetired: Bool
    /// Which part it turned out to be.
    let mergedInto: ID<SparePart>?
    let version: Int
    let maker: String?
    let madeAt: Instant
    let codes: [OtherCode]

    struct OtherCode: Sendable {
        let id: ID<OtherPartCode>
        let kind: PartCodeStore.Kind
        let code: String
        let at: Instant
    }

    var names: BothNames { BothNames(fa: facts.nameFa, en: facts.nameEn) }
}

enum PartList {
    static let pageSize = 50

    /// Those that the filter leaves, the newest first.
    static func slice(
        _ filter: PartFilter, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<PartLine, ID<SparePart>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            let last = filter.cursor?.key.value ?? Int64.max
            guard let found = try condition(filter, below: last, limit: limit, tx) else { return [] }
            return try tx.rows(statement(found, filter, below: last, limit: limit)).map(line)
        }
    }

    /// Those that have what was typed in one of their codes or numbers, from its beginning; where none has, those whose names
    /// have its words.
    /// - Returns: nil where nobody has them.
    static func condition(_ filter: PartFilter, below last: Int64, limit: Int, _ tx: Transaction) throws -> SQL? {
        let code = PartWords.code(filter.typed)
        guard !code.isEmpty else { return "1 = 1" }
        if let found = try words.condition([code], of: "p.id", below: last, limit: limit, tx) { return found }
        let typed = PartWords.typed(filter.typed)
        return typed.count < 2 ? nil : try words.condition(typed, of: "p.id", below: last, limit: limit, tx)
    }

    static func statement(_ condition: SQL, _ filter: PartFilter, below last: Int64, limit: Int) -> SQL {
        var parts: [SQL] = ["p.id < \(last)", condition]
        if let group = filter.group { parts.append("p.group_id = \(group)") }
        if !filter.model.isEmpty {
            parts.append(
                """
                p.id IN (SELECT f.part_id FROM part_fit f JOIN product_model m ON m.id = f.model_id
                         WHERE m.code = \(filter.model))
                """)
        }
        // Written out, so that the index of those that are set aside is known to do.
        parts.append(filter.isRetired ? "p.is_retired = 1 AND p.merged_into_id IS NULL" : "p.is_retired = 0")
        return """
            \(columns) WHERE \(parts.joinedByAnd()) ORDER BY p.id DESC LIMIT \(literal: limit)
            """
    }

    private static let words = WordList("part_word", id: "part_id")

    private static let columns: SQL = """
        SELECT p.id, p.code, p.name_fa, p.name_en, g.name_fa AS group_fa, g.name_en AS group_en, p.unit, p.tracking,
               p.must_return, p.maker_number, p.barcode, p.is_retired
        FROM spare_part p LEFT JOIN part_group g ON g.id = p.group_id
        """

    static func line(_ row: Row) throws -> PartLine {
        PartLine(
            id: try row("id"), code: try row("code"), names: try BothNames(row), group: try group(row),
            unit: try row("unit"), tracking: try row("tracking"), mustReturn: try row("must_return"),
            makerNumber: try row("maker_number"), barcode: try row("barcode"), isRetired: try row("is_retired"))
    }

    private static func group(_ row: Row) throws -> BothNames? {
        guard let name: String = try row.optional("group_fa") else { return nil }
        return BothNames(fa: name, en: try row.optional("group_en") ?? "")
    }

    /// Their ids and names in the order in which they were made.
    static func groups(_ tx: Transaction) throws -> [(id: ID<PartGroup>, names: BothNames)] {
        try tx.rows("SELECT id, name_fa, name_en FROM part_group ORDER BY id").map {
            (id: try $0("id"), names: try BothNames($0))
        }
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<SparePart>, _ tx: Transaction) throws -> PartSheet {
        guard let row = try tx.row("\(sheet) WHERE p.id = \(id)") else { throw Refusal.hidden }
        let codes = try tx.rows("SELECT id, kind, code, made_at FROM part_code WHERE part_id = \(id) ORDER BY id")
        return PartSheet(
            id: id, code: try row("code"), facts: try facts(row), group: try group(row),
            isRetired: try row("is_retired"), mergedInto: try row.optional("merged_into_id"),
            version: try row("version"), maker: try row.optional("maker"),
            madeAt: try row("made_at"),
            codes: try codes.map {
                .init(id: try $0("id"), kind: try $0("kind"), code: try $0("code"), at: try $0("made_at"))
            })
    }

    static func facts(of id: ID<SparePart>, _ tx: Transaction) throws -> PartFacts {
        try facts(try tx.one("\(sheet) WHERE p.id = \(id)"))
    }

    private static let sheet: SQL = """
        SELECT p.code, p.name_fa, p.name_en, g.name_fa AS group_fa, g.name_en AS group_en, p.unit, p.tracking,
               p.must_return, p.is_repairable, p.shelf_life_days, p.weight_grams, p.maker_number, p.barcode, p.note,
               p.is_retired, p.merged_into_id, p.version, p.made_at, m.name AS maker
        FROM spare_part p
        LEFT JOIN part_group g ON g.id = p.group_id
        LEFT JOIN person m ON m.id = p.made_by
        """

    private static func facts(_ row: Row) throws -> PartFacts {
        PartFacts(
            nameFa: try row("name_fa"), nameEn: try row("name_en"), group: try row.optional("group_fa") ?? "",
            unit: try row("unit"), tracking: try row("tracking"), mustReturn: try row("must_return"),
            isRepairable: try row("is_repairable"), shelfLifeDays: try row.optional("shelf_life_days"),
            weightGrams: try row.optional("weight_grams"), makerNumber: try row("maker_number"),
            barcode: try row("barcode"), note: try row("note"))
    }
}
