import Database
import Domain
import Ground

/// Fixes how a file is read, and begins.
struct StartImport: Sendable {
    let row: ImportRow
    let plan: ImportPlan
    /// How many the file has: each sheet of a workbook has its own.
    let records: Int

    /// What the person said of the columns is kept for the next file.
    /// - Returns: false where it runs already or is done.
    func run(
        by person: ID<Person>?, in company: OpenCompany, _ words: ImportWords, _ tx: Transaction
    ) throws -> Bool {
        if row.state == .preview {
            try ImportStore.setPlan(row.id, plan, records: records, tx)
            try ImportHeadStore.learn(plan, row.kind, words, tx)
        }
        return try ImportStore.begin(row.id, in: company, by: person, tx)
    }

    /// What stands against reading a file in this way.
    /// - Throws: `table.column.missing` and the like. In a tariff a column that is not understood is refused, for a rule
    ///   without its condition would pay too often.
    static func check(_ plan: ImportPlan, _ kind: ImportKind, _ words: ImportWords) throws(Complaint) {
        let map = plan.map(kind)
        if let column = map.missing(words).first { throw Complaint("table.column.missing", column.nameFa) }
        try map.check(plan.header)
        if kind == .tariff, let column = map.unread(plan.header, words).first {
            throw Complaint("table.column.unknown", column)
        }
    }
}
