import Domain
import Ground
import Web

/// What somebody is to be paid by, as it was typed.
struct BenchTermsForm: Sendable {
    let kind: Input<BenchPayKind>
    let amount: Input<Int64>
    let share: Input<Int64>
    let floor: Input<Int64?>
    let ceiling: Input<Int64?>
    let from: Input<Period>

    init(_ form: FormBody) {
        func money(_ name: String) -> Input<Int64?> {
            form.input(name, else: .some(nil)) { try form.moneyUnit.read($0, in: BenchPayTerms.amounts) }
        }
        kind = form.input("kind") { typed in
            guard let kind = BenchPayKind(rawValue: typed) else { throw Complaint("form.choose") }
            return kind
        }
        amount = form.money("amount", else: 0, in: BenchPayTerms.amounts)
        share = form.input("share", else: 0) { Int64(try Percent($0).hundredths) }
        (floor, ceiling) = (money("floor"), money("ceiling"))
        from = form.input("from") { typed in
            guard let month = Period(Digits.ascii(typed)) else { throw Complaint("bench_pay.month") }
            return month
        }
    }

    /// nil where a field is refused.
    var terms: BenchPayTerms? {
        get throws(Complaint) {
            guard let kind = kind.value, let amount = amount.value, let share = share.value, let floor = floor.value,
                let ceiling = ceiling.value, from.value != nil
            else { return nil }
            return try BenchPayTerms(kind, amount: amount, share: share, floor: floor, ceiling: ceiling)
        }
    }

    /// - Parameter isBlank: nothing was sent, so nothing is wrong yet.
    func fields(isBlank: Bool, _ reader: Reader) -> [Field] {
        func field<Value>(_ input: Input<Value>, hint: Bool = false) -> Field {
            Field(input, label: "bench_pay.field.\(input.name)", for: reader).with {
                if isBlank { $0.error = nil }
                if hint { $0.hint = reader.words("bench_pay.field.\(input.name).hint") }
            }
        }
        return [
            field(amount, hint: true).asMoney(reader),
            field(share, hint: true).with {
                ($0.direction, $0.inputMode, $0.unit) = ("ltr", "decimal", reader.words("deductions.percent.unit"))
            },
            field(floor, hint: true).asMoney(reader), field(ceiling, hint: true).asMoney(reader),
        ]
    }

    func kindField(isBlank: Bool, _ reader: Reader) -> Field {
        Field(kind, label: "bench_pay.field.kind", for: reader).with { field in
            if isBlank { field.error = nil }
            (field.required, field.blank) = (true, reader.words("form.choose"))
            field.options = BenchPayKind.allCases.map {
                .init(
                    value: $0.rawValue, label: reader.words("bench_pay.kind.\($0.rawValue)"),
                    selected: $0 == kind.value)
            }
        }
    }

    func fromField(isBlank: Bool, _ months: [Period], _ reader: Reader) -> Field {
        Field(from, label: "bench_pay.field.from", for: reader).with { field in
            if isBlank { field.error = nil }
            field.required = true
            field.options = months.map {
                .init(value: $0.text, label: reader.month($0), selected: $0 == from.value)
            }
        }
    }
}
