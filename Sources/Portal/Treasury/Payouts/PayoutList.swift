import Database
import Domain
import Ground
import Web

/// Payouts as pages show them.
enum PayoutList {
    static let pageSize = 50

    struct Line: Sendable {
        let id: ID<Payout>
        let number: String
        /// nil for the company's own.
        let calendar: CalendarSystem?
        let period: Period
        let scope: String
        let state: PayoutState
        let total: Int64
        let items: Int
        let waiting: Int
        let returned: Int
        let madeByName: String?
        let madeAt: Instant
        let paidOn: CalendarDay?
        let bankReference: String?
    }

    struct Item: Sendable {
        let id: ID<PayoutItem>
        let dealer: ID<Dealer>
        let code: String
        let name: String
        let amount: Int64
        let sheba: String
        let payee: String
        let reference: String
        /// Rows of the dealer's account that it was made of.
        let entries: Int
        let state: PayoutItemState
        let paidOn: CalendarDay?
        let bankReference: String?
        /// Why the bank gave it back, in its words.
        let bankText: String
    }

    /// What one row is made of, of one kind.
    struct Sum: Sendable {
        let kind: LedgerKind
        let amount: Int64
    }

    struct Deduction: Sendable {
        let kind: DeductionRule.Kind
        let percent: Percent
        let base: Int64
        let amount: Int64
    }

    struct Event: Sendable {
        let kind: String
        let at: Instant
        let who: String?
        let detail: String
    }

    /// Newest first.
    static func slice(
        _ filter: PayoutFilter, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<Line, ID<Payout>> {
        let older: SQL = filter.cursor.map { "AND p.id < \($0.key)" } ?? ""
        return try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            try tx.rows("\(columns) WHERE \(filter.condition) \(older) ORDER BY p.id DESC LIMIT \(literal: limit)").map(
                Line.init)
        }
    }

    static func line(_ id: ID<Payout>, _ tx: Transaction) throws -> Line {
        try Line(tx.one("\(columns) WHERE p.id = \(id)"))
    }

    static func count(_ filter: PayoutFilter, _ tx: Transaction) throws -> Int {
        try tx.value("SELECT count(*) FROM payout p WHERE \(filter.condition)") ?? 0
    }

    /// In the order of the bank's file.
    static func items(of payout: ID<Payout>, _ tx: Transaction) throws -> [Item] {
        try tx.rows(
            """
            SELECT i.id, i.dealer_id, d.code, d.name, i.amount, i.sheba, i.payee, i.reference, i.state, i.paid_on,
                   i.bank_reference, i.bank_text,
                   (SELECT coalesce(sum(s.entries), 0) FROM payout_item_sum s WHERE s.item_id = i.id) AS entries
            FROM payout_item i JOIN dealer d ON d.id = i.dealer_id WHERE i.payout_id = \(payout) ORDER BY i.position
            """
        ).map { row in
            Item(
                id: try row("id"), dealer: try row("dealer_id"), code: try row("code"), name: try row("name"),
                amount: try row("amount"), sheba: try row("sheba"), payee: try row("payee"),
                reference: try row("reference"), entries: try row("entries"), state: try row("state"),
                paidOn: try row.optional("paid_on"), bankReference: try row.optional("bank_reference"),
                bankText: try row("bank_text"))
        }
    }

    /// What each row of a payout is made of.
    static func sums(of payout: ID<Payout>, _ tx: Transaction) throws -> [ID<PayoutItem>: [Sum]] {
        let rows = try tx.rows(
            """
            SELECT s.item_id, s.kind, s.amount FROM payout_item i JOIN payout_item_sum s ON s.item_id = i.id
            WHERE i.payout_id = \(payout)
            """)
        let all: [ID<PayoutItem>: [Sum]] = try rows.reduce(into: [:]) { all, row in
            all[try row("item_id"), default: []].append(Sum(kind: try row("kind"), amount: try row("amount")))
        }
        let order = Dictionary(uniqueKeysWithValues: LedgerKind.allCases.enumerated().map { ($1, $0) })
        return all.mapValues { $0.sorted { order[$0.kind]! < order[$1.kind]! } }
    }

    static func deductions(ofPayout payout: ID<Payout>, _ tx: Transaction) throws -> [ID<PayoutItem>: [Deduction]] {
        try tx.rows(
            """
            SELECT l.item_id, l.kind, l.percent, l.base_amount, l.amount
            FROM payout_item i JOIN payout_deduction l ON l.item_id = i.id WHERE i.payout_id = \(payout)
            ORDER BY l.item_id, l.position
            """
        ).reduce(into: [:]) { all, row in all[try row("item_id"), default: []].append(try Deduction(row)) }
    }

