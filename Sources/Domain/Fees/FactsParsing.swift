/// Reads a file of finished jobs.
public enum FactsParsing {
    public static let columns = [
        "number", "completed_at", "service_type", "product_group", "product_model", "warranty", "dealer",
        "dealer_grade", "zone", "outcome", "day_kind", "km", "minutes", "visits", "parts", "customer_labour",
        "customer_parts", "hours", "repeat_days", "score", "household",
    ]

    /// The jobs with the lines that they stand on, in the order of the file; everything wrong is refused at once.
    /// All columns must be there; others beside them are left alone.
    public static func jobs(of table: Table) throws(RowRefusals) -> [FeeFacts] {
        try table.checkHeader(required: columns)
        let places = Dictionary(uniqueKeysWithValues: columns.map { ($0, table.header.firstIndex(of: $0)!) })
        var jobs: [FeeFacts] = []
        var numbers: Set<String> = []
        var refused: [RowRefusal] = []
        for index in table.records.indices {
            var reading = FactsReading(table, record: index, places: places)
            guard let job = reading.facts() else {
                refused += reading.refused
                continue
            }
            if numbers.insert(job.number).inserted {
                jobs.append(job)
            } else {
                let complaint = Complaint("fees.job.twice", job.number)
                refused.append(RowRefusal(
                    line: table.lines[index], column: "number", row: job.number, complaint))
            }
        }
        guard refused.isEmpty else { throw RowRefusals(refused) }
        return jobs
    }
}
