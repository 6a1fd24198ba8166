import Domain
import Ground
import Web

/// The form around jobs and dealers.
struct AssigningView: Sendable {
    let action: String
    let hidden: [Hidden]
    let choices: ChoicesView
    let override: Field
    /// Why another dealer; nil for jobs that have none.
    let reassign: Reassign?
    let chosen: String
    /// Fields in their order, for the list of errors.
    let fields: [Field]

    struct Hidden: Sendable {
        let name: String
        let value: String
    }

    struct Reassign: Sendable {
        let reason: Field
        let text: Field
    }

    init(_ facts: CityFacts, _ context: CompanyContext) {
        let (form, reader) = (facts.form, context.reader)
        action = context.paths(CityRoutes.assignments, facts.city.id)
        hidden = Self.hidden(form.query)
        choices = ChoicesView(facts, isChoosing: true, context)
        chosen = reader.number(facts.need.jobs)
        func field(_ name: String, _ label: String, _ value: String) -> Field {
            Field(
                name: name, label: reader.words(label), value: value,
                error: form.complaints[name].map(reader.complaint))
        }
        override = field("override", "dispatch.override", form.override).with {
            $0.hint = reader.words("dispatch.override.hint")
        }
        let reason = field("reason", "dispatch.reassign.reason", form.reason).with {
            $0.blank = reader.words("form.blank")
            $0.options = facts.reasons.map { $0.option(reader, chosen: form.reason) }
        }
        let text = field("text", "dispatch.reassign.text", form.text)
        reassign = form.query.tab == .waiting ? nil : Reassign(reason: reason, text: text)
        fields = [
            field("job", "dispatch.jobs", ""), field("dealer", "dispatch.dealer", ""), reason, text, override,
        ]
    }

    private static func hidden(_ query: CityQuery) -> [Hidden] {
        (query.place + [("only", query.number ?? "")]).filter { !$0.text.isEmpty }
            .map { Hidden(name: $0.name, value: $0.text) }
    }
}