    static func deductions(of item: ID<PayoutItem>, _ tx: Transaction) throws -> [Deduction] {
        try tx.rows(
            "SELECT kind, percent, base_amount, amount FROM payout_deduction WHERE item_id = \(item) ORDER BY position"
        ).map(Deduction.init)
    }

    /// Oldest first.
    static func events(of payout: ID<Payout>, _ tx: Transaction) throws -> [Event] {
        try tx.rows(
            """
            SELECT e.kind, e.at, p.name, e.detail FROM payout_event e LEFT JOIN person p ON p.id = e.person_id
            WHERE e.payout_id = \(payout) ORDER BY e.id
            """
        ).map { Event(kind: try $0("kind"), at: try $0("at"), who: try $0.optional("name"), detail: try $0("detail")) }
    }

    /// Whom a payout can be for: the provinces that have dealers, their grades, each of them.
    static func scopes(_ tx: Transaction) throws -> [(scope: PayoutScope, nameFa: String, nameEn: String)] {
        let provinces = try tx.rows(
            """
            SELECT p.id, p.name_fa, p.name_en FROM province p WHERE EXISTS
                (SELECT 1 FROM dealer d JOIN city c ON c.id = d.city_id WHERE c.province_id = p.id) ORDER BY p.id
            """
        ).map { row in
            (
                scope: PayoutScope.province(try row("id")), nameFa: try row("name_fa") as String,
                nameEn: try row("name_en") as String
            )
        }
        let grades = try tx.list("SELECT DISTINCT grade FROM dealer ORDER BY grade", as: String.self).map {
            (scope: PayoutScope.grade($0), nameFa: $0, nameEn: $0)
        }
        let dealers = try tx.rows("SELECT code, name FROM dealer ORDER BY code").map { row in
            (
                scope: PayoutScope.dealer(try row("code")), nameFa: try row("name") as String,
                nameEn: try row("name") as String
            )
        }
        return provinces.inPersianOrder { $0.nameFa } + grades + dealers.inPersianOrder { $0.nameFa }
    }

    /// In the reader's words. - Parameter text: as `PayoutScope.text` writes it.
    static func scopeName(_ text: String, _ reader: Reader, _ tx: Transaction) throws -> String {
        guard let scope = PayoutScope(text) else { return text }
        switch scope {
        case .all: return reader.scope(scope, "")
        case .grade(let grade): return reader.scope(scope, grade)
        case .dealer(let code):
            return reader.scope(scope, try tx.value("SELECT name FROM dealer WHERE code = \(code)") ?? code)
        case .province(let id):
            let row = try tx.row("SELECT name_fa, name_en FROM province WHERE id = \(id)")
            return reader.scope(scope, try row.map { reader.name(fa: try $0("name_fa"), en: try $0("name_en")) } ?? "")
        }
    }

    private static let columns: SQL = """
        SELECT p.id, p.number, p.calendar, p.period_year, p.period_month, p.scope, p.state, p.total, p.made_at, p.paid_on,
               p.bank_reference, m.name AS made_by_name,
               (SELECT count(*) FROM payout_item i WHERE i.payout_id = p.id) AS items,
               (SELECT count(*) FROM payout_item i WHERE i.payout_id = p.id AND i.state = 'waiting') AS waiting,
               (SELECT count(*) FROM payout_item i WHERE i.payout_id = p.id AND i.state = 'returned') AS returned
        FROM payout p LEFT JOIN person m ON m.id = p.made_by
        """
}

extension PayoutList.Line {
    init(_ row: Row) throws {
        id = try row("id")
        number = try row("number")
        calendar = try row.optional("calendar")
        period = Period(year: try row("period_year"), month: try row("period_month"))
        scope = try row("scope")
        state = try row("state")
        total = try row("total")
        items = try row("items")
        waiting = try row("waiting")
        returned = try row("returned")
        madeByName = try row.optional("made_by_name")
        madeAt = try row("made_at")
        paidOn = try row.optional("paid_on")
        bankReference = try row.optional("bank_reference")
    }
}

extension PayoutList.Deduction {
    init(_ row: Row) throws {
        kind = try row("kind")
        base = try row("base_amount")
        amount = try row("amount")
        guard let percent = Percent(hundredths: try row("percent")) else { throw DatabaseFault.column("percent") }
        self.percent = percent
    }
}
