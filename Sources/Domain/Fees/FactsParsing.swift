/// Reads a file of finished jobs.
public enum FactsParsing {
    /// The jobs in the order of the file; everything wrong is refused at once, a number that stands twice too.
    /// All of `FactsColumn` must be there; columns beside them are left alone.
    public static func jobs(of table: Table) throws(RowRefusals) -> [FeeFacts] {
        try table.checkHeader(required: FactsColumn.allCases.map(\.rawValue))
        let places = Dictionary(
            uniqueKeysWithValues: FactsColumn.allCases.map { ($0, table.header.firstIndex(of: $0.rawValue)!) })
        var jobs: [FeeFacts] = []
        var numbers: Set<String> = []
        var refused: [RowRefusal] = []
        for (record, line) in zip(table.records, table.lines) {
            let text = { (column: FactsColumn) in
                let place = places[column]!
                return record.indices.contains(place) ? DelimitedText.trimmed(record[place]) : ""
            }
            if let complaint = table.raggedness(of: record) {
                refused.append(RowRefusal(line: line, column: "", row: text(.number), complaint))
                continue
            }
            var reading = FactsReading(line: line, text: text)
            guard let job = reading.facts() else {
                refused += reading.refused
                continue
            }
            jobs.append(job)
            if !numbers.insert(job.number).inserted {
                let complaint = Complaint("fees.job.twice", job.number)
                refused.append(RowRefusal(line: line, column: "number", row: job.number, complaint))
            }
        }
        guard refused.isEmpty else { throw RowRefusals(refused) }
        return jobs
    }
}
