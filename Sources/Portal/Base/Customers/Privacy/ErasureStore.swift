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
            UPDATE customer SET name = '#' || id, mobile = '#' || id, line = '', name_key = '', national_id = '', note = '',
                tags = '', consent = 'unasked', erased_at = \(tx.now)
            WHERE id = \(id) OR merged_into = \(id)
            """)
        try tx.execute("DELETE FROM customer_word WHERE customer_id = \(id)")
        try tx.execute("DELETE FROM customer_number WHERE customer_id = \(id)")
        try tx.execute("DELETE FROM customer_address WHERE customer_id = \(id)")
        try tx.execute("UPDATE customer_merge SET mobile = '', reason = '' WHERE kept_id = \(id) OR gone_id = \(id)")
    }

    /// What else may stand of him in free texts: his further numbers, his addresses, his national id.
    static func words(of id: ID<Customer>, _ tx: Transaction) throws -> [String] {
        let particulars = try CustomerParticularsStore.find(id, tx)
        let numbers = particulars.numbers.flatMap { number in
            [MobileNumber.local(stored: number.stored), MobileNumber.shown(stored: number.stored)]
        }
        let whoElse: [String] = try tx.list("SELECT name FROM customer WHERE merged_into = \(id)")
        let texts = numbers + numbers.map(Digits.persian) + particulars.addresses.map(\.text) + [particulars.nationalID]
        return (texts + whoElse.filter { $0.contains(" ") }).filter { !$0.isEmpty }
    }

    /// What is left of one who turned out to be another goes with that other.
    static func obstacle(for id: ID<Customer>, _ tx: Transaction) throws -> Complaint? {
        let kept: ID<Customer>? = try tx.value(
            "SELECT merged_into FROM customer WHERE id = \(id) AND merged_into IS NOT NULL")
        return try kept.map { Complaint("customers.merge.gone", try CustomerStore.called($0, tx)) }
    }

    static let erasing = Erasing(rewriting: ["event"]) { erasure, tx in
        let own: [Int64] = try tx.list("SELECT id FROM unit WHERE customer_id = \(erasure.customer)")
        try EventStore.blank("unit", own + left(erasure.customer, tx), tx)
        let gone: [Int64] = try tx.list("SELECT id FROM customer WHERE merged_into = \(erasure.customer)")
        try EventStore.blank("customer", [erasure.customer.value] + gone, tx)
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
        let own =
            try [
                DossierLine(words("jobs.customer"), words("customers.name"), person.name),
                DossierLine(
                    words("jobs.customer"), words("jobs.new.mobile"), MobileNumber.local(stored: person.mobile)),
            ] + CustomerParticularsStore.find(id, tx).dossier(words)
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
