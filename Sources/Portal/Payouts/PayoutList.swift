import Database
import Domain

/// Payouts as pages show them.
enum PayoutList {
    static let pageSize = 50

    struct Line: Sendable {
        let id: ID<Payout>
        let number: String
        let period: Period
        let state: PayoutState
        let total: Int64
        let items: Int
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
        let claims: Int
    }

    struct Event: Sendable {
        let kind: String
        let at: Instant
        let who: String?
        let detail: String
    }

    struct DealerName: Sendable {
        let code: String
        let name: String
    }

    /// Newest first; one more than a page where more follow.
    static func page(before: ID<Payout>?, _ tx: Transaction) throws -> [Line] {
        let older: SQL = before.map { "WHERE p.id < \($0)" } ?? ""
        return try tx.rows("\(columns) \(older) ORDER BY p.id DESC LIMIT \(literal: pageSize + 1)").map(Line.init)
    }

    static func line(_ id: ID<Payout>, _ tx: Transaction) throws -> Line {
        try Line(tx.one("\(columns) WHERE p.id = \(id)"))
    }

    static func count(_ tx: Transaction) throws -> Int { try tx.value("SELECT count(*) FROM payout") ?? 0 }

    /// In the order of the bank's file.
    static func items(of payout: ID<Payout>, _ tx: Transaction) throws -> [Item] {
        try tx.rows(
            """
            SELECT i.id, i.dealer_id, d.code, d.name, i.amount, i.sheba, i.payee, i.reference,
                   (SELECT count(*) FROM payout_entry c WHERE c.item_id = i.id) AS claims
            FROM payout_item i JOIN dealer d ON d.id = i.dealer_id WHERE i.payout_id = \(payout) ORDER BY i.position
            """
        ).map { row in
            Item(
                id: try row("id"), dealer: try row("dealer_id"), code: try row("code"), name: try row("name"),
                amount: try row("amount"), sheba: try row("sheba"), payee: try row("payee"),
                reference: try row("reference"), claims: try row("claims"))
        }
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

    /// The months that have approved claims in no payout, newest first.
    static func unpaidPeriods(_ tx: Transaction) throws -> [Period] {
        try tx.rows(
            """
            SELECT DISTINCT c.period_year, c.period_month FROM claim c
            WHERE c.state IN ('approved', 'part_approved')
            AND \(PayoutStore.isUnpaid)
            ORDER BY c.period_year DESC, c.period_month DESC
            """
        ).map { Period(year: try $0("period_year"), month: try $0("period_month")) }
    }

    static func dealers(_ tx: Transaction) throws -> [ID<Dealer>: DealerName] {
        try tx.rows("SELECT id, code, name FROM dealer").reduce(into: [:]) { all, row in
            all[try row("id")] = DealerName(code: try row("code"), name: try row("name"))
        }
    }

    private static let columns: SQL = """
        SELECT p.id, p.number, p.period_year, p.period_month, p.state, p.total, p.made_at, p.paid_on, p.bank_reference,
               m.name AS made_by_name, (SELECT count(*) FROM payout_item i WHERE i.payout_id = p.id) AS items
        FROM payout p LEFT JOIN person m ON m.id = p.made_by
        """
}

extension PayoutList.Line {
    init(_ row: Row) throws {
        id = try row("id")
        number = try row("number")
        period = Period(year: try row("period_year"), month: try row("period_month"))
        state = try row("state")
        total = try row("total")
        items = try row("items")
        madeByName = try row.optional("made_by_name")
        madeAt = try row("made_at")
        paidOn = try row.optional("paid_on")
        bankReference = try row.optional("bank_reference")
    }
}
