import Domain
import Ground
import Web

/// What a dealer leaves, to be written down.
struct CollateralFormPage: Page {
    static let template = "collateral/form"
    let titleKey = "collateral.take_title"
    let titleValues: [String]
    let back: String
    let action: String
    let errors: FormErrors?
    let kind: Field
    let amount: Field
    let number: Field
    let issuer: Field
    let due: Field
    let place: Field

    init(
        _ form: CollateralForm, of dealer: (code: String, name: String), isBlank: Bool, refusal: FieldRefusal? = nil,
        _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        titleValues = [dealer.name]
        back = paths(DealerRoutes.one, dealer.code)
        action = paths(CollateralRoutes.taking, dealer.code)
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                if isBlank { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
                $0.required = true
            }
        }
        kind = field(form.kind, "collateral.kind").with {
            $0.blank = reader.words("form.blank")
            $0.options = Collateral.Kind.allCases.map {
                .init(
                    value: $0.rawValue, label: reader.words("collateral.kind.\($0.rawValue)"),
                    selected: $0 == form.kind.value)
            }
        }
        amount = field(form.amount, "collateral.amount").asMoney(reader)
        number = field(form.number, "collateral.number").with {
            ($0.direction, $0.autocomplete) = ("ltr", "off")
            $0.hint = reader.words("collateral.number.hint")
        }
        issuer = field(form.issuer, "collateral.issuer").with { $0.hint = reader.words("collateral.issuer.hint") }
        due = field(form.due, "collateral.due").asDay().with {
            $0.required = false
            $0.hint = reader.words("collateral.due.hint")
        }
        place = field(form.place, "collateral.place").with { $0.hint = reader.words("collateral.place.hint") }
        errors = FormErrors([kind, amount, number, issuer, due, place])
    }
}
