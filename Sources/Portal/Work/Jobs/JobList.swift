import Database
import Domain
import Ground
import Web

enum JobList {
    static let pageSize = 25

    /// - Parameter count: how many there are, as `count` says.
    static func page(_ query: JobQuery, count: Int, _ tx: Transaction) throws -> Slice<Row, JobKey> {
        try slice(query, count: count, select: forPage, size: pageSize, tx)
    }

    /// A part of the file.
    static func chunk(
        _ query: JobQuery, count: Int, size: Int, _ tx: Transaction
    ) throws -> Slice<Row, JobKey> {
        try slice(query, count: count, select: forFile, size: size, tx)
    }

    /// Up to the bound of lists. Where a part of those who are called so have more jobs than that, all have.
    static func count(_ query: JobQuery, _ tx: Transaction) throws -> Int {
        if query.driver == .words {
            let part = query.condition(by: .words, most: CountList.bound + 1)
            let count = try CountList.of("job j WHERE \(part)", tx)
            if count > CountList.bound { return count }
        }
        return try CountList.of("job j WHERE \(query.condition(by: query.driver))", tx)
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

    /// What is still to be done for these customers, the newest first.
    static func open(of customers: [ID<Customer>], limit: Int, _ tx: Transaction) throws -> [Row] {
        guard !customers.isEmpty else { return [] }
        return try tx.rows(
            """
            \(forPage) WHERE j.customer_id IN (\(customers)) AND j.state || '' IN (\(JobState.open))
            ORDER BY j.received_on DESC, j.id DESC LIMIT \(literal: limit)
            """)
    }

    /// What was done for him, the last first.
    static func ended(of customer: ID<Customer>, limit: Int, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            \(forPage) WHERE j.customer_id = \(customer) AND NOT (j.state || '' IN (\(JobState.open)))
            ORDER BY j.received_on DESC, j.id DESC LIMIT \(literal: limit)
            """)
    }

    private static func slice(
        _ query: JobQuery, count: Int, select: SQL, size: Int, _ tx: Transaction
    ) throws -> Slice<Row, JobKey> {
        let filter = query.filter
        return try Slice(filter.cursor, size: size, key: { try JobKey($0, filter.sort) }) { limit in
            try tx.rows(statement(query, isMany: count > CountList.bound, select: select, limit: limit))
        }
    }

    /// Few matches are sorted; where there are many, the order's own index is walked, and the page soon full.
    static func statement(_ query: JobQuery, isMany: Bool, select: SQL = forPage, limit: Int = pageSize) -> SQL {
        let (filter, byOrder) = (query.filter, !query.isOrdered && isMany)
        let byIndex = query.isOrdered || byOrder
        var condition = query.condition(by: byOrder ? .none : query.driver)
        if byOrder { condition += "AND" + filter.sort.floor }
        if let cursor = filter.cursor { condition += "AND" + filter.sort.beyond(cursor, byIndex: byIndex) }
        let order = filter.sort.clause(byIndex: byIndex, filter.cursor?.side ?? .onward)
        return "\(select) WHERE \(condition) ORDER BY \(order) LIMIT \(literal: limit)"
    }

    /// LEFT JOIN although the rows are there: it holds `job` as the table to begin with. With statistics at hand the engine
    /// else began with the cities and sorted all jobs for each page, 100 ms instead of 0.06.
    private static let joins: SQL = """
        FROM job j
        LEFT JOIN customer k ON k.id = j.customer_id
        LEFT JOIN dealer d ON d.id = j.dealer_id
        LEFT JOIN person t ON t.id = j.technician_id
        LEFT JOIN job_promise p ON p.job_id = j.id
        """

    static let forPage: SQL = """
        SELECT j.id, j.number, j.state, j.received_on, j.city_id, j.service_type, j.group_id, j.due_at, p.stands_since,
            k.name AS customer, k.mobile, j.completed_at, d.name AS dealer, t.name AS technician, j.appointment_on,
            j.appointment_from, j.appointment_to,
            (SELECT max(a.made_at) FROM assignment a WHERE a.job_id = j.id AND a.state = 'offered') AS offered_at
        \(joins)
        """

    static let forFile: SQL = """
        SELECT j.id, j.number, j.state, j.received_on, j.city_id, j.service_type, j.group_id, k.name AS customer, k.mobile,
            d.code AS dealer_code, d.name AS dealer, t.name AS technician, u.serial, m.code AS model_code,
            m.name AS model, j.address, j.stated_fault, j.accepted_at, j.appointment_on, j.completed_at, j.completed_on, j.warranty,
            j.due_at, p.stands_since, p.response_due, p.response_soon, p.response_mark, p.completion_due, p.completion_soon,
            p.completion_mark
        \(joins)
        LEFT JOIN unit u ON u.id = j.unit_id
        LEFT JOIN product_model m ON m.id = u.model_id
        """
}
