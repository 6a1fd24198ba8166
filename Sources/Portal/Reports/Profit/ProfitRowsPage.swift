import Base
import Domain
import Ground
import Web
import Work

/// The rows that one figure of profit and loss is made of.
struct ProfitRowsPage: Page {
    struct Line: Sendable {
        let day: String
        let thing: String
        let text: String
        let job: String
        let href: String?
        let amount: Amount
    }

    static let template = "reports/profit_rows"
    let titleKey = "profit.rows"
    let back: String
    let title: String
    let definition: String
    let entries: String?
    let files: [FileLink]
    let unit: String
    let whole: Amount
    let lines: [Line]
    let hasLines: Bool
    let pager: Pager?
    let empty: EmptyNote?

    /// - Parameters:
    ///   - whole: the sum of all of them.
    ///   - name: what they are narrowed to.
    init(
        _ slice: Slice<ProfitRow, ProfitRow.Key>, whole: Int64, of name: String?, _ filter: ProfitRowFilter,
        _ context: CompanyContext
    ) {
        let (reader, words, paths, currency) = (
            context.reader, context.words, context.paths, context.company.currency
        )
        back = filter.profit.address(paths(ProfitRoutes.page))
        let parts = [
            words("profit.line.\(filter.line.rawValue)"), reader.period(filter.profit.period), name?.isolated,
        ]
        title = parts.compactMap(\.self).joined(separator: " · ")
        definition = words("profit.line.\(filter.line.rawValue).text")
        entries =
            filter.line.isWritten
            ? ProfitFilter(filter.profit.period).address(paths(ProfitEntryRoutes.list)) : nil
        files = context.files(of: filter, at: paths(ProfitRoutes.rowsExport))
        unit = reader.unitName
        self.whole = Amount(Money(whole, currency), reader)
        lines = slice.lines.map { row in
            Line(
                day: reader.day(row.key.day), thing: row.thing, text: row.names.shown(reader), job: row.job ?? "",
                href: row.job.map { paths(JobRoutes.one, $0) }, amount: Amount(Money(row.amount, currency), reader))
        }
        hasLines = !lines.isEmpty
        let list = paths(ProfitRoutes.rows)
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty = hasLines ? nil : EmptyNote(title: words("profit.rows.none"), text: words("profit.empty.text"))
    }
}

enum ProfitRowSheet {
    static func sheet(_ filter: ProfitRowFilter, _ context: CompanyContext) -> Sheet<ProfitRow, ProfitRow.Key> {
        let (reader, words) = (context.reader, context.words)
        let columns: [SheetColumn<ProfitRow>] = [
            .init(day: words("profit.day"), context) { $0.key.day },
            .init(words("profit.thing")) { .text($0.thing) },
            .init(words("profit.what")) { .text($0.names.shown(reader)) },
            .init(words("jobs.number")) { .text($0.job ?? "") },
            .init(amount: words("profit.amount"), context) { $0.amount },
        ]
        return Sheet("profit-rows", in: "reports", title: "profit.rows", columns: columns) { cursor, size, tx in
            try ProfitList.slice(filter.line, filter.scope, cursor, size: size, tx)
        }
    }
}
