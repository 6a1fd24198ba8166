import Database
import Domain
import Web

/// One page of the list, as read.
package struct JobSlice: Sendable {
    package let rows: [Row]
    /// The keys to go on from; nil where there is nothing on that side.
    package let newer: JobKey?
    package let older: JobKey?
    /// Exact up to `JobList.countLimit`, which itself stands for "or more".
    package let count: Int
}

enum JobList {
    static let pageSize = 25
    /// An exact count of 100,000 rows costs forty times the page's query; nobody reads beyond a thousand.
    static let countLimit = 1001

    static func slice(_ query: JobQuery, _ tx: Transaction) throws -> JobSlice {
        let count = try count(query, tx)
        var rows = try rows(query, count: count, select: forPage, limit: pageSize + 1, tx)
        let hasMore = rows.count > pageSize
        if hasMore { rows.removeLast() }
        let isBackwards = query.filter.cursor?.side == .before
        if isBackwards { rows.reverse() }
        let hasCursor = query.filter.cursor != nil
        return JobSlice(
            rows: rows,
            newer: try isBackwards ? (hasMore ? rows.first.map(key) : nil) : (hasCursor ? rows.first.map(key) : nil),
            older: try isBackwards || hasMore ? rows.last.map(key) : nil, count: count)
    }

    /// All rows of the filter from its beginning, so many at a time, for a file.
    static func chunk(_ query: JobQuery, after key: JobKey?, count: Int, limit: Int, _ tx: Transaction) throws -> [Row]
    {
        let here = JobQuery(
            filter: query.filter.with {
                $0.cursor = key.map { JobCursor(side: .after, text: $0.text(query.filter.sort)) }
            },
            sight: query.sight, today: query.today, words: query.words, dealers: query.dealers, group: query.group)
        return try rows(here, count: count, select: forFile, limit: limit, tx)
    }

    static func count(_ query: JobQuery, _ tx: Transaction) throws -> Int {
        let condition = query.condition(by: query.driver)
        return try tx.value(
            "SELECT count(*) FROM (SELECT 1 FROM job j WHERE \(condition) LIMIT \(literal: countLimit)) few")
            ?? 0
    }

    static func key(_ row: Row) throws -> JobKey {
        JobKey(day: try row("received_on"), id: try row("id"), number: try row("number"), city: try row("city_id"))
    }

    /// Whose jobs.
    enum Owner: Sendable {
        case customer(ID<Customer>)
        case unit(ID<Unit>)
    }

    /// Newest first, all of a customer or of a unit.
    static func rows(of owner: Owner, _ sight: Actor.Sight, limit: Int, _ tx: Transaction) throws -> [Row] {
        let condition: SQL =
            switch owner {
            case .customer(let id): "j.customer_id = \(id)"
            case .unit(let id): "j.unit_id = \(id)"
            }
        return try tx.rows(
            """
            \(forPage) WHERE \(JobStore.within(sight)) AND \(condition)
            ORDER BY j.received_on DESC, j.id DESC LIMIT \(literal: limit)
            """)
    }

    private static func rows(
        _ query: JobQuery, count: Int, select: SQL, limit: Int, _ tx: Transaction
    ) throws -> [Row] {
        try tx.rows(statement(query, isMany: count >= countLimit, select: select, limit: limit))
    }

    /// Few matches are sorted; where there are many, the order's own index is walked, and the page soon full.
    static func statement(_ query: JobQuery, isMany: Bool, select: SQL = forPage, limit: Int = pageSize) -> SQL {
        let (filter, byOrder) = (query.filter, !query.isOrdered && isMany)
        let byIndex = query.isOrdered || byOrder
        var condition = query.condition(by: byOrder ? .none : query.driver)
        if byOrder { condition += "AND" + filter.sort.floor }
        if let beyond = filter.cursor?.condition(filter.sort, byIndex: byIndex) { condition += "AND" + beyond }
        let order = filter.sort.clause(byIndex: byIndex, backwards: filter.cursor?.side == .before)
        return "\(select) WHERE \(condition) ORDER BY \(order) LIMIT \(literal: limit)"
    }

    /// LEFT JOIN although the rows are there: it holds `job` as the table to begin with. With statistics at hand the engine
    /// else began with the cities and sorted all jobs for each page, 100 ms instead of 0.06.
    private static let joins: SQL = """
        FROM job j
        LEFT JOIN customer k ON k.id = j.customer_id
        LEFT JOIN dealer d ON d.id = j.dealer_id
        LEFT JOIN person t ON t.id = j.technician_id
        """

    static let forPage: SQL = """
        SELECT j.id, j.number, j.state, j.received_on, j.city_id, j.service_type, j.group_id, k.name AS customer, k.mobile,
            d.name AS dealer, t.name AS technician
        \(joins)
        """

    private static let forFile: SQL = """
        SELECT j.id, j.number, j.state, j.received_on, j.city_id, j.service_type, j.group_id, k.name AS customer, k.mobile,
            d.code AS dealer_code, d.name AS dealer, t.name AS technician, u.serial, m.code AS model_code,
            m.name AS model, j.address, j.stated_fault, j.appointment_on, j.completed_on
        \(joins)
        LEFT JOIN unit u ON u.id = j.unit_id
        LEFT JOIN product_model m ON m.id = u.model_id
        """
}
