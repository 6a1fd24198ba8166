import Domain
import Ground
import Web

/// The form of a paper: its lines one below the other, by keyboard alone.
struct PaperFormPage: Page {
    struct Line: Sendable {
        let number: String
        let cells: [Field]
        let condition: Field
        let cost: Field?
    }

    /// A thing of another room that the paper is written of, and that takes it.
    struct Source: Sendable {
        let number: String
        let action: String
    }

    static let template = "stock/paper_form"
    let titleKey: String
    let list: String
    let action: String
    let kind: String
    /// Under which name it is kept on the device until it is saved.
    let keep: String
    let rows: String
    let canGrow: Bool
    let errors: FormErrors?
    let selects: [Field]
    let day: Field
    let reference: Field
    let note: Field
    let lines: [Line]
    let hasCosts: Bool
    let unit: String
    /// The same with a scanner.
    let scan: String?
    /// What is offered as codes.
    let parts: [Field.Option]

    /// - Parameter refused: what the ledger says of lines, by their positions.
    init(
        _ form: PaperForm, _ choices: PaperChoices, isBlank: Bool, _ refused: [Int: Complaint],
        of source: Source? = nil, _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        let isSilent = isBlank || form.asksMore
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with { if isSilent { $0.error = nil } }
        }
        func place(_ input: Input<ID<StockPlace>>, _ label: String, _ among: [PlaceRow]) -> Field {
            field(input, label).with {
                ($0.required, $0.blank) = (true, words("form.choose"))
                $0.options = among.map {
                    .init(
                        value: $0.id.description, label: "\($0.title(reader)) · \($0.code.isolatedLeftToRight)",
                        selected: $0.id == input.value)
                }
            }
        }
        let word = context.actor.dealer == nil ? form.kind.rawValue : "give_back"
        titleKey = "stock.new.\(word)"
        list = context.paths(StockPaperRoutes.list)
        action = source?.action ?? context.paths(StockPaperRoutes.addition)
        kind = form.kind.rawValue
        keep = source?.number ?? form.kind.rawValue
        scan =
            form.kind == .writeOff || source != nil
            ? nil : Address.of(context.paths(PaperScanRoutes.page), [("kind", form.kind.rawValue)])
        parts = choices.parts.map { .init(value: $0.code, label: $0.names.shown(reader), selected: false) }
        rows = String(form.lines.inputs.count)
        canGrow = form.lines.inputs.count < PaperLines.most
        let reasons = PaperReason.allCases.filter { $0.kind == form.kind }
        let reason = field(form.reason, "stock.reason").with {
            ($0.required, $0.blank) = (true, words("form.choose"))
            $0.options = reasons.map {
                .init(
                    value: $0.rawValue, label: words("stock.reason.\($0.rawValue)"), selected: $0 == form.reason.value)
            }
        }
        selects =
            (reasons.isEmpty ? [] : [reason])
            + (form.kind == .receipt ? [] : [place(form.from, "stock.line.from", choices.from)])
            + (form.kind == .receipt || form.kind == .transfer ? [place(form.to, "stock.line.to", choices.to)] : [])
        day = field(form.day, "stock.day").asDay(to: context.today).with {
            if $0.value.isEmpty { $0.value = reader.day(context.today) }
        }
        reference = field(form.reference, "stock.reference").with { $0.hint = words("stock.reference.hint") }
        note = field(form.note, "stock.note").with { $0.required = form.kind == .writeOff }
        let hasCosts = form.kind == .receipt
        (self.hasCosts, unit) = (hasCosts, reader.unitName)
        lines = form.lines.inputs.map { input in
            Line(input, refused[input.position], isSilent: isSilent, hasCost: hasCosts, reader)
        }
        errors = FormErrors(
            selects + [day, reference, note]
                + lines.flatMap { $0.cells + [$0.condition] + [$0.cost].compactMap(\.self) })
    }
}

extension PaperFormPage.Line {
    fileprivate init(
        _ input: PaperLineInput, _ refused: Complaint?, isSilent: Bool, hasCost: Bool, _ reader: Reader
    ) {
        let make = LineCells(number: reader.number(input.position), isSilent: isSilent, reader: reader)
        number = make.number
        cells = [
            make.code(input.code, list: "paper-parts", refused), make.count(input.quantity),
            make.cell(input.mark, "stock.line.mark"),
        ]
        condition = make.condition(input.condition)
        cost = hasCost ? make.amount(input.cost, "stock.line.cost").with { $0.inputMode = "numeric" } : nil
    }
}
