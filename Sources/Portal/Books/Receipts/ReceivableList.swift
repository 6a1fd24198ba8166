import Base
import Database
import Domain
import Ground
import Web

/// How a customer stands: what he owes, by how long it is due, and what of his money the company has.
struct CustomerStanding: Sendable {
    let customer: ID<Customer>
    let name: String
    let mobile: String
    let bands: [AgeBand: Int64]
    let credit: Int64

    var owed: Int64 { bands.values.reduce(0, +) }
    var late: Int64 { owed - (bands[.notDue] ?? 0) }
}

enum ReceivableList {
    static let pageSize = 50

    /// Those who owe something, in the order in which they became customers.
    static func slice(
        _ filter: ReceivableFilter, size: Int = pageSize, today: CalendarDay, _ tx: Transaction
    ) throws -> Slice<CustomerStanding, ID<Customer>> {
        try Slice(filter.cursor, size: size, key: { $0.customer }) { limit in
            try standings(
                """
                r.customer_id > \(filter.cursor?.key.value ?? 0) AND \(late(filter, today))
                """, limit: limit, today: today, tx)
        }
    }

    static func standing(
        of customer: ID<Customer>, today: CalendarDay, _ tx: Transaction
    ) throws -> (owed: Int64, late: Int64, credit: Int64) {
        let found = try standings("r.customer_id = \(customer)", limit: 1, today: today, tx).first
        return (found?.owed ?? 0, found?.late ?? 0, try credits(of: [customer], tx)[customer] ?? 0)
    }

    /// Of all that the filter leaves.
    static func sums(_ filter: ReceivableFilter, today: CalendarDay, _ tx: Transaction) throws -> [AgeBand: Int64] {
        let row = try tx.one(
            "SELECT \(bands(today)) FROM receivable r WHERE r.settled < r.total AND \(late(filter, today))")
        return try read(row)
    }

    private static func late(_ filter: ReceivableFilter, _ today: CalendarDay) -> SQL {
        filter.isLate ? "r.due_on < \(today)" : "1 = 1"
    }

    private static func standings(
        _ condition: SQL, limit: Int, today: CalendarDay, _ tx: Transaction
    ) throws -> [CustomerStanding] {
        let rows = try tx.rows(
            """
            SELECT r.customer_id, \(bands(today)) FROM receivable r WHERE r.settled < r.total AND \(condition)
            GROUP BY r.customer_id ORDER BY r.customer_id LIMIT \(literal: limit)
            """)
        let ids: [ID<Customer>] = try rows.map { try $0("customer_id") }
        let credits = try credits(of: ids, tx)
        let names = try tx.rows("SELECT id, name, mobile FROM customer WHERE id IN (\(ids))").reduce(
            into: [ID<Customer>: (String, String)]()
        ) { $0[try $1("id")] = (try $1("name"), try $1("mobile")) }
        return try rows.map { row in
            let id: ID<Customer> = try row("customer_id")
            return CustomerStanding(
                customer: id, name: names[id]?.0 ?? "", mobile: names[id]?.1 ?? "", bands: try read(row),
                credit: credits[id] ?? 0)
        }
    }

    /// What of their money the company has.
    private static func credits(of customers: [ID<Customer>], _ tx: Transaction) throws -> [ID<Customer>: Int64] {
        try tx.rows(
            """
            SELECT customer_id, sum(amount - used) AS free FROM customer_receipt
            WHERE customer_id IN (\(customers)) AND used < amount AND state <> 'bounced' GROUP BY customer_id
            """
        ).reduce(into: [:]) { $0[try $1("customer_id")] = try $1("free") }
    }

    /// A column for each band of age.
    private static func bands(_ today: CalendarDay) -> SQL {
        func sum(_ condition: SQL, as name: String) -> SQL {
            "coalesce(sum(CASE WHEN \(condition) THEN r.total - r.settled ELSE 0 END), 0) AS \(SQL(trusted: name))"
        }
        func before(_ days: Int) -> CalendarDay { today.adding(days: -days) }
        let columns: [SQL] = [
            sum("r.due_on < \(today) AND r.due_on >= \(before(30))", as: AgeBand.month.rawValue),
            sum("r.due_on < \(before(30)) AND r.due_on >= \(before(60))", as: AgeBand.twoMonths.rawValue),
            sum("r.due_on < \(before(60)) AND r.due_on >= \(before(90))", as: AgeBand.threeMonths.rawValue),
            sum("r.due_on < \(before(90))", as: AgeBand.older.rawValue),
        ]
        let first = sum("r.due_on >= \(today)", as: AgeBand.notDue.rawValue)
        return columns.reduce(first) { $0 + ", " + $1 }
    }

    private static func read(_ row: Row) throws -> [AgeBand: Int64] {
        try AgeBand.allCases.reduce(into: [:]) { $0[$1] = try row($1.rawValue) as Int64 }
    }
}

/// Who of those that owe something is listed.
struct ReceivableFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .never)
    let isLate: Bool
    var cursor: Cursor<ID<Customer>>?

    init(_ asked: Asked) {
        isLate = asked.text("tab") == "late"
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] { [("tab", isLate ? "late" : "")] }
}
