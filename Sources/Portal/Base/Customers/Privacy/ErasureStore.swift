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

    /// His row stays as a number without a name, and so do those of all who turned out to be him.
    static func erase(_ id: ID<Customer>, _ tx: Transaction) throws {
        let all = try MergeStore.everyone(id, tx)
        try tx.execute(
            """
            UPDATE customer SET name = '#' || id, mobile = '#' || id, line = '', name_key = '', national_id = '',
                email = '', note = '', tags = '', consent = 'unasked', erased_at = \(tx.now)
            WHERE id IN (\(all))
            """)
        try tx.execute("DELETE FROM customer_word WHERE customer_id IN (\(all))")
        try tx.execute("DELETE FROM customer_number WHERE customer_id IN (\(all))")
        try tx.execute("DELETE FROM customer_address WHERE customer_id IN (\(all))")
        try tx.execute(
            "UPDATE customer_merge SET mobile = '', reason = '', changed = '{}' WHERE kept_id IN (\(all)) OR gone_id IN (\(all))"
        )
    }

    /// What else may stand of him in free texts: his further numbers, his addresses, his national id, and what he was called
    /// when he was taken for another.
    static func words(of id: ID<Customer>, _ tx: Transaction) throws -> [String] {
        try MergeStore.everyone(id, tx).flatMap { one in
            let known = try CustomerParticularsStore.find(one, tx)
            let numbers = known.numbers.filter(\.isReal).flatMap { CustomerErasure.writings(of: $0.stored) }
            let names = known.name.contains(" ") ? [known.name] : []
            return (numbers + known.addresses.map(\.text) + names + [known.nationalID, known.email]).filter {
                !$0.isEmpty
            }
        }
    }

    /// What is left of one who turned out to be another goes with that other.
    static func obstacle(for id: ID<Customer>, _ tx: Transaction) throws -> Complaint? {
        let kept = try MergeStore.living(id, tx)
        return kept == id ? nil : Complaint("customers.merge.gone", try CustomerStore.called(kept, tx))
    }

    static let erasing = Erasing(rewriting: ["event"]) { erasure, tx in
        let all = erasure.everyone
        let own: [Int64] = try tx.list("SELECT id FROM unit WHERE customer_id = \(erasure.customer)")
        try EventStore.blank("unit", own + erasure.past.units, tx)
        try EventStore.blank("customer", all.map(\.value), tx)
        try erasure.takeOut(tx, SegmentStore.takeOut)
        let segments = try SegmentStore.ids(tx)
        if !segments.isEmpty { try erasure.takeOut(tx) { EventStore.rewriting("segment", segments, $0) } }
        try leave(try MergeStore.partners(of: all, tx), erasure, tx)
        return all.map(EventSubject.customer) + own.map { EventSubject("unit", $0) }
    }

    /// The history of those with whom he was one for a time tells of it, and of what was his meanwhile.
    private static func leave(
        _ partners: [(id: ID<Customer>, since: Instant)], _ erasure: CustomerErasure, _ tx: Transaction
    ) throws {
        guard !partners.isEmpty else { return }
        for partner in partners {
            try EventStore.blank("customer", [partner.id.value], ["merged", "merged_into"], at: partner.since, tx)
        }
        let ids = partners.map(\.id.value)
        try erasure.takeOut(tx) { EventStore.rewriting("customer", ids, $0) }
    }

    static func dossier(
        _ id: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        guard try find(id, tx) != nil else { throw Refusal.hidden }
        let (words, all) = (context.words, try MergeStore.everyone(id, tx))
        let own = try all.flatMap { try CustomerParticularsStore.find($0, tx).dossier(words) }
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
        let files = try AttachmentStore.all(of: "customer", all.map(\.value), tx).map {
            DossierLine(words("privacy.files"), at: $0.at, words("privacy.files"), $0.file.name)
        }
        return try own + units + files + all.flatMap { try history($0, context, tx) }
    }

    private static func history(
        _ id: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        var asked = HistoryQuestion()
        asked.subject = .customer(id)
        let happenings = try HistoryList.page(asked, limit: 500, tx)
        let wording = try HappeningWording(context, tx, of: happenings)
        return happenings.map {
            DossierLine(context.words("menu.history"), at: $0.mark.at, wording.what($0), wording.change($0))
        }
    }
}
