import Database
import Domain
import Ground

/// A record that was refused, as it was stored.
struct RefusedRecord: Sendable {
    let record: Int
    let column: String
    let complaint: Complaint
    let cells: [String]

    init(_ row: Row) throws {
        record = try row("record")
        column = try row("column_name")
        complaint = Complaint(try row("reason_key"), values: try JSONText.read(row("reason_values")))
        cells = try JSONText.read(row("cells"))
    }
}

enum ImportList {
    /// Newest first.
    static func latest(
        before id: ID<Import>? = nil, limit: Int = 50, _ tx: Transaction
    ) throws -> [(row: ImportRow, maker: String?)] {
        try tx.rows(
            """
            SELECT \(ImportRow.columns), p.name AS maker FROM import i LEFT JOIN person p ON p.id = i.made_by
            WHERE i.id < \(id?.value ?? Int64.max) ORDER BY i.id DESC LIMIT \(literal: limit)
            """
        ).map { (row: try ImportRow($0), maker: try $0.optional("maker")) }
    }

    /// nil: the operator at the console.
    static func maker(of row: ImportRow, _ tx: Transaction) throws -> String? {
        try tx.value("SELECT name FROM person WHERE id = \(row.madeBy)")
    }

    static func refused(_ id: ID<Import>, limit: Int, _ tx: Transaction) throws -> [RefusedRecord] {
        try tx.rows(
            """
            SELECT record, column_name, reason_key, reason_values, cells FROM import_refusal
            WHERE import_id = \(id) ORDER BY record, id LIMIT \(literal: limit)
            """
        ).map(RefusedRecord.init)
    }

    static func refusedCount(_ id: ID<Import>, _ tx: Transaction) throws -> Int {
        try tx.value("SELECT count(*) FROM import_refusal WHERE import_id = \(id)") ?? 0
    }

    static func refusedNumbers(_ id: ID<Import>, _ tx: Transaction) throws -> Set<Int> {
        Set(try tx.list("SELECT record FROM import_refusal WHERE import_id = \(id)", as: Int.self))
    }

    /// An earlier import that brought in this very file, read in the same way.
    static func twin(of row: ImportRow, _ tx: Transaction) throws -> ID<Import>? {
        try tx.value(
            """
            SELECT id FROM import
            WHERE sha256 = \(row.sha256) AND kind = \(row.kind) AND columns = \(try row.plan.text)
              AND state = 'done' AND added > 0 AND id <> \(row.id)
            ORDER BY id LIMIT 1
            """)
    }

    /// The job that has this number: what must agree for a request to be the same one.
    static func knownRequest(_ number: String, _ tx: Transaction) throws -> (
        service: String, on: CalendarDay, serial: String
    )? {
        try tx.row(
            """
            SELECT j.service_type, j.received_on, u.serial FROM job j JOIN unit u ON u.id = j.unit_id
            WHERE j.number = \(number)
            """
        ).map { (service: try $0("service_type"), on: try $0("received_on"), serial: try $0("serial")) }
    }

    static func catalogue(_ places: Places, _ tx: Transaction) throws -> RequestRecord.Catalogue {
        var models: [String: ID<ProductModel>] = [:]
        for row in try tx.rows("SELECT id, code FROM product_model") { models[try row("code")] = try row("id") }
        var types: [String: String] = [:]
        for row in try tx.rows("SELECT code, name_fa, name_en FROM service_type WHERE is_retired = 0") {
            let code: String = try row("code")
            for name in [code, try row("name_fa"), try row("name_en")] { types[SearchText.squeezed(name)] = code }
        }
        return RequestRecord.Catalogue(places: places.finder, models: models, serviceTypes: types)
    }
}
