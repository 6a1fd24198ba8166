import Base
import Database
import Domain
import Ground
import Web

extension PartChargeState: ColumnValue {}

/// What a dealer is charged for a removed part, with what it is for.
struct PartChargeRow: Sendable {
    let id: ID<PartCharge>
    let debt: ID<PartDebt>
    let dealer: ID<Dealer>
    let dealerName: String
    let dealerCode: String
    let part: StockPart
    let jobNumber: String
    let dueOn: CalendarDay
    /// Minor units, above zero.
    let amount: Int64
    let note: String
    let state: PartChargeState
    let madeBy: ID<Person>
    let madeByName: String
    let madeAt: Instant
    let decidedByName: String
    let version: Int

    static let columns: SQL = """
        SELECT k.id AS charge, k.debt_id, k.dealer_id, d.name AS dealer_name, d.code AS dealer_code, j.number AS job, e.due_on,
               k.amount, k.note, k.state, k.made_by, m.name AS made_by_name, k.made_at, w.name AS decided_by_name, k.version,
               \(StockPart.columns)
        FROM part_charge k JOIN part_debt e ON e.id = k.debt_id JOIN spare_part s ON s.id = e.part_id
        JOIN dealer d ON d.id = k.dealer_id JOIN job j ON j.id = e.job_id JOIN person m ON m.id = k.made_by
        LEFT JOIN person w ON w.id = k.decided_by
        """

    init(_ row: Row) throws {
        (id, debt, dealer) = (try row("charge"), try row("debt_id"), try row("dealer_id"))
        (dealerName, dealerCode) = (try row("dealer_name"), try row("dealer_code"))
        (part, jobNumber, dueOn) = (try StockPart(row), try row("job"), try row("due_on"))
        (amount, note, state) = (try row("amount"), try row("note"), try row("state"))
        (madeBy, madeByName, madeAt) = (try row("made_by"), try row("made_by_name"), try row("made_at"))
        (decidedByName, version) = (try row.optional("decided_by_name") ?? "", try row("version"))
    }
}

/// What dealers are charged for removed parts: proposed by the warehouse, decided by finance, given back with the part.
enum PartChargeStore {
    private static let most = 200

    /// - Throws: `stock.charge.twice` where one is open already, or the complaint of `MayChargePart`.
    static func propose(
        _ amount: Int64, for debt: PartDebtRow, because note: String, by actor: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        let today = company.clock.day(of: tx.now)
        _ = try MayChargePart(
            debt.state, isMissed: debt.isMissed, finding: debt.finding, dueOn: debt.dueOn, on: today)
        guard try open(of: [debt.id], tx).isEmpty else { throw Complaint("stock.charge.twice") }
        let id: ID<PartCharge> = try tx.insert(
            """
            INSERT INTO part_charge (debt_id, dealer_id, amount, note, state, made_by, made_at)
            VALUES (\(debt.id), \(debt.dealer), \(amount), \(note), 'proposed', \(actor.person), \(tx.now))
            """)
        try add("charge_proposed", of: debt.id, amount, by: actor.person, tx)
        let notice = Notice("part_charge", about: .partCharge(id), debt.dealerName, debt.part.code)
        try OutboxStore.add(notice, to: .office(.finance), but: actor.person, tx)
    }

    /// - Throws: `Refusal.stale` where it waits no more, or the complaint of `MayConfirmRow`.
    static func confirm(
        _ charge: PartChargeRow, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        let (permit, reason) = try Easing.permitOfMoney(to: actor, tx) {
            try MayConfirmRow(actor, madeBy: charge.madeBy, isEased: $0)
        }
        let entry = try post(-charge.amount, charge, by: charge.madeBy, in: company, tx)
        try decide(
            charge, .posted, setting: "entry_id = \(entry), eased = \(reason ?? "")", by: permit.actor.person, tx)
        let notice = Notice("part_charged", about: .partDebt(charge.debt), charge.part.code, charge.jobNumber)
        try OutboxStore.add(notice, to: .dealer(charge.dealer, [.dealerManager]), but: actor.person, tx)
    }

    /// - Throws: as `confirm`.
    static func refuse(_ charge: PartChargeRow, by actor: Actor, _ tx: Transaction) throws {
        let (permit, reason) = try Easing.permitOfMoney(to: actor, tx) {
            try MayConfirmRow(actor, madeBy: charge.madeBy, isEased: $0)
        }
        try decide(charge, .refused, setting: "eased = \(reason ?? "")", by: permit.actor.person, tx)
    }

    /// Those parts came, or were not owed after all: what was proposed is off, and what was charged goes back.
    static func giveBack(
        of debts: [ID<PartDebt>], by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        for charge in try open(of: debts, tx) {
            guard charge.state == .posted else {
                try decide(charge, .withdrawn, by: actor.person, tx)
                continue
            }
            let entry = try post(charge.amount, charge, by: actor.person, in: company, tx)
            try move(charge, .returned, setting: "back_id = \(entry)", tx)
            try add("charge_returned", of: charge.debt, charge.amount, by: actor.person, tx)
        }
    }

