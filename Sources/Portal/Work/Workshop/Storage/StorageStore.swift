import Base
import Database
import Domain
import Ground

extension DisposalWay: ColumnValue {}

/// A rule of storage with the day from which it holds.
struct DatedStorageRule: Sendable {
    let from: CalendarDay
    let rule: StorageRule
    let maker: String
}

/// The rules of storage, the reminders that went by them, and what was disposed of.
enum StorageStore {
    private static let most = 50

    static func add(_ rule: StorageRule, from day: CalendarDay, by person: ID<Person>, _ tx: Transaction) throws {
        let reminders = rule.reminders.map(String.init).joined(separator: " ")
        try tx.execute(
            """
            INSERT INTO storage_rule (valid_from, free_days, per_day, most, reminders, disposal_days, made_by, made_at)
            VALUES (\(day), \(rule.freeDays), \(rule.perDay), \(rule.most), \(reminders), \(rule.disposalDays), \(person),
                    \(tx.now))
            """)
    }

    /// Under which a machine is that was received on this day; of two of one day the later one.
    static func rule(on day: CalendarDay, _ tx: Transaction) throws -> StorageRule? {
        try tx.row(
            """
            \(columns) WHERE r.valid_from <= \(day) ORDER BY r.valid_from DESC, r.id DESC LIMIT 1
            """
        ).map { try dated($0).rule }
    }

    /// The newest first.
    static func all(_ tx: Transaction) throws -> [DatedStorageRule] {
        try tx.rows("\(columns) ORDER BY r.valid_from DESC, r.id DESC LIMIT \(literal: most)").map(dated)
    }

    private static let columns: SQL = """
        SELECT r.id, r.valid_from, r.free_days, r.per_day, r.most, r.reminders, r.disposal_days, p.name
        FROM storage_rule r JOIN person p ON p.id = r.made_by
        """

    private static func dated(_ row: Row) throws -> DatedStorageRule {
        let reminders: String = try row("reminders")
        let rule = try StorageRule(
            freeDays: row("free_days"), perDay: row("per_day"), most: row.optional("most"),
            reminders: reminders.split(separator: " ").compactMap { Int($0) },
            disposalDays: row.optional("disposal_days"))
        return DatedStorageRule(
            from: try row("valid_from"), rule: rule, maker: try row("name"))
    }

    // MARK: Reminders

    /// When they went, since this machine can be fetched.
    static func reminders(_ item: ID<BenchItem>, since ready: CalendarDay, _ tx: Transaction) throws -> [CalendarDay] {
        try tx.list(
            """
            SELECT sent_on FROM storage_reminder WHERE item_id = \(item) AND ready_on = \(ready) ORDER BY position
            """)
    }

    static func addReminder(
        _ item: ID<BenchItem>, since ready: CalendarDay, position: Int, on day: CalendarDay, _ tx: Transaction
    ) throws {
        try tx.later(
            """
            INSERT INTO storage_reminder (item_id, ready_on, position, sent_on, made_at)
            VALUES (\(item), \(ready), \(position), \(day), \(tx.now))
            """)
        let detail = ["number": String(position)]
        try EventStore.add(
            Event("item_reminded", of: .benchItem(item), in: BenchStore.room, detail: detail), by: nil, tx)
    }

    /// Numbers of the jobs whose machines can be fetched, in the order of the machines.
    static func waiting(
        beyond item: ID<BenchItem>, limit: Int, _ tx: Transaction
    ) throws -> [(item: ID<BenchItem>, number: String)] {
        try tx.rows(
            """
            SELECT i.id, j.number FROM bench_item i JOIN job j ON j.id = i.job_id
            WHERE i.state IN ('ready', 'unrepaired') AND i.id > \(item) ORDER BY i.id LIMIT \(literal: limit)
            """
        ).map { (item: try $0("id"), number: try $0("number")) }
    }

    // MARK: Disposal

    static func add(
        _ disposal: Disposal, of item: ID<BenchItem>, fee: StorageFee, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try tx.later(
            """
            INSERT INTO bench_disposal (item_id, way, amount, storage_fee, reason, made_by, made_at)
            VALUES (\(item), \(disposal.way), \(disposal.amount), \(fee.amount), \(disposal.reason), \(person), \(tx.now))
            """)
    }

    static func disposal(of item: ID<BenchItem>, _ tx: Transaction) throws -> DisposalRow? {
        try tx.row(
            """
            SELECT d.way, d.amount, d.storage_fee, d.reason, p.name, d.made_at FROM bench_disposal d
            JOIN person p ON p.id = d.made_by WHERE d.item_id = \(item)
            """
        ).map { row in
            DisposalRow(
                way: try row("way"), amount: try row("amount"), fee: try row("storage_fee"), reason: try row("reason"),
                maker: try row("name"), madeAt: try row("made_at"))
        }
    }

    static let erasing = Erasing(rewriting: ["bench_disposal"]) { erasure, tx in
        let ids: [Int64] = try tx.list(
            """
            SELECT d.item_id FROM bench_disposal d JOIN bench_item i ON i.id = d.item_id JOIN job j ON j.id = i.job_id
            WHERE j.customer_id = \(erasure.customer) ORDER BY d.item_id
            """)
        try erasure.takeOut(tx) { "UPDATE bench_disposal SET reason = \($0("reason")) WHERE item_id IN (\(ids))" }
        return []
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let (words, reader, currency) = (context.words, context.reader, context.company.currency)
        return try tx.rows(
            """
            SELECT j.number, d.way, d.amount, d.reason, d.made_at FROM bench_disposal d
            JOIN bench_item i ON i.id = d.item_id JOIN job j ON j.id = i.job_id
            WHERE j.customer_id = \(customer) ORDER BY d.item_id
            """
        ).map { row in
            let (way, amount): (DisposalWay, Int64) = (try row("way"), try row("amount"))
            let texts: [String] = [
                words("storage.way.\(way.rawValue)"), amount == 0 ? "" : reader.money(Money(amount, currency)),
                try row("reason"),
            ]
            return DossierLine(
                words("storage.disposed"), at: try row("made_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
    }
}

/// What was done with a machine that nobody has fetched.
struct DisposalRow: Sendable {
    let way: DisposalWay
    let amount: Int64
    let fee: Int64
    let reason: String
    let maker: String
    let madeAt: Instant
}

/// How a machine that can be fetched stands: since when, what that has come to, what its customer was told.
struct StorageStanding: Sendable {
    let ready: CalendarDay
    let rule: StorageRule
    let fee: StorageFee
    let reminders: [CalendarDay]

    /// From which day on it may be disposed of; nil while its reminders have not gone, or where it never is.
    var disposal: CalendarDay? { rule.disposal(since: ready, reminded: reminders) }

    /// - Returns: nil for a machine that cannot be fetched, or where no rule held when it was received.
    static func read(
        _ item: BenchItemRow, _ clock: CompanyClock, on today: CalendarDay, _ tx: Transaction
    ) throws -> StorageStanding? {
        guard item.state.handedOver != nil,
            let rule = try StorageStore.rule(on: clock.day(of: item.receivedAt), tx)
        else { return nil }
        let ready = clock.day(of: item.movedAt)
        return StorageStanding(
            ready: ready, rule: rule, fee: rule.fee(since: ready, on: today),
            reminders: try StorageStore.reminders(item.id, since: ready, tx))
    }
}
