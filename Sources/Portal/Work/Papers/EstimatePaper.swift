import Base
import Domain
import Ground
import Web

/// What a job will cost, for its customer to sign.
struct EstimatePaper: Page {
    static let template = "papers/estimate"
    let titleKey = "papers.estimate_title"
    let titleValues: [String]
    let back: String
    let parts: [PaperPart]
    let fault: String?
    let lines: [EstimateLineView]
    let unit: String
    let total: Amount
    let inWords: String
    let note: String?
    let code: PaperCode?

    init(_ load: PaperLoad, _ estimate: EstimateRow, _ lines: [EstimateLine], _ context: CompanyContext) throws {
        let (reader, currency, number) = (context.reader, context.company.currency, load.sheet.job.number)
        titleValues = [number.isolatedLeftToRight]
        back = context.paths(JobRoutes.one, number)
        let words = reader.words
        let facts = [
            Fact(label: words("estimates.revision.label"), value: reader.number(estimate.revision)),
            Fact(label: words("estimates.made_on"), value: reader.day(of: estimate.madeAt)),
            Fact(label: words("estimates.valid"), value: reader.day(estimate.validOn)),
            Fact(label: words("papers.estimate_state"), value: words("estimates.state.\(estimate.state.rawValue)")),
        ]
        parts = [
            PaperPart(words("estimates.card"), facts), PaperPart(words("papers.customer"), try load.customer(context)),
            PaperPart(words("jobs.unit"), try load.unit(context)),
        ].compactMap(\.self)
        fault = try load.fault
        self.lines = lines.map { EstimateLineView($0, currency, reader) }
        let sum = Money(estimate.total, currency)
        (unit, total, inWords) = (reader.unitName, Amount(sum, reader), reader.inWords(sum))
        note = estimate.note.isEmpty ? nil : estimate.note
        code = PaperCode.job(number, context)
    }
}
