import Domain
import Web

/// A new limit of one order, from a day on.
struct LimitForm: Sendable {
    let method: Input<PaymentMethod>
    let from: Input<CalendarDay>
    let least: Input<Int64>
    let greatest: Input<Int64>
    /// nil where something is missing or wrong.
    let limit: OrderLimit?
    /// What is wrong with the two amounts together.
    let complaint: Complaint?

    init(_ form: FormBody, _ calendar: CalendarSystem) {
        method = form.input("method") { typed in
            guard let method = PaymentMethod(rawValue: typed) else { throw Complaint("form.choose") }
            return method
        }
        from = form.input("from") { try calendar.parse($0) }
        least = form.money("least", else: nil, in: 1...Int64.max)
        greatest = form.money("greatest", else: nil, in: 1...Int64.max)
        guard let method = method.value, let from = from.value, least.complaint == nil, greatest.complaint == nil else {
            (limit, complaint) = (nil, nil)
            return
        }
        do {
            limit = try OrderLimit(method: method, from: from, least: least.value, greatest: greatest.value)
            complaint = nil
        } catch { (limit, complaint) = (nil, error) }
    }

    /// Method, day, least, greatest. - Parameter isBlank: nothing was sent, so nothing is wrong yet.
    func fields(isBlank: Bool, _ reader: Reader) -> [Field] {
        let amount = { (input: Input<Int64>, label: String) in
            Field(input, label: label, for: reader).asMoney(reader)
        }
        let fields = [
            Field(method, label: "banks.limit.method", for: reader).with {
                $0.required = true
                $0.options = PaymentMethod.allCases.map { method in
                    .init(
                        value: method.rawValue, label: reader.words("banks.method.\(method.rawValue)"),
                        selected: method == self.method.value)
                }
            },
            Field(from, label: "banks.limit.from", for: reader).asDay().with { $0.required = true },
            amount(least, "banks.limit.least"), amount(greatest, "banks.limit.greatest"),
        ]
        return isBlank ? fields.map { $0.with { $0.error = nil } } : fields
    }
}
