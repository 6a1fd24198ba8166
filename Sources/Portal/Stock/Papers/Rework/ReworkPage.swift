import Domain
import Ground
import Web

/// The form of what goes into the workshop and comes out of it.
struct ReworkPage: Page {
    struct Line: Sendable {
        let number: String
        let cells: [Field]
        let condition: Field
        let weight: Field?
    }

    static let template = "stock/rework"
    let titleKey: String
    let list: String
    let action: String
    let kind: String
    let rows: String
    let canGrow: Bool
    let errors: FormErrors?
    let places: [Field]
    let donor: Line
    let lines: [Line]
    let hasWeights: Bool
    let cost: Field
    let day: Field
    let reference: Field
    let note: Field
    let parts: [Field.Option]

    /// - Parameter refused: what is said of lines, what goes in at 0.
    init(
        _ form: ReworkForm, _ among: [PlaceRow], _ parts: [(code: String, names: BothNames)], isBlank: Bool,
        _ refused: [Int: Complaint], _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        let isSilent = isBlank || form.asksMore
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with { if isSilent { $0.error = nil } }
        }
        func place(_ input: Input<ID<StockPlace>>, _ label: String) -> Field {
            field(input, label).with {
                ($0.required, $0.blank) = (true, words("form.choose"))
                $0.options = among.map {
                    .init(
                        value: $0.id.description, label: "\($0.title(reader)) · \($0.code.isolatedLeftToRight)",
                        selected: $0.id == input.value)
                }
            }
        }
        titleKey = "stock.new.\(form.kind.rawValue)"
        (list, action) = (context.paths(StockPaperRoutes.list), context.paths(ReworkRoutes.addition))
        (kind, rows) = (form.kind.rawValue, String(form.outcomes.count))
        canGrow = form.kind == .dismantle && form.outcomes.count < Rework.mostLines
        places = [place(form.from, "stock.line.from"), place(form.to, "stock.rework.to")]
        donor = Line(form.donor, nil, refused[0], isSilent: isSilent, reader)
        hasWeights = form.kind == .dismantle
        lines = form.outcomes.map { outcome in
            Line(
                outcome.line, form.kind == .dismantle ? outcome.weight : nil, refused[outcome.line.position],
                isSilent: isSilent, reader)
        }
        cost = field(form.cost, "stock.rework.cost").asMoney(reader).with { $0.hint = words("stock.rework.cost_hint") }
        day = field(form.day, "stock.day").asDay(to: context.today).with {
            if $0.value.isEmpty { $0.value = reader.day(context.today) }
        }
        reference = field(form.reference, "stock.reference")
        note = field(form.note, "stock.note")
        self.parts = parts.map { .init(value: $0.code, label: $0.names.shown(reader), selected: false) }
        errors = FormErrors(
            places + donor.fields + lines.flatMap(\.fields) + [cost, day, reference, note])
    }
}

extension ReworkPage.Line {
    var fields: [Field] { cells + [condition] + [weight].compactMap(\.self) }

    fileprivate init(
        _ input: PaperLineInput, _ weight: Input<Int64>?, _ refused: Complaint?, isSilent: Bool, _ reader: Reader
    ) {
        // What goes in is one line, and bears no number.
        let make = LineCells(
            number: input.position == 0 ? "" : reader.number(input.position), isSilent: isSilent, reader: reader)
        number = make.number
        cells = [
            make.code(input.code, list: "rework-parts", refused), make.count(input.quantity),
            make.cell(input.mark, "stock.line.mark"),
        ]
        condition = make.condition(input.condition)
        self.weight = weight.map { typed in
            make.count(typed, "stock.rework.weight").with {
                if $0.value.isEmpty, !input.isEmpty { $0.value = "1" }
            }
        }
    }
}
