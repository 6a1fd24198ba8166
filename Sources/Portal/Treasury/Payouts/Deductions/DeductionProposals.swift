import Domain
import Ground
import Web

/// Deductions are changed by two people.
enum DeductionProposals {
    static let kinds = [
        ProposalKind(AddDeduction.proposal, of: AddDeduction.self) { rule, context, _ in
            facts(of: rule.rule, context)
        } apply: { rule, maker, company, tx in
            try rule.beginning(onOrAfter: company.clock.day(of: tx.now)).run(by: maker, in: tx)
        },
        ProposalKind(EndDeduction.proposal, of: EndDeduction.self) { end, context, tx in
            facts(of: try DeductionStore.find(end.rule, tx), context)
        } apply: { end, maker, company, tx in
            let today = company.clock.day(of: tx.now)
            try EndDeduction(rule: end.rule, day: max(end.day, today)).run(by: maker, in: tx)
        },
    ]

    private static func facts(of rule: DeductionRule, _ context: CompanyContext) -> [Fact] {
        let line = DeductionsPage.Line(
            DeductionList.Line(rule: rule, madeByName: nil, madeAt: context.portal.now(), endedByName: nil), context,
            mayEnd: false)
        let words = context.words
        return [
            Fact(label: words("deductions.kind"), value: line.kind),
            Fact(label: words("deductions.percent"), value: line.percent),
            Fact(label: words("deductions.base"), value: line.base + words("list.semicolon") + line.whom),
            Fact(label: words("deductions.position"), value: line.position),
            Fact(label: words("deductions.validity"), value: line.days),
        ]
    }
}

extension AddDeduction {
    /// As it would stand among the rules.
    fileprivate var rule: DeductionRule {
        DeductionRule(
            id: ID(0), kind: kind, position: position, percent: percent, base: base, grades: grades,
            isForRegistered: isForRegistered, from: from, to: to)
    }
}
