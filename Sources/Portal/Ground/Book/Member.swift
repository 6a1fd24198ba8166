import Database
import Domain

/// A person as the company's book knows him.
package struct Member: Sendable {
    package let id: ID<Person>
    package let name: String
    package let mobile: String
    package let roles: Roles
    package let dealer: ID<Dealer>?
    package let isLocked: Bool
    package let version: Int64

    package init(_ row: Row) throws {
        id = try row("id")
        name = try row("name")
        mobile = try row("mobile")
        roles = Roles(text: try row("roles"))
        dealer = try row.optional("dealer_id")
        isLocked = try row("state") == "locked"
        version = try row("version")
    }
}
