import Database
import Domain
import Ground
import Web
import Work

/// What the page of a paper shows.
struct StockPaperLoad: Sendable {
    let paper: PaperRow
    let lines: [PaperLineRow]
    let gaps: [GapRow]
    /// What each line did to the value of the company's own goods; of what the workshop did, and minor units.
    let values: [ID<StockLine>: Int64]
    let cards: PageCards

    init(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws {
        paper = try PaperList.find(number, context.actor.sight, tx)
        lines = try PaperList.lines(of: paper.id, tx)
        values = paper.kind.isRework ? try PaperList.values(of: paper.id, tx) : [:]
        gaps = try GapList.all(of: paper.id, tx)
        cards = try context.cards(PaperSlots.cards, of: paper, tx)
    }
}

/// A line as a page and a print show it.
struct PaperLineItem: Sendable {
    let position: String
    let code: String
    let name: String
    /// Serial or lot; nil where it is followed by neither.
    let mark: String?
    let condition: String
    let quantity: String
    let received: String
    /// Of what the workshop did: whether it went in, or where it went, with what weight and out of which device.
    let note: String?
    /// Of whoever sees what parts cost.
    let cost: Amount?
    /// Where it is being received.
    let field: Field?

    /// - Parameter value: of what the workshop did; minor units.
    init(
        _ line: PaperLineRow, _ receiving: Field?, of kind: PaperKind, value: Int64? = nil, _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        (position, code, name) = (
            reader.number(line.position), line.part.code, line.part.names.shown(reader)
        )
        mark = [line.serial, line.lot].first { !$0.isEmpty }
        condition = words("stock.condition.\(line.condition.rawValue)")
        quantity = reader.number(line.quantity)
        note = kind.isRework ? Self.note(line, reader) : nil
        received = line.received.map { reader.number($0) } ?? ""
        cost =
            context.actor.roles.meet(.seesStockWorth)
            ? (kind.isRework ? value : line.cost).map { Amount(Money($0, context.company.currency), reader) } : nil
        field = receiving
    }

    private static func note(_ line: PaperLineRow, _ reader: Reader) -> String {
        let words = reader.words
        guard !line.place.isEmpty else { return words("stock.rework.went_in") }
        let parts: [String?] = [
            words("stock.rework.came_out", line.place.isolatedLeftToRight),
            line.weight.map { words("stock.rework.weighs", reader.number($0)) },
            line.donor.isEmpty ? nil : words("stock.rework.donor", line.donor.isolatedLeftToRight),
        ]
        return parts.compactMap(\.self).joined(separator: " · ")
    }
}

/// One paper: its lines, how far it is, and what may be done about it.
struct PaperPage: Page {
    struct Reversal: Sendable {
        let action: String
        let reason: Field
        let isOpen: Bool
    }

    static let template = "stock/paper"
    let titleKey: String
    let titleValues: [String]
    let list: String
    let state: Badge
    let print: String
    let version: String
    let facts: [Fact]
    let lines: [PaperLineItem]
    let hasCosts: Bool
    let costHead: String
    let hasReceived: Bool
    let unit: String
    /// Where it is sent, once it came.
    let receipt: String?
    let confirmation: String?
    let rejection: String?
    let reversal: Reversal?
    let gaps: [GapItem]
    let hasGaps: Bool
    let cards: PageCards

