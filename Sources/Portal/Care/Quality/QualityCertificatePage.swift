import Domain
import Ground
import Web

/// What the customer gets: by what his machine was tested, and what was found.
struct QualityCertificatePage: Page {
    struct Line: Sendable {
        let item: String
        let limits: String
        let found: String
    }

    static let template = "quality/certificate"
    let titleKey = "quality.certificate"
    let titleValues: [String] = []
    let back: String
    let facts: [Fact]
    let lines: [Line]
    let words: String
    let signatures: [String]

    init(_ load: QualityControlLoad, _ context: CompanyContext) {
        let (reader, words, row) = (context.reader, context.words, load.row)
        back = context.paths(QualityRoutes.one, row.id)
        facts = [
            Fact(label: words("quality.job"), value: row.jobNumber, isLtr: true),
            Fact(label: words("jobs.customer"), value: row.customerName),
            Fact(label: words("jobs.model"), value: row.model),
            Fact(label: words("jobs.serial"), value: row.serial, isLtr: true),
            Fact(label: words("quality.tester"), value: row.ender),
            Fact(label: words("quality.ended"), value: row.endedAt.map(reader.wholeMoment) ?? ""),
        ].filter { !$0.value.isEmpty }
        let latest = load.latest
        lines = load.items.items.enumerated().compactMap { index, item in
            guard let reading = latest[index + 1], let finding = item.finding(kept: reading.value),
                !item.rejects(finding)
            else { return nil }
            return Line(
                item: item.text(reader), limits: item.limits(reader) ?? "", found: item.shown(finding, reader))
        }
        self.words = words(row.reason.isEmpty ? "quality.certificate.passed" : "quality.certificate.released")
        signatures = [words("quality.tester"), words("quality.certificate.company")]
    }
}
