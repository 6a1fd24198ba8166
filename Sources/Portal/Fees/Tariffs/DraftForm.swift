import Domain
import Ground
import Web

/// What a draft is called, for whom and for which days it is, and whose rules it begins with.
package struct DraftForm: Sendable {
    package let name: Input<String>
    package let audience: Input<String>
    package let from: Input<CalendarDay>
    package var to: Input<CalendarDay>
    /// The version to copy; its value is nil for none.
    package let source: Input<ID<TariffVersion>>
    /// Of the draft that is changed.
    let revision: String

    package static let audiences = ["dealers", "technicians"]

    package init(_ body: FormBody, _ context: CompanyContext) {
        let calendar = context.company.clock.calendar
        name = body.input("name", shortText())
        audience = body.input("audience") { text in
            guard Self.audiences.contains(text) else { throw Complaint("form.choose") }
            return text
        }
        from = body.input("from") { try calendar.parse($0) }
        to = body.input("to", else: nil) { try calendar.parse($0) }
        source = body.input("source", else: nil) { text in
            guard let id = ID<TariffVersion>(text) else { throw Complaint("form.choose") }
            return id
        }
        revision = body.text("version")
        if let first = from.value, let last = to.value, last < first { to.complaint = Complaint("tariffs.days.order") }
    }

    /// Filled in as a version is: to be changed, or to be copied.
    package init(_ row: TariffRow, _ context: CompanyContext) {
        let calendar = context.company.clock.calendar
        self.init(
            FormBody([
                "name": row.name, "audience": row.audience, "from": calendar.text(row.from),
                "to": row.to.map(calendar.text) ?? "", "source": row.id.description, "version": String(row.revision),
            ]), context)
    }

    /// Whether everything can be meant; a change has neither audience nor source.
    func isComplete(isNew: Bool) -> Bool {
        let own = name.complaint == nil && from.complaint == nil && to.complaint == nil
        return own && (!isNew || audience.complaint == nil && source.complaint == nil)
    }
}

/// The form of a new draft, or of a draft's name and days.
struct DraftPage: Page {
    static let template = "fees/draft"
    let titleKey: String
    let list: String
    let action: String
    let back: String
    let revision: String?
    let errors: FormErrors?
    let name: Field
    let audience: Field?
    let from: Field
    let to: Field
    let source: Field?

    /// - Parameters:
    ///   - versions: those that a new draft may be a copy of.
    ///   - draft: the one that is changed; nil for a new one.
    init(
        _ form: DraftForm, _ versions: [TariffRow], changes draft: ID<TariffVersion>?, isChecked: Bool,
        _ context: CompanyContext
    ) {
        let reader = context.reader
        func field<Value>(_ input: Input<Value>, _ label: String, required: Bool = true) -> Field {
            Field(input, label: label, for: reader).with {
                if !isChecked { $0.error = nil }
                $0.required = required
            }
        }
        titleKey = draft == nil ? "tariffs.new" : "tariffs.change"
        list = context.paths(TariffRoutes.list)
        action = draft.map { context.paths(DraftRoutes.change, $0) } ?? context.paths(DraftRoutes.addition)
        back = draft.map { context.paths(TariffRoutes.one, $0) } ?? list
        revision = draft == nil ? nil : form.revision
        name = field(form.name, "tariffs.name")
        audience =
            draft == nil
            ? field(form.audience, "tariffs.audience").with {
                $0.options = DraftForm.audiences.map {
                    Field.Option(
                        value: $0, label: reader.words("tariffs.audience.\($0)"), selected: $0 == form.audience.typed)
                }
            } : nil
        from = field(form.from, "tariffs.from").asDay()
        to = field(form.to, "tariffs.to", required: false).asDay().with { $0.hint = reader.words("tariffs.to_hint") }
        source =
            draft == nil
            ? field(form.source, "tariffs.source", required: false).with {
                $0.blank = reader.words("tariffs.source_none")
                $0.options = versions.map {
                    Field.Option(
                        value: $0.id.description, label: $0.title(reader),
                        selected: $0.id.description == form.source.typed)
                }
            } : nil
        errors = FormErrors([name, audience, from, to, source].compactMap(\.self))
    }
}

extension TariffRow {
    /// `Tariff 1405, version 2`: a version as a choice names it.
    package func title(_ reader: Reader) -> String { reader.words("tariffs.version_of", name, reader.number(version)) }
}
