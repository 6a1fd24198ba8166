import Database
import Domain
import Ground
import Web

/// Of which time profit and loss is read, and of which dealer, city or product alone.
struct ProfitFilter: Filter {
    let period: ReportPeriod
    var dimension = ReportDimension.all
    var key = ""

    init(_ period: ReportPeriod) { self.period = period }

    init(_ asked: Asked, _ context: CompanyContext) {
        period = ReportFilter(asked, context).period
        let by: ReportDimension = asked.word("by") ?? .all
        guard ProfitByFilter.dimensions.contains(by) else { return }
        (dimension, key) = (by, asked.text("key"))
    }

    var fields: [Address.Field] {
        [("period", period.text)] + (dimension == .all ? [] : [("by", dimension.rawValue), ("key", key)])
    }

    func scope(_ days: ClosedRange<CalendarDay>) -> ProfitScope {
        ProfitScope(days: days, dimension: dimension, key: key)
    }

    /// What it is narrowed to is called; nil where it is the whole company.
    func name(_ context: CompanyContext, _ tx: Transaction) throws -> String? {
        guard dimension != .all else { return nil }
        guard key != ProfitScope.apart else { return context.words("profit.apart") }
        return try ReportNames([key], dimension, context, tx)[key]
    }
}

/// By what it is told apart.
struct ProfitByFilter: Filter {
    /// A job has one of each.
    static let dimensions = ReportDimension.chosen.filter(\.isOfEachJob)

    let period: ReportPeriod
    var dimension: ReportDimension

    init(_ period: ReportPeriod, _ dimension: ReportDimension) { (self.period, self.dimension) = (period, dimension) }

    init(_ asked: Asked, _ context: CompanyContext) {
        let by: ReportDimension = asked.word("by") ?? .group
        self.init(ReportFilter(asked, context).period, Self.dimensions.contains(by) ? by : .group)
    }

    var fields: [Address.Field] { [("by", dimension.rawValue), ("period", period.text)] }
}

/// The rows of one line.
struct ProfitRowFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    let line: ProfitLine
    let profit: ProfitFilter
    var cursor: Cursor<ProfitRow.Key>?

    init(_ asked: Asked, _ context: CompanyContext) {
        (line, profit) = (asked.word("line") ?? .fees, ProfitFilter(asked, context))
        cursor = asked.cursor(Self.paging) { ProfitRow.Key($0) }
    }

    init(_ line: ProfitLine, _ profit: ProfitFilter) { (self.line, self.profit) = (line, profit) }

    var fields: [Address.Field] { [("line", line.rawValue)] + profit.fields }
    var scope: ProfitScope { profit.scope(profit.period.days) }
}

extension ReportPeriod {
    /// Its last month that has begun.
    func month(upTo today: CalendarDay) -> ReportPeriod {
        months.last { $0.days.lowerBound <= today } ?? months[months.count - 1]
    }
}
