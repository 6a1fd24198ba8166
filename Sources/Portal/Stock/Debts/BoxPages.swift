import Database
import Domain
import Ground
import Web
import Work

/// A box: what is in it, and where it is counted.
struct BoxPage: Page {
    struct Receipt: Sendable {
        let action: String
        let version: String
        let place: Field
    }

    static let template = "stock/box"
    let titleKey = "stock.box.title"
    let titleValues: [String]
    let list: String
    let print: String
    let state: Badge
    let facts: [Fact]
    let items: [DebtItem]
    let receipt: Receipt?

    init(_ load: BoxLoad, _ context: CompanyContext) {
        let (box, words) = (load.box, context.words)
        titleValues = [box.number]
        (list, print) = (context.paths(DebtRoutes.list), context.paths(DebtRoutes.print, box.number))
        let isOpen = box.receivedOn == nil
        state = Badge(kind: isOpen ? "info" : "done", label: words(isOpen ? "stock.debt.sent" : "stock.box.received"))
        facts = Self.facts(box, context)
        items = load.debts.map { DebtItem($0, context) }
        receipt =
            isOpen && context.may(DebtRoutes.receipt)
            ? Receipt(
                action: context.paths(DebtRoutes.receipt, box.number), version: String(box.version),
                place: Field(name: "place", label: words("stock.box.into")).with {
                    $0.required = true
                    $0.options = load.places.map {
                        .init(value: $0.id.description, label: $0.title(context.reader), selected: false)
                    }
                }) : nil
    }

    static func facts(_ box: PartBoxRow, _ context: CompanyContext) -> [Fact] {
        let (reader, words) = (context.reader, context.words)
        let facts: [Fact?] = [
            Fact(label: words("stock.place.dealer"), value: box.dealerName),
            Fact(label: words("stock.box.sent_on"), value: reader.wholeDay(box.sentOn)),
            Fact(label: words("stock.maker"), value: box.sender),
            box.wayBill.isEmpty ? nil : Fact(label: words("stock.box.way_bill"), value: box.wayBill, isLtr: true),
            box.receivedOn.map { Fact(label: words("stock.box.received_on"), value: reader.wholeDay($0)) },
            box.receiver.isEmpty ? nil : Fact(label: words("stock.receiver"), value: box.receiver),
        ]
        return facts.compactMap(\.self)
    }
}

/// The label of a box, and the list that travels in it.
struct PrintedBox: Page {
    static let template = "stock/box_print"
    let titleKey = "stock.box.title"
    let titleValues: [String]
    let back: String
    let code: PaperCode?
    let facts: [Fact]
    let items: [DebtItem]
    let signatures: [String]

    init(_ load: BoxLoad, _ context: CompanyContext) {
        let path = context.paths(DebtRoutes.box, load.box.number)
        (titleValues, back) = ([load.box.number], path)
        code = PaperCode(context.origin.map { $0 + path } ?? load.box.number)
        facts = BoxPage.facts(load.box, context)
        items = load.debts.map { DebtItem($0, context) }
        signatures = ["giver", "carrier", "taker"].map { context.words("stock.sign.\($0)") }
    }
}

/// What a dealer still has to send, above his day.
enum DebtsOfToday {
    static func lines(_ context: CompanyContext, _ tx: Transaction) throws -> [TodayLine] {
        guard context.actor.dealer != nil, let href = context.pathIfAllowed(DebtRoutes.list) else { return [] }
        let counts = try PartDebtList.counts(context.actor.sight, today: context.today, tx)
        let (owed, late) = (counts[.owed] ?? 0, counts[.overdue] ?? 0)
        guard owed > 0 else { return [] }
        let (words, reader) = (context.words, context.reader)
        let text =
            late > 0
            ? words("stock.debts.today_late", reader.number(owed), reader.number(late))
            : words("stock.debts.today", reader.number(owed))
        return [TodayLine(text, href: href)]
    }
}
