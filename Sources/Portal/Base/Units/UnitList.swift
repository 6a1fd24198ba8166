import Database
import Domain
import Ground
import Web

/// The passport of one machine.
package struct UnitSheet: Sendable {
    package let id: ID<Unit>
    package let serial: String
    package let model: String
    let modelCode: String
    package let group: BothNames
    package let owner: ID<Customer>
    let ownerName: String
    package let cover: UnitCover
    let version: Int
    /// The number of its card; empty where none is known.
    let card: String
    /// What is known of this very machine: its cover may be that of one it came for.
    let facts: UnitFacts
    /// Kept apart since, and why.
    let quarantine: CoverVoid?
    /// The machine whose cover it has, where it came for another.
    let coverUnit: ID<Unit>?
    /// Which machine it turned out to be: its serial.
    let mergedInto: String?
}

/// A unit among those that a search found.
package struct FoundUnit: Sendable {
    package let serial: String
    package let model: String
    package let owner: String
}

package enum UnitList {
    /// Whose serial begins with the word or has it further on.
    package static func found(_ word: String, limit: Int, _ tx: Transaction) throws -> [FoundUnit] {
        let word = word.uppercased()
        guard word.count >= SerialParts.least else { return [] }
        let end = word + "\u{10FFFF}"
        return try tx.rows(
            """
            SELECT u.serial, m.name AS model, k.name AS owner
            FROM (SELECT id FROM unit WHERE serial >= \(word) AND serial < \(end) AND merged_into IS NULL
                  UNION SELECT unit_id FROM unit_part WHERE part >= \(word) AND part < \(end) LIMIT \(literal: limit)) f
            JOIN unit u ON u.id = f.id
            JOIN product_model m ON m.id = u.model_id
            JOIN customer k ON k.id = u.customer_id
            ORDER BY u.serial
            """
        ).map { FoundUnit(serial: try $0("serial"), model: try $0("model"), owner: try $0("owner")) }
    }

    /// - Throws: `Refusal.hidden` where there is none.
    package static func find(_ serial: String, _ tx: Transaction) throws -> UnitSheet {
        guard let unit = try known(serial, tx) else { throw Refusal.hidden }
        return unit
    }

    static func known(_ serial: String, _ tx: Transaction) throws -> UnitSheet? {
        try tx.row(
            """
            SELECT u.id, u.serial, u.version, m.name, m.code, g.name_fa, g.name_en, k.id AS owner, k.name AS owner_name,
                   u.purchased_on, u.installed_on, u.activated_on, u.produced_on, u.voided_on, u.void_reason,
                   u.quarantined_on, u.quarantine_reason, u.cover_unit_id, o.serial AS merged_into,
                   coalesce(
                       (SELECT number FROM warranty_card WHERE unit_id = u.id AND serial = u.serial AND number <> ''),
                       (SELECT number FROM warranty_card WHERE unit_id = u.id ORDER BY id DESC LIMIT 1)) AS card
            FROM unit u
            JOIN product_model m ON m.id = u.model_id
            JOIN product_group g ON g.id = m.group_id
            JOIN customer k ON k.id = u.customer_id
            LEFT JOIN unit o ON o.id = u.merged_into
            WHERE u.serial = \(serial.uppercased())
            """
        ).map { row in
            let voidedOn: CalendarDay? = try row.optional("voided_on")
            let apart: CalendarDay? = try row.optional("quarantined_on")
            return UnitSheet(
                id: try row("id"), serial: try row("serial"), model: try row("name"), modelCode: try row("code"),
                group: try BothNames(row), owner: try row("owner"), ownerName: try row("owner_name"),
                cover: try UnitStore.cover(of: row("id"), tx), version: try row("version"),
                card: try row.optional("card") ?? "",
                facts: UnitFacts(
                    serial: try row("serial"), model: try row("code"), dates: try UnitDates(row),
                    void: try voidedOn.map { CoverVoid(on: $0, try row("void_reason")) }),
                quarantine: try apart.map { CoverVoid(on: $0, try row("quarantine_reason")) },
                coverUnit: try row.optional("cover_unit_id"), mergedInto: try row.optional("merged_into"))
        }
    }
}