    init(
        _ load: StockPaperLoad, _ receiving: PaperReceiptForm?, _ reversing: Input<String>?, _ context: CompanyContext
    ) {
        let (paper, paths, reader, words) = (load.paper, context.paths, context.reader, context.words)
        (titleKey, titleValues) = ("stock.paper.\(paper.kind.rawValue).title", [paper.number])
        list = paths(StockPaperRoutes.list)
        state = Badge(paper.state, words)
        print = paths(StockPaperRoutes.print, paper.number)
        version = String(paper.version)
        facts = Self.facts(paper, context)
        let mayReceive = paper.mayReceive(context.actor)
        receipt = mayReceive ? paths(StockPaperRoutes.receipt, paper.number) : nil
        let typed = receiving ?? PaperReceiptForm(FormBody([:]), load.lines)
        lines = zip(load.lines, typed.inputs).map { line, input in
            let field = Field(input.input, label: "stock.line.received", for: reader).with {
                if $0.value.isEmpty { $0.value = String(line.quantity) }
                ($0.direction, $0.inputMode) = ("ltr", "numeric")
                $0.label = words("stock.line.received_of", line.part.code)
            }
            return PaperLineItem(
                line, mayReceive ? field : nil, of: paper.kind, value: load.values[line.id], context)
        }
        hasCosts = lines.contains { $0.cost != nil }
        costHead = words(paper.kind.isRework ? "stock.worth" : "stock.line.cost")
        hasReceived = mayReceive || load.lines.contains { $0.received != nil }
        unit = reader.unitName
        let mayConfirm =
            paper.state == .proposed && context.may(StockPaperRoutes.confirmation)
            && paper.madeBy != context.actor.person
        confirmation = mayConfirm ? paths(StockPaperRoutes.confirmation, paper.number) : nil
        rejection =
            paper.state == .proposed && context.may(StockPaperRoutes.rejection)
            ? paths(StockPaperRoutes.rejection, paper.number) : nil
        let mayReverse = paper.state.after(.reverse) != nil && context.may(StockPaperRoutes.reversal)
        reversal = mayReverse ? Self.reversal(paper, reversing, context) : nil
        gaps = load.gaps.map { GapItem($0, context) }
        hasGaps = !gaps.isEmpty
        cards = load.cards
    }

    static func facts(_ paper: PaperRow, _ context: CompanyContext) -> [Fact] {
        let (reader, words) = (context.reader, context.words)
        let facts: [Fact?] = [
            Fact(label: words("stock.line.from"), value: paper.fromPlace.title(reader)),
            Fact(label: words("stock.line.to"), value: paper.toPlace.title(reader)),
            Fact(label: words("stock.day"), value: reader.wholeDay(paper.day)),
            paper.reason.map { Fact(label: words("stock.reason"), value: words("stock.reason.\($0.rawValue)")) },
            paper.reference.isEmpty ? nil : Fact(label: words("stock.reference"), value: paper.reference),
            Fact(label: words("stock.maker"), value: paper.maker),
            paper.closer.isEmpty
                ? nil
                : Fact(
                    label: words(paper.kind == .transfer ? "stock.receiver" : "stock.confirmer"), value: paper.closer),
            paper.reverser.isEmpty ? nil : Fact(label: words("stock.reverser"), value: paper.reverser),
            paper.reverseReason.isEmpty ? nil : Fact(label: words("stock.reverse_reason"), value: paper.reverseReason),
            paper.workCost == 0 || !context.actor.roles.meet(.seesStockWorth)
                ? nil
                : Fact(
                    label: words("stock.rework.cost"),
                    value: reader.money(Money(paper.workCost, context.company.currency))),
            paper.note.isEmpty ? nil : Fact(label: words("stock.note"), value: paper.note),
        ]
        return facts.compactMap(\.self)
    }

    private static func reversal(
        _ paper: PaperRow, _ typed: Input<String>?, _ context: CompanyContext
    ) -> Reversal {
        let field =
            typed.map { Field($0, label: "stock.reverse_reason", for: context.reader) }
            ?? Field(name: "reason", label: context.words("stock.reverse_reason"))
        return Reversal(
            action: context.paths(StockPaperRoutes.reversal, paper.number), reason: field.with { $0.required = true },
            isOpen: typed != nil)
    }
}

/// A paper on paper, with the signatures of who gives, carries and takes.
struct PrintedPaper: Page {
    static let template = "stock/print"
    let titleKey: String
    let titleValues: [String]
    let back: String
    let code: PaperCode?
    let facts: [Fact]
    let lines: [PaperLineItem]
    let signatures: [String]

    init(_ load: StockPaperLoad, _ context: CompanyContext) {
        let (paper, words) = (load.paper, context.words)
        (titleKey, titleValues) = ("stock.paper.\(paper.kind.rawValue).title", [paper.number])
        back = context.paths(StockPaperRoutes.one, paper.number)
        code = PaperCode(context.origin.map { $0 + context.paths(StockPaperRoutes.one, paper.number) } ?? paper.number)
        facts = PaperPage.facts(paper, context)
        lines = load.lines.map { PaperLineItem($0, nil, of: paper.kind, context) }
        let names =
            paper.kind == .writeOff || paper.kind.isRework
            ? ["keeper", "witness", "manager"] : ["giver", "carrier", "taker"]
        signatures = names.map { words("stock.sign.\($0)") }
    }
}
