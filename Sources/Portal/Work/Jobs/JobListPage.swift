import Database
import Domain
import Ground
import Web

struct JobListPage: Page {
    static let template = "jobs/list"
    let titleKey = "jobs.title"
    /// nil for dealers.
    let segments: SegmentBar?
    let search: String?
    let state: Pick
    let province: Pick
    /// Of the chosen province alone: all 300 would weigh more than the rows.
    let city: Pick?
    let service: Pick
    let group: Pick
    let warranty: Pick
    let way: Pick
    let age: Pick
    let promise: Pick
    /// Carried along by the filter: days of reception, where the report leads here.
    let kept: [Kept]
    let between: String?
    let isOffice: Bool
    let dealer: String?
    let sort: String?
    let clear: String?
    let byNumber: SortHead
    let byCity: SortHead
    let byDay: SortHead
    let byDue: SortHead
    let whose: String
    /// The head of what says why a job is here.
    let because: String?
    /// Whom and what the search found beside jobs.
    let hits: [Fact]
    let hasHits: Bool
    let hasLines: Bool
    let lines: [JobLine]
    let pager: Pager?
    let empty: EmptyNote?
    let csv: String
    let xlsx: String
    let visits: String
    let parts: String
    let newJob: String?

    struct Kept: Sendable {
        let name: String
        let value: String
    }

    init(
        _ filter: JobFilter, _ slice: Slice<Row, JobKey>, _ count: Int, _ found: JobHits, _ names: JobLineNames,
        _ groups: [GroupRow], _ intakes: JobIntakes, _ segments: SegmentBar?, _ context: CompanyContext
    ) throws {
        self.segments = segments
        let (reader, paths) = (names.reader, context.paths)
        let choices = JobChoices(filter, names, groups)
        search = filter.text.isEmpty ? nil : filter.text
        (state, province, city) = (choices.state, choices.province, choices.city)
        (service, group, warranty, age) = (choices.service, choices.group, choices.warranty, choices.age)
        (way, promise) = (choices.way, choices.promise)
        kept = filter.fields.filter { ["from", "to"].contains($0.name) && !$0.text.isEmpty }
            .map { Kept(name: $0.name, value: $0.text) }
        between = reader.between(filter.from, filter.upTo)
        isOffice = context.actor.dealer == nil
        dealer = filter.dealer.isEmpty ? nil : filter.dealer
        sort = filter.sort == .newest ? nil : filter.sort.rawValue
        let list = paths(JobRoutes.list)
        clear = filter.isEmpty ? nil : list
        func head(_ offers: [JobSort], ascending: Bool) -> SortHead {
            SortHead(offers, now: filter.sort, usual: .newest, ascending: ascending) { sort in
                filter.with { $0.sort = sort }.address(list)
            }
        }
        byNumber = head([.number], ascending: false)
        byCity = head([.city], ascending: true)
        byDue = head([.due], ascending: true)
        byDay = head([.newest, .oldest], ascending: filter.sort == .oldest)
        whose = reader.words(isOffice ? "jobs.dealer" : "jobs.technician")
        let isOffice = isOffice
        lines = try slice.lines.map { row in
            let said = intakes.line(try row("id"), reader)
            return try JobLine(row, names, forDealer: !isOffice, in: filter.stage, said: said)
        }
        because = names.becauseHead(filter.stage)
        hits = found.lines(context)
        hasHits = !hits.isEmpty
        hasLines = !lines.isEmpty
        pager = lines.isEmpty ? nil : Pager(slice, of: filter, at: list, count: Self.counted(count, reader))
        let mobile = context.may(NewJobRoutes.form) ? try? MobileNumber(filter.text) : nil
        newJob =
            context.may(NewJobRoutes.form)
            ? Address.of(paths(NewJobRoutes.form), [("mobile", mobile?.local ?? "")]) : nil
        empty = hasLines ? nil : Self.empty(filter, mobile, newJob, clear, reader)
        csv = filter.file(paths(JobRoutes.export), as: "csv")
        xlsx = filter.file(paths(JobRoutes.export), as: "xlsx")
        visits = filter.file(paths(JobRoutes.visits), as: "xlsx")
        parts = filter.file(paths(JobRoutes.parts), as: "xlsx")
    }

    /// A number that nobody has is a new caller's.
    private static func empty(
        _ filter: JobFilter, _ mobile: MobileNumber?, _ newJob: String?, _ clear: String?, _ reader: Reader
    ) -> EmptyNote {
        if let mobile, let newJob {
            return EmptyNote(
                title: reader.words("jobs.none_of_number", reader.digits(mobile.shown).isolatedLeftToRight),
                text: reader.words("jobs.none_of_number.text"),
                action: .init(href: newJob, label: reader.words("jobs.new")))
        }
        let key = filter.isEmpty ? "jobs.none" : "jobs.none_such"
        return EmptyNote(
            title: reader.words(key), text: reader.words(key + ".text"),
            action: clear.map { .clear($0, reader.words) })
    }

    private static func counted(_ count: Int, _ reader: Reader) -> String {
        let isMore = count > CountList.bound
        return reader.words(isMore ? "jobs.count_more" : "jobs.count", reader.number(min(count, CountList.bound)))
    }
}

extension Reader {
    /// `Received from … to …`; nil where neither is said.
    func between(_ from: CalendarDay?, _ upTo: CalendarDay?) -> String? {
        switch (from, upTo) {
        case (let from?, let upTo?): words("jobs.between", wholeDay(from), wholeDay(upTo))
        case (let from?, nil): words("jobs.from", wholeDay(from))
        case (nil, let upTo?): words("jobs.up_to", wholeDay(upTo))
        case (nil, nil): nil
        }
    }
}
