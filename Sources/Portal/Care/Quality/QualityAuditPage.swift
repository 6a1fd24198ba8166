import Database
import Domain
import Ground
import Web
import Work

/// Opens the control of a dealer's job by hand.
struct QualityAuditPage: Page {
    static let template = "quality/audit"
    let titleKey = "quality.audit_of"
    let titleValues: [String]
    let list: String
    let job: String
    let action: String
    let text: String
    let facts: [Fact]
    let field: Field

    /// - Throws: `Refusal.hidden` where there is no such job.
    static func read(
        _ number: String, _ typed: String, _ context: CompanyContext, _ tx: Transaction
    ) throws -> QualityAuditPage {
        let job = try JobStore.find(number, .company, tx)
        let work = try QualitySampleStore.work(of: job.id, tx)
        let (reader, words) = (context.reader, context.words)
        let (day, sample) = (try QualitySampleStore.endedOn(job.id, tx), try QualitySampleStore.find(job.id, tx))
        let facts = [
            Fact(label: words("quality.dealer"), value: work.dealer),
            Fact(label: words("jobs.model"), value: work.model),
            Fact(label: words("jobs.serial"), value: work.serial, isLtr: true),
            Fact(label: words("quality.completed_on"), value: day.map(reader.day) ?? ""),
        ]
        return QualityAuditPage(
            titleValues: [number.isolatedLeftToRight], list: context.paths(QualityRoutes.list),
            job: context.paths(JobRoutes.one, number), action: context.paths(QualityDealerRoutes.audit, number),
            text: words("quality.audit.text", reader.number(try QualitySettings(tx).auditDays)),
            facts: facts.filter { !$0.value.isEmpty } + (sample.map { QualityJobCard.facts($0, context) } ?? []),
            field: Field(name: "reason", label: words("quality.audit.reason"), value: typed).with { $0.required = true }
        )
    }
}
