import Database
import Domain
import Ground
import Web

/// By what the report tells the promises apart.
enum PromiseGrouping: String, CaseIterable, Sendable { case service, city, dealer, month }

/// Of which jobs the report tells, and of which of the two promises.
struct PromiseReportFilter: Filter {
    let from: Input<CalendarDay>
    let to: Input<CalendarDay>
    let target: PromiseTarget
    let grouping: PromiseGrouping
    /// On which the jobs came in; without any, the three months up to this one.
    let days: ClosedRange<CalendarDay>

    init(_ asked: Asked, today: CalendarDay, _ calendar: CalendarSystem) {
        (from, to) = (asked.day("from", in: calendar), asked.day("to", in: calendar))
        (target, grouping) = (asked.word("target") ?? .completion, asked.word("by") ?? .service)
        let (year, month) = calendar.month(of: today)
        let end = to.value ?? today
        let start = from.value ?? min(calendar.days(ofMonth: year, month - 2).lowerBound, end)
        days = min(start, end)...max(start, end)
    }

    var fields: [Address.Field] {
        [("from", from.typed), ("to", to.typed), ("target", target.rawValue), ("by", grouping.rawValue)]
    }
}

/// One line of the report: whose promises, and what became of them.
struct PromiseReportLine: Sendable {
    enum Key: Hashable, Sendable {
        case service(String)
        case city(ID<City>)
        /// nil where nobody has the job.
        case dealer(ID<Dealer>?)
        case month(year: Int, month: Int)
    }

    let key: Key
    let figures: PromiseFigures
}

enum PromiseReportList {
    /// What was promised of the jobs that came in on these days.
    static func lines(
        _ filter: PromiseReportFilter, _ calendar: CalendarSystem, _ tx: Transaction
    ) throws -> (lines: [PromiseReportLine], total: PromiseFigures) {
        var (all, total) = ([PromiseReportLine.Key: PromiseFigures](), PromiseFigures())
        let (name, now) = (filter.target.rawValue, tx.now)
        try tx.forEach(statement(filter)) { row in
            let mark: PromiseMark = try row("\(name)_mark")
            let standing = PromiseStanding(
                mark, due: try row.optional("\(name)_due"), soonAt: nil, standsSince: try row.optional("stands_since"),
                at: now)
            let took: Int64? = try row.optional("\(name)_seconds")
            all[try key(row, filter.grouping, calendar), default: PromiseFigures()].add(standing, took: took)
            total.add(standing, took: took)
        }
        return (all.map { PromiseReportLine(key: $0.key, figures: $0.value) }, total)
    }

    static func statement(_ filter: PromiseReportFilter) -> SQL {
        let name = SQL(trusted: "p.\(filter.target.rawValue)")
        return """
            SELECT j.service_type, j.city_id, j.dealer_id, j.received_on, p.stands_since, \(name)_mark, \(name)_due,
                   \(name)_seconds
            FROM job j JOIN job_promise p ON p.job_id = j.id
            WHERE j.received_on BETWEEN \(filter.days.lowerBound) AND \(filter.days.upperBound)
                AND \(name)_mark <> 'unsaid'
            """
    }

    static func dealers(_ tx: Transaction) throws -> [ID<Dealer>: (code: String, name: String)] {
        try tx.rows("SELECT id, code, name FROM dealer").reduce(into: [:]) { all, row in
            all[try row("id")] = (try row("code"), try row("name"))
        }
    }

    private static func key(
        _ row: Row, _ grouping: PromiseGrouping, _ calendar: CalendarSystem
    ) throws -> PromiseReportLine.Key {
        switch grouping {
        case .service: return .service(try row("service_type"))
        case .city: return .city(try row("city_id"))
        case .dealer: return .dealer(try row.optional("dealer_id"))
        case .month:
            let month = calendar.month(of: try row("received_on"))
            return .month(year: month.year, month: month.month)
        }
    }
}
