import Database
import Domain
import Ground
import Web

/// The customer's own rows, and those of his machines.
enum ErasureStore {
    struct Person: Sendable {
        let name: String
        let mobile: String
        let isErased: Bool
    }

    static func find(_ id: ID<Customer>, _ tx: Transaction) throws -> Person? {
        try tx.row("SELECT name, mobile, erased_at FROM customer WHERE id = \(id)").map { row in
            let erasedAt: Instant? = try row.optional("erased_at")
            return Person(name: try row("name"), mobile: try row("mobile"), isErased: erasedAt != nil)
        }
    }

    /// His row stays as a number without a name.
    static func erase(_ id: ID<Customer>, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE customer SET name = \("#\(id)"), mobile = \("#\(id)"), erased_at = \(tx.now) WHERE id = \(id)
            """)
        try tx.execute("DELETE FROM customer_word WHERE customer_id = \(id)")
    }

    static let erasing = Erasing(rewriting: ["event"]) { erasure, tx in
        let own: [Int64] = try tx.list("SELECT id FROM unit WHERE customer_id = \(erasure.customer)")
        try EventStore.blank("unit", own + left(erasure.customer, tx), tx)
        try EventStore.blank("customer", [erasure.customer.value], tx)
        return [.customer(erasure.customer)] + own.map { EventSubject("unit", $0) }
    }

    /// The machines that have gone over to others: their history names whose they were.
    private static func left(_ customer: ID<Customer>, _ tx: Transaction) throws -> [Int64] {
        let serials = try EventStore.details(of: .customer(customer), tx).compactMap { $0["serial"] }
        return try tx.list("SELECT id FROM unit WHERE serial IN (\(serials))")
    }

    static func dossier(
        _ id: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        guard let person = try find(id, tx) else { throw Refusal.hidden }
        let words = context.words
        let own = [
            DossierLine(words("jobs.customer"), words("customers.name"), person.name),
            DossierLine(
                words("jobs.customer"), words("jobs.new.mobile"), MobileNumber.local(stored: person.mobile)),
        ]
        let units = try tx.rows(
            """
            SELECT u.serial, m.name, u.purchased_on, u.installed_on FROM unit u
            JOIN product_model m ON m.id = u.model_id WHERE u.customer_id = \(id) ORDER BY u.id
            """
        ).map { row in
            let days: [CalendarDay?] = [try row.optional("purchased_on"), try row.optional("installed_on")]
            let texts = [try row("serial") as String] + days.compactMap { $0.map(context.reader.day) }
            return DossierLine(words("customers.units"), try row("name"), texts.joined(separator: " · "))
        }
        let files = try AttachmentStore.all(of: .customer(id), tx).map {
            DossierLine(words("privacy.files"), at: $0.at, words("privacy.files"), $0.file.name)
        }
        return try own + units + files + history(id, context, tx)
    }

    private static func history(
        _ id: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        var asked = HistoryQuestion()
        asked.subject = .customer(id)
        let wording = try HappeningWording(context, tx)
        return try HistoryList.page(asked, limit: 500, tx).map {
            DossierLine(context.words("menu.history"), at: $0.mark.at, wording.what($0), wording.change($0))
        }
    }
}
