import Base
import Database
import Domain
import Ground
import Web

/// The form of a receipt.
struct ReceiptFormPage: Page {
    struct Box: Sendable {
        let value: String
        let label: String
        let due: String
        let amount: Amount
        let selected: Bool
    }

    static let template = "books/receipt_form"
    let titleKey = "receipts.new"
    let titleValues: [String]
    let back: String
    let action: String
    let customer: String
    let unit: String
    let boxes: [Box]
    let hasBoxes: Bool
    let fields: [Field]
    let way: Field
    let cheque: [Field]
    let note: Field
    let errors: FormErrors?

    init(
        _ customer: ID<Customer>, _ name: String, _ unpaid: [BillRow], _ typed: ReceiptForm?, chosen: String,
        _ context: CompanyContext
    ) {
        let (reader, words, currency, today) = (
            context.reader, context.words, context.company.currency, context.today
        )
        titleValues = [name.isolated]
        back = Address.of(context.paths(ReceiptRoutes.list), [("customer", customer.description)])
        action = context.paths(ReceiptRoutes.adding)
        self.customer = customer.description
        unit = reader.unitName
        let meant = unpaid.filter { chosen.isEmpty || $0.number == chosen }
        let open = meant.reduce(0) { $0 + $1.open }
        let known = FormBody([
            "amount": open == 0 ? "" : reader.unit.text(open), FormBody.unitField: reader.unit.rawValue,
        ])
        let form = typed ?? ReceiptForm(known, today: today, reader.clock.calendar)
        boxes = unpaid.map { bill in
            Box(
                value: bill.id.description, label: bill.number, due: reader.day(bill.due),
                amount: Amount(Money(bill.open, currency), reader),
                selected: typed.map { $0.bills.contains(bill.id) } ?? meant.contains { $0.id == bill.id })
        }
        hasBoxes = !boxes.isEmpty
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with { if typed == nil { $0.error = nil } }
        }
        way = field(form.way, "receipts.way").with { field in
            field.required = true
            field.options = ReceiptWay.written.map {
                .init(
                    value: $0.rawValue, label: words("receipts.way.\($0.rawValue)"), selected: $0 == form.way.value)
            }
        }
        fields = [
            field(form.amount, "receipts.amount").asMoney(reader).with {
                ($0.required, $0.hint) = (true, words("receipts.amount.hint"))
            },
            field(form.day, "receipts.day").asDay(to: today).with {
                if $0.value.isEmpty { $0.value = reader.day(today) }
            },
            field(form.reference, "receipts.reference").with {
                ($0.direction, $0.hint) = ("ltr", words("receipts.reference.hint"))
            },
        ]
        cheque = [
            field(form.chequeNumber, "receipts.cheque.number").with { $0.direction = "ltr" },
            field(form.chequeBank, "receipts.cheque.bank"), field(form.chequeDue, "receipts.cheque.due").asDay(),
        ]
        note = field(form.note, "receipts.note")
        errors = FormErrors([way] + fields + cheque + [note])
    }
}
