import Base
import Database
import Domain
import Ground
import Web

/// What was done to a machine, on its page: the visits of its jobs, and the parts that were fitted.
enum UnitVisits {
    static func visits(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let rows = try VisitList.ofUnit(unit.id, limit: PassportCard.most, tx).map { visit in
            let outcome = context.words("visits.outcome.\(visit.outcome.rawValue)")
            let who = visit.dealer ?? context.words("workshop.title")
            return row(visit.job, "\(outcome) – \(who)", visit.day, context)
        }
        return PassportCard.card("visits", rows, more: jobs(of: unit, context), context.words)
    }

    static func parts(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let rows = try VisitList.partsOfUnit(unit.id, limit: PassportCard.most, tx).map { part in
            let fitted = context.words(
                "visits.fact.part", part.name.isolated, context.reader.number(part.quantity))
            return row(part.job, fitted, part.day, context)
        }
        return PassportCard.card("parts", rows, more: jobs(of: unit, context), context.words)
    }

    private static func jobs(of unit: UnitSheet, _ context: CompanyContext) -> String {
        Address.of(context.paths(JobRoutes.list), [("q", unit.serial)])
    }

    private static func row(
        _ job: String, _ text: String, _ day: CalendarDay, _ context: CompanyContext
    ) -> PassportCard.Row {
        PassportCard.Row(job, href: context.paths(JobRoutes.one, job), text, when: context.reader.day(day))
    }
}
