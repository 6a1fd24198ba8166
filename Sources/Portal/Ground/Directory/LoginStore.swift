import Database
import Domain
import Web

/// One person with one mobile number; he may belong to several companies.
package struct Login: Sendable {
    package let id: ID<Person>
    package let mobile: String
    package let name: String
    package let password: String
    package let language: Language
    /// By whose code his password was chosen; nil where by himself.
    package let codeCompany: ID<Company>?

    package init(_ row: Row) throws {
        id = try row("id")
        mobile = try row("mobile")
        name = try row("name")
        password = try row("password")
        language = Language(rawValue: try row("language")) ?? .fa
        codeCompany = try row.optional("code_company_id")
    }
}

package enum LoginStore {
    package static func find(_ mobile: MobileNumber, _ tx: Transaction) throws -> Login? {
        try tx.row(
            "SELECT id, mobile, name, password, language, code_company_id FROM login WHERE mobile = \(mobile.e164)"
        ).map(Login.init)
    }

    package static func find(_ id: ID<Person>, _ tx: Transaction) throws -> Login? {
        try tx.row("SELECT id, mobile, name, password, language, code_company_id FROM login WHERE id = \(id)").map(
            Login.init)
    }

    /// Its id is drawn by lot: companies see it, and one of a series would tell them how old the login is, so that it
    /// was there before their invitation.
    package static func add(_ mobile: MobileNumber, name: String, password: String, _ tx: Transaction) throws -> ID<
        Person
    > {
        try tx.insert(
            """
            INSERT INTO login (id, mobile, name, password, made_at)
            VALUES (\(Int64.random(in: 1...(1 << 40))), \(mobile.e164), \(name), \(password), \(tx.now))
            """)
    }

    /// The login that a company's book names by its id, with a password that nobody knows.
    package static func restore(_ member: Member, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO login (id, mobile, name, password, made_at)
            VALUES (\(member.id), \(member.mobile), \(member.name), '', \(tx.now))
            """)
    }

    /// Browsers that knew the old one are strangers from now on.
    /// - Parameters:
    ///   - caller: but for this one.
    ///   - company: by whose code; whoever changes such a one by itself knew it, and is no surer.
    package static func setPassword(
        _ id: ID<Person>, _ password: String, at caller: Caller? = nil, byCodeOf company: ID<Company>?,
        _ tx: Transaction
    ) throws {
        try KnownDeviceStore.removeAll(of: id, but: caller, tx)
        try tx.execute("UPDATE login SET password = \(password), code_company_id = \(company) WHERE id = \(id)")
    }

    /// The same password, hashed at another cost; one that was changed meanwhile stays.
    package static func renewPassword(_ login: Login, _ password: String, _ tx: Transaction) throws {
        try tx.execute(
            "UPDATE login SET password = \(password) WHERE id = \(login.id) AND password = \(login.password)")
    }

    package static func setLanguage(_ id: ID<Person>, _ language: Language, _ tx: Transaction) throws {
        try tx.execute("UPDATE login SET language = \(language.rawValue) WHERE id = \(id)")
    }
}
