import Base
import Domain
import Ground
import Web
import Work

/// The form of a bill.
struct DraftPage: Page {
    struct Line: Sendable {
        let kind: Field
        let text: Field
        let quantity: Field
        let price: Field
        let bearer: Field
        let reason: Field
        let exempt: String
        let exemptLabel: String
        let isExempt: Bool
        let partName: String
        let part: String?
    }

    static let template = "books/draft"
    let titleKey = "bills.draft.title"
    let titleValues: [String]
    let back: String
    let job: String
    let number: String
    let action: String
    let drop: String
    let version: String
    let facts: [Fact]
    let notes: [String]
    let unit: String
    let count: Int
    let canGrow: Bool
    let lines: [Line]
    let buyer: Field
    let texts: [Field]
    let discount: Field
    let discountReason: Field
    let due: Field
    let note: Field
    let texted: [String]
    let figures: [Fact]
    let errors: FormErrors?

    init(_ load: DraftLoad, _ body: FormBody?, _ context: CompanyContext) {
        let (reader, words, paths, draft) = (context.reader, context.words, context.paths, load.draft)
        let form = draft.form(body ?? FormBody(draft.facts, reader), context)
        let isFresh = body == nil || form.asksMore
        number = draft.number
        titleValues = [draft.number.isolatedLeftToRight]
        (back, job) = (paths(BillRoutes.list), paths(BillRoutes.ofJob, draft.number))
        (action, drop) = (paths(DraftRoutes.change, draft.id), paths(DraftRoutes.dropping, draft.id))
        version = body?.raw("version") ?? String(draft.version)
        let money = { (minor: Int64) in reader.money(Money(minor, context.company.currency)) }
        facts = [
            Fact(label: words("bills.customer"), value: draft.customerName),
            Fact(
                label: words("bills.draft.maker"), value: "\(draft.maker.isolated) · \(reader.dateTime(draft.madeAt))"),
        ]
        notes = [
            load.rate == nil ? words("bills.vat.none") : nil,
            load.collected > 0 ? words("bills.draft.collected", money(load.collected)) : nil,
            load.deposit > 0 ? words("bills.draft.deposit", money(load.deposit)) : nil,
        ].compactMap(\.self)
        (unit, count, canGrow) = (reader.unitName, form.count, form.canGrow)
        texted = load.packages.map(\.name)
        func field<Value>(_ input: Input<Value>, _ label: String, _ place: Int? = nil) -> Field {
            Field(input, label: label, for: reader).with { field in
                if isFresh { field.error = nil }
                if let place { field.label += " \(reader.number(place))" }
            }
        }
        func choice<Word: RawRepresentable<String> & CaseIterable>(
            _ input: Input<Word>, _ label: String, _ place: Int?, _ key: String, usual: Word? = nil
        ) -> Field {
            field(input, label, place).with { field in
                let chosen = input.typed.isEmpty ? usual?.rawValue : input.typed
                field.options = Word.allCases.map {
                    .init(value: $0.rawValue, label: words("\(key).\($0.rawValue)"), selected: $0.rawValue == chosen)
                }
            }
        }
        lines = form.lines.map { line in
            Line(
                kind: choice(line.kind, "bills.line.kind", line.place, "bills.kind", usual: .other),
                text: field(line.text, "bills.line.text", line.place).with { $0.list = "bill-packages" },
                quantity: field(line.quantity, "bills.line.quantity", line.place).with {
                    ($0.inputMode, $0.direction) = ("numeric", "ltr")
                },
                price: field(line.price, "bills.line.price", line.place).asMoney(reader),
                bearer: choice(line.bearer, "bills.line.bearer", line.place, "bills.bearer", usual: .customer),
                reason: field(line.reason, "bills.line.reason", line.place), exempt: "exempt\(line.place)",
                exemptLabel: "\(words("prices.exempt")) \(reader.number(line.place))", isExempt: line.isExempt,
                partName: "part\(line.place)", part: line.part?.description)
        }
        buyer = choice(form.buyer, "bills.buyer.kind", nil, "bills.buyer").with { $0.required = true }
        texts = zip(DraftForm.textNames, form.texts).map { name, input in
            field(input, "bills.buyer.\(name)").with {
                $0.required = name == "name"
                if name != "name" && name != "address" { ($0.direction, $0.inputMode) = ("ltr", "numeric") }
            }
        }
        discount = field(form.discount, "bills.discount").with {
            ($0.inputMode, $0.direction, $0.unit) = ("decimal", "ltr", words("prices.percent"))
            $0.hint = words("bills.discount.hint", reader.rate(load.limit))
        }
        discountReason = field(form.discountReason, "bills.discount.because")
        due = field(form.due, "bills.due").asDay(from: context.today).with {
            if $0.value.isEmpty { $0.value = form.due.value.map(reader.day) ?? "" }
        }
        note = field(form.note, "bills.note").with { $0.hint = words("bills.note.hint") }
        figures = BillWording(context).figures(load.figures)
        let fields = lines.flatMap { [$0.kind, $0.text, $0.quantity, $0.price, $0.bearer, $0.reason] }
        errors = FormErrors(fields + [buyer] + texts + [discount, discountReason, due, note])
    }
}
