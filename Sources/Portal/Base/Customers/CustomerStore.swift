import Database
import Domain
import Ground
import Web

package enum CustomerStore {
    /// The customer with this mobile number, added where there is none. A known customer keeps the name he has: what a
    /// later form or file calls him is often shorter or misspelt.
    package static func findOrAdd(_ mobile: MobileNumber, _ name: String, _ tx: Transaction) throws -> ID<Customer> {
        if let known = try find(mobile, tx) { return known }
        let id: ID<Customer> = try tx.insert(
            "INSERT INTO customer (mobile, name, made_at) VALUES (\(mobile.e164), \(name), \(tx.now))")
        try addWords(CustomerWords.of(name: name, mobile: mobile).sorted(), id, tx)
        return id
    }

    /// For whoever opens its page: the office.
    static let files = AttachmentKind("customer", addedBy: .intake) { id, actor, tx in
        try actor.dealer == nil && tx.value("SELECT 1 FROM customer WHERE id = \(id)", as: Int.self) != nil
    }

    static let naming = SubjectNaming("customer") { ids, context, tx in
        guard context.may(CustomerRoutes.one) else { return [] }
        return try tx.rows("SELECT id, name FROM customer WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("name"), href: context.paths(CustomerRoutes.one, try row("id")))
    }

    package static func find(_ mobile: MobileNumber, _ tx: Transaction) throws -> ID<Customer>? {
        try tx.value("SELECT id FROM customer WHERE mobile = \(mobile.e164)")
    }

    /// Name and number: many have the same name.
    package static func called(_ id: ID<Customer>, _ tx: Transaction) throws -> String {
        let row = try tx.one("SELECT name, mobile FROM customer WHERE id = \(id)")
        return "\(try row("name") as String) \(MobileNumber.shown(stored: try row("mobile")).isolatedLeftToRight)"
    }

    private static func addWords(_ words: [String], _ id: ID<Customer>, _ tx: Transaction) throws {
        var rows: SQL = "(\(words[0]), \(id))"
        for word in words.dropFirst() { rows += ", (\(word), \(id))" }
        try tx.execute("INSERT INTO customer_word (word, customer_id) VALUES \(rows)")
    }
}
