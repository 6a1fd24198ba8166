import Domain
import Ground
import Web

/// A new loan as it was typed.
struct LoanForm: Sendable {
    private static let most: Int64 = 1_000_000_000_000
    let serial: Input<String>
    let part: Input<String>
    let job: Input<String>
    let deposit: Input<Int64>
    let condition: Input<String>
    let due: Input<CalendarDay>

    init(_ form: FormBody, _ context: CompanyContext) {
        let calendar = context.reader.clock.calendar
        serial = form.input("serial") { try SerialText.parse($0) }
        part = form.input("part", else: "", shortText(limit: PartCode.longest))
        job = form.input("job") { try CellText.code($0) }
        deposit = form.money("deposit", else: 0, in: 0...Self.most)
        condition = form.input("condition", shortText(limit: 300))
        due = form.input("due") { try calendar.parse($0) }
    }

    /// nil where a field is refused.
    var loan: NewLoan? {
        guard let serial = serial.value, let code = part.value, let job = job.value, let deposit = deposit.value,
            let condition = condition.value, let due = due.value
        else { return nil }
        return NewLoan(serial: serial, code: code, job: job, deposit: deposit, condition: condition, due: due)
    }
}

/// That a device is back, as it was typed.
struct LoanBackForm: Sendable {
    let place: Input<ID<StockPlace>>
    let condition: Input<String>

    init(_ form: FormBody, _ places: [PlaceRow]) {
        place = form.input("place") { typed in
            guard let id = ID<StockPlace>(typed), places.contains(where: { $0.id == id }) else {
                throw Complaint("form.choose")
            }
            return id
        }
        condition = form.input("condition", shortText(limit: 300))
    }
}

/// The form of a new loan.
struct LoanFormPage: Page {
    static let template = "stock/loan_form"
    let titleKey = "stock.loan.new"
    let list: String
    let action: String
    let errors: FormErrors?
    let fields: [Field]
    let condition: Field

    init(_ form: LoanForm, isBlank: Bool, _ refused: FieldRefusal?, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                if isBlank { $0.error = nil }
                if refused?.field == input.name { $0.error = refused.map { reader.complaint($0.complaint) } }
            }
        }
        func code<Value>(_ input: Input<Value>, _ label: String) -> Field {
            field(input, label).with { ($0.direction, $0.autocomplete) = ("ltr", "off") }
        }
        (list, action) = (context.paths(LoanRoutes.list), context.paths(LoanRoutes.addition))
        fields = [
            code(form.job, "stock.job").with { ($0.required, $0.hasFocus) = (true, form.job.typed.isEmpty) },
            code(form.serial, "stock.loan.serial").with {
                ($0.required, $0.hint) = (true, words("stock.loan.serial_hint"))
                $0.hasFocus = !form.job.typed.isEmpty
            },
            code(form.part, "stock.loan.part").with { $0.hint = words("stock.loan.part_hint") },
            field(form.due, "stock.loan.due").asDay(from: context.today).with { $0.required = true },
            field(form.deposit, "stock.loan.deposit").asMoney(reader).with {
                $0.hint = words("stock.loan.deposit_hint")
            },
        ]
        condition = field(form.condition, "stock.loan.condition_out").with { $0.required = true }
        errors = FormErrors(fields + [condition])
    }
}
