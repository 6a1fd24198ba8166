import Base
import Database
import Domain
import Ground
import Web
import Work

/// The plan of a machine or of all machines of a customer, past and next; on a job, what is looked at.
struct PlanCard: Sendable {
    /// More than anybody reads; the list of calls and the outlook have the rest.
    private static let most = 30
    let items: [PlanItem]

    static func ofUnit(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        try card(PlanLineList.ofUnit(unit.id, limit: most, tx), context, tx)
    }

    static func ofCustomer(
        _ customer: CustomerSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        try card(PlanLineList.ofCustomer(customer.id, limit: most, tx), context, tx)
    }

    /// nil where nothing is planned.
    static func card(_ lines: [PlanLine], _ context: CompanyContext, _ tx: Transaction) throws -> PageCard? {
        guard !lines.isEmpty else { return nil }
        let names = try context.company.names.names(tx)
        return PageCard("plans/_card", at: .main, PlanCard(items: lines.map { PlanItem($0, names, context) }))
    }

    /// Whoever sees the job sees what it is for: also the dealer who has it.
    static func ofJob(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard let service = try PlanServiceStore.find(ofJob: job.id, tx) else { return nil }
        let (line, rule) = (
            try PlanLineList.find(service.id, tx), try TemplateStore.rule(of: service.template, tx)
        )
        return PageCard("plans/_job", at: .main, PlanOfJob(line, rule, context))
    }
}

struct PlanOfJob: Sendable {
    /// nil for those who do not open its page.
    let href: String?
    let title: String
    let pay: String
    let day: String
    let checkList: [String]
    let hasCheckList: Bool
    let kit: [String]
    let hasKit: Bool

    init(_ line: PlanLine, _ rule: PlanRule, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        href = context.pathIfAllowed(ServiceRoutes.one, line.id)
        title = words("plans.nth", line.templateName, reader.number(line.number))
        pay = words.pay(isFree: line.isFree)
        day = reader.day(line.day)
        let step = rule.step(line.number)
        checkList = CheckList.items(step?.checkList ?? "").map(\.text)
        hasCheckList = !checkList.isEmpty
        kit = (step?.kit ?? []).map { words("visits.fact.part", $0.name.isolated, reader.number($0.quantity)) }
        hasKit = !kit.isEmpty
    }
}
