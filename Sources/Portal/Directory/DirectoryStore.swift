import Database
import Domain

public struct CompanyRow: Sendable {
    public let id: ID<Company>
    public let slug: String
    public let nameFa: String
    public let nameEn: String
    /// Where its store is: a file in the company's folder.
    public let place: String

    init(_ row: Row) throws {
        id = try row("id")
        slug = try row("slug")
        nameFa = try row("name_fa")
        nameEn = try row("name_en")
        place = try row("place")
    }
}

/// The companies of this installation.
enum DirectoryStore {
    static func companies(_ tx: Transaction) throws -> [CompanyRow] {
        try tx.rows("SELECT id, slug, name_fa, name_en, place FROM company WHERE state = 'open' ORDER BY id").map(
            CompanyRow.init)
    }

    static func company(slug: String, _ tx: Transaction) throws -> CompanyRow? {
        try tx.row(
            "SELECT id, slug, name_fa, name_en, place FROM company WHERE slug = \(slug) AND state = 'open'"
        ).map(CompanyRow.init)
    }

    static func company(_ id: ID<Company>, _ tx: Transaction) throws -> CompanyRow? {
        try tx.row(
            "SELECT id, slug, name_fa, name_en, place FROM company WHERE id = \(id) AND state = 'open'"
        ).map(CompanyRow.init)
    }

    static func addCompany(slug: String, nameFa: String, nameEn: String, _ tx: Transaction) throws -> CompanyRow {
        try CompanyRow(
            tx.one(
                """
                INSERT INTO company (slug, name_fa, name_en, place, made_at)
                VALUES (\(slug), \(nameFa), \(nameEn), 'store.sqlite', \(tx.now))
                RETURNING id, slug, name_fa, name_en, place
                """))
    }
}
