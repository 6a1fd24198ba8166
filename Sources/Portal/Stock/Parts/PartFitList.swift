import Database
import Domain
import Ground
import Web

/// That a part is for a model.
struct FitLine: Sendable {
    let id: ID<PartFit>
    let model: ID<ProductModel>
    let modelCode: String
    let modelName: String
    let assembly: String
    let most: Int
}

/// The same with the part that it is of.
struct FitOfPart: Sendable {
    let fit: FitLine
    let code: String
    let names: BothNames
}

/// A part of a model's exploded list.
struct ModelPart: Sendable {
    let part: PartLine
    let assembly: String
    let most: Int
}

/// What may be fitted instead, seen from one part.
struct SubstituteLine: Sendable {
    enum Way: String, Sendable { case instead, only, both }
    let id: ID<PartSubstitute>
    let part: ID<SparePart>
    let code: String
    let names: BothNames
    /// instead: the other for this one; only: this one for the other.
    let way: Way
    let note: String
}

/// A link of a chain.
struct ChainLink: Sendable {
    let id: ID<SparePart>
    let code: String
    let names: BothNames
}

package enum PartFitList {
    private static let most = 300

    /// Whether a part is for a model, and how many of it at most.
    package static func verdict(
        _ part: ID<SparePart>, for model: ID<ProductModel>, _ tx: Transaction
    ) throws -> FitVerdict {
        let counts: [Int] = try tx.list(
            "SELECT most FROM part_fit WHERE model_id = \(model) AND part_id = \(part)")
        guard counts.isEmpty else { return FitVerdict(counts: counts, isSaid: true) }
        let isSaid = try tx.value("SELECT 1 FROM part_fit WHERE part_id = \(part) LIMIT 1", as: Int.self) != nil
        return FitVerdict(counts: [], isSaid: isSaid)
    }

    /// What takes the part's place, and that one's, to the end.
    package static func successors(of part: ID<SparePart>, _ tx: Transaction) throws -> [ID<SparePart>] {
        var (chain, last): ([ID<SparePart>], ID<SparePart>) = ([], part)
        while chain.count <= MaySupersede.longest,
            let next: ID<SparePart> = try tx.value("SELECT successor_id FROM part_successor WHERE part_id = \(last)")
        {
            chain.append(next)
            last = next
        }
        return chain
    }

    /// The parts whose place this one took.
    static func predecessors(of part: ID<SparePart>, _ tx: Transaction) throws -> [ID<SparePart>] {
        try tx.list("SELECT part_id FROM part_successor WHERE successor_id = \(part) ORDER BY part_id")
    }

    static func links(_ ids: [ID<SparePart>], _ tx: Transaction) throws -> [ChainLink] {
        let rows = try tx.rows("SELECT id, code, name_fa, name_en FROM spare_part WHERE id IN (\(ids))")
        let all = try rows.map { ChainLink(id: try $0("id"), code: try $0("code"), names: try BothNames($0)) }
        return ids.compactMap { id in all.first { $0.id == id } }
    }

    static func code(of part: ID<SparePart>, _ tx: Transaction) throws -> String {
        try tx.one("SELECT code FROM spare_part WHERE id = \(part)")("code")
    }

    static func code(of model: ID<ProductModel>, _ tx: Transaction) throws -> String {
        try tx.one("SELECT code FROM product_model WHERE id = \(model)")("code")
    }

    /// - Throws: `FieldRefusal` where there is none of this code, or it is set aside.
    static func model(_ code: String, field: String, _ tx: Transaction) throws -> ID<ProductModel> {
        guard let id: ID<ProductModel> = try tx.value("SELECT id FROM product_model WHERE code = \(code)") else {
            throw FieldRefusal(field: field, complaint: Complaint("parts.fit.model_unknown", code))
        }
        return id
    }

    /// What the part is for, by model.
    static func models(of part: ID<SparePart>, _ tx: Transaction) throws -> [FitLine] {
        try tx.rows(
            """
            SELECT f.id, f.model_id, m.code, m.name, f.assembly, f.most
            FROM part_fit f JOIN product_model m ON m.id = f.model_id
            WHERE f.part_id = \(part) ORDER BY m.code, f.assembly LIMIT \(literal: most)
            """
        ).map(line)
    }

    /// In the order in which they were said. - Parameter model: the code of the one that is meant; empty for all.
    static func slice(
        _ model: String, _ cursor: Cursor<ID<PartFit>>?, size: Int, _ tx: Transaction
    ) throws -> Slice<FitOfPart, ID<PartFit>> {
        try Slice(cursor, size: size, key: { $0.fit.id }) { limit in
            let own: SQL = model.isEmpty ? "1 = 1" : "m.code = \(model)"
            return try tx.rows(
                """
                SELECT f.id, f.model_id, m.code, m.name, f.assembly, f.most, p.code AS part_code, p.name_fa, p.name_en
                FROM part_fit f JOIN product_model m ON m.id = f.model_id JOIN spare_part p ON p.id = f.part_id
                WHERE f.id > \(cursor?.key.value ?? 0) AND \(own) ORDER BY f.id LIMIT \(literal: limit)
                """
            ).map { FitOfPart(fit: try line($0), code: try $0("part_code"), names: try BothNames($0)) }
        }
    }

    private static func line(_ row: Row) throws -> FitLine {
        FitLine(
            id: try row("id"), model: try row("model_id"), modelCode: try row("code"), modelName: try row("name"),
            assembly: try row("assembly"), most: try row("most"))
    }

    /// What a part is for and another one is not yet.
    static func missing(
        _ other: ID<SparePart>, of part: ID<SparePart>, _ tx: Transaction
    ) throws -> [FitLine] {
        try tx.rows(
            """
            SELECT f.id, f.model_id, m.code, m.name, f.assembly, f.most
            FROM part_fit f JOIN product_model m ON m.id = f.model_id
            WHERE f.part_id = \(part) AND NOT EXISTS (SELECT 1 FROM part_fit o
                WHERE o.model_id = f.model_id AND o.part_id = \(other) AND o.assembly = f.assembly)
            ORDER BY m.code, f.assembly
            """
        ).map(line)
    }

    /// The exploded list of a model: its parts by assembly.
    static func parts(of model: ID<ProductModel>, limit: Int, _ tx: Transaction) throws -> [ModelPart] {
        try tx.rows(
            """
            SELECT p.id, p.code, p.name_fa, p.name_en, NULL AS group_fa, NULL AS group_en, p.unit, p.tracking,
                   p.must_return, p.maker_number, p.barcode, p.is_retired, f.assembly, f.most
            FROM part_fit f JOIN spare_part p ON p.id = f.part_id
            WHERE f.model_id = \(model) ORDER BY f.assembly, p.code LIMIT \(literal: limit)
            """
        ).map { ModelPart(part: try PartList.line($0), assembly: try $0("assembly"), most: try $0("most")) }
    }

    /// What assemblies were called of late, to be chosen while one types.
    static func assemblies(_ tx: Transaction) throws -> [String] {
        let last: [String] = try tx.list(
            "SELECT DISTINCT assembly FROM (SELECT assembly FROM part_fit ORDER BY id DESC LIMIT 500) f")
        return last.filter { !$0.isEmpty }.inPersianOrder { $0 }
    }

    static func substitutes(of part: ID<SparePart>, _ tx: Transaction) throws -> [SubstituteLine] {
        try tx.rows(
            """
            SELECT s.id, s.part_id, s.other_id, s.is_mutual, s.note, p.id AS other, p.code, p.name_fa, p.name_en
            FROM part_substitute s
            JOIN spare_part p ON p.id = CASE s.part_id WHEN \(part) THEN s.other_id ELSE s.part_id END
            WHERE s.part_id = \(part) OR s.other_id = \(part) ORDER BY s.id LIMIT \(literal: most)
            """
        ).map { row in
            let (isMutual, from) = (try row("is_mutual") as Bool, try row("part_id") as ID<SparePart>)
            return SubstituteLine(
                id: try row("id"), part: try row("other"), code: try row("code"), names: try BothNames(row),
                way: isMutual ? .both : from == part ? .instead : .only, note: try row("note"))
        }
    }
}
