import Database
import Domain
import Ground
import Web

/// How an answer's file is read: where its columns stand, and the day of what was paid where it says none.
package struct AnswerPlan: Codable, Hashable, Sendable {
    /// The file's columns as it calls them.
    package let header: [String]
    package var columns: [String: Int]
    /// ISO 8601.
    package var day: String
    /// Which of a workbook's sheets is read; nil for a file that has one.
    package var sheet: Int?

    package var places: [AnswerColumn: Int] {
        columns.reduce(into: [:]) { places, pair in
            if let column = AnswerColumn(rawValue: pair.key) { places[column] = pair.value }
        }
    }
}

/// One file with a bank's answer.
package struct AnswerRow: Sendable {
    package let id: ID<BankAnswer>
    package let batch: ID<BankBatch>
    package let fileName: String
    package let sha256: String
    package let plan: AnswerPlan
    let isTaken: Bool
    package let madeAt: Instant
    let takenAt: Instant?
    let takenBy: String?
    /// Orders that it has settled.
    let paid: Int
    package let returned: Int

    package init(_ row: Row) throws {
        id = try row("id")
        batch = try row("batch_id")
        fileName = try row("file_name")
        sha256 = try row("sha256")
        plan = try JSONText.read(row("reading"))
        isTaken = try row("state") == "taken"
        madeAt = try row("made_at")
        takenAt = try row.optional("taken_at")
        takenBy = try row.optional("name")
        paid = try row("paid")
        returned = try row("returned")
    }
}

/// The answers of a bank to the files of a payout, and what they say of its orders.
package enum BankAnswerStore {
    /// What lies in the blobs.
    package static func files(_ names: FileNames, _ tx: Transaction) throws -> [String] {
        try tx.list("SELECT sha256 FROM bank_answer WHERE \(names.condition)")
    }

    /// The same file handed over again is the same answer.
    package static func add(
        to batch: ID<BankBatch>, fileName: String, sha256: String, plan: AnswerPlan, by person: ID<Person>,
        _ tx: Transaction
    ) throws -> ID<BankAnswer> {
        let known: ID<BankAnswer>? = try tx.value(
            "SELECT id FROM bank_answer WHERE batch_id = \(batch) AND sha256 = \(sha256)")
        if let known { return known }
        return try tx.insert(
            """
            INSERT INTO bank_answer (batch_id, file_name, sha256, reading, state, made_by, made_at)
            VALUES (\(batch), \(fileName), \(sha256), \(try JSONText.of(plan)), 'preview', \(person), \(tx.now))
            """)
    }

    /// - Throws: `Refusal.hidden` where this payout has no such answer.
    package static func find(_ id: ID<BankAnswer>, of payout: ID<Payout>, _ tx: Transaction) throws -> AnswerRow {
        let row = try tx.row(
            """
            \(columns) JOIN bank_batch b ON b.id = a.batch_id WHERE a.id = \(id) AND b.payout_id = \(payout)
            """)
        guard let row else { throw Refusal.hidden }
        return try AnswerRow(row)
    }

    /// Oldest first.
    package static func list(of batch: ID<BankBatch>, _ tx: Transaction) throws -> [AnswerRow] {
        try tx.rows("\(columns) WHERE a.batch_id = \(batch) ORDER BY a.id").map(AnswerRow.init)
    }

    package static func setPlan(_ id: ID<BankAnswer>, _ plan: AnswerPlan, _ tx: Transaction) throws {
        try tx.execute(
            "UPDATE bank_answer SET reading = \(try JSONText.of(plan)) WHERE id = \(id) AND state = 'preview'")
    }

    /// - Returns: false where it was taken before.
    package static func take(
        _ id: ID<BankAnswer>, paid: Int, returned: Int, by person: ID<Person>, _ tx: Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE bank_answer SET state = 'taken', paid = \(paid), returned = \(returned), taken_by = \(person),
                taken_at = \(tx.now) WHERE id = \(id) AND state = 'preview'
            """) == 1
    }

    /// In the order of the files. A row that a person has settled has settled its orders.
    package static func orders(of batch: ID<BankBatch>, _ tx: Transaction) throws -> [BankAnswer.Order] {
        try tx.rows(
            """
            SELECT o.item_id, o.amount, o.reference, CASE WHEN o.state = 'waiting' THEN i.state ELSE o.state END AS state
            FROM bank_order o JOIN payout_item i ON i.id = o.item_id WHERE o.batch_id = \(batch) ORDER BY o.id
            """
        ).map { row in
            BankAnswer.Order(
                reference: try row("reference"), row: try row("item_id"), amount: try row("amount"),
                state: try row("state"))
        }
    }

    /// What a line says of its order. A bank gives back what it has paid, too.
    package static func settle(_ line: BankAnswer.Line, in batch: ID<BankBatch>, _ tx: Transaction) throws {
        let state: OrderState = line.finding == .paid ? .paid : .returned
        try tx.execute(
            """
            UPDATE bank_order SET state = \(state), paid_on = \(state == .paid ? line.day : nil),
                bank_reference = \(line.tracking), bank_text = \(line.text)
            WHERE batch_id = \(batch) AND reference = \(line.reference)
            """)
    }

    private static let columns: SQL = """
        SELECT a.id, a.batch_id, a.file_name, a.sha256, a.reading, a.state, a.made_at, a.taken_at, a.paid, a.returned, p.name
        FROM bank_answer a LEFT JOIN person p ON p.id = a.taken_by
        """
}
