import Database
import Domain
import Ground

/// Which machines are looked at.
enum PlannedUnits: Sendable {
    case one(ID<Unit>)
    /// By their ids, the first left out.
    case between(Int64, Int64)

    /// A machine by itself is also looked at where it stands nowhere any more; a walk through all leaves such out.
    var standing: SQL {
        switch self {
        case .one: "1 = 1"
        case .between: "u.installed_on IS NOT NULL"
        }
    }

    /// - Parameter column: the machine's id.
    func condition(_ column: SQL) -> SQL {
        switch self {
        case .one(let id): "\(column) = \(id)"
        case .between(let after, let last): "\(column) > \(after) AND \(column) <= \(last)"
        }
    }
}

/// What a plan asks for that is not as it stands.
enum PlanChange: Sendable {
    case add(ID<Unit>, ID<PlanTemplate>, PlannedService, ID<City>?)
    case move(ID<PlanService>, PlannedService, ID<City>?, version: Int)
    /// The plan has it no more, and nobody has called about it.
    case drop(ID<PlanService>, version: Int)
}

/// Puts plans on machines: looks what the templates ask for beside what is there, and writes the difference. Done again it
/// finds none, so whoever does it twice or breaks off does no harm.
struct Planner: Sendable {
    /// Days that are planned ahead: a year for the outlook, and a month more.
    static let horizon = 396

    let today: CalendarDay
    private let calendar: CalendarSystem
    private let templates: [TemplateRow]
    private let rests: RestDays

    /// - Parameter only: one template; nil for all.
    init(_ company: OpenCompany, only: ID<PlanTemplate>? = nil, _ tx: Transaction) throws {
        (today, calendar) = (company.clock.day(of: tx.now), company.clock.calendar)
        templates = try only.map { [try TemplateStore.find($0, tx)] } ?? TemplateStore.all(tx)
        let days = today.adding(days: -2 * Self.horizon)...today.adding(days: 2 * Self.horizon)
        rests =
            templates.isEmpty
            ? RestDays(.usual, []) : try WorkDayStore.rests(WorkDayStore.week(tx), in: days, tx)
    }

    var isIdle: Bool { templates.isEmpty }

    func changes(_ units: PlannedUnits, _ tx: Transaction) throws -> [PlanChange] {
        guard !isIdle else { return [] }
        let known = try Dictionary(grouping: PlannerStore.known(units, templates.map(\.id), tx)) {
            Key($0.unit, $0.template)
        }
        let counts = templates.contains { $0.facts.rule.usage != nil }
        let readings = counts ? try ReadingStore.all(units, tx) : [:]
        return try PlannerStore.machines(units, tx).flatMap { unit in
            templates.flatMap { template in
                changes(unit, template, known[Key(unit.id, template.id)] ?? [], readings[unit.id] ?? [:])
            }
        }
    }

    private struct Key: Hashable {
        let unit: ID<Unit>
        let template: ID<PlanTemplate>

        init(_ unit: ID<Unit>, _ template: ID<PlanTemplate>) { (self.unit, self.template) = (unit, template) }
    }

    private func changes(
        _ unit: PlannerStore.Machine, _ template: TemplateRow, _ known: [PlannerStore.Known], _ readings: UnitReadings
    ) -> [PlanChange] {
        let isMeant =
            switch template.facts.target {
            case .group(let group): unit.group == group
            case .model(let model): unit.model == model
            }
        let asked = isMeant && !template.isRetired ? services(unit, template, known, readings) : []
        return PlanChange.of(
            unit.id, template.id, asked: asked, beside: known, in: unit.city, today: today)
    }

    private func services(
        _ unit: PlannerStore.Machine, _ template: TemplateRow, _ known: [PlannerStore.Known], _ readings: UnitReadings
    ) -> [PlannedService] {
        guard let installed = unit.installedOn else { return [] }
        let there = known.map {
            KnownService(
                number: $0.service.number, day: $0.service.day, doneOn: $0.doneOn, isOpen: $0.isOpen(on: today))
        }
        let horizon = today.adding(days: Self.horizon)
        if let usage = template.facts.rule.usage {
            let course = UsageCourse(readings[usage.kind] ?? [], from: installed, usualMonth: usage.usualMonth)
            return course.services(template.facts.rule, beside: there, after: today, until: horizon)
        }
        let course = PlanCourse(template.facts.rule, from: installed, in: calendar, rests: rests.contains)
        return course.services(beside: there, after: today, until: horizon)
    }

}

extension Planner {
    func apply(_ changes: [PlanChange], _ tx: Transaction) throws { try PlanChange.apply(changes, today: today, tx) }
}

extension PlanChange {
    /// What of a machine's plan is not as it is asked for: what is missing is added, what nobody has touched moves or goes.
    static func of(
        _ unit: ID<Unit>, _ template: ID<PlanTemplate>, asked: [PlannedService], beside known: [PlannerStore.Known],
        in city: ID<City>?, today: CalendarDay
    ) -> [PlanChange] {
        let byNumber = Dictionary(asked.map { ($0.number, $0) }) { first, _ in first }
        let there = Set(known.map(\.service.number))
        return known.filter { $0.isOpen(on: today) }.compactMap { known in
            guard let service = byNumber[known.service.number] else { return .drop(known.id, version: known.version) }
            let city = city ?? known.city
            return service == known.service && city == known.city
                ? nil : .move(known.id, service, city, version: known.version)
        } + asked.filter { !there.contains($0.number) }.map { .add(unit, template, $0, city) }
    }

    static func apply(_ changes: [PlanChange], today: CalendarDay, _ tx: Transaction) throws {
        func state(_ service: PlannedService) -> PlanState { service.window.lowerBound <= today ? .due : .planned }
        var added: [SQL] = []
        for change in changes {
            switch change {
            case .add(let unit, let template, let service, let city):
                added.append(PlannerStore.row(unit, template, service, city, state(service)))
            case .move(let id, let service, let city, let version):
                try PlannerStore.move(id, to: service, city, state(service), version: version, tx)
            case .drop(let id, let version): try PlannerStore.drop(id, version: version, tx)
            }
        }
        try PlannerStore.add(added, tx)
    }
}
