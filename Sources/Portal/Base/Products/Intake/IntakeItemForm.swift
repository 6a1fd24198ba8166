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
    let textFa: Input<String>
    let textEn: Input<String>
    let service: Input<String>
    let fault: Input<ID<IntakeItem>>
    private let field: Result<AskedField, Complaint>

    /// - Parameter known: of an item that is there, whose kind stays.
    init(_ form: FormBody, known: IntakeKind? = nil, among choices: IntakeItemChoices) {
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
        let long = shortText(limit: 2000)
        textFa = asked.isGuide ? form.input("text_fa", long) : form.input("text_fa", else: "", long)
        textEn = form.input("text_en", else: "", long)
        service = form.input("service", else: nil) { code in
            guard choices.services.contains(where: { $0.code == code }) else { throw Complaint("form.choose") }
            return code
        }
        fault = form.input("fault", else: nil) { typed in
            guard let id = choices.faults.first(where: { $0.id.description == typed })?.id else {
                throw Complaint("form.choose")
            }
            return id
        }
        do {
            field = .success(try AskedField(asked, isRequired: isRequired, lines: raw))
            self.choices = Input(name: "choices", typed: raw, value: raw)
        } catch {
            field = .failure(error)
            self.choices = Input(name: "choices", typed: raw, value: nil, complaint: error)
        }
    }

    init(_ item: IntakeItemRow, among choices: IntakeItemChoices) {
        var form = FormBody([
            "name_fa": item.names.fa, "name_en": item.names.en, "position": String(item.position),
            "choices": item.field.choices.joined(separator: "\n"), "text_fa": item.guide.text.fa,
            "text_en": item.guide.text.en, "service": item.guide.service ?? "",
            "fault": item.guide.fault?.description ?? "",
        ])
        if item.field.isRequired { form.fields["is_required"] = ["1"] }
        self.init(form, known: item.field.kind, among: choices)
    }

    /// nil where something of it cannot be understood.
    var facts: IntakeItemFacts? {
        guard let kind = kind.value, position.complaint == nil, service.complaint == nil, fault.complaint == nil,
            let textFa = textFa.value, let textEn = textEn.value, let fa = nameFa.value, let en = nameEn.value,
            case .success(let field) = field
        else { return nil }
        let guide = IntakeGuide(
            text: BothNames(fa: textFa, en: textEn), service: service.value,
            fault: kind == .question ? fault.value : nil)
        return IntakeItemFacts(
            names: BothNames(fa: fa, en: en), field: field, guide: kind.isGuide ? guide : .none,
            position: position.value)
    }
}

/// What rules and questions may be for.
struct IntakeItemChoices: Sendable {
    let services: [(code: String, names: BothNames)]
    /// Of the group.
    let faults: [IntakeItemRow]

    init(_ names: CommonNames, _ items: [IntakeItemRow]) {
        (services, faults) = (names.services, items.filter { $0.field.kind == .fault })
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
    /// Of rules and questions.
    let texts: [Field]
    let service: Field?
    /// Of a question.
    let fault: Field?
    let position: Field
    let errors: FormErrors?

    /// - Parameters:
    ///   - known: of an item that is there.
    ///   - isBlank: nothing was sent, so nothing is wrong yet.
    init(
        _ form: IntakeItemForm, among all: IntakeItemChoices, known: IntakeKind?, isBlank: Bool,
        refusal: FieldRefusal?, _ reader: Reader
    ) {
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
            known?.isField == false
            ? nil
            : Field(name: "is_required", label: words("products.intake.required")).with {
                $0.options = [
                    .init(value: "1", label: words("products.intake.required.yes"), selected: form.isRequired)
                ]
            }
        let isGuide = known?.isGuide ?? true
        texts =
            isGuide
            ? [
                field(form.textFa, "products.intake.text_fa").with { $0.hint = words("products.intake.text.hint") },
                field(form.textEn, "products.intake.text_en"),
            ] : []
        let service = field(form.service, "products.intake.service").with {
            $0.blank = words("products.intake.service.all")
            $0.options = all.services.map {
                .init(value: $0.code, label: $0.names.shown(reader), selected: $0.code == form.service.value)
            }
        }
        self.service = isGuide ? service : nil
        let fault = field(form.fault, "products.intake.fault").with {
            $0.blank = words("products.intake.fault.all")
            $0.options = all.faults.map {
                .init(value: $0.id.description, label: $0.names.shown(reader), selected: $0.id == form.fault.value)
            }
        }
        self.fault = (known ?? .question) == .question && !all.faults.isEmpty ? fault : nil
        position = field(form.position, "products.intake.position").with {
            ($0.inputMode, $0.direction) = ("numeric", "ltr")
            $0.hint = words("products.intake.position.hint")
        }
        errors = FormErrors([kind] + names + [choices].compactMap(\.self) + texts + [service, fault, position])
    }
}
