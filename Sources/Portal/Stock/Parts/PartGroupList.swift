import Database
import Domain
import Ground

/// The groups of the catalogue, with how many parts are in each.
enum PartGroupList {
    struct Line: Sendable {
        let id: ID<PartGroup>
        let names: BothNames
        let parts: Int
        let version: Int
    }

    static func all(_ tx: Transaction) throws -> [Line] {
        try tx.rows(
            """
            SELECT g.id, g.name_fa, g.name_en, g.version,
                   (SELECT count(*) FROM spare_part s WHERE s.group_id = g.id) AS parts
            FROM part_group g ORDER BY g.id
            """
        ).map { row in
            Line(
                id: try row("id"), names: BothNames(fa: try row("name_fa"), en: try row("name_en")),
                parts: try row("parts"), version: try row("version"))
        }
    }
}
