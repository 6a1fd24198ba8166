import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What was written wrongly of a unit, and what it is given beyond its warranty.
package enum UnitCorrectionRoutes: RoomRoutes {
    static let form = PageRoute<String>("units/:unit/correction", for: .managers)
    static let correction = FormRoute<String>("units/:unit/correction", for: .managers, upTo: .photos)
    static let extending = FormRoute<String>("units/:unit/extension", for: .managers)
    static let label = PageRoute<String>("units/:unit/label", for: .office, watched: .paper)

    package static var all: [Mounted] {
        [
            form.to { _, context, serial in try await show(serial, nil, nil, context) },
            correction.to { body, context, serial in try await correct(body, serial, context) },
            extending.to { body, context, serial in try await extend(body, serial, context) },
            label.to { _, context, serial in
                let unit = try await context.company.read { try UnitList.find(serial, $0) }
                return try context.show(UnitLabelPage(unit, context))
            },
        ]
    }

    private static func show(
        _ serial: String, _ form: UnitForm?, _ extending: ExtensionForm?, tray: FileTray? = nil,
        refusal: FieldRefusal? = nil, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let unit = try await context.company.read { try UnitList.find(serial, $0) }
        return try context.show(
            UnitFormPage(unit, form, extending, tray, refusal: refusal, context), status: status, warning: warning)
    }

    /// Whoever says that a warranty is void shows why.
    private static func lacksEvidence(
        _ facts: UnitFacts, _ serial: String, _ tray: FileTray, _ context: CompanyContext
    ) async throws -> Bool {
        guard let void = facts.void, tray.uploads.isEmpty else { return false }
        return try await context.company.read { try UnitList.find(serial, $0).facts.void != void }
    }

    private static func correct(
        _ body: FormBody, _ serial: String, _ context: CompanyContext
    ) async throws -> Response {
        let (version, form) = (try body.version, UnitForm(body, context))
        var tray = try await FileTray(body, for: context.path, .any, context)
        if let facts = form.facts, try await lacksEvidence(facts, serial, tray, context) {
            tray.complain(Complaint("units.void.evidence"))
        }
        guard let facts = form.facts, let reason = form.reason.value, tray.complaints.isEmpty else {
            return try await show(serial, form, nil, tray: tray, context, status: .unprocessableContent)
        }
        let (sent, evidence) = (tray, tray.uploads)
        let command = CorrectUnit(serial: serial, version: version, facts: facts, reason: reason)
        return try await context.once(
            body, flash: "units.corrected", to: context.paths(UnitRoutes.one, facts.serial)
        ) { deed in
            try command.run(by: deed.actor.person, in: deed.tx)
            guard !evidence.isEmpty else { return }
            let unit = try UnitList.find(facts.serial, deed.tx).id
            try AttachmentStore.add(evidence, to: .unit(unit), by: deed.actor, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await show(
                serial, form, nil, tray: sent, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func extend(
        _ body: FormBody, _ serial: String, _ context: CompanyContext
    ) async throws -> Response {
        let form = ExtensionForm(body)
        guard let kind = form.kind.value, let months = form.months.value, let reason = form.reason.value else {
            return try await show(serial, nil, form, context, status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "units.extended", to: context.paths(UnitRoutes.one, serial)
        ) { deed in
            let unit = try UnitList.find(serial, deed.tx)
            try UnitGrantStore.extend(
                unit.id, CoverExtension(kind, months: months), reason: reason, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(serial, nil, form, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// A unit as it is typed anew.
struct UnitForm: Sendable {
    let serial: Input<String>
    let model: Input<String>
    let dates: [(day: CoverDay, input: Input<CalendarDay?>)]
    let voidedOn: Input<CalendarDay?>
    var voidReason: Input<String>
    let reason: Input<String>
    private var contradiction: Complaint?

    init(_ body: FormBody, _ context: CompanyContext) {
        let (calendar, today) = (context.company.clock.calendar, context.today)
        let day = { (typed: String) throws -> CalendarDay? in
            let day = try calendar.parse(typed)
            guard day <= today else { throw Complaint("units.day.future") }
            return day
        }
        serial = body.input("serial") { try SerialText.parse($0) }
        model = body.input("model") { try CellText.code($0) }
        var dates = CoverDay.allCases.map { (day: $0, input: body.input($0.rawValue, else: .some(nil), day)) }
        voidedOn = body.input("voided_on", else: .some(nil), day)
        voidReason = body.input("void_reason", else: "", shortText(limit: 300))
        reason = body.input("reason", shortText(limit: 300))
        if (voidedOn.value ?? nil) != nil, voidReason.value == "" { voidReason.complaint = Complaint("form.missing") }
        let known = Self.dates(dates)
        if let (earlier, _) = known.contradiction, let index = dates.firstIndex(where: { $0.day == earlier }) {
            dates[index].input.complaint = Complaint("units.day.before_made")
        }
        self.dates = dates
    }

    init(_ unit: UnitSheet, _ context: CompanyContext) {
        let (calendar, facts) = (context.company.clock.calendar, unit.facts)
        var fields = [
            "serial": facts.serial, "model": facts.model, "voided_on": facts.void.map { calendar.text($0.day) } ?? "",
            "void_reason": facts.void?.reason ?? "",
        ]
        for day in CoverDay.allCases { fields[day.rawValue] = facts.dates[day].map(calendar.text) ?? "" }
        self.init(FormBody(fields), context)
    }

    private static func dates(_ inputs: [(day: CoverDay, input: Input<CalendarDay?>)]) -> UnitDates {
        var dates = UnitDates()
        for (day, input) in inputs { dates[day] = input.value ?? nil }
        return dates
    }

    /// nil where something of it cannot be meant.
    var facts: UnitFacts? {
        guard let serial = serial.value, let model = model.value, let voidedOn = voidedOn.value,
            let voidReason = voidReason.value, voidReason.isEmpty == (voidedOn == nil) || voidedOn == nil,
            self.voidReason.complaint == nil, !dates.contains(where: { $0.input.complaint != nil })
        else { return nil }
        return UnitFacts(
            serial: serial, model: model, dates: Self.dates(dates), void: voidedOn.map { CoverVoid(on: $0, voidReason) }
        )
    }
}

/// Months more, as they were typed.
struct ExtensionForm: Sendable {
    static let kinds: [CoverExtension.Kind] = [.bought, .campaign]
    let kind: Input<CoverExtension.Kind>
    let months: Input<Int>
    let reason: Input<String>

    init(_ body: FormBody) {
        kind = body.input("kind") { typed in
            guard let kind = CoverExtension.Kind(rawValue: typed), Self.kinds.contains(kind) else {
                throw Complaint("form.choose")
            }
            return kind
        }
        months = body.input("months") { try CellText.whole(1...600)($0) }
        reason = body.input("extension_reason", shortText(limit: 300))
    }
}

struct UnitFormPage: Page {
    static let template = "units/form"
    let titleKey = "units.correct_title"
    let titleValues: [String]
    let back: String
    let serialNow: String
    let action: String
    let extending: String
    let version: String
    let errors: FormErrors?
    let serial: Field
    let model: Field
    let dates: [Field]
    let voidedOn: Field
    let voidReason: Field
    /// What ends the warranty by the rule under which the machine was sold.
    let voids: [String]
    let files: FileField
    let reason: Field
    let kind: Field
    let months: Field
    let extensionReason: Field

    init(
        _ unit: UnitSheet, _ typed: UnitForm?, _ extending: ExtensionForm?, _ tray: FileTray?,
        refusal: FieldRefusal?, _ context: CompanyContext
    ) {
        let (reader, paths, words) = (context.reader, context.paths, context.words)
        let form = typed ?? UnitForm(unit, context)
        let more = extending ?? ExtensionForm(FormBody())
        func field<Value>(_ input: Input<Value>, _ label: String, isSent: Bool, required: Bool = false) -> Field {
            Field(input, label: label, for: reader).with {
                if !isSent { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
                $0.required = required
            }
        }
        let (isSent, isMore) = (typed != nil, extending != nil)
        titleValues = [unit.serial.isolatedLeftToRight]
        back = paths(UnitRoutes.one, unit.serial)
        serialNow = unit.serial
        action = paths(UnitCorrectionRoutes.correction, unit.serial)
        self.extending = paths(UnitCorrectionRoutes.extending, unit.serial)
        version = String(unit.version)
        serial = field(form.serial, "jobs.serial", isSent: isSent, required: true).with { $0.direction = "ltr" }
        model = field(form.model, "products.model", isSent: isSent, required: true).with { $0.direction = "ltr" }
        dates = form.dates.map { day, input in
            field(input, "units.day.\(day.rawValue)", isSent: isSent).asDay(to: context.today)
        }
        voidedOn = field(form.voidedOn, "units.voided_on", isSent: isSent).asDay(to: context.today)
        voidReason = field(form.voidReason, "units.void_reason", isSent: isSent).with { $0.list = "voids" }
        voids = unit.cover.rule(on: context.today)?.voids ?? []
        files = FileField(files: tray, title: "units.void.files", context)
        reason = field(form.reason, "units.reason", isSent: isSent, required: true)
        kind = field(more.kind, "units.extension.kind", isSent: isMore, required: true).with {
            $0.options = ExtensionForm.kinds.map {
                .init(
                    value: $0.rawValue, label: words("units.extension.\($0.rawValue)"), selected: $0 == more.kind.value)
            }
        }
        months = field(more.months, "units.extension.months", isSent: isMore, required: true).with {
            ($0.inputMode, $0.direction) = ("numeric", "ltr")
        }
        extensionReason = field(more.reason, "units.reason", isSent: isMore, required: true)
        let lacks = files.errors.map { Field(name: "photos", label: words("units.void.files"), error: $0) }
        errors = FormErrors(
            [serial, model] + dates + [voidedOn, voidReason, reason, kind, months, extensionReason] + lacks)
    }
}
