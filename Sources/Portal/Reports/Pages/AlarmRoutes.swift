import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// One alarm, and what was done about it.
package enum AlarmRoutes: RoomRoutes {
    static let one = PageRoute<ID<ReportAlarm>>("reports/warnings/:alarm", for: .seesMoney)
    static let closing = FormRoute<ID<ReportAlarm>>("reports/warnings/:alarm", for: .managers)

    package static var all: [Mounted] {
        [
            one.to { _, context, id in try await show(id, AlarmForm(FormBody()), isBlank: true, context) },
            closing.to { body, context, id in
                let (form, version) = (AlarmForm(body), try body.version)
                guard let deed = form.deed.value else {
                    return try await show(id, form, context, status: .unprocessableContent)
                }
                return try await context.once(body, flash: "reports.alarm", to: context.paths(one, id)) {
                    try AlarmStore.close(id, at: version, deed, by: $0.actor.person, $0.tx)
                } orShow: { refused in
                    try await show(id, form, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    static let naming = SubjectNaming("report_alarm") { ids, context, tx in
        guard context.may(one) else { return [] }
        return try AlarmStore.named(ids, tx)
    } link: { row, context in
        SubjectLink(label: try row("name"), href: context.paths(one, try row("id")))
    }

    private static func show(
        _ id: ID<ReportAlarm>, _ form: AlarmForm, isBlank: Bool = false, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            let alarm = try AlarmStore.find(id, tx)
            let models = try ReportNames([alarm.group.model.description], .model, context, tx)
            let parts = try ReportNames([alarm.group.part], .part, context, tx)
            let history = try HistoryCard.card(of: .reportAlarm(id), context, tx)
            return AlarmPage(
                alarm, form, isBlank: isBlank, FailureNames(models: models, parts: parts),
                PageCards([history].compactMap(\.self)), context)
        }
        return try context.show(page, status: status, warning: warning)
    }
}

/// What was done, as typed.
struct AlarmForm: Sendable {
    let deed: Input<String>

    init(_ form: FormBody) { deed = form.input("deed", shortText(limit: 500)) }
}

struct AlarmPage: Page {
    static let template = "reports/alarm"
    let titleKey = "reports.alarm.title"
    let titleValues: [String]
    let warnings: String
    let badge: Badge
    let facts: [Fact]
    let deed: String?
    /// nil where it was dealt with, or for those who only read.
    let form: Closing?
    let errors: FormErrors?
    let cards: PageCards

    struct Closing: Sendable {
        let action: String
        let version: String
        let field: Field
    }

    init(
        _ alarm: AlarmRow, _ form: AlarmForm, isBlank: Bool, _ names: FailureNames, _ cards: PageCards,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        titleValues = [names.model(alarm.group)]
        warnings = context.paths(WarningRoutes.page)
        self.cards = cards
        badge = Badge(
            kind: alarm.state == .open ? "error" : "done", label: words("reports.alarm.\(alarm.state.rawValue)"))
        facts = [
            Fact(
                label: words(alarm.group.from == nil ? "parts.part" : "reports.warnings.month"),
                value: names.what(alarm.group, reader)),
            Fact(label: words("reports.warnings.units"), value: reader.number(alarm.units)),
            Fact(label: words("reports.warnings.found"), value: reader.number(alarm.count.found)),
            Fact(label: words("reports.warnings.expected"), value: reader.tenths(alarm.count.expected / 100)),
            Fact(label: words("reports.warnings.bound"), value: reader.number(alarm.bound)),
            Fact(label: words("reports.alarm.since"), value: reader.day(alarm.raisedOn)),
        ]
        deed = alarm.state == .closed ? alarm.deed : nil
        let field = Field(form.deed, label: "reports.alarm.deed", for: reader).with {
            if isBlank { $0.error = nil }
            ($0.required, $0.hint) = (true, words("reports.alarm.deed.hint"))
        }
        let isOpen = alarm.state == .open && context.may(AlarmRoutes.closing)
        self.form =
            isOpen
            ? Closing(
                action: context.paths(AlarmRoutes.closing, alarm.id), version: String(alarm.version), field: field)
            : nil
        errors = isBlank ? nil : FormErrors([field])
    }
}
