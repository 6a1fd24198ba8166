import Database
import Domain
import Web

/// A signed-in person as a request finds him.
public struct Visitor: Sendable {
    package let account: ID<Person>
    package let name: String
    package let mobile: String
    package let language: Language
    package let tokenHash: String
    package let seenAt: Instant
    /// In how many companies he may work; more than one gives him the switch.
    package let places: Int
    /// His place in the company of the path, where he has one that is open.
    package let membership: Place?

    package struct Place: Sendable {
        package let company: CompanyRow
        /// Until then nothing can be changed in the company.
        let readOnlyUntil: Instant?
        package let name: String
        package let roles: Roles
        package let dealer: ID<Dealer>?
    }

    package init(_ row: Row) throws {
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
