import Database
import Domain
import Ground

/// Each hour: of the jobs that have ended meanwhile, whose customers are called, and whose days to be called are over.
package struct SurveyRun: RunKind {
    package let name = "survey_list"
    package let every: Int64? = 3_600

    package init() {}

    package func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        SurveyWalk(company: company)
    }
}

/// A job that ends twice, and one whose visit is written down late, is met by the next walk, so it goes through all the days in which
/// a customer may still be called.
private struct SurveyWalk: RunWork {
    let company: OpenCompany

    mutating func next(after step: String) async throws -> RunStep {
        let company = company
        let (overdue, mark, last) = try await company.read { tx in
            let settings = try SurveySettings(tx)
            let first = tx.now.adding(seconds: -Int64(settings.untilDays) * 86_400)
            let last = tx.now.adding(seconds: -Int64(settings.afterDays) * 86_400)
            return (
                try SurveyChoiceStore.overdue(limit: SurveyChoiceStore.together, tx),
                SurveyMark(step) ?? SurveyMark(first),
                last
            )
        }
        guard overdue.isEmpty else {
            return .write { tx in
                try SurveyChoiceStore.expire(overdue, tx)
                return RunProgress(step, done: overdue.count)
            }
        }
        let isOver = try await company.read { tx in
            try tx.row(SurveyChoiceStore.candidates(after: mark, until: last, limit: 1)) == nil
                || SurveyRuleStore.inForce(tx).isEmpty || SurveyScriptStore.newest(tx) == nil
        }
        guard !isOver else { return .end { _ in } }
        return .write { tx in
            guard let reached = try SurveyChoiceStore.decide(after: mark, until: last, in: company, tx) else {
                return RunProgress(step, done: 0)
            }
            return RunProgress(reached.mark.description, done: reached.count)
        }
    }
}
