import Domain
import Ground
import Web

/// A fault or a field of the company's own, as it was typed.
struct IntakeItemForm: Sendable {
    let kind: Input<IntakeKind>
    let nameFa: Input<String>
    let nameEn: Input<String>
    let choices: Input<String>
    let isRequired: Bool
    let position: Input<Int>
    private let field: Result<AskedField, Complaint>

    /// - Parameter known: of an item that is there, whose kind stays.
    init(_ form: FormBody, known: IntakeKind? = nil) {
        let kind = form.input("kind", else: known) { typed in
            guard let kind = IntakeKind(rawValue: typed) else { throw Complaint("form.choose") }
            return known ?? kind
        }
        self.kind =
            kind.value == nil && kind.complaint == nil
            ? Input(name: kind.name, typed: kind.typed, value: nil, complaint: Complaint("form.missing")) : kind
        nameFa = form.input("name_fa", ProductRules.groupName)
        nameEn = form.input("name_en", else: "", ProductRules.groupName)
        isRequired = form.isChecked("is_required")
        position = form.input("position", else: nil, CellText.whole(1...999))
        let (raw, asked) = (form.raw("choices"), kind.value ?? .text)
        do {
            field = .success(try AskedField(asked, isRequired: isRequired, lines: raw))
            choices = Input(name: "choices", typed: raw, value: raw)
        } catch {
            field = .failure(error)
            choices = Input(name: "choices", typed: raw, value: nil, complaint: error)
        }
    }

    init(_ item: IntakeItemRow) {
        var form = FormBody([
            "name_fa": item.names.fa, "name_en": item.names.en, "position": String(item.position),
            "choices": item.field.choices.joined(separator: "\n"),
        ])
        if item.field.isRequired { form.fields["is_required"] = ["1"] }
        self.init(form, known: item.field.kind)
    }

    /// nil where something of it cannot be understood.
    var facts: IntakeItemFacts? {
        guard kind.value != nil, position.complaint == nil, let fa = nameFa.value, let en = nameEn.value,
            case .success(let field) = field
        else { return nil }
        return IntakeItemFacts(names: BothNames(fa: fa, en: en), field: field, position: position.value)
    }
}

/// Its fields, on the page of all and on its own.
struct IntakeItemFields: Sendable {
    /// nil where it is settled.
    let kind: Field?
    let names: [Field]
    /// nil where there is nothing to choose from.
    let choices: Field?
    /// nil of a fault.
    let required: Field?
    let position: Field
    let errors: FormErrors?

    /// - Parameters:
    ///   - known: of an item that is there.
    ///   - isBlank: nothing was sent, so nothing is wrong yet.
    init(_ form: IntakeItemForm, known: IntakeKind?, isBlank: Bool, refusal: FieldRefusal?, _ reader: Reader) {
        let words = reader.words
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                if isBlank { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
            }
        }
        let kind = field(form.kind, "products.intake.kind").with {
            $0.required = true
            $0.blank = words("form.blank")
            $0.options = IntakeKind.allCases.map {
                .init(
                    value: $0.rawValue, label: words("products.intake.kind.\($0.rawValue)"),
                    selected: $0 == form.kind.value)
            }
        }
        self.kind = known == nil ? kind : nil
        names = [
            field(form.nameFa, "products.group.name_fa").with { $0.required = true },
            field(form.nameEn, "products.group.name_en").with { $0.direction = "ltr" },
        ]
        choices =
            known == nil || known == .list
            ? field(form.choices, "products.intake.choices").with { $0.hint = words("products.intake.choices.hint") }
            : nil
        required =
            known == .fault
            ? nil
            : Field(name: "is_required", label: words("products.intake.required")).with {
                $0.options = [
                    .init(value: "1", label: words("products.intake.required.yes"), selected: form.isRequired)
                ]
            }
        position = field(form.position, "products.intake.position").with {
            ($0.inputMode, $0.direction) = ("numeric", "ltr")
            $0.hint = words("products.intake.position.hint")
        }
        errors = FormErrors([kind] + names + [choices, position].compactMap(\.self))
    }
}
