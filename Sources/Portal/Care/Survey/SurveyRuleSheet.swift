import Domain
import Ground
import Web

/// The rules as a file.
enum SurveyRuleSheet {
    struct Line: Sendable {
        let rule: SurveyRuleRow
        let what: String
    }

    static func sheet(_ context: CompanyContext) -> Sheet<Line, Never> {
        let (words, reader, company) = (context.words, context.reader, context.company)
        let columns: [SheetColumn<Line>] = [
            .init(words("surveys.name")) { .text($0.rule.facts.name) },
            .init(words("surveys.for")) { .text($0.what) },
            .init(words("surveys.share")) { .number(Int64($0.rule.facts.sample.share)) },
            .init(words("surveys.least")) { .number(Int64($0.rule.facts.sample.least)) },
            .init(words("surveys.state")) { .text($0.rule.isRetired ? words("surveys.retired") : "") },
        ]
        return Sheet("survey-rules", in: "surveys", title: "surveys.rules", columns: columns) { _, _, tx in
            let names = try company.names.names(tx)
            return Slice(
                all: try SurveyRuleStore.all(tx).map { Line(rule: $0, what: $0.what(names, reader)) })
        }
    }
}

extension SurveyRuleRow {
    /// For which jobs it is, in words.
    func what(_ names: CommonNames, _ reader: Reader) -> String {
        let parts = [
            facts.serviceType.map { names.service($0, reader) }, groupNames?.shown(reader),
            facts.city.flatMap { names.city($0) }?.names.shown(reader), dealerName,
            facts.grade.map { reader.words("surveys.of_grade", reader.words("dealers.grade.\($0)")) },
            facts.firstJobs.map { reader.words("surveys.first_of", reader.number($0)) },
            facts.isAfterComplaint ? reader.words("surveys.complained.yes") : nil,
        ].compactMap(\.self)
        return parts.isEmpty
            ? reader.words("surveys.all_jobs") : parts.joined(separator: reader.words("list.comma"))
    }
}
