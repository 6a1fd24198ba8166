import Database
import Domain
import Ground
import Web

/// Profit and loss of a period, told apart by one dimension.
struct ProfitByFigures: Sendable {
    struct Line: Sendable {
        let key: String
        let name: String
        let sums: ProfitSums
    }

    /// The best first; what belongs to no job comes last.
    let lines: [Line]
    let whole: ProfitSums

    init(_ filter: ProfitByFilter, _ context: CompanyContext, _ tx: Transaction) throws {
        let sums = try ProfitList.sums(by: filter.dimension, in: filter.period.days, tx)
        let names = try ReportNames(sums.keys, filter.dimension, context, tx)
        let apart = context.words("profit.apart")
        let lines = sums.map { key, sums in
            Line(key: key, name: key == ProfitScope.apart ? apart : names[key], sums: sums)
        }
        self.init(
            lines: lines.sorted { one, other in
                let (left, right) = (one.key == ProfitScope.apart, other.key == ProfitScope.apart)
                if left != right { return right }
                return one.sums.result == other.sums.result
                    ? (one.name, one.key) < (other.name, other.key) : one.sums.result > other.sums.result
            })
    }

    init(lines: [Line]) {
        self.lines = lines
        whole = lines.reduce(into: ProfitSums()) { $0 += $1.sums }
    }

    /// Where there are more than twice so many: the best, those between, and the worst with what belongs to no job.
    func shown(most: Int) -> (first: [Line], others: [Line], last: [Line]) {
        let own = lines.filter { $0.key != ProfitScope.apart }
        let apart = lines.filter { $0.key == ProfitScope.apart }
        guard own.count > 2 * most else { return (own, [], apart) }
        let others = Array(own.dropFirst(most).dropLast(most))
        return (Array(own.prefix(most)), others, Array(own.suffix(most)) + apart)
    }
}

struct ProfitByPage: Page {
    struct Line: Sendable {
        let name: String
        /// nil of several together.
        let href: String?
        let income: Amount
        let cost: Amount
        let result: Amount
        let margin: String
    }

    /// Rows that the page shows of the best and of the worst, where there are more than both; the file has all.
    private static let most = 100

    static let template = "reports/profit_by"
    let titleKey = "profit.title.by"
    let titleValues: [String]
    let back: String
    let files: [FileLink]
    let tabs: [Tab]
    let action: String
    let by: String
    let period: Pick
    let head: String
    let unit: String
    let lines: [Line]
    let hasLines: Bool
    let whole: Line
    let empty: EmptyNote?

    init(_ figures: ProfitByFigures, _ filter: ProfitByFilter, _ context: CompanyContext) {
        let (reader, words, paths, currency) = (
            context.reader, context.words, context.paths, context.company.currency
        )
        let (page, profit) = (paths(ProfitRoutes.by), paths(ProfitRoutes.page))
        titleValues = [reader.name(of: filter.dimension)]
        back = ProfitFilter(filter.period).address(profit)
        files = context.files(of: filter, at: paths(ProfitRoutes.byExport))
        tabs = ProfitByFilter.dimensions.map {
            Tab(
                href: ProfitByFilter(filter.period, $0).address(page), label: reader.name(of: $0),
                isCurrent: $0 == filter.dimension)
        }
        (action, by, period) = (page, filter.dimension.rawValue, .period(filter.period, context))
        (head, unit) = (reader.name(of: filter.dimension), reader.unitName)
        func line(_ name: String, _ sums: ProfitSums, _ href: String?) -> Line {
            func amount(_ minor: Int64) -> Amount { Amount(Money(minor, currency), reader) }
            return Line(
                name: name, href: href, income: amount(sums[.income]), cost: amount(sums[.cost]),
                result: amount(sums.result),
                margin: sums.margin.map { words("reports.percent", reader.tenths($0)) } ?? "–")
        }
        func shown(_ one: ProfitByFigures.Line) -> Line {
            var narrowed = ProfitFilter(filter.period)
            (narrowed.dimension, narrowed.key) = (filter.dimension, one.key)
            return line(one.name, one.sums, narrowed.address(profit))
        }
        let all = figures.shown(most: Self.most)
        let between = all.others.reduce(into: ProfitSums()) { $0 += $1.sums }
        let others =
            all.others.isEmpty ? [] : [line(words("profit.others", reader.number(all.others.count)), between, nil)]
        lines = all.first.map(shown) + others + all.last.map(shown)
        hasLines = !lines.isEmpty
        whole = line(words("reports.whole"), figures.whole, back)
        empty = hasLines ? nil : EmptyNote(title: words("profit.empty"), text: words("profit.empty.text"))
    }
}

/// The same as a file, with each line.
enum ProfitBySheet {
    static func sheet(_ filter: ProfitByFilter, _ context: CompanyContext) -> Sheet<ProfitByFigures.Line, Never> {
        let (reader, words) = (context.reader, context.words)
        let columns: [SheetColumn<ProfitByFigures.Line>] =
            [.init(reader.name(of: filter.dimension)) { .text($0.name) }]
            + ProfitLine.allCases.map { one in
                .init(amount: words("profit.line.\(one.rawValue)"), context) { $0.sums[one] }
            } + [.init(amount: words("profit.result"), context) { $0.sums.result }]
        return Sheet("profit-by", in: "reports", title: "profit.title", columns: columns) { _, _, tx in
            Slice(all: try ProfitByFigures(filter, context, tx).lines)
        }
    }
}
