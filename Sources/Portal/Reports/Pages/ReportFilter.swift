import Domain
import Ground
import Web
import Work

/// Of which time reports are read.
struct ReportFilter: Filter {
    let period: ReportPeriod

    /// Where none is asked for, the last month that is over.
    init(_ asked: Asked, _ context: CompanyContext) {
        let calendar = context.reader.clock.calendar
        period =
            asked.filled("period").flatMap { ReportPeriod($0, calendar) }
            ?? ReportPeriod(.month, of: context.today, calendar).before
    }

    var fields: [Address.Field] { [("period", period.text)] }
}

/// By what figures are told apart, and which of them comes first.
struct ReportByFilter: Filter {
    var dimension: ReportDimension
    var measure: Measure
    let period: ReportPeriod

    init(_ asked: Asked, _ context: CompanyContext) {
        let by: ReportDimension = asked.word("by") ?? .group
        dimension = by == .all ? .group : by
        period = ReportFilter(asked, context).period
        let wanted: Measure = asked.word("measure") ?? .repairs
        measure = dimension.measures.contains(wanted) ? wanted : .repairs
    }

    func with(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }

    var fields: [Address.Field] {
        [("by", dimension.rawValue), ("period", period.text), ("measure", measure.rawValue)]
    }
}

/// The jobs that a figure counts.
struct ReportJobFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .byKey("before"))
    let set: JobSet
    let period: ReportPeriod
    let dimension: ReportDimension
    let key: String
    var cursor: Cursor<CountedJobList.Key>?

    init(_ asked: Asked, _ context: CompanyContext) {
        (set, dimension) = (asked.word("set") ?? .done, asked.word("by") ?? .all)
        (key, period) = (asked.text("key"), ReportFilter(asked, context).period)
        cursor = asked.cursor(Self.paging) { CountedJobList.Key($0) }
    }

    init(_ set: JobSet, _ period: ReportPeriod, _ dimension: ReportDimension = .all, key: String = "") {
        (self.set, self.period, self.dimension, self.key) = (set, period, dimension, key)
    }

    var fields: [Address.Field] {
        [
            ("set", set.rawValue), ("period", period.text), ("by", dimension == .all ? "" : dimension.rawValue),
            ("key", key),
        ]
    }

    func jobs(_ context: CompanyContext) -> CountedJobList {
        CountedJobList(
            JobSetList.condition(set, in: period.days, dimension, key: key, context.company.clock), isByEnd: set.isByEnd
        )
    }
}
