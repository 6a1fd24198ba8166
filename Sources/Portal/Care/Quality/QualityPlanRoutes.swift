import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Plans of quality control: written, changed, set aside.
package enum QualityPlanRoutes: RoomRoutes {
    static let writers = Set<Role>.managers.union([.qualityInspector])

    static let list = PlainPage("quality/plans", for: .readsQuality)
    static let export = PlainPage("quality/plans/export", for: writers.union([.auditor]), watched: .export)
    static let form = PlainPage("quality/plans/new", for: writers)
    static let addition = PlainForm("quality/plans", for: writers)
    static let one = PageRoute<ID<QualityPlan>>("quality/plans/:testing", for: .readsQuality)
    static let change = FormRoute<ID<QualityPlan>>("quality/plans/:testing", for: writers)
    static let retirement = FormRoute<ID<QualityPlan>>("quality/plans/:testing/retirement", for: .managers)

    package static var all: [Mounted] {
        [
            list.to { _, context in
                let (plans, names) = try await context.company.read { tx in
                    (try QualityPlanStore.all(tx), try context.company.names.names(tx))
                }
                return try context.show(QualityPlansPage(plans, names, context))
            },
            export.to { request, context in try await QualityPlanSheet.sheet(context).response(to: request, context) },
            form.to { _, context in
                let choices = try await choices(context)
                return try context.show(
                    QualityPlanPage(QualityPlanForm(FormBody(), choices), choices, nil, isFresh: true, context))
            },
            addition.to { form, context in try await add(form, context) },
            one.to { _, context, id in try await show(id, nil, context) },
            change.to { form, context, id in try await change(form, id, context) },
            retirement.to { form, context, id in try await retire(form, id, context) },
        ]
    }

    private static func choices(_ context: CompanyContext) async throws -> TemplateChoices {
        try await context.company.read { try TemplateChoices.read(context.company.names.names($0), $0) }
    }

    private static func add(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let choices = try await choices(context)
        let typed = QualityPlanForm(form, choices)
        guard let facts = typed.facts else {
            return try context.show(QualityPlanPage(typed, choices, nil, context), status: .unprocessableContent)
        }
        return try await context.once(form, flash: "quality.plan_added", to: context.paths(list)) { deed in
            try QualityPlanStore.add(facts, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try context.show(
                QualityPlanPage(typed, choices, nil, context), status: refused.status, warning: refused.complaint)
        }
    }

    private static func show(
        _ id: ID<QualityPlan>, _ typed: QualityPlanForm?, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let choices = try await choices(context)
        let (row, card) = try await context.company.read { tx in
            (try QualityPlanStore.find(id, tx), try HistoryCard.card(of: .qualityPlan(id), context, tx))
        }
        return try context.show(
            QualityPlanPage(
                typed ?? QualityPlanForm(row.facts, choices), choices, row, isTyped: typed != nil,
                cards: PageCards([card].compactMap(\.self)), context), status: status, warning: warning)
    }

    private static func change(
        _ form: FormBody, _ id: ID<QualityPlan>, _ context: CompanyContext
    ) async throws -> Response {
        let (typed, version) = (QualityPlanForm(form, try await choices(context)), try form.version)
        guard let facts = typed.facts else { return try await show(id, typed, context, status: .unprocessableContent) }
        return try await context.once(form, flash: "quality.plan_changed", to: context.paths(one, id)) { deed in
            try QualityPlanStore.change(id, at: version, to: facts, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, typed, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func retire(
        _ form: FormBody, _ id: ID<QualityPlan>, _ context: CompanyContext
    ) async throws -> Response {
        let (isRetired, version) = (form.isChecked("retired"), try form.version)
        let flash = isRetired ? "quality.plan_retired" : "quality.plan_restored"
        return try await context.once(form, flash: flash, to: context.paths(one, id)) { deed in
            try QualityPlanStore.setRetired(isRetired, id, at: version, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, nil, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// The plans as a file, an item a line.
enum QualityPlanSheet {
    struct Line: Sendable {
        let plan: QualityPlanRow
        let item: QualityItem
        let what: String
    }

    static func sheet(_ context: CompanyContext) -> Sheet<Line, Never> {
        let (words, reader, company) = (context.words, context.reader, context.company)
        let columns: [SheetColumn<Line>] = [
            .init(words("quality.name")) { .text($0.plan.facts.name) }, .init(words("quality.for")) { .text($0.what) },
            .init(words("quality.item")) { .text($0.item.text(reader)) },
            .init(words("quality.kind")) { .text(words("quality.kind.\($0.item.kind.rawValue)")) },
            .init(words("quality.required")) { .text($0.item.isRequired ? words("quality.required.yes") : "") },
            .init(words("quality.limits")) { .text($0.item.limits(reader) ?? "") },
            .init(words("quality.state")) { .text($0.plan.isRetired ? words("quality.retired") : "") },
        ]
        return Sheet("quality-plans", in: "quality", title: "quality.plans", columns: columns) { _, _, tx in
            let names = try company.names.names(tx)
            return Slice(
                all: try QualityPlanStore.all(tx).flatMap { plan in
                    plan.facts.items.items.map { Line(plan: plan, item: $0, what: plan.what(names, reader)) }
                })
        }
    }
}

extension QualityPlanRow {
    /// For which machines it is, in words.
    func what(_ names: CommonNames, _ reader: Reader) -> String {
        let parts = [
            facts.target.serviceType.map { names.service($0, reader) }, groupNames?.shown(reader), modelName,
        ].compactMap(\.self)
        return parts.isEmpty
            ? reader.words("quality.all_machines") : parts.joined(separator: reader.words("list.comma"))
    }
}

extension QualityItem {
    func text(_ reader: Reader) -> String { reader.name(fa: fa, en: en) }

    /// «۰٫۱ تا ۰٫۹ A»; nil where there are none.
    func limits(_ reader: Reader) -> String? {
        let words = reader.words
        let (least, most) = (
            least.map { reader.thousandths($0).isolated }, most.map { reader.thousandths($0).isolated }
        )
        let text: String? =
            switch (least, most) {
            case (let least?, let most?): words("quality.limits.both", least, most)
            case (let least?, nil): words("quality.limits.least", least)
            case (nil, let most?): words("quality.limits.most", most)
            case (nil, nil): nil
            }
        return text.map { unit.isEmpty ? $0 : "\($0) \(unit.isolated)" }
    }

    /// What was found, in words.
    func shown(_ finding: QualityFinding, _ reader: Reader) -> String {
        switch finding {
        case .yes, .no, .photo: reader.words("quality.found.\(finding.text)")
        case .number(let value):
            unit.isEmpty ? reader.thousandths(value).isolated : "\(reader.thousandths(value).isolated) \(unit.isolated)"
        case .text(let text): text
        }
    }
}
