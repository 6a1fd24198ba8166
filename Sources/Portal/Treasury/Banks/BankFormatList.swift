import Database
import Domain

/// What the pages of formats show beside the formats.
enum BankFormatList {
    struct Limit: Sendable {
        let limit: OrderLimit
        let at: Instant
        /// nil: it came with the company.
        let who: String?
    }

    /// The newest first.
    static func events(of id: ID<BankFormat>, _ tx: Transaction) throws -> [FormatEvent] {
        try tx.rows(
            """
            SELECT e.kind, e.at, e.version, p.name FROM bank_format_event e LEFT JOIN person p ON p.id = e.person_id
            WHERE e.format_id = \(id) ORDER BY e.id DESC LIMIT 50
            """
        ).map {
            FormatEvent(
                kind: try $0("kind"), at: try $0("at"), who: try $0.optional("name"), version: try $0("version"))
        }
    }

    /// Who wrote that version and when; nil for one that came with the company.
    static func change(_ version: Int, of id: ID<BankFormat>, _ tx: Transaction) throws -> FormatEvent? {
        try events(of: id, tx).first { $0.version == version && ($0.kind == .made || $0.kind == .changed) }
    }

    /// In the order in which they were written down.
    static func limits(_ tx: Transaction) throws -> [Limit] {
        try tx.rows(
            """
            SELECT l.method, l.from_day, l.least, l.greatest, l.at, p.name
            FROM payment_limit l LEFT JOIN person p ON p.id = l.person_id ORDER BY l.id
            """
        ).map { row in
            Limit(
                limit: try OrderLimit(
                    method: row("method"), from: row("from_day"), least: row.optional("least"),
                    greatest: row.optional("greatest")),
                at: try row("at"), who: try row.optional("name"))
        }
    }

    static func limits(on day: CalendarDay, _ tx: Transaction) throws -> OrderLimits {
        OrderLimits(try limits(tx).map(\.limit), on: day)
    }
}

extension PaymentMethod: ColumnValue {}
extension OrderState: ColumnValue {}
