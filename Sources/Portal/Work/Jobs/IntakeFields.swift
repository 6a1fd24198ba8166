import Base
import Domain
import Ground
import Web

/// The fields of it (`jobs/_intake`).
struct IntakeFields: Sendable {
    /// One of the company's own: a choice, or anything else.
    struct Own: Sendable {
        let choice: Field?
        let typed: Field?
    }

    let way: Field
    let shelf: Field
    /// nil where the group has no list of faults.
    let listed: Field?
    let own: [Own]
    let accessories: Field
    let condition: Field
    let wish: Field
    let promised: Field
    let payer: Field
    let deposit: Field
    let depositNote: Field
    /// All that may be refused.
    let all: [Field]
    /// Whether something was written there, or must be.
    let isFilled: Bool

    /// - Parameters:
    ///   - checked: whether what is still empty is shown as missing.
    ///   - day: nothing is promised for before it.
    init(_ form: IntakeForm, checked: Bool = true, from day: CalendarDay, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        func field<Value>(_ input: Input<Value>, _ key: String) -> Field {
            Field(input, label: key, for: reader).with { if !checked, input.typed.isEmpty { $0.error = nil } }
        }
        way = Field(name: "way", label: words("jobs.way")).with {
            $0.options = JobWay.allCases.map {
                .init(value: $0.rawValue, label: words("jobs.way.\($0.rawValue)"), selected: $0 == form.way)
            }
        }
        shelf = field(form.shelf, "jobs.shelf").with { $0.hint = words("jobs.shelf.hint") }
        let faults = form.asked.filter { $0.field.kind == .fault }
        let listed = field(form.listed, "jobs.fault.listed").with {
            $0.blank = words("jobs.fault.unlisted")
            $0.options = faults.map {
                .init(value: $0.id.description, label: $0.names.shown(reader), selected: $0.id == form.listed.value)
            }
        }
        self.listed = faults.isEmpty ? nil : listed
        let own = form.own.map { item, input -> Own in
            let shown = checked || !input.typed.isEmpty
            return Self.own(
                item,
                Field(
                    name: input.name, label: item.names.shown(reader), value: input.typed,
                    error: shown ? input.complaint.map(reader.complaint) : nil), context)
        }
        self.own = own
        accessories = field(form.accessories, "jobs.accessories").with { $0.hint = words("jobs.accessories.hint") }
        condition = field(form.condition, "jobs.condition").with { $0.hint = words("jobs.condition.hint") }
        wish = field(form.wish, "jobs.wish").with { $0.hint = words("jobs.wish.hint") }
        promised = field(form.promised, "jobs.promised").asDay(from: day)
        payer = Field(name: "payer", label: words("jobs.payer")).with {
            $0.blank = words("jobs.payer.open")
            $0.options = JobPayer.allCases.map {
                .init(value: $0.rawValue, label: words("jobs.payer.\($0.rawValue)"), selected: $0 == form.payer)
            }
        }
        deposit = field(form.deposit, "jobs.deposit").asMoney(context.reader)
        depositNote = field(form.depositNote, "jobs.deposit_note").with { $0.hint = words("jobs.deposit_note.hint") }
        all =
            [shelf, listed] + own.compactMap { $0.choice ?? $0.typed }
            + [accessories, condition, wish, promised, deposit, depositNote]
        isFilled =
            form.way != .onSite || form.payer != nil
            || all.contains { !$0.value.isEmpty || $0.error != nil || $0.required }
    }

    private static func own(_ item: IntakeItemRow, _ field: Field, _ context: CompanyContext) -> Own {
        let (reader, asked) = (context.reader, item.field)
        let named = field.with { $0.required = asked.isRequired }
        guard asked.kind == .list else {
            switch asked.kind {
            case .date: return Own(choice: nil, typed: named.asDay())
            case .number:
                return Own(choice: nil, typed: named.with { ($0.inputMode, $0.direction) = ("decimal", "ltr") })
            case .fault, .text, .list, .rule, .question: return Own(choice: nil, typed: named)
            }
        }
        let key = SearchText.squeezed(field.value)
        let isKnown = key.isEmpty || asked.choices.contains { SearchText.squeezed($0) == key }
        let choices = asked.choices + (isKnown || field.error != nil ? [] : [field.value])
        return Own(
            choice: named.with {
                $0.blank = reader.words("form.blank")
                $0.options = choices.map {
                    .init(value: $0, label: $0, selected: SearchText.squeezed($0) == key)
                }
            }, typed: nil)
    }
}
