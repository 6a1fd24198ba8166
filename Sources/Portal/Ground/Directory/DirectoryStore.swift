import Database
import Domain

public struct CompanyRow: Sendable {
    public let id: ID<Company>
    public let slug: String
    public let nameFa: String
    public let nameEn: String
    /// Where its store is, see `Place`; a file lies in the company's folder.
    public let place: String

    package init(_ row: Row) throws { try self.init(row, id: "id") }

    /// - Parameter idColumn: what the company's id is called among other columns.
    package init(_ row: Row, id idColumn: String) throws {
        id = try row(idColumn)
        slug = try row("slug")
        nameFa = try row("name_fa")
        nameEn = try row("name_en")
        place = try row("place")
    }
}

/// The companies of this installation.
package enum DirectoryStore {
    package static func companies(_ tx: Transaction) throws -> [CompanyRow] {
        try tx.rows("SELECT id, slug, name_fa, name_en, place FROM company WHERE state = 'open' ORDER BY id").map(
            CompanyRow.init)
    }

    package static func company(slug: String, _ tx: Transaction) throws -> CompanyRow? {
        try tx.row(
            "SELECT id, slug, name_fa, name_en, place FROM company WHERE slug = \(slug) AND state = 'open'"
        ).map(CompanyRow.init)
    }

    package static func company(_ id: ID<Company>, _ tx: Transaction) throws -> CompanyRow? {
        try tx.row(
            "SELECT id, slug, name_fa, name_en, place FROM company WHERE id = \(id) AND state = 'open'"
        ).map(CompanyRow.init)
    }

    /// Whose roles need a second step of the sign-in in this company, as its book says.
    package static func setSecondStepRoles(_ id: ID<Company>, _ roles: Roles, _ tx: Transaction) throws {
        try tx.execute("UPDATE company SET second_step_roles = \(roles.text) WHERE id = \(id)")
    }

    package static func secondStepRoles(_ id: ID<Company>, _ tx: Transaction) throws -> Roles {
        Roles(text: try tx.value("SELECT second_step_roles FROM company WHERE id = \(id)") ?? "")
    }

    package static func codeRule(_ id: ID<Company>, _ tx: Transaction) throws -> CodeRule {
        let row = try tx.row("SELECT sign_in_way, resets_by_code FROM company WHERE id = \(id)")
        return try row.map(CodeRule.init) ?? .usual
    }

    package static func setCodeRule(_ id: ID<Company>, _ rule: CodeRule, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE company SET sign_in_way = \(rule.way.rawValue), resets_by_code = \(rule.resets) WHERE id = \(id)
            """)
    }

    /// Whether any company sends codes of a kind: else nobody is offered one.
    package static func sendsCodes(_ tx: Transaction) throws -> (signIn: Bool, reset: Bool) {
        let rules = try tx.rows(
            """
            SELECT DISTINCT sign_in_way, resets_by_code FROM company
            WHERE state = 'open' AND (sign_in_way <> 'password' OR resets_by_code = 1)
            """
        ).map(CodeRule.init)
        return (rules.contains { $0.way != .password }, rules.contains(where: \.resets))
    }

    /// How this person may sign in.
    package static func signInRule(of login: ID<Person>, _ tx: Transaction) throws -> SignInRule {
        SignInRule(try MembershipStore.codePlaces(of: login, tx))
    }

    /// The company by whose code he signs in or chooses a password; nil where he does not.
    package static func codeCompany(
        of login: ID<Person>, for purpose: PhoneCodeStore.Purpose, _ tx: Transaction
    ) throws -> CompanyRow? {
        let rule = try signInRule(of: login, tx)
        guard purpose == .signIn ? rule.byCode : rule.resetsByCode else { return nil }
        return try MembershipStore.companies(of: login, tx).first?.company
    }

    /// A writing that changes nothing: whether it can be written to at all.
    package static func touch(_ tx: Transaction) throws {
        try tx.execute("UPDATE company SET state = state WHERE id = 0")
    }

    static func addCompany(
        slug: String, nameFa: String, nameEn: String, place: String, _ tx: Transaction
    ) throws -> CompanyRow {
        try CompanyRow(
            tx.one(
                """
                INSERT INTO company (slug, name_fa, name_en, place, made_at)
                VALUES (\(slug), \(nameFa), \(nameEn), \(place), \(tx.now))
                RETURNING id, slug, name_fa, name_en, place
                """))
    }

    package static func rename(_ id: ID<Company>, nameFa: String, nameEn: String, _ tx: Transaction) throws {
        try tx.execute("UPDATE company SET name_fa = \(nameFa), name_en = \(nameEn) WHERE id = \(id)")
    }

    /// Where its store is from now on.
    package static func setPlace(_ id: ID<Company>, _ place: String, _ tx: Transaction) throws {
        try tx.execute("UPDATE company SET place = \(place), read_only_until = NULL WHERE id = \(id)")
    }

    /// - Parameter until: nil where it is read-only no more.
    package static func setReadOnly(_ id: ID<Company>, until: Instant?, _ tx: Transaction) throws {
        try tx.execute("UPDATE company SET read_only_until = \(until) WHERE id = \(id)")
    }
}

extension CodeRule {
    init(_ row: Row) throws {
        self.init(way: SignInWay(rawValue: try row("sign_in_way")) ?? .password, resets: try row("resets_by_code"))
    }
}
