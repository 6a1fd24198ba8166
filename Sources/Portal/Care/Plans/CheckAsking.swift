import Base
import Database
import Domain
import Ground
import Web
import Work

/// The check list of a service, asked at the visit.
enum CheckAsking {
    private static let name = "check"

    static let asking = VisitAsking(name) { job, context, tx in
        let items = CheckList.items(try PlanStepOfJob.find(job, context, tx)?.step.checkList ?? "")
        guard !items.isEmpty else { return [] }
        let known = try VisitCheckStore.known(of: job.id, for: context.actor, tx)
        return items.map { item in
            VisitQuestion(
                "\(name) \(item.text)", item.text, item.kind, isRequired: item.isRequired,
                known: known[item.text].map { answer in
                    context.reader.answered(item.text, answer.answer, unit: answer.unit, note: answer.note)
                })
        }
    } keep: { answers, visit, _, _, tx in
        try VisitCheckStore.add(answers, to: visit.id, tx)
    } tell: { visits, context, tx in
        let answers = try VisitCheckStore.all(of: visits, tx)
        return Dictionary(grouping: answers, by: \.visit).mapValues { $0.map { $0.text(context.reader) } }
    }
}

/// The service that a job is for, and what the plan says of it.
struct PlanStepOfJob: Sendable {
    let service: PlanServiceRow
    let step: PlanRule.Step

    /// The one that was booked as this job, else what of its kind waits for the machine: that is done with it.
    static func find(_ job: JobRow, _ context: CompanyContext, _ tx: Transaction) throws -> PlanStepOfJob? {
        let booked = try PlanServiceStore.asked(ofJob: job.id, tx)
        let waiting = try PlanServiceStore.asked(waitingOf: job.unit, as: job.serviceType, on: context.today, tx)
        guard let service = try booked.value() ?? waiting.value(),
            let step = try TemplateStore.rule(of: service.template, tx).step(service.number)
        else { return nil }
        return PlanStepOfJob(service: service, step: step)
    }

    /// What is taken along and looked at, on the paper of whoever goes there.
    static func onPaper(_ job: JobRow, _ context: CompanyContext, _ tx: Transaction) throws -> [PaperPart] {
        guard let step = try find(job, context, tx)?.step else { return [] }
        let (words, reader) = (context.words, context.reader)
        let kit = step.kit.map { Fact(label: $0.name, value: reader.number($0.quantity)) }
        let list = CheckList.items(step.checkList).map { item in
            Fact(label: item.text, value: item.kind.unit.map { "…………… \($0)" } ?? words("plans.check.boxes"))
        }
        return [PaperPart(words("plans.kit"), kit), PaperPart(words("plans.check_list"), list)].compactMap(\.self)
    }
}

/// What was found at the services of a machine, on its page.
struct ChecksCard: Sendable {
    struct Item: Sendable {
        let href: String
        let job: String
        let day: String
        let answers: [String]
    }

    /// Visits that are shown.
    private static let most = 10
    let items: [Item]

    static func ofUnit(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let visits = try VisitCheckStore.visits(of: unit.id, limit: most, tx)
        guard !visits.isEmpty else { return nil }
        let answers = Dictionary(grouping: try VisitCheckStore.all(of: visits.map(\.id), tx), by: \.visit)
        let items = visits.map { visit in
            Item(
                href: context.paths(JobRoutes.one, visit.job), job: visit.job, day: context.reader.day(visit.day),
                answers: (answers[visit.id] ?? []).map { $0.text(context.reader) })
        }
        return PageCard("plans/_checks", at: .main, ChecksCard(items: items))
    }
}
