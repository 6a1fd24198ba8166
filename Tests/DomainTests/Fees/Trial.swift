import Domain

/// A small tariff and a few jobs, written as files are, with everything that a test does not speak of left usual.
struct Trial {
    static let usualJob = [
        "completed_at": "2026-10-05T10:00", "service_type": "repair", "product_group": "fridge",
        "product_model": "FR-1", "warranty": "in", "dealer": "D1", "dealer_grade": "A", "zone": "out_of_city",
        "outcome": "completed", "day_kind": "workday", "km": "37.5", "minutes": "50", "visits": "1", "parts": "2",
        "customer_labour": "0", "customer_parts": "0", "hours": "20.0", "household": "H1",
    ]

    var rules: [[String: String]]
    var jobs: [[String: String]]

    init(rules: [[String: String]], jobs: [[String: String]] = [[:]]) {
        self.rules = rules
        self.jobs = jobs
    }

    func run() -> Result<FeesQuote, RowRefusals> {
        FeesQuote.run(tariff: tariff, jobs: file, tariffName: "tariff.csv", jobsName: "jobs.csv")
    }

    /// The output without its header.
    func lines() throws -> [String] {
        try run().get().csv.split(separator: "\n").dropFirst().map(String.init)
    }

    /// Where something is wrong and what, as `line:column:key`.
    func refusals() -> [String] {
        switch run() {
        case .success: []
        case .failure(let refusals): refusals.rows.map { "\($0.line):\($0.column):\($0.complaint.key)" }
        }
    }

    func reasons() throws -> [FeeReason] {
        try run().get().calculations.flatMap { $0.lines.map(\.reason) }
    }

    var tariff: [UInt8] {
        let columns = RuleColumn.allCases.map(\.rawValue)
        let records = rules.enumerated().map { place, rule in
            let usual = ["code": "R\(place + 1)", "component": "labour", "method": "fixed", "amount": "1000"]
            return columns.map { column in
                rule[column] ?? (column == "amount" && rule["bands"] != nil ? "" : usual[column] ?? "")
            }
        }
        return Array(DelimitedText.write(header: columns, records: records).utf8)
    }

    private var file: [UInt8] {
        let records = jobs.enumerated().map { place, job in
            FactsColumn.allCases.map(\.rawValue).map { column in
                job[column] ?? (column == "number" ? "J\(place + 1)" : Self.usualJob[column] ?? "")
            }
        }
        return Array(DelimitedText.write(header: FactsColumn.allCases.map(\.rawValue), records: records).utf8)
    }
}
