import Database
import Domain
import Ground
import Web

package enum CustomerStore {
    /// The customer with this number, added where there is none. A known customer keeps the name he has: what a
    /// later form or file calls him is often shorter or misspelt.
    package static func findOrAdd(_ number: CustomerNumber, _ name: String, _ tx: Transaction) throws -> ID<Customer> {
        if let known = try find(number, tx) { return known }
        let id: ID<Customer> = try tx.insert(
            """
            INSERT INTO customer (mobile, line, name, name_key, made_at)
            VALUES (\(number.stored), \(number.line), \(name), \(SearchText.squeezed(name)), \(tx.now))
            """)
        try addWords(CustomerWords.of(name: name, numbers: [number]), id, tx)
        return id
    }

    package static func findOrAdd(_ mobile: MobileNumber, _ name: String, _ tx: Transaction) throws -> ID<Customer> {
        try findOrAdd(CustomerNumber(mobile), name, tx)
    }

    /// For whoever opens its page: the office.
    static let files = AttachmentKind("customer", addedBy: .intake) { id, actor, tx in
        try actor.dealer == nil && tx.value("SELECT 1 FROM customer WHERE id = \(id)", as: Int.self) != nil
    }

    /// What came later would stay with nobody, or come back with an undone merge.
    static func closing(of subject: EventSubject, _ tx: Transaction) throws -> Complaint? {
        guard subject.name == "customer" else { return nil }
        let fixed: Int? = try tx.value(
            """
            SELECT 1 FROM customer WHERE id = \(subject.id) AND (erased_at IS NOT NULL OR merged_into IS NOT NULL)
            """)
        return fixed.map { _ in Complaint("customers.fixed") }
    }

    /// With a customer who turns out to be another.
    static let moveFiles = CustomerMove("file") { customer, tx in
        try AttachmentStore.ids(of: .customer(customer), tx)
    } move: { ids, customer, tx in
        try AttachmentStore.move(ids, to: .customer(customer), tx)
    }

    static let naming = SubjectNaming("customer") { ids, context, tx in
        guard context.may(CustomerRoutes.one) else { return [] }
        return try tx.rows("SELECT id, name FROM customer WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("name"), href: context.paths(CustomerRoutes.one, try row("id")))
    }

    package static func find(_ number: CustomerNumber, _ tx: Transaction) throws -> ID<Customer>? {
        try find(stored: number.stored, tx)
    }

    /// By his main number or any other of his.
    package static func find(stored number: String, _ tx: Transaction) throws -> ID<Customer>? {
        try tx.value(
            """
            SELECT id FROM customer WHERE mobile = \(number)
            UNION ALL SELECT customer_id FROM customer_number WHERE number = \(number)
            """)
    }

    /// - Throws: `Refusal.stale` for one who is not there, was erased, or has become another.
    package static func checkLiving(_ id: ID<Customer>, _ tx: Transaction) throws {
        let living: Int? = try tx.value(
            "SELECT 1 FROM customer WHERE id = \(id) AND erased_at IS NULL AND merged_into IS NULL")
        guard living != nil else { throw Refusal.stale(Complaint("customers.gone")) }
    }

    /// Another number of a known customer.
    /// - Throws: `customers.number.taken` where it is somebody else's, `customers.numbers.many`; as `checkLiving`.
    package static func addNumber(
        _ number: CustomerNumber, to id: ID<Customer>, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try checkLiving(id, tx)
        if let holder = try find(number, tx) {
            guard holder == id else { throw Complaint("customers.number.taken", try called(holder, tx)) }
            return
        }
        try CustomerLimits.check(numbers: numbers(of: id, tx).count + 1, addresses: 0)
        try tx.execute(
            """
            INSERT INTO customer_number (customer_id, number, line) VALUES (\(id), \(number.stored), \(number.line))
            """)
        try rewrite(wordsOf: id, tx)
        let event = Event(
            "number", of: .customer(id), in: "customers", changes: ["mobile": (before: "", after: number.stored)])
        try EventStore.add(event, by: person, tx)
    }

    /// All his numbers, the main one first.
    package static func numbers(of id: ID<Customer>, _ tx: Transaction) throws -> [(stored: String, line: String)] {
        try tx.rows(
            """
            SELECT mobile AS number, line, 0 AS place FROM customer WHERE id = \(id)
            UNION ALL SELECT number, line, id FROM customer_number WHERE customer_id = \(id) ORDER BY place
            """
        ).map { (stored: try $0("number"), line: try $0("line")) }
    }

    /// Name and number: many have the same name.
    package static func called(_ id: ID<Customer>, _ tx: Transaction) throws -> String {
        let row = try tx.one("SELECT name, mobile FROM customer WHERE id = \(id)")
        return "\(try row("name") as String) \(MobileNumber.shown(stored: try row("mobile")).isolatedLeftToRight)"
    }

    /// After a change of his name or of his numbers.
    static func rewrite(wordsOf id: ID<Customer>, _ tx: Transaction) throws {
        let name: String = try tx.one("SELECT name FROM customer WHERE id = \(id)")("name")
        let numbers = try numbers(of: id, tx).compactMap { try? CustomerNumber($0.stored) }
        try tx.execute("DELETE FROM customer_word WHERE customer_id = \(id)")
        try addWords(CustomerWords.of(name: name, numbers: numbers), id, tx)
    }

    private static func addWords(_ words: Set<String>, _ id: ID<Customer>, _ tx: Transaction) throws {
        let rows = words.sorted().map { word -> SQL in "(\(word), \(id))" }
        guard let first = rows.first else { return }
        try tx.execute(
            "INSERT INTO customer_word (word, customer_id) VALUES \(rows.dropFirst().reduce(first) { $0 + ", " + $1 })")
    }
}
