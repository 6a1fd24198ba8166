import Database
import Domain
import Ground
import Web

/// Marks the id of one version of a format.
package enum FormatVersion {}

/// A bank's format in its newest version, or in the one that is asked for.
package struct FormatRow: Sendable {
    package let id: ID<BankFormat>
    package let name: String
    let isOpen: Bool
    package let version: Int
    let versionID: ID<FormatVersion>
    package let format: BankFormat

    package init(_ row: Row) throws {
        id = try row("id")
        name = try row("name")
        isOpen = try row("state") == "open"
        version = try row("version")
        versionID = try row("version_id")
        format = try JSONText.read(row("layout"))
    }
}

/// The company's formats; a version that is written never changes.
package enum BankFormatStore {
    package static func list(_ tx: Transaction) throws -> [FormatRow] {
        try tx.rows("\(newest) ORDER BY f.id").map(FormatRow.init)
    }

    /// - Throws: `Refusal.hidden` where there is none.
    package static func find(_ id: ID<BankFormat>, _ tx: Transaction) throws -> FormatRow {
        guard let row = try tx.row("\(newest) WHERE f.id = \(id)") else { throw Refusal.hidden }
        return try FormatRow(row)
    }

    /// A version as it was, though the format has gone on.
    package static func find(version: ID<FormatVersion>, _ tx: Transaction) throws -> FormatRow {
        try FormatRow(tx.one("\(versions) WHERE v.id = \(version)"))
    }

    /// The newest version of the format that a version is of.
    package static func current(of version: ID<FormatVersion>, _ tx: Transaction) throws -> FormatRow {
        try find(find(version: version, tx).id, tx)
    }

    /// - Parameter person: nobody, for a format that comes with the company.
    /// - Throws: `banks.name.taken`.
    @discardableResult
    package static func add(
        _ name: String, _ format: BankFormat, by person: ID<Person>?, _ tx: Transaction
    ) throws -> ID<BankFormat> {
        try checkFree(name, but: nil, tx)
        let id: ID<BankFormat> = try tx.insert("INSERT INTO bank_format (name, version) VALUES (\(name), 1)")
        try addVersion(1, of: id, name, format, tx)
        try addEvent(id, .made, version: 1, by: person, tx)
        return id
    }

    /// A new version. - Throws: `Refusal.stale` where somebody else was faster, `banks.name.taken`.
    package static func change(
        _ id: ID<BankFormat>, from version: Int, _ name: String, _ format: BankFormat, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        try checkFree(name, but: id, tx)
        let next = version + 1
        let changed = try tx.execute(
            "UPDATE bank_format SET name = \(name), version = \(next) WHERE id = \(id) AND version = \(version)")
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try addVersion(next, of: id, name, format, tx)
        try addEvent(id, .changed, version: next, by: person, tx)
    }

    /// A closed format is offered for no payout any more. Nothing happens where it is so already.
    package static func set(_ row: FormatRow, isOpen: Bool, by person: ID<Person>, _ tx: Transaction) throws {
        guard row.isOpen != isOpen else { return }
        try tx.execute("UPDATE bank_format SET state = \(isOpen ? "open" : "closed") WHERE id = \(row.id)")
        try addEvent(row.id, isOpen ? .opened : .closed, version: row.version, by: person, tx)
    }

    /// - Throws: `banks.name.taken`.
    static func checkFree(_ name: String, but id: ID<BankFormat>?, _ tx: Transaction) throws {
        let holder: ID<BankFormat>? = try tx.value("SELECT id FROM bank_format WHERE name = \(name)")
        guard holder == nil || holder == id else { throw Complaint("banks.name.taken") }
    }

    private static func addVersion(
        _ version: Int, of id: ID<BankFormat>, _ name: String, _ format: BankFormat, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO bank_format_version (format_id, version, name, layout)
            VALUES (\(id), \(version), \(name), \(try JSONText.of(format)))
            """)
    }

    private static func addEvent(
        _ id: ID<BankFormat>, _ kind: FormatEvent.Kind, version: Int, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO bank_format_event (format_id, at, person_id, kind, version)
            VALUES (\(id), \(tx.now), \(person), \(kind), \(version))
            """)
    }

    private static let newest: SQL = """
        SELECT f.id, f.name, f.state, f.version, v.id AS version_id, v.layout
        FROM bank_format f JOIN bank_format_version v ON v.format_id = f.id AND v.version = f.version
        """
    private static let versions: SQL = """
        SELECT f.id, v.name, f.state, v.version, v.id AS version_id, v.layout
        FROM bank_format_version v JOIN bank_format f ON f.id = v.format_id
        """
}

/// One thing that happened to a format.
struct FormatEvent: Sendable {
    enum Kind: String, ColumnValue, Sendable { case made, changed, closed, opened }

    let kind: Kind
    let at: Instant
    /// nil: it came with the company.
    let who: String?
    let version: Int
}
