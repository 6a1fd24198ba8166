import Database
import Domain
import Ground

enum ImportStore {
    /// What lies in the blobs.
    static func files(_ names: FileNames, _ tx: Transaction) throws -> [String] {
        try tx.list("SELECT sha256 FROM import WHERE \(names.condition)")
    }

    static func add(
        _ kind: ImportKind, fileName: String, sha256: String, plan: ImportPlan, records: Int, by person: ID<Person>?,
        _ tx: Transaction
    ) throws -> ID<Import> {
        try tx.insert(
            """
            INSERT INTO import (kind, file_name, sha256, state, columns, records, made_by, made_at)
            VALUES (\(kind), \(fileName), \(sha256), 'preview', \(try plan.text), \(records), \(person?.value ?? 0),
                    \(tx.now))
            """)
    }

    static func find(_ id: ID<Import>, _ tx: Transaction) throws -> ImportRow? {
        try tx.row("SELECT \(ImportRow.columns) FROM import i WHERE i.id = \(id)").map { try ImportRow($0) }
    }

    static func setPlan(_ id: ID<Import>, _ plan: ImportPlan, records: Int, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE import SET columns = \(try plan.text), records = \(records)
            WHERE id = \(id) AND state = 'preview'
            """)
    }

    /// - Returns: false where it runs already or is done.
    static func begin(
        _ id: ID<Import>, in company: OpenCompany, by person: ID<Person>?, _ tx: Transaction
    ) throws -> Bool {
        guard try setRunning(id, tx), let row = try find(id, tx) else { return false }
        try RunStore.add(
            Imports.name, of: id.value, from: String(row.read), total: row.records, by: person, in: company, tx)
        return true
    }

    static func setRunning(_ id: ID<Import>, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            "UPDATE import SET state = 'running', ended_at = NULL WHERE id = \(id) AND state IN ('preview', 'failed')"
        ) == 1
    }

    /// - Returns: false where another run has gone on in the meantime: then this transaction must not be kept.
    static func advance(
        _ id: ID<Import>, from: Int, to: Int, imported: Int, added: Int, _ tx: Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE import SET read = \(to), imported = imported + \(imported), added = added + \(added)
            WHERE id = \(id) AND state = 'running' AND read = \(from)
            """) == 1
    }

    /// - Parameter record: counted from 1 after the header; 0 where the header is refused.
    static func refuse(
        _ id: ID<Import>, record: Int, _ refusal: CellRefusal, cells: [String], _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO import_refusal (import_id, record, column_name, reason_key, reason_values, cells)
            VALUES (\(id), \(record), \(refusal.column), \(refusal.complaint.key),
                    \(try JSONText.of(refusal.complaint.values)), \(try JSONText.of(cells)))
            """)
    }

    static func end(_ id: ID<Import>, _ state: ImportState, _ tx: Transaction) throws {
        let ended = try tx.execute(
            "UPDATE import SET state = \(state), ended_at = \(tx.now) WHERE id = \(id) AND state = 'running'")
        if ended == 1 { try tell(id, state, tx) }
    }
}
