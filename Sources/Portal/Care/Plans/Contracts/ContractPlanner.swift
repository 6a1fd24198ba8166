import Database
import Domain
import Ground

/// Puts the visits of a contract on its machines, as `Planner` does with a template: whoever does it twice does no harm, and
/// a contract that has ended puts nothing more.
struct ContractPlanner: Sendable {
    private let today: CalendarDay
    private let calendar: CalendarSystem
    private let rests: RestDays

    init(_ company: OpenCompany, _ tx: Transaction) throws {
        (today, calendar) = (company.clock.day(of: tx.now), company.clock.calendar)
        let days = today.adding(days: -2 * Planner.horizon)...today.adding(days: 2 * Planner.horizon)
        rests = try WorkDayStore.rests(WorkDayStore.week(tx), in: days, tx)
    }

    func plan(_ contract: ContractRow, _ tx: Transaction) throws {
        for unit in try ContractPlanStore.replacements(contract, tx) {
            try ContractStore.carry(unit.id, serial: unit.serial, into: contract.id, tx)
        }
        try PlanChange.apply(changes(contract, tx), today: today, tx)
    }

    /// Whether there is nothing to do.
    func isWhole(_ contract: ContractRow, _ tx: Transaction) throws -> Bool {
        try ContractPlanStore.replacements(contract, tx).isEmpty && changes(contract, tx).isEmpty
    }

    private func changes(_ contract: ContractRow, _ tx: Transaction) throws -> [PlanChange] {
        let course = PlanCourse(
            try TemplateStore.rule(of: contract.template, tx), from: contract.terms.first, to: contract.until,
            in: calendar, rests: rests.contains)
        let known = try Dictionary(grouping: PlannerStore.known(of: contract.template, tx), by: \.unit)
        let cities = try ContractPlanStore.cities(of: contract.id, tx)
        let dropped = known.filter { cities[$0.key] == nil }.sorted { $0.key < $1.key }.flatMap { unit, known in
            PlanChange.of(unit, contract.template, asked: [], beside: known, in: nil, today: today)
        }
        return dropped
            + cities.sorted { $0.key < $1.key }.flatMap { unit, city in
                let known = known[unit] ?? []
                let asked = course.services(
                    beside: known.map {
                        KnownService(
                            number: $0.service.number, day: $0.service.day, doneOn: $0.doneOn,
                            isOpen: $0.isOpen(on: today))
                    }, after: today, until: today.adding(days: Planner.horizon))
                return PlanChange.of(unit, contract.template, asked: asked, beside: known, in: city, today: today)
            }
    }
}

/// Once a day through the contracts that hold: a year ahead is always planned.
struct PlanContracts: RunKind {
    let name = "plan_contracts"
    let every: Int64? = 86_400

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        ContractWalk(company: company, planner: try await company.read { try ContractPlanner(company, $0) })
    }
}

private struct ContractWalk: RunWork {
    /// Contracts in one step; each has a bounded number of machines.
    private static let together = 20

    let company: OpenCompany
    let planner: ContractPlanner

    mutating func next(after step: String) async throws -> RunStep {
        let (planner, company, place) = (planner, company, Int64(step) ?? 0)
        let (contracts, lacking) = try await company.readAtLength { tx in
            let contracts = try ContractPlanStore.holding(
                on: company.clock.day(of: tx.now), after: place, limit: Self.together, tx)
            return (contracts, try contracts.filter { try !planner.isWhole($0, tx) }.map(\.number))
        }
        guard let last = contracts.last else { return .end { _ in } }
        return .write { tx in
            for number in lacking { try planner.plan(ContractList.find(number, tx), tx) }
            return RunProgress(String(last.id.value), done: contracts.count)
        }
    }
}
