/// Prices a file of jobs with the file of a tariff: nothing else is needed, and nothing is stored.
public struct FeesQuote: Sendable {
    public static let columns = ["number", "component", "rule", "quantity", "amount", "payer"]

    /// In the order of the jobs file.
    public let calculations: [Calculation]

    /// Either all jobs are priced, or every row that cannot be read is refused, of both files at once.
    /// - Parameter reading: how a file becomes a table.
    public static func run(
        tariff: [UInt8], jobs: [UInt8], tariffName: String, jobsName: String,
        reading: ([UInt8]) throws(Complaint) -> Table = DelimitedText.read
    ) -> Result<FeesQuote, RowRefusals> {
        let rules = readFile(tariffName) { () throws(RowRefusals) in
            try TariffParsing.rules(of: table(tariff, reading))
        }
        let jobs = readFile(jobsName) { () throws(RowRefusals) in
            let table = try table(jobs, reading)
            return (facts: try FactsParsing.jobs(of: table), lines: table.lines)
        }
        switch (rules, jobs) {
        case (.success(let rules), .success(let jobs)):
            return readFile(jobsName) { () throws(RowRefusals) in
                FeesQuote(calculations: try priced(jobs.facts, lines: jobs.lines, by: Tariff(rules: rules)))
            }
        default:
            return .failure(RowRefusals(refusals(in: rules) + refusals(in: jobs)))
        }
    }

    /// One record for each fee line, as `kardan fees quote` writes it.
    public var csv: String {
        let records = calculations.flatMap { calculation in
            calculation.lines.map { line in
                [
                    calculation.facts.number, line.component.rawValue, line.rule, line.quantity.text(),
                    String(line.amount), line.payer.rawValue,
                ]
            }
        }
        return DelimitedText.write(header: Self.columns, records: records)
    }

    /// A line of text for each fee line with its arithmetic, the rules that lost, and the trip it belongs to,
    /// in the tariff's own words.
    public var explanation: String {
        calculations.flatMap { calculation in
            calculation.lines.map { line in
                let losers = line.reason.losers.map { "\($0.rule) < \($0.cause.rawValue)" }
                let trip = line.reason.sameTripAs.map { ["household_day \($0)"] } ?? []
                let start = "\(calculation.facts.number) \(line.component.rawValue) \(line.rule): "
                return start + ([line.reason.arithmetic()] + losers + trip).joined(separator: "; ") + "\n"
            }
        }
        .joined()
    }

    private static func priced(
        _ jobs: [FeeFacts], lines: [Int], by tariff: Tariff
    ) throws(RowRefusals) -> [Calculation] {
        var trips = HouseholdTrips()
        var calculations: [Calculation?] = Array(repeating: nil, count: jobs.count)
        var refused: [RowRefusal] = []
        for place in HouseholdTrips.order(of: jobs) {
            do {
                calculations[place] = try trips.calculation(of: jobs[place], by: tariff)
            } catch {
                refused.append(RowRefusal(line: lines[place], column: "", row: jobs[place].number, error))
            }
        }
        guard refused.isEmpty else { throw RowRefusals(refused.sorted { $0.line < $1.line }) }
        return calculations.compactMap { $0 }
    }

    private static func table(
        _ bytes: [UInt8], _ reading: ([UInt8]) throws(Complaint) -> Table
    ) throws(RowRefusals) -> Table {
        do {
            return try reading(bytes)
        } catch {
            throw RowRefusals([RowRefusal(line: 0, column: "", error)])
        }
    }

    private static func readFile<Value>(
        _ name: String, _ reading: () throws(RowRefusals) -> Value
    ) -> Result<Value, RowRefusals> {
        do {
            return .success(try reading())
        } catch {
            return .failure(
                RowRefusals(
                    error.rows.map { row in
                        var row = row
                        row.file = name
                        return row
                    }))
        }
    }

    private static func refusals<Value>(in result: Result<Value, RowRefusals>) -> [RowRefusal] {
        if case .failure(let refusals) = result { refusals.rows } else { [] }
    }
}
