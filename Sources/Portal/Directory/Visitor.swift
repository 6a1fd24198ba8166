import Database
import Domain
import Web

/// A signed-in person as a request finds him.
public struct Visitor: Sendable {
    let account: ID<Person>
    let name: String
    let mobile: String
    let language: Language
    let tokenHash: String
    let seenAt: Instant
    /// In how many companies he may work; more than one gives him the switch.
    let places: Int
    /// His place in the company of the path, where he has one that is open.
    let membership: Place?

    struct Place: Sendable {
        let company: CompanyRow
        /// Until then nothing can be changed in the company.
        let readOnlyUntil: Instant?
        let name: String
        let roles: Roles
        let dealer: ID<Dealer>?
    }

    init(_ row: Row) throws {
        account = try row("id")
        name = try row("name")
        mobile = try row("mobile")
        language = Language(rawValue: try row("language")) ?? .fa
        tokenHash = try row("token_hash")
        seenAt = try row("seen_at")
        places = try row("places")
        let company: ID<Company>? = try row.optional("company_id")
        membership = try company.map { _ in
            Place(
                company: try CompanyRow(row, id: "company_id"), readOnlyUntil: try row.optional("read_only_until"),
                name: try row("member_name"), roles: Roles(text: try row("roles")),
                dealer: try row.optional("dealer_id"))
        }
    }
}
