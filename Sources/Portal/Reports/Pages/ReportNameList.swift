import Base
import Database
import Domain
import Ground
import Web
import Work

/// What the keys of a dimension are called.
struct ReportNames: Sendable {
    private let names: [String: String]
    private let dimension: ReportDimension
    private let reader: Reader

    init(_ keys: some Sequence<String>, _ dimension: ReportDimension, _ context: CompanyContext, _ tx: Transaction)
        throws
    {
        (self.dimension, reader) = (dimension, context.reader)
        names = try ReportNameList.names(Array(keys), dimension, context, tx)
    }

    subscript(key: String) -> String {
        if let name = names[key] { return name }
        switch key {
        case "" where dimension == .dealer: return reader.words("reports.none.dealer")
        case "": return reader.words("reports.none")
        case JobSetList.other: return reader.words("reports.other")
        default: return key.first == JobSetList.named ? String(key.dropFirst()) : key
        }
    }
}

enum ReportNameList {
    static func names(
        _ keys: [String], _ dimension: ReportDimension, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [String: String] {
        let (reader, ids) = (context.reader, keys.compactMap { Int64($0) })
        switch dimension {
        case .all: return [:]
        case .group: return try read("SELECT id, name_fa, name_en FROM product_group WHERE id IN (\(ids))", reader, tx)
        case .model:
            return try read(
                "SELECT id, name AS name_fa, name AS name_en FROM product_model WHERE id IN (\(ids))", reader, tx)
        case .dealer:
            return try read("SELECT id, name AS name_fa, name AS name_en FROM dealer WHERE id IN (\(ids))", reader, tx)
        case .part:
            return try read(
                "SELECT id, code || ' ' || name_fa AS name_fa, code || ' ' || name_en AS name_en FROM spare_part WHERE id IN (\(ids))",
                reader, tx)
        case .city:
            let names = try context.company.names.names(tx)
            return pairs(ids.map(String.init)) { key in ID<City>(key).flatMap { names.city($0)?.names.shown(reader) } }
        case .service:
            let names = try context.company.names.names(tx)
            return pairs(keys) { names.service($0, reader) }
        case .symptom, .cause:
            let codes = try FaultCodeStore.all(tx)
            return pairs(keys) { key in codes.first { $0.code == key }.map(reader.fault) }
        }
    }

    private static func read(_ statement: SQL, _ reader: Reader, _ tx: Transaction) throws -> [String: String] {
        try tx.rows(statement).reduce(into: [:]) { all, row in
            let id: Int64 = try row("id")
            all[String(id)] = try BothNames(row).shown(reader)
        }
    }

    private static func pairs(_ keys: [String], _ name: (String) -> String?) -> [String: String] {
        keys.reduce(into: [:]) { $0[$1] = name($1) }
    }

    /// How many machines the company knows, by model or by group.
    static func units(_ dimension: ReportDimension, _ tx: Transaction) throws -> [String: Int] {
        let of: SQL? =
            switch dimension {
            case .model: "u.model_id"
            case .group: "m.group_id"
            default: nil
            }
        guard let of else { return [:] }
        return try tx.rows(
            """
            SELECT \(of) AS id, count(*) AS units FROM unit u JOIN product_model m ON m.id = u.model_id
            WHERE u.merged_into IS NULL GROUP BY \(of)
            """
        ).reduce(into: [:]) { all, row in
            let id: Int64 = try row("id")
            all[String(id)] = try row("units")
        }
    }

    /// With whom a dealer is compared.
    static func grades(_ tx: Transaction) throws -> [String: String] {
        try tx.rows("SELECT id, grade FROM dealer").reduce(into: [:]) { all, row in
            let id: Int64 = try row("id")
            all[String(id)] = try row("grade")
        }
    }

    /// Jobs that are still to be done and so many days old, or older.
    static func open(receivedBy day: CalendarDay, _ tx: Transaction) throws -> Int {
        try CountList.of(
            """
            job j WHERE j.state NOT IN ('done', 'closed', 'returned', 'cancelled') AND j.received_on <= \(day)
            """, tx)
    }
}
