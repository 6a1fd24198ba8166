import Domain
import Ground
import Mustache
import Web

struct JobListPage: Page {
    static let template = "jobs/list"
    let titleKey = "jobs.title"
    let search: String?
    let states: OptionList
    let provinces: OptionList
    /// Of the chosen province alone: all 300 would weigh more than the rows.
    let cities: OptionList?
    let services: OptionList
    let groups: OptionList
    let ages: OptionList
    let isOffice: Bool
    let dealer: String?
    let sort: String?
    let clear: String?
    let byNumber: SortHead
    let byCity: SortHead
    let byDay: SortHead
    let whose: String
    let hasLines: Bool
    let lines: [JobLine]
    let pager: Pager?
    let empty: EmptyNote?
    let csv: String
    let xlsx: String
    let newJob: String?

    init(_ filter: JobFilter, _ slice: JobSlice, _ names: JobLineNames, _ groups: [GroupRow], _ context: CompanyContext)
        throws
    {
        let (reader, paths) = (names.reader, context.paths)
        let choices = JobChoices(filter, names, groups)
        search = filter.text.isEmpty ? nil : filter.text
        states = choices.states
        provinces = choices.provinces
        cities = choices.cities
        services = choices.services
        self.groups = choices.groups
        ages = choices.ages
        isOffice = context.actor.dealer == nil
        dealer = filter.dealer.isEmpty ? nil : filter.dealer
        sort = filter.sort == .newest ? nil : filter.sort.rawValue
        clear = filter.isEmpty ? nil : paths(JobRoutes.list)
        byNumber = SortHead(filter, paths, offers: [.number], ascending: false)
        byCity = SortHead(filter, paths, offers: [.city], ascending: true)
        byDay = SortHead(filter, paths, offers: [.newest, .oldest], ascending: filter.sort == .oldest)
        whose = reader.words(isOffice ? "jobs.dealer" : "jobs.technician")
        let isOffice = isOffice
        lines = try slice.rows.map { try JobLine($0, names, forDealer: !isOffice) }
        hasLines = !lines.isEmpty
        pager = lines.isEmpty ? nil : Pager(filter, slice, paths, reader)
        let emptyKey = filter.isEmpty ? "jobs.none" : "jobs.none_such"
        empty =
            hasLines
            ? nil
            : EmptyNote(
                title: reader.words(emptyKey), text: reader.words(emptyKey + ".text"),
                action: clear.map { .clear($0, reader.words) })
        csv = paths(JobRoutes.export) + filter.export("csv")
        xlsx = paths(JobRoutes.export) + filter.export("xlsx")
        newJob = context.may(NewJobRoutes.form) ? paths(NewJobRoutes.form) : nil
    }
}

/// The head of a column that the list can be ordered by.
struct SortHead: MustacheParent, Sendable {
    let href: String
    let direction: String?

    /// - Parameter offers: the orders of this column; the link leads to the one that is not there now.
    init(_ filter: JobFilter, _ paths: Paths, offers: [JobSort], ascending: Bool) {
        let next = offers.first { $0 != filter.sort } ?? .newest
        href = paths(JobRoutes.list) + filter.with { ($0.sort, $0.cursor) = (next, nil) }.query
        direction = offers.contains(filter.sort) ? (ascending ? "ascending" : "descending") : nil
    }

    func child(named name: String) -> Any? {
        switch name {
        case "href": Cell(href)
        case "direction": direction.map(Cell.init)
        default: nil
        }
    }
}

extension Pager {
    package init(_ filter: JobFilter, _ slice: JobSlice, _ paths: Paths, _ reader: Reader) {
        func page(_ side: JobCursor.Side, _ key: JobKey?) -> String? {
            key.map { key in
                let beyond = JobCursor(side: side, text: key.text(filter.sort))
                return paths(JobRoutes.list) + filter.with { $0.cursor = beyond }.query
            }
        }
        let isMore = slice.count >= JobList.countLimit
        let count = reader.number(isMore ? JobList.countLimit - 1 : slice.count)
        self.init(
            count: reader.words(isMore ? "jobs.count_more" : "jobs.count", count), newer: page(.before, slice.newer),
            older: page(.after, slice.older))
    }
}

extension JobFilter {
    fileprivate func export(_ format: String) -> String {
        let query = with { $0.cursor = nil }.query
        return query.isEmpty ? "?format=\(format)" : query + "&format=\(format)"
    }
}
