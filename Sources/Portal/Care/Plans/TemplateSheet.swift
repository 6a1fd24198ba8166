import Domain
import Ground
import Web

/// The templates of services as a file.
enum TemplateSheet {
    struct Line: Sendable {
        let template: TemplateRow
        let service: String
        let counts: [PlanState: Int]
    }

    static func sheet(_ context: CompanyContext) -> Sheet<Line, Never> {
        let (words, reader, company) = (context.words, context.reader, context.company)
        let columns: [SheetColumn<Line>] = [
            .init(words("plans.name")) { .text($0.template.facts.name) },
            .init(words("plans.for")) { .text($0.template.targetNames.shown(reader)) },
            .init(words("plans.service_type")) { .text($0.service) },
            .init(words("plans.after_months")) { .text(Digits.ascii($0.template.facts.rule.shortly(reader))) },
            .init(words("plans.open")) { .number(Int64(PlanState.open(of: $0.counts))) },
            .init(words("plans.state.done")) { .number(Int64($0.counts[.done] ?? 0)) },
            .init(words("plans.state")) { .text($0.template.isRetired ? words("plans.retired") : "") },
        ]
        return Sheet("plan_templates", in: "plans", title: "plans.templates", columns: columns) { _, _, tx in
            let (counts, names) = (try TemplateStore.counts(tx), try company.names.names(tx))
            return Slice(
                all: try TemplateStore.all(tx).map { template in
                    Line(
                        template: template, service: names.service(template.facts.serviceType, reader),
                        counts: counts[template.id] ?? [:])
                })
        }
    }
}

extension PlanRule {
    /// `6, 12 months, then every 12`
    func shortly(_ reader: Reader) -> String {
        let words = reader.words
        let amounts = usage?.amounts ?? steps.map { Int64($0.months) }
        let unit = words("plans.unit.\(usage?.kind.rawValue ?? "months")")
        let all = amounts.map { reader.number($0) }.joined(separator: words("list.comma")) + " " + unit
        guard let again = usage?.again ?? again.map(Int64.init) else { return all }
        return all + words("plans.again.short", reader.number(again), unit)
    }
}

extension PlanState {
    /// How many services still come.
    static func open(of counts: [PlanState: Int]) -> Int {
        [planned, due, called, booked].reduce(0) { $0 + (counts[$1] ?? 0) }
    }
}
