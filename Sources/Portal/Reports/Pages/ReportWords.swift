import Domain
import Ground
import Web

extension Reader {
    /// A month, a quarter or a year by its name.
    func period(_ period: ReportPeriod) -> String {
        switch period.kind {
        case .month: month(year: period.year, month: period.place)
        case .quarter:
            words("reports.quarter.\(period.calendar.rawValue).\(period.place)", digits(String(period.year)))
        case .year: words("reports.year", digits(String(period.year)))
        }
    }

    /// A figure with its unit; a dash where nothing is known.
    func figure(_ value: Int64?, of measure: Measure, _ currency: Currency) -> String {
        guard let value else { return "–" }
        return measure.unit == .money ? money(Money(value, currency)) : cell(value, of: measure, currency)
    }

    /// The same where the head of a column names the currency's unit.
    func cell(_ value: Int64?, of measure: Measure, _ currency: Currency) -> String {
        guard let value else { return "–" }
        switch measure.unit {
        case .count: return number(value)
        case .share: return words("reports.percent", tenths(value))
        case .money: return amount(Money(value, currency))
        case .ratio: return tenths(value)
        case .workMinutes: return span(value, isWork: true)
        case .minutes: return span(value, isWork: false)
        }
    }

    private func span(_ minutes: Int64, isWork: Bool) -> String {
        let kind = isWork ? "work" : "clock"
        if minutes < 120 { return words("reports.minutes.\(kind)", number(minutes)) }
        if isWork || minutes < 2_880 { return words("reports.hours.\(kind)", tenths(minutes / 6)) }
        return words("reports.days", tenths(minutes / 144))
    }

    func interval(_ interval: WilsonInterval?) -> String? {
        interval.map { words("reports.interval", tenths(Int64($0.low)), tenths(Int64($0.high))) }
    }

    func name(of measure: Measure) -> String { words("reports.measure.\(measure.rawValue)") }

    /// As the head of a column: with the unit, where its cells do not say it.
    func head(of measure: Measure) -> String {
        measure.unit == .money ? words("reports.head.money", name(of: measure), unitName) : name(of: measure)
    }

    func definition(of measure: Measure) -> String { words("reports.measure.\(measure.rawValue).text") }
    func name(of dimension: ReportDimension) -> String { words("reports.by.\(dimension.rawValue)") }

    /// Places of months under their years.
    func places(_ months: [ReportPeriod]) -> [ChartPlace] {
        months.map { ChartPlace(digits(String($0.place)), in: digits(String($0.year)), name: period($0)) }
    }
}

extension Pick {
    /// The periods up to today: months, quarters, years.
    static func period(_ chosen: ReportPeriod, _ context: CompanyContext) -> Pick {
        let reader = context.reader
        let offers: [(ReportPeriod.Kind, Int)] = [(.month, 24), (.quarter, 8), (.year, 3)]
        var periods = offers.flatMap { kind, count in
            let now = ReportPeriod(kind, of: context.today, reader.clock.calendar)
            return (0..<count).map { now.back($0) }
        }
        if !periods.contains(chosen) { periods.append(chosen) }
        return Pick(
            "period", reader.words("reports.period"), periods.map { ($0.text, reader.period($0)) }, chosen: chosen.text)
    }
}

/// What must be said of a period beside its figures.
struct ReportNotes: Sendable {
    /// As of when they are known; nil where they are not yet.
    let asOf: String?
    let isRunning: String?

    init(_ period: ReportPeriod, builtAt: Instant?, _ context: CompanyContext) {
        let (reader, isOver) = (context.reader, period.isOver(on: context.today))
        asOf = builtAt.map { reader.words("reports.as_of", reader.dateTime($0)) }
        isRunning = isOver ? nil : reader.words("reports.running")
    }
}
