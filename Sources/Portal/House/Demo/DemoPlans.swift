import Base
import Care
import Database
import Domain
import Ground

/// Plans of a company of household machines: put on the machines that stand, some of their owners called, some services booked.
struct DemoPlans: Sendable {
    let company: OpenCompany
    let root: Root
    let now: Instant

    private static let checks = ["نظافت و گردگیری", "بررسی برق و اتصال‌ها", "آزمایش کارکرد"].joined(separator: "\n")
    private static let standing = 400
    private static let booked = 5
    private static let given = 6

    func run() async throws {
        let company = company
        let today = company.clock.day(of: now)
        let templates = try await company.write { tx -> [ID<PlanTemplate>] in
            guard let manager = try DemoList.actors(tx).office[.serviceManager] else { return [] }
            for unit in try DemoList.standing(since: today.adding(days: -130), limit: Self.standing, tx) {
                try UnitStore.setInstalled(unit.id, on: unit.purchasedOn.adding(days: 3), by: nil, tx)
            }
            return try DemoList.groups(tx).map { group in
                let facts = TemplateFacts(
                    name: "سرویس دوره‌ای \(group.name)", group: group.id, serviceType: "periodic", rule: try Self.rule())
                return try TemplateStore.add(facts, by: manager.person, in: company, tx)
            }
        }
        for template in templates {
            try await CompanyRuns(company, root).finish(PlanUnits.ofTemplate.name, of: template.value)
        }
        try await company.write { tx in
            try call(today, tx)
            try give(today, tx)
            try DemoContracts(company: company, today: today).run(tx)
        }
    }

    /// Some of those that are due in each dealer's own city are his to call about.
    private func give(_ today: CalendarDay, _ tx: Transaction) throws {
        guard let manager = try DemoList.actors(tx).office[.serviceManager] else { return }
        for (dealer, services) in try DemoList.dueOfDealers(limit: Self.given, today: today, tx) {
            try GiveServices(services, to: dealer).run(by: manager.person, in: company, tx)
        }
    }

    private static func rule() throws -> PlanRule {
        try PlanRule(
            .fixed, closed: .forward, early: 20, late: 30,
            steps: [
                PlanRule.Step(months: 6, isFree: true, checkList: checks),
                PlanRule.Step(months: 12, isFree: false, checkList: checks),
            ], again: 6)
    }

    /// Of those that are due a few are booked, and of the others somebody is called.
    private func call(_ today: CalendarDay, _ tx: Transaction) throws {
        guard let reception = try DemoList.actors(tx).office[.reception] else { return }
        let due = try DemoList.dueServices(limit: 4 * Self.booked, tx)
        _ = try BookServices(services: Array(due.prefix(Self.booked))).run(by: reception, in: company, tx)
        let outcomes: [CallOutcome] = [.noAnswer, .agreed, .later, .refused]
        for (index, id) in due.dropFirst(Self.booked).enumerated() {
            let outcome = outcomes[index % outcomes.count]
            let day = try outcome.nextCall(asked: outcome == .later ? today.adding(days: 7) : nil, today: today)
            let note = outcome == .later ? "هفتهٔ آینده خانه است." : ""
            try CallAboutService(outcome, callOn: day, note: note).run(id, by: reception.person, tx)
        }
    }
}
