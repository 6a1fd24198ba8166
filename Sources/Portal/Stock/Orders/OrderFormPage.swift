import Domain
import Ground
import Web

/// The form of an order: a code, a number and a price a line.
struct OrderFormPage: Page {
    struct Line: Sendable {
        let number: String
        let cells: [Field]
    }

    static let template = "stock/order_form"
    let titleKey: String
    let titleValues: [String]
    let back: String
    let action: String
    let version: String?
    let rows: String
    let canGrow: Bool
    let errors: FormErrors?
    let fields: [Field]
    let place: Field
    let note: Field
    let lines: [Line]
    let unit: String
    let suppliers: [String]
    let parts: [Field.Option]
    let hasPlace: Bool
    let empty: EmptyNote?

    /// - Parameters:
    ///   - order: the draft that is changed; nil for a new one.
    ///   - refused: what is said of lines, by their positions.
    init(
        _ form: OrderForm, _ choices: OrderChoices, of order: OrderRow?, at version: String?, isBlank: Bool,
        _ refused: [Int: Complaint], _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        let isSilent = isBlank || form.asksMore
        (titleKey, titleValues) = order.map { ("stock.order.title", [$0.number]) } ?? ("stock.order.new", [])
        back = order.map { context.paths(OrderRoutes.one, $0.number) } ?? context.paths(OrderRoutes.list)
        action = order.map { context.paths(OrderRoutes.change, $0.number) } ?? context.paths(OrderRoutes.addition)
        self.version = version
        (rows, unit) = (String(form.lines.count), reader.unitName)
        canGrow = form.lines.count < PurchaseRules.mostLines
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with { if isSilent { $0.error = nil } }
        }
        fields = [
            field(form.supplier, "stock.order.supplier").with {
                ($0.required, $0.list, $0.autocomplete) = (true, "order-suppliers", "off")
                $0.hint = words("stock.order.supplier_hint")
            },
            field(form.due, "stock.order.due").asDay(from: context.today).with { $0.required = true },
            field(form.reference, "stock.order.reference"),
        ]
        place = field(form.place, "stock.line.to").with {
            ($0.required, $0.blank) = (true, words("form.choose"))
            $0.options = choices.places.map {
                .init(
                    value: $0.id.description, label: "\($0.title(reader)) · \($0.code.isolatedLeftToRight)",
                    selected: $0.id == form.place.value)
            }
        }
        note = field(form.note, "stock.note")
        lines = form.lines.map { Line($0, refused[$0.position], isSilent: isSilent, reader) }
        errors = FormErrors(fields + [place, note] + lines.flatMap(\.cells))
        suppliers = choices.suppliers
        parts = choices.parts.map { .init(value: $0.code, label: $0.names.shown(reader), selected: false) }
        hasPlace = !choices.places.isEmpty
        empty = hasPlace ? nil : EmptyNote(title: words("stock.places.none"), text: words("stock.order.no_place"))
    }
}

extension OrderFormPage.Line {
    fileprivate init(_ input: OrderLineInput, _ refused: Complaint?, isSilent: Bool, _ reader: Reader) {
        let make = LineCells(number: reader.number(input.position), isSilent: isSilent, reader: reader)
        number = make.number
        cells = [
            make.code(input.code, list: "order-parts", refused), make.count(input.quantity),
            make.amount(input.price, "stock.order.price").with {
                $0.inputMode = reader.unit == .rial ? "numeric" : "decimal"
            },
        ]
    }
}
