import Domain
import Ground
import Web

/// The company's rules for claims on one page.
struct ClaimRulesPage: Page {
    /// Changes that wait for a second person.
    let proposals: ProposalNote?

    struct Rule: Sendable {
        let rank: String
        let name: String
        let href: String?
        let severity: Badge
        let disposition: String
        let bounds: String?
        let state: Badge
    }

    struct Form: Sendable {
        let action: String
        let fields: [Field]
        let errors: FormErrors?
    }

    struct Row: Sendable {
        let name: String
        let cells: [Field]
    }

    struct Times: Sendable {
        let action: String
        let heads: [String]
        let rows: [Row]
        let errors: FormErrors?
    }

    static let template = "claim_rules/list"
    let titleKey = "claim_rules.title"
    let claims: String
    let rules: [Rule]
    let settings: Form?
    let limits: Form?
    /// For those who may not change them.
    let facts: [Fact]
    let hasFacts: Bool
    let times: Times?
    let events: [TimelineItem]
    let empty: String?
}

/// The form of one rule.
struct ClaimRulePage: Page {
    static let template = "claim_rules/one"
    let titleKey = "claim_rules.edit.title"
    let titleValues: [String]
    let list: String
    let name: String
    let action: String?
    let version: String
    let choices: [Field]
    let numbers: [Field]
    let isOn: Bool
    let errors: FormErrors?

    init(_ row: ClaimRuleRow, _ form: ClaimRuleForm, _ reasons: [Reason], _ context: CompanyContext) {
        name = context.words("claim_rules.code.\(row.rule.code.rawValue)")
        titleValues = [name]
        list = context.paths(ClaimRuleRoutes.list)
        action =
            context.may(ClaimRuleRoutes.change)
            ? context.paths(ClaimRuleRoutes.change, row.rule.code.rawValue) : nil
        version = String(row.version)
        (choices, numbers, isOn) = (form.choices, form.numbers, form.isOn)
        errors = FormErrors(form.numbers + form.choices)
    }
}
