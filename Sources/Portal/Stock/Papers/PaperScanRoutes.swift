import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A paper written with a scanner, line by line: what was scanned goes along in the form until it is a paper.
package enum PaperScanRoutes: RoomRoutes {
    private static let kinds: [PaperKind] = [.receipt, .issue, .transfer]
    static let page = PlainPage("stock/scan", for: StockPaperRoutes.writers, of: .stock)
    static let scan = PlainForm("stock/scan", for: StockPaperRoutes.writers, of: .stock)

    package static var all: [Mounted] {
        [
            page.to { request, context in
                try await show(FormBody(["kind": request.asked.text("kind")]), context)
            },
            scan.to { form, context in try await take(form, context) },
        ]
    }

    private static func take(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        if let dropped = Int(body.text("drop")) {
            return try await show(ScannedLines(body).without(dropped), context)
        }
        let form = ScanForm(body)
        let known = try await context.company.read { try StockPartList.scanned(form.part.value ?? "", $0) }
        do {
            switch try ScanStep(form, known) {
            case .ask(let field, let part): return try await show(body, next: (field, part), context)
            case .line(let part, let quantity, let mark):
                let lines = try ScannedLines(body).with(part, quantity, mark, form.condition.value ?? .new)
                return try await show(lines, last: part, context)
            }
        } catch let refused as FieldRefusal {
            return try await show(body, context, status: .unprocessableContent, refused: refused)
        }
    }

    private static func show(
        _ body: FormBody, last: StockPart? = nil, next: (field: String, part: StockPart?)? = nil,
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, refused: FieldRefusal? = nil
    ) async throws -> Response {
        let actor = context.actor
        let lines = ScannedLines(body).lines
        let (choices, parts) = try await context.company.read { tx in
            (try PaperChoices(actor, tx), try StockPartList.find(lines.compactMap(\.code.value), tx))
        }
        let kind = PaperKind(rawValue: body.text("kind")) ?? choices.kinds[0]
        guard kinds.contains(kind), choices.kinds.contains(kind) else { throw Refusal.hidden }
        let paper = PaperForm(body, kind, choices, today: context.today, calendar: context.reader.clock.calendar)
        let form = PaperFormPage(paper, choices, isBlank: true, [:], context)
        let page = PaperScanPage(form, lines, parts, ScanForm(body), last: last, next: next, refused, context)
        return try context.show(page, status: status)
    }
}

/// The lines of a paper that is being scanned, as its form carries them.
struct ScannedLines: Sendable {
    private let body: FormBody
    let lines: [PaperLineInput]

    init(_ body: FormBody) {
        self.body = body
        lines = PaperLines(body).filled
    }

    /// The same without one of them, from 1.
    func without(_ position: Int) -> FormBody { carrying(lines.filter { $0.position != position }) }

    /// The same with one more; of what has neither serial nor lot, with more of the line that is there.
    /// - Throws: `FieldRefusal` where it is full, and where a serial was scanned before.
    func with(_ part: StockPart, _ quantity: Int64, _ mark: String, _ condition: PartCondition) throws -> FormBody {
        let same = lines.first {
            $0.code.value == part.code && $0.condition.value == condition && ($0.mark.value ?? "") == mark
        }
        if let same, part.tracking == .serial {
            throw FieldRefusal(field: "mark", complaint: Complaint("stock.count.seen", same.mark.typed))
        }
        var body = carrying(lines)
        var position = lines.count + 1
        var sum = quantity
        if let same, let index = lines.firstIndex(where: { $0.position == same.position }) {
            (position, sum) = (index + 1, min(quantity + (same.quantity.value ?? 0), PaperLines.mostQuantity))
        }
        guard position <= PaperLines.most else {
            throw FieldRefusal(field: "part", complaint: Complaint("stock.scan.full", String(PaperLines.most)))
        }
        body.fields["code\(position)"] = [part.code]
        body.fields["quantity\(position)"] = [String(sum)]
        body.fields["mark\(position)"] = [mark]
        body.fields["condition\(position)"] = [condition.rawValue]
        body.fields["rows"] = [String(max(position, lines.count))]
        for field in ["part", "mark", "quantity"] { body.fields[field] = nil }
        return body
    }

    /// What the form says beside its lines, and these lines one below the other.
    private func carrying(_ kept: [PaperLineInput]) -> FormBody {
        var carried = body
        carried.fields["drop"] = nil
        for line in lines {
            for name in ["code", "quantity", "mark", "condition"] { carried.fields["\(name)\(line.position)"] = nil }
        }
        for (index, line) in kept.enumerated() {
            carried.fields["code\(index + 1)"] = [line.code.typed]
            carried.fields["quantity\(index + 1)"] = [line.quantity.value.map { String($0) } ?? line.quantity.typed]
            carried.fields["mark\(index + 1)"] = [line.mark.typed]
            carried.fields["condition\(index + 1)"] = [line.condition.value?.rawValue ?? line.condition.typed]
        }
        carried.fields["rows"] = [String(kept.count)]
        return carried
    }
}

/// The screen of a keeper who writes a paper with a scanner.
struct PaperScanPage: Page {
    struct Line: Sendable {
        let position: String
        let number: String
        let code: String
        let name: String
        let mark: String
        let condition: String
        let conditionCode: String
        let quantity: String
        let typed: String
        let drop: String
    }

    static let template = "stock/scan"
    let titleKey = "stock.scan.title"
    let titleValues: [String]
    let list: String
    let action: String
    let addition: String
    let kind: String
    let rows: String
    let last: String?
    let asked: String?
    let errors: FormErrors?
    let selects: [Field]
    let fields: [Field]
    let condition: Field
    let each: Field
    let lines: [Line]
    let hasLines: Bool

    init(
        _ form: PaperFormPage, _ inputs: [PaperLineInput], _ parts: [String: StockPart], _ scan: ScanForm,
        last part: StockPart?, next: (field: String, part: StockPart?)?, _ refused: FieldRefusal?,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        titleValues = [words(form.titleKey)]
        (list, action) = (context.paths(StockPaperRoutes.list), context.paths(PaperScanRoutes.scan))
        (addition, kind, selects) = (form.action, form.kind, form.selects)
        let lines = inputs.enumerated().map { index, input in
            let known = input.code.value.flatMap { parts[PartCode.key($0)] }
            return Line(
                position: String(index + 1), number: reader.number(index + 1), code: input.code.typed,
                name: known?.names.shown(reader) ?? "", mark: input.mark.typed,
                condition: words("stock.condition.\((input.condition.value ?? .new).rawValue)"),
                conditionCode: (input.condition.value ?? .new).rawValue,
                quantity: input.quantity.value.map { reader.number($0) } ?? input.quantity.typed,
                typed: input.quantity.value.map { String($0) } ?? input.quantity.typed,
                drop: words("stock.scan.drop", reader.number(index + 1)))
        }
        (self.lines, hasLines, rows) = (lines, !lines.isEmpty, String(lines.count))
        let sum = part.flatMap { part in lines.last { $0.code == part.code }?.quantity }
        last = part.map { words("stock.scan.last", $0.code.isolatedLeftToRight, sum ?? "") }
        asked = next?.part.map { "\($0.code.isolatedLeftToRight) \($0.names.shown(reader))" }
        let keeper = KeeperFields(scan, focus: refused?.field ?? next?.field ?? "part", refused, reader)
        (fields, condition, each) = (keeper.fields, keeper.condition, keeper.each)
        errors = FormErrors(fields)
    }
}
