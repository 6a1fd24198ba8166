import Domain
import Ground
import Web

/// The form of one rule: for which jobs, how the amount comes about, within which limits, and who pays.
struct RulePage: Page {
    static let template = "fees/rule"
    let titleKey: String
    let tariff: String
    let tariffName: String
    let action: String
    let revision: String
    /// The method whose fields are on the page.
    let shown: String
    let errors: FormErrors?
    let code: Field
    let component: Field
    let conditions: [Field]
    let lists: [Field]
    let metric: Field
    let from: Field
    let to: Field
    let method: Field
    let amount: Field?
    let per: Field?
    let free: Field?
    let bands: BandFields?
    let base: Field?
    let min: Field
    let max: Field
    let scope: Field
    let payer: Field
    let priority: Field
    let note: Field
    /// Of a rule that is stored: where it is taken out and where its copy begins.
    let removal: String?
    let copy: String?

    init(
        _ form: RuleForm, _ choices: RuleChoices, of tariff: TariffRow, rule: ID<StoredRule>?, revision: Int,
        _ context: CompanyContext
    ) {
        let fields = RuleFields(form: form, choices: choices, reader: context.reader)
        let uses = { (column: RuleColumn) in form.method.columns.contains(column) }
        titleKey = rule == nil ? "tariffs.rule.new" : "tariffs.rule.change"
        self.tariff = context.paths(TariffRoutes.one, tariff.id)
        tariffName = tariff.name
        action =
            rule.map { context.paths(RuleRoutes.change, tariff.id, $0) }
            ?? context.paths(RuleRoutes.addition, tariff.id)
        self.revision = String(revision)
        shown = form.method.rawValue
        code = fields.text(.code, required: true, isCode: true)
        component = fields.select(.component, FeeComponent.allCases.map(\.rawValue), required: true)
        conditions = RuleForm.ticked.map(fields.ticks)
        lists = RuleForm.listed.map { column in fields.list(column) }
        metric = fields.select(.metric, FeeMetric.allCases.map(\.rawValue), blank: "tariffs.rule.no_range")
        (from, to) = (fields.number(.from), fields.number(.to))
        method = fields.select(.method, FeeMethod.Name.allCases.map(\.rawValue), required: true)
        amount = uses(.amount) ? fields.amount() : nil
        per =
            uses(.per)
            ? fields.select(.per, FeeMeasure.allCases.map(\.rawValue), required: true, blank: "form.blank") : nil
        free = uses(.free) ? fields.number(.free, hint: "tariffs.rule.free_hint") : nil
        bands = uses(.bands) ? fields.bands() : nil
        base =
            uses(.base)
            ? fields.select(.base, FeeBase.allCases.map(\.rawValue), required: true, blank: "form.blank") : nil
        (min, max) = (fields.money(.min), fields.money(.max))
        scope = fields.select(.scope, FeeScope.allCases.map(\.rawValue))
        payer = fields.select(.payer, FeePayer.allCases.map(\.rawValue))
        priority = fields.number(.priority, hint: "tariffs.rule.priority_hint")
        note = fields.text(.note)
        removal = rule.map { context.paths(RuleRoutes.removal, tariff.id, $0) }
        copy = rule.map { context.paths(RuleRoutes.form, tariff.id) + "?like=\($0)" }
        errors = FormErrors(
            [code, component] + conditions + lists
                + [
                    metric, from, to, method, amount, per, free, bands?.all, base, min, max, scope, payer, priority,
                    note,
                ]
                .compactMap(\.self))
    }
}
