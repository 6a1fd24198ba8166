import Database
import Domain

/// Marks the ids of a tariff's versions.
public enum TariffVersion {}

package enum TariffState: String, ColumnValue, Sendable { case draft, active, retired }

/// Versions of tariffs. Only a draft changes; an active tariff is never edited.
package enum TariffStore {
    /// - Returns: the draft's id; its version is the next of its audience.
    package static func addDraft(
        name: String, audience: String, from: CalendarDay, to: CalendarDay?, rules: [RuleCells], by: ID<Person>,
        _ tx: Transaction
    ) throws -> ID<TariffVersion> {
        let last: Int? = try tx.value("SELECT max(version) FROM tariff WHERE audience = \(audience)")
        let id: ID<TariffVersion> = try tx.insert(
            """
            INSERT INTO tariff (audience, version, name, valid_from, valid_to, state, made_by, made_at)
            VALUES (\(audience), \((last ?? 0) + 1), \(name), \(from), \(to), 'draft', \(by), \(tx.now))
            """)
        for cells in rules { try TariffRuleStore.add(cells, to: id, tx) }
        try TariffEventStore.add(id, .made, by: by.value == 0 ? nil : by, [:], tx)
        return id
    }

    /// The active tariff whose days contain this one.
    package static func active(_ audience: String, on day: CalendarDay, _ tx: Transaction) throws -> ID<TariffVersion>?
    {
        try tx.value(
            """
            SELECT id FROM tariff WHERE audience = \(audience) AND state = 'active' AND valid_from <= \(day)
            AND (valid_to IS NULL OR valid_to >= \(day)) ORDER BY valid_from DESC LIMIT 1
            """)
    }

    package static func list(_ tx: Transaction) throws -> [TariffRow] {
        try tx.rows("SELECT \(TariffRow.columns) ORDER BY t.audience, t.version DESC").map(TariffRow.init)
    }

    package static func find(_ id: ID<TariffVersion>, _ tx: Transaction) throws -> TariffRow? {
        try tx.row("SELECT \(TariffRow.columns) WHERE t.id = \(id)").map(TariffRow.init)
    }

    /// The active tariffs of the same audience that share a day with this one.
    static func overlapping(_ tariff: TariffRow, _ tx: Transaction) throws -> [TariffRow] {
        try tx.rows(
            """
            SELECT \(TariffRow.columns) WHERE t.audience = \(tariff.audience) AND t.state = 'active'
            AND t.id <> \(tariff.id) AND (t.valid_to IS NULL OR t.valid_to >= \(tariff.from))
            AND t.valid_from <= \(tariff.lastDay) ORDER BY t.valid_from
            """
        ).map(TariffRow.init)
    }

    /// The next state of a draft. - Returns: false where it is none any more, or not as it was seen.
    static func raise(_ id: ID<TariffVersion>, revision: Int, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE tariff SET revision = revision + 1 WHERE id = \(id) AND state = 'draft' AND revision = \(revision)
            """) == 1
    }

    package static func change(
        _ id: ID<TariffVersion>, name: String, from: CalendarDay, to: CalendarDay?, _ tx: Transaction
    ) throws {
        try tx.execute("UPDATE tariff SET name = \(name), valid_from = \(from), valid_to = \(to) WHERE id = \(id)")
    }

    static func retire(_ id: ID<TariffVersion>, _ tx: Transaction) throws {
        try tx.execute("UPDATE tariff SET state = 'retired' WHERE id = \(id)")
    }

    /// Its last day; the rules stay as they are.
    package static func end(_ id: ID<TariffVersion>, on day: CalendarDay, _ tx: Transaction) throws {
        try tx.execute("UPDATE tariff SET valid_to = \(day) WHERE id = \(id)")
    }

    /// - Returns: whether it was a draft until now.
    package static func activate(_ id: ID<TariffVersion>, by: ID<Person>, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE tariff SET state = 'active', activated_by = \(by), activated_at = \(tx.now)
            WHERE id = \(id) AND state = 'draft'
            """) == 1
    }
}

/// One version of a tariff, without its rules.
package struct TariffRow: Sendable {
    package let id: ID<TariffVersion>
    package let audience: String
    package let version: Int
    package let name: String
    package let from: CalendarDay
    package let to: CalendarDay?
    package let state: TariffState
    package let madeBy: ID<Person>
    package let madeByName: String?
    /// Whether it was ever in force; a retired one that was not is a draft that was thrown away.
    let wasActive: Bool
    package let rules: Int
    /// Rises with every change of a draft.
    let revision: Int

    var isThrownAway: Bool { state == .retired && !wasActive }

    /// An open tariff ends with the last day there is.
    package var lastDay: CalendarDay { to ?? CalendarDay(number: .max) }

    package static let columns: SQL = """
        t.id, t.audience, t.version, t.name, t.valid_from, t.valid_to, t.state, t.made_by, t.revision, t.activated_at, p.name AS made_by_name,
        (SELECT count(*) FROM tariff_rule r WHERE r.tariff_id = t.id) AS rules
        FROM tariff t LEFT JOIN person p ON p.id = t.made_by
        """

    package init(_ row: Row) throws {
        id = try row("id")
        audience = try row("audience")
        version = try row("version")
        name = try row("name")
        from = try row("valid_from")
        to = try row.optional("valid_to")
        state = try row("state")
        madeBy = try row("made_by")
        let activatedAt: Instant? = try row.optional("activated_at")
        wasActive = activatedAt != nil
        madeByName = try row.optional("made_by_name")
        rules = try row("rules")
        revision = try row("revision")
    }
}
