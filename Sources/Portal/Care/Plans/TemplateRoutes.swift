import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Templates of periodic services: written, looked at before they are saved, changed, set aside.
package enum TemplateRoutes: RoomRoutes {
    package static let list = PlainPage("plans/templates", for: .office)
    static let export = PlainPage("plans/templates/export", for: .office, watched: .export)
    static let form = PlainPage("plans/templates/new", for: .managers)
    static let addition = PlainForm("plans/templates", for: .managers)
    static let one = PageRoute<ID<PlanTemplate>>("plans/templates/:plan", for: .office)
    static let change = FormRoute<ID<PlanTemplate>>("plans/templates/:plan", for: .managers)
    static let retirement = FormRoute<ID<PlanTemplate>>("plans/templates/:plan/retirement", for: .managers)

    package static var all: [Mounted] {
        [
            list.to { _, context in
                let (templates, counts, names) = try await context.company.read { tx in
                    (
                        try TemplateStore.all(tx), try TemplateStore.counts(tx), try context.company.names.names(tx)
                    )
                }
                return try context.show(TemplatesPage(templates, counts, names, context))
            },
            export.to { request, context in try await TemplateSheet.sheet(context).response(to: request, context) },
            form.to { _, context in
                try await show(parse(FormBody(), context), nil, isBlank: true, context)
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

    private static func parse(_ form: FormBody, _ context: CompanyContext) async throws -> (
        TemplateForm, TemplateChoices
    ) {
        let choices = try await choices(context)
        return (
            TemplateForm(form, choices, today: context.today, calendar: context.reader.clock.calendar), choices
        )
    }

    /// - Parameter row: nil for one that is not there yet.
    private static func show(
        _ typed: (TemplateForm, TemplateChoices), _ row: TemplateRow?, isBlank: Bool = false,
        cards: PageCards = PageCards([]), _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let preview = try await TemplatePreview.read(typed.0, context)
        return try context.show(
            TemplatePage(typed.0, typed.1, row, preview, isBlank: isBlank, cards, context), status: status,
            warning: warning)
    }

    private static func add(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = try await parse(form, context)
        if form.isChecked("preview") { return try await show(typed, nil, context) }
        guard let facts = typed.0.facts else {
            return try await show(typed, nil, context, status: .unprocessableContent)
        }
        return try await context.once(form, flash: "plans.template_added") { deed in
            context.paths(
                one, try TemplateStore.add(facts, by: deed.actor.person, in: deed.company, deed.tx))
        } orShow: { refused in
            try await show(typed, nil, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// - Parameter typed: a form that was refused, or only looked at.
    private static func show(
        _ id: ID<PlanTemplate>, _ typed: TemplateForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (row, card) = try await context.company.read { tx in
            (try TemplateStore.find(id, tx), try HistoryCard.card(of: .planTemplate(id), context, tx))
        }
        let choices = try await choices(context)
        let form =
            typed
            ?? TemplateForm(row.facts, choices, today: context.today, calendar: context.reader.clock.calendar)
        return try await show(
            (form, choices), row, cards: PageCards([card].compactMap(\.self)), context, status: status,
            warning: warning)
    }

    private static func change(
        _ form: FormBody, _ id: ID<PlanTemplate>, _ context: CompanyContext
    ) async throws -> Response {
        let (typed, version) = (try await parse(form, context).0, try form.version)
        if form.isChecked("preview") { return try await show(id, typed, context) }
        guard let facts = typed.facts else {
            return try await show(id, typed, context, status: .unprocessableContent)
        }
        return try await context.once(form, flash: "plans.template_changed", to: context.paths(one, id)) { deed in
            try TemplateStore.change(
                id, at: version, to: facts, by: deed.actor.person, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(id, typed, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func retire(
        _ form: FormBody, _ id: ID<PlanTemplate>, _ context: CompanyContext
    ) async throws -> Response {
        let (isRetired, version) = (form.isChecked("retired"), try form.version)
        return try await context.once(
            form, flash: isRetired ? "plans.template_retired" : "plans.template_restored", to: context.paths(one, id)
        ) { deed in
            try TemplateStore.setRetired(
                isRetired, id, at: version, by: deed.actor.person, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(id, nil, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// When a machine that is installed on a day would have its services.
enum TemplatePreview {
    /// Years that are looked ahead, and services that are shown of them.
    private static let (years, most) = (10, 12)

    static func read(_ form: TemplateForm, _ context: CompanyContext) async throws -> [PlannedService] {
        guard case .success(let rule) = form.rule, let base = form.base.value else { return [] }
        let end = base.adding(days: years * 366)
        let week = context.profile.week
        let rests = try await context.company.read { try WorkDayStore.rests(week, in: base...end, $0) }
        if let usage = rule.usage {
            let course = UsageCourse([], from: base, usualMonth: usage.usualMonth)
            return Array(course.services(rule, after: base, until: end).prefix(most))
        }
        let course = PlanCourse(rule, from: base, in: context.reader.clock.calendar, rests: rests.contains)
        return Array(course.services(after: base, until: end).prefix(most))
    }
}
