import Database
import Domain

/// Marks the ids of frozen calculations and their lines.
public enum FrozenCalculation {}
public enum FrozenFeeLine {}

/// Calculations as they were made, never changed after.
enum CalculationStore {
    /// - Parameters:
    ///   - tariff: nil for one on a salary.
    ///   - replaced: the calculation in whose place this one stands.
    ///   - recomputation: what it was made in.
    /// - Throws: `DatabaseFault.unique` where the job is in that recomputation already.
    static func add(
        _ calculation: Calculation, of job: ID<Job>, by tariff: ID<TariffVersion>?, currency: Currency,
        replacing replaced: ID<FrozenCalculation>? = nil, in recomputation: ID<Recomputation>? = nil, _ tx: Transaction
    ) throws -> ID<FrozenCalculation> {
        let id: ID<FrozenCalculation> = try tx.insert(
            """
            INSERT INTO calculation (job_id, tariff_id, replaces_id, recomputation_id, facts, payable, currency, made_at)
            VALUES (\(job), \(tariff), \(replaced), \(recomputation), \(calculation.facts.frozen), \(calculation.payable),
                    \(currency.rawValue), \(tx.now))
            """)
        try add(calculation.lines, to: id, tx)
        return id
    }

    private static func add(_ lines: [FeeLine], to id: ID<FrozenCalculation>, _ tx: Transaction) throws {
        guard !lines.isEmpty else { return }
        var rows: SQL = """
            INSERT INTO fee_line (calculation_id, position, component, rule_code, quantity, amount, payer,
                                  is_household_day, reason) VALUES
            """
        for (position, line) in lines.enumerated() {
            if position > 0 { rows += "," }
            rows += """
                (\(id), \(position), \(line.component), \(line.rule), \(line.quantity.text()), \(line.amount),
                 \(line.payer), \(line.scope == .householdDay), \(line.reason.frozen))
                """
        }
        try tx.later(rows)
    }

    /// Puts a job on the list «no tariff».
    static func wait(_ job: ID<Job>, completedOn: CalendarDay, _ tx: Transaction) throws {
        try tx.later(
            """
            INSERT INTO unpriced_job (job_id, completed_on) VALUES (\(job), \(completedOn))
            ON CONFLICT (job_id) DO NOTHING
            """)
    }

    static func waitNoMore(_ job: ID<Job>, _ tx: Transaction) throws {
        try tx.later("DELETE FROM unpriced_job WHERE job_id = \(job)")
    }

    /// nil for a job that does not wait.
    static func waiting(_ job: ID<Job>, _ tx: Transaction) throws -> Row? {
        try tx.row(
            """
            SELECT j.id, j.dealer_id, u.completed_on FROM unpriced_job u JOIN job j ON j.id = u.job_id
            WHERE u.job_id = \(job)
            """)
    }

    /// The newest calculation of a job with its tariff, if it was priced.
    static func header(of job: ID<Job>, _ tx: Transaction) throws -> Row? {
        try tx.row("\(headerColumns) WHERE c.job_id = \(job) ORDER BY c.id DESC LIMIT 1")
    }

    /// Whether the company's own prices held when it was done: then these say what its customer pays.
    static func isPricedElsewhere(_ job: ID<Job>, _ tx: Transaction) throws -> Bool {
        let held: Int? = try tx.value(
            "SELECT 1 FROM job j JOIN price_start p ON p.valid_from <= j.completed_on WHERE j.id = \(job)")
        return held != nil
    }

    /// What each of these jobs earned, as it was computed last.
    static func payable(of jobs: [ID<Job>], _ tx: Transaction) throws -> [ID<Job>: Money] {
        let rows = try tx.rows(
            """
            SELECT c.job_id, c.payable, c.currency FROM calculation c WHERE c.job_id IN (\(jobs)) ORDER BY c.id
            """)
        return try rows.reduce(into: [:]) { all, row in
            guard let currency = Currency(rawValue: try row("currency")) else { throw DatabaseFault.column("currency") }
            all[try row("job_id")] = Money(try row("payable"), currency)
        }
    }

    static func header(_ id: ID<FrozenCalculation>, _ tx: Transaction) throws -> Row {
        try tx.one("\(headerColumns) WHERE c.id = \(id)")
    }

    /// What it was computed from, and from when to when the job was in the dealer's hand.
    static func basis(of calculation: ID<FrozenCalculation>, _ tx: Transaction) throws -> Row {
        try tx.one(
            """
            SELECT c.tariff_id, c.facts, j.accepted_at, j.completed_at
            FROM calculation c JOIN job j ON j.id = c.job_id WHERE c.id = \(calculation)
            """)
    }

    private static let headerColumns: SQL = """
        SELECT c.id, c.payable, c.currency, c.made_at, c.tariff_id, t.name AS tariff, t.version FROM calculation c
        LEFT JOIN tariff t ON t.id = c.tariff_id
        """

    static func lines(of calculation: ID<FrozenCalculation>, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT id, component, rule_code, quantity, amount, payer, reason FROM fee_line
            WHERE calculation_id = \(calculation) ORDER BY position
            """)
    }

    /// Which earlier job of its trip made a line of it nothing, by component.
    static func trips(in calculation: ID<FrozenCalculation>, _ tx: Transaction) throws -> [FeeComponent: String] {
        try tx.rows(
            """
            SELECT component, reason FROM fee_line WHERE calculation_id = \(calculation) AND is_household_day = 1
            ORDER BY position
            """
        ).reduce(into: [:]) { trips, row in
            let component: FeeComponent = try row("component")
            trips[component] = try trips[component] ?? FeeReason(frozen: row("reason")).sameTripAs
        }
    }

    /// The done jobs of a tariff's days that nothing has priced, by id.
    static func waiting(for tariff: TariffRow, after id: Int64, limit: Int, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT j.id, j.dealer_id, j.completed_on FROM unpriced_job u JOIN job j ON j.id = u.job_id
            JOIN dealer d ON d.id = j.dealer_id AND d.pay = \(tariff.audience)
            WHERE u.job_id > \(id) AND u.completed_on >= \(tariff.from)
            AND u.completed_on <= \(tariff.lastDay)
            ORDER BY u.job_id LIMIT \(literal: limit)
            """)
    }

    /// The done jobs of a dealer that nothing has priced, by id.
    static func waiting(of dealer: ID<Dealer>, after id: Int64, limit: Int, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT j.id, j.dealer_id, j.completed_on FROM unpriced_job u JOIN job j ON j.id = u.job_id
            WHERE u.job_id > \(id) AND j.dealer_id = \(dealer) ORDER BY u.job_id LIMIT \(literal: limit)
            """)
    }

    /// Done jobs that no tariff has priced, oldest first.
    static func waiting(limit: Int, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT j.id, j.number, u.completed_on FROM unpriced_job u JOIN job j ON j.id = u.job_id
            ORDER BY u.job_id LIMIT \(literal: limit)
            """)
    }
}
