import Domain
import Web

/// By how much all amounts of a draft are to change, as it was typed.
struct RaiseForm: Sendable {
    let percent: Input<Int64>
    let step: Input<Int64>
    let component: Input<FeeComponent?>

    init(_ form: FormBody) {
        percent = form.input("percent") { typed in try Self.hundredths(typed) }
        step = form.input("step", else: 1) { typed in
            guard let step = Int64(typed), TariffRaise.steps.contains(step) else { throw Complaint("form.choose") }
            return step
        }
        component = form.input("component", else: .some(nil)) { typed in
            guard let component = FeeComponent(rawValue: typed) else { throw Complaint("form.choose") }
            return component
        }
    }

    var raise: TariffRaise? {
        guard let percent = percent.value, let step = step.value, let component = component.value else { return nil }
        return TariffRaise(hundredths: percent, step: step, component: component)
    }

    /// `25`, `12.5` and `−5`.
    private static func hundredths(_ typed: String) throws -> Int64 {
        let tenths = try TypedNumber.tenths(
            typed, in: TariffRaise.range.lowerBound / 10...TariffRaise.range.upperBound / 10)
        return tenths * 10
    }

    func fields(isBlank: Bool, _ reader: Reader) -> (percent: Field, step: Field, component: Field) {
        (
            Field(percent, label: "tariffs.raise.percent", for: reader).with {
                ($0.direction, $0.inputMode, $0.required) = ("ltr", "decimal", true)
                $0.unit = reader.words("tariffs.rule.percent_sign")
                $0.hint = reader.words("tariffs.raise.hint")
                if isBlank { $0.error = nil }
            },
            Field(step, label: "tariffs.raise.step", for: reader).with {
                $0.options = TariffRaise.steps.map { value in
                    Field.Option(
                        value: String(value), label: reader.money(Money(value)),
                        selected: value == (isBlank ? 1_000 : step.value))
                }
            },
            Field(component, label: "fees.column.component", for: reader).with {
                $0.id = "f-raise-component"
                $0.blank = reader.words("tariffs.raise.all")
                $0.options = FeeComponent.allCases.map {
                    Field.Option(
                        value: $0.rawValue, label: reader.words("fees.component.\($0.rawValue)"),
                        selected: $0.rawValue == component.typed)
                }
            }
        )
    }
}

/// The form on a draft's page.
struct RaiseCard: Sendable {
    let action: String
    let isOpen: Bool
    let percent: Field
    let step: Field
    let component: Field
    let errors: FormErrors?

    init(_ form: RaiseForm?, at action: String, _ reader: Reader) {
        let fields = (form ?? RaiseForm(FormBody())).fields(isBlank: form == nil, reader)
        (self.action, isOpen) = (action, form != nil)
        (percent, step, component) = (fields.percent, fields.step, fields.component)
        errors = form == nil ? nil : FormErrors([percent, step, component])
    }
}
