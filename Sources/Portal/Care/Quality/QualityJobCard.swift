import Database
import Domain
import Ground
import Web
import Work

/// On the page of a dealer's job: whether it was drawn and why, what tests have said, what makes it good; and for its dealer what he
/// must make good.
struct QualityJobCard: Sendable {
    let facts: [Fact]
    let lines: [QualityLine]
    let hasLines: Bool
    /// Where a control of it is opened by hand.
    let audit: String?

    static func ofJob(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let links = try links(job, context, tx)
        guard context.may(QualityRoutes.one) else {
            return links.isEmpty
                ? nil
                : PageCard(
                    "quality/_job", at: .main,
                    QualityJobCard(facts: links, lines: [], hasLines: false, audit: nil))
        }
        let sample = try QualitySampleStore.find(job.id, tx)
        let rows = try QualityControlList.all(of: job.id, tx).filter { $0.dealer != nil }
        let audit = try audit(job, sample, context, tx)
        guard sample != nil || !rows.isEmpty || audit != nil || !links.isEmpty else { return nil }
        return PageCard(
            "quality/_job", at: .main,
            QualityJobCard(
                facts: (sample.map { facts($0, context) } ?? []) + links,
                lines: rows.map { QualityLine($0, context) }, hasLines: !rows.isEmpty, audit: audit))
    }

    static func facts(_ sample: QualitySampleRow, _ context: CompanyContext) -> [Fact] {
        let words = context.words
        return [
            Fact(label: words("quality.pay"), value: words("quality.sample.\(sample.state.rawValue)")),
            Fact(label: words("quality.draw"), value: SampleWords.decision(sample, context.reader)),
            Fact(
                label: words("quality.audit.by", sample.auditor.isolated), value: sample.auditReason),
            Fact(label: words("quality.freed_by", sample.freer.isolated), value: sample.reason),
        ].filter { !$0.value.isEmpty }
    }

    /// The job that it makes good, and the one that makes it good.
    private static func links(_ job: JobRow, _ context: CompanyContext, _ tx: Transaction) throws -> [Fact] {
        let words = context.words
        var links: [Fact] = []
        // A dealer reads of his own jobs alone.
        let sight = context.actor.sight
        if let first = try QualityReworkStore.firstNumber(of: job.id, sight, tx) {
            links.append(
                Fact(
                    label: words("quality.makes_good"), value: first,
                    href: context.pathIfAllowed(JobRoutes.one, first), isLtr: true))
        }
        if let rework = try QualityReworkStore.last(of: job.id, sight, tx) {
            links.append(
                Fact(
                    label: words("quality.made_good_by"), value: rework.number,
                    href: context.pathIfAllowed(JobRoutes.one, rework.number), isLtr: true))
        }
        return links
    }

    private static func audit(
        _ job: JobRow, _ sample: QualitySampleRow?, _ context: CompanyContext, _ tx: Transaction
    ) throws -> String? {
        guard context.may(QualityDealerRoutes.auditing), job.state == .done || job.state == .closed,
            let dealer = job.dealer, sample?.state != .held
        else { return nil }
        let endedOn = try QualitySampleStore.endedOn(job.id, tx)
        let days = try QualitySettings(tx).auditDays
        let workers = try QualityControlStore.workers(on: job.id, of: dealer, tx)
        let permit = try? MayAudit(
            context.actor, workers: workers, endedOn: endedOn, today: context.today, within: days, reason: "–")
        guard permit != nil, try QualityPlanStore.edition(for: job.id, tx) != nil else { return nil }
        return context.paths(QualityDealerRoutes.auditing, job.number)
    }
}

/// Why a job was drawn or not, in words, by its own numbers.
enum SampleWords {
    static func decision(_ sample: QualitySampleRow, _ reader: Reader) -> String {
        let (words, decision) = (reader.words, sample.decision)
        let share = reader.number(decision.share)
        switch decision.cause {
        case .first: return words("quality.why.first", reader.number(sample.nth))
        case .rework: return words("quality.why.rework")
        case .audit: return words("quality.why.audit")
        case .noPlan: return words("quality.why.no_plan")
        case .share:
            let grade = words("dealers.grade.\(sample.grade)").isolated
            return words(
                decision.isDrawn ? "quality.why.drawn" : "quality.why.not_drawn",
                words("quality.rank.\(sample.rank.rawValue)"), grade, share, reader.number(sample.draw))
        }
    }
}
