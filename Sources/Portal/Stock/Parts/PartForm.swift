import Domain
import Ground
import Web

/// A part, as it was typed.
struct PartForm: Sendable {
    /// Of a new part alone: a known one is renumbered on its page.
    let code: Input<String>
    private let nameFa: Input<String>
    private let nameEn: Input<String>
    private let group: Input<String>
    private let unit: Input<PartUnit>
    private let tracking: Input<PartTracking>
    private let mustReturn: Input<PartReturn>
    private let isRepairable: Bool
    private let shelfLife: Input<Int?>
    private let weight: Input<Int?>
    private let makerNumber: Input<String>
    private let barcode: Input<String>
    private let note: Input<String>

    init(_ form: FormBody) {
        code = form.input("code", PartCode.parse)
        nameFa = form.input("name_fa", PartRules.name)
        nameEn = form.input("name_en", else: "", PartRules.name)
        group = form.input("group", else: "", PartRules.group)
        unit = form.input("unit") { try chosen($0) }
        tracking = form.input("tracking") { try chosen($0) }
        mustReturn = form.input("must_return") { try chosen($0) }
        isRepairable = form.isChecked("is_repairable")
        shelfLife = form.input("shelf_life", else: .some(nil), PartRules.shelfLife)
        weight = form.input("weight", else: .some(nil), PartRules.weight)
        makerNumber = form.input("maker_number", else: "", PartRules.makerNumber)
        barcode = form.input("barcode", else: "", PartRules.barcode)
        note = form.input("note", else: "", PartRules.note)
    }

    /// As the form of a new part opens, or that of a known one.
    static func filled(_ facts: PartFacts, code: String = "") -> FormBody {
        var body = FormBody([
            "code": code, "name_fa": facts.nameFa, "name_en": facts.nameEn, "group": facts.group,
            "unit": facts.unit.rawValue, "tracking": facts.tracking.rawValue, "must_return": facts.mustReturn.rawValue,
            "shelf_life": facts.shelfLifeDays.map { String($0) } ?? "",
            "weight": facts.weightGrams.map { String($0) } ?? "", "maker_number": facts.makerNumber,
            "barcode": facts.barcode, "note": facts.note,
        ])
        if facts.isRepairable { body.fields["is_repairable"] = ["1"] }
        return body
    }

    /// nil where something of it cannot be understood.
    var facts: PartFacts? {
        guard let nameFa = nameFa.value, let nameEn = nameEn.value, let group = group.value, let unit = unit.value,
            let tracking = tracking.value, let mustReturn = mustReturn.value, let shelfLife = shelfLife.value,
            let weight = weight.value, let makerNumber = makerNumber.value, let barcode = barcode.value,
            let note = note.value
        else { return nil }
        return PartFacts(
            nameFa: nameFa, nameEn: nameEn, group: group, unit: unit, tracking: tracking, mustReturn: mustReturn,
            isRepairable: isRepairable, shelfLifeDays: shelfLife, weightGrams: weight, makerNumber: makerNumber,
            barcode: barcode, note: note)
    }

    /// - Parameters:
    ///   - isNew: whether it has no code yet.
    ///   - isBlank: nothing was sent, so nothing is wrong yet.
    func fields(isNew: Bool, isBlank: Bool, refusal: FieldRefusal?, _ reader: Reader) -> PartFields {
        let words = reader.words
        func field<Value>(
            _ input: Input<Value>, _ label: String, _ change: (inout Field) -> Void = { _ in }
        ) -> Field {
            Field(input, label: label, for: reader).with {
                if isBlank { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
                change(&$0)
            }
        }
        func choice<Word>(_ input: Input<Word>, _ label: String) -> Field
        where Word: CaseIterable & RawRepresentable<String> {
            field(input, label) { field in
                field.required = true
                field.options = Word.allCases.map {
                    .init(
                        value: $0.rawValue, label: words("\(label).\($0.rawValue)"),
                        selected: $0.rawValue == input.typed)
                }
            }
        }
        let number = { (field: inout Field) in (field.inputMode, field.direction) = ("numeric", "ltr") }
        let latin = { (field: inout Field) in (field.direction, field.autocomplete) = ("ltr", "off") }
        return PartFields(
            code: isNew
                ? field(code, "parts.code") {
                    latin(&$0)
                    ($0.required, $0.hint) = (true, words("parts.code.hint"))
                } : nil,
            names: [
                field(nameFa, "parts.name_fa") { $0.required = true },
                field(nameEn, "parts.name_en") { $0.direction = "ltr" },
                field(group, "parts.group") { ($0.list, $0.hint) = ("part-groups", words("parts.group.hint")) },
            ],
            choices: [
                choice(unit, "parts.unit"), choice(tracking, "parts.tracking"), choice(mustReturn, "parts.return"),
            ],
            repairable: Field(name: "is_repairable", label: words("parts.repairable")).with {
                $0.options = [.init(value: "1", label: words("parts.repairable.is"), selected: isRepairable)]
            },
            numbers: [
                field(makerNumber, "parts.maker_number", latin),
                field(barcode, "parts.barcode") {
                    latin(&$0)
                    $0.hint = words("parts.barcode.hint")
                },
                field(shelfLife, "parts.shelf_life") {
                    number(&$0)
                    ($0.unit, $0.hint) = (words("parts.day"), words("parts.shelf_life.hint"))
                },
                field(weight, "parts.weight") {
                    number(&$0)
                    $0.unit = words("parts.unit.gram")
                },
            ],
            note: field(note, "parts.note"))
    }
}

/// - Throws: `form.choose` where it is none of its words.
private func chosen<Word: RawRepresentable<String>>(_ typed: String) throws(Complaint) -> Word {
    guard let word = Word(rawValue: typed) else { throw Complaint("form.choose") }
    return word
}

struct PartFields: Sendable {
    let code: Field?
    let names: [Field]
    let choices: [Field]
    let repairable: Field
    let numbers: [Field]
    let note: Field

    var errors: FormErrors? { FormErrors([code].compactMap(\.self) + names + choices + numbers + [note]) }
}

/// A part to add or to change.
struct PartFormPage: Page {
    static let template = "parts/form"
    let titleKey: String
    let titleValues: [String]
    let list: String
    let action: String
    let back: String
    let version: String?
    let errors: FormErrors?
    let code: Field?
    let names: [Field]
    let choices: [Field]
    let repairable: Field
    let numbers: [Field]
    let note: Field
    /// Those that there are, to be chosen while one types.
    let groups: [String]

    /// - Parameter part: nil for a new one.
    init(
        _ form: PartForm, of part: PartSheet?, groups: [String], isBlank: Bool, refusal: FieldRefusal? = nil,
        _ context: CompanyContext
    ) {
        let paths = context.paths
        titleKey = part == nil ? "parts.new" : "parts.change_title"
        titleValues = part.map { [$0.code.isolatedLeftToRight] } ?? []
        list = paths(PartRoutes.list)
        action = part.map { paths(PartEditRoutes.change, $0.id) } ?? paths(PartEditRoutes.addition)
        back = part.map { paths(PartRoutes.one, $0.id) } ?? list
        version = part.map { String($0.version) }
        let fields = form.fields(isNew: part == nil, isBlank: isBlank, refusal: refusal, context.reader)
        (code, names, choices, repairable) = (fields.code, fields.names, fields.choices, fields.repairable)
        (numbers, note, errors) = (fields.numbers, fields.note, fields.errors)
        self.groups = groups
    }
}