    private static func post(
        _ amount: Int64, _ charge: PartChargeRow, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws -> ID<LedgerEntry> {
        try LedgerStore.post(
            Posting(
                kind: .partCharge, dealer: charge.dealer, amount: Money(amount, company.currency),
                day: company.clock.day(of: tx.now), madeBy: person, note: "\(charge.part.code) · \(charge.jobNumber)"),
            tx)
    }

    private static func decide(
        _ charge: PartChargeRow, _ state: PartChargeState, setting change: SQL? = nil, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        let decided: SQL = "decided_by = \(person), decided_at = \(tx.now)"
        try move(charge, state, setting: change.map { decided + ", " + $0 } ?? decided, tx)
        try add("charge_\(state.rawValue)", of: charge.debt, charge.amount, by: person, tx)
    }

    private static func move(
        _ charge: PartChargeRow, _ state: PartChargeState, setting change: SQL, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE part_charge SET state = \(state), \(change), version = version + 1
            WHERE id = \(charge.id) AND version = \(charge.version) AND state = \(charge.state)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    private static func add(
        _ kind: String, of debt: ID<PartDebt>, _ amount: Int64, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let event = Event(kind, of: .partDebt(debt), in: PartDebtStore.room, detail: ["amount": String(amount)])
        try EventStore.add(event, by: person, tx)
    }

    // MARK: What is there

    /// - Throws: `Refusal.hidden` where there is none of this id.
    static func find(_ id: ID<PartCharge>, _ tx: Transaction) throws -> PartChargeRow {
        guard let row = try all("k.id = \(id)", tx).first else { throw Refusal.hidden }
        return row
    }

    /// Those that wait for finance, oldest first.
    static func waiting(_ tx: Transaction) throws -> [PartChargeRow] { try all("k.state = 'proposed'", tx) }

    /// How many wait, for whoever may decide them.
    static func waiting(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        guard context.may(PartChargeRoutes.confirmation) else { return [] }
        let count = try CountList.of("part_charge k WHERE k.state = 'proposed'", tx)
        return [WaitingCount("part_charges", .money, count, at: context.paths(PartChargeRoutes.list))]
    }

    /// How those were decided that wait no more, the latest last.
    static func decided(_ tx: Transaction) throws -> [PartChargeRow] {
        try tx.rows(
            "\(PartChargeRow.columns) WHERE k.state <> 'proposed' ORDER BY k.id DESC LIMIT \(literal: 50)"
        ).map(PartChargeRow.init)
    }

    /// All of them, the newest first.
    static func slice(
        _ cursor: Cursor<ID<PartCharge>>?, size: Int, _ tx: Transaction
    ) throws -> Slice<PartChargeRow, ID<PartCharge>> {
        try Slice(cursor, size: size, key: \.id) { limit in
            let beyond: SQL = cursor.map { "k.id < \($0.key)" } ?? "1 = 1"
            return try tx.rows(
                "\(PartChargeRow.columns) WHERE \(beyond) ORDER BY k.id DESC LIMIT \(literal: limit)"
            ).map(PartChargeRow.init)
        }
    }

    static func open(of debts: [ID<PartDebt>], _ tx: Transaction) throws -> [PartChargeRow] {
        guard !debts.isEmpty else { return [] }
        return try all("k.debt_id IN (\(debts)) AND k.state IN ('proposed', 'posted')", tx)
    }

    private static func all(_ condition: SQL, _ tx: Transaction) throws -> [PartChargeRow] {
        try tx.rows("\(PartChargeRow.columns) WHERE \(condition) ORDER BY k.id LIMIT \(literal: most)")
            .map(PartChargeRow.init)
    }

    static let naming = SubjectNaming("part_charge") { ids, context, tx in
        guard context.may(PartChargeRoutes.list) else { return [] }
        return try tx.rows(
            """
            SELECT k.id, s.code FROM part_charge k JOIN part_debt e ON e.id = k.debt_id JOIN spare_part s ON s.id = e.part_id
            WHERE k.id IN (\(ids))
            """)
    } link: { row, context in
        SubjectLink(label: try row("code"), href: context.paths(PartChargeRoutes.list))
    }

    /// What stands of a customer in why a dealer was charged for a part that was removed at his.
    static let erasing = Erasing { erasure, tx in
        try erasure.takeOut(tx) { without in
            """
            UPDATE part_charge SET note = \(without("note"))
            WHERE note <> '' AND debt_id IN (SELECT e.id FROM part_debt e JOIN job j ON j.id = e.job_id
                                             WHERE j.customer_id = \(erasure.customer))
            """
        }
        return []
    }
}

extension EventSubject {
    static func partCharge(_ id: ID<PartCharge>) -> EventSubject { EventSubject("part_charge", id.value) }
}
