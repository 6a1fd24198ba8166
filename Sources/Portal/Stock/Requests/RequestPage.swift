import Database
import Domain
import Ground
import Web
import Work

/// One request: its lines, how far it is, and what may be done about it.
struct RequestPage: Page {
    struct Line: Sendable {
        let code: String
        let name: String
        let asked: String
        let approved: String
        let picked: String
        /// What lies where, for whoever decides or picks.
        let stock: String?
        let cells: [Field]
        /// What can be typed into them.
        let hint: String?
    }

    struct Step: Sendable {
        let label: String
        let isPast: Bool
        let isCurrent: Bool
    }

    struct Approval: Sendable {
        let action: String
        let from: Field
        let until: Field?
        let answer: Field
    }

    struct Reason: Sendable {
        let action: String
        let answer: Field
        let isOpen: Bool
    }

    struct Sending: Sendable {
        let action: String
        let reference: Field
    }

    static let template = "stock/request"
    let titleKey = "stock.request.title"
    let titleValues: [String]
    let list: String
    let state: Badge
    let version: String
    let steps: [Step]
    let facts: [Fact]
    let lines: [Line]
    let hasApproved: Bool
    let hasPicked: Bool
    let hasStock: Bool
    let hasCells: Bool
    let errors: FormErrors?
    let approval: Approval?
    let picking: String?
    let sending: Sending?
    let refusal: Reason?
    let cancellation: Reason?
    /// Where the transfer is received.
    let paper: String?
    let cards: PageCards

    init(_ load: RequestLoad, _ typed: RequestTyped, _ context: CompanyContext) {
        let (row, paths, reader, words) = (load.row, context.paths, context.reader, context.words)
        titleValues = [row.number]
        list = paths(RequestRoutes.list)
        (state, version) = (Badge(row.state, words), String(row.version))
        steps = Self.steps(row.state, words)
        facts = Self.facts(row, load.machine?.fact(context), context)
        let mayApprove = row.state.after(.approve) != nil && context.may(RequestRoutes.approval)
        let mayPick = row.state.after(.pick) != nil && context.may(RequestRoutes.picking)
        let cells =
            mayApprove
            ? RequestFields.approving(load, typed, reader) : mayPick ? RequestFields.picking(load, typed, reader) : []
        lines = load.lines.enumerated().map { index, line in
            Line(line, load, cells.indices.contains(index) ? cells[index] : [], reader)
        }
        hasApproved = load.lines.contains { $0.approved != nil } && !mayApprove
        hasPicked = load.lines.contains { !$0.picks.isEmpty }
        hasStock = lines.contains { $0.stock != nil }
        hasCells = mayApprove || mayPick
        let approval = mayApprove ? RequestFields.approval(load, typed, context) : nil
        errors = FormErrors(
            lines.flatMap(\.cells) + [approval?.from, approval?.until, approval?.answer].compactMap(\.self))
        self.approval = approval
        picking = mayPick ? paths(RequestRoutes.picking, row.number) : nil
        sending =
            row.state.after(.send) != nil && context.may(RequestRoutes.sending)
            ? Sending(
                action: paths(RequestRoutes.sending, row.number),
                reference: Field(name: "reference", label: words("stock.reference")).with {
                    ($0.direction, $0.hint) = ("ltr", words("stock.request.reference"))
                }) : nil
        refusal = mayApprove ? RequestFields.reason(RequestRoutes.refusal, row, typed, "refuse", context) : nil
        let mayCancel = row.mayCancel(context.actor) && context.may(RequestRoutes.cancellation)
        cancellation =
            mayCancel && !mayApprove
            ? RequestFields.reason(RequestRoutes.cancellation, row, typed, "cancel", context) : nil
        paper = row.paperNumber.isEmpty ? nil : context.pathIfAllowed(StockPaperRoutes.one, row.paperNumber)
        cards = load.cards
    }

    private static func steps(_ state: PartRequestState, _ words: Words) -> [Step] {
        let way: [PartRequestState] =
            state == .refused || state == .cancelled
            ? [.asked, state] : [.asked, .approved, .picked, .sent, .received]
        let now = way.firstIndex(of: state) ?? 0
        return way.enumerated().map { index, step in
            Step(
                label: words("stock.request_step.\(step.rawValue)"), isPast: index < now || state == .received,
                isCurrent: index == now && state != .received)
        }
    }

    /// - Parameter machine: where it stands in the workshop.
    private static func facts(_ row: RequestRow, _ machine: Fact?, _ context: CompanyContext) -> [Fact] {
        let (reader, words) = (context.reader, context.words)
        let facts: [Fact?] = [
            row.jobNumber.isEmpty
                ? Fact(label: words("stock.request.for"), value: words("stock.request.for.fill"))
                : context.jobFact(row.jobNumber, label: words("stock.job")),
            machine,
            Fact(label: words("stock.request.to"), value: row.toPlace.title(reader)),
            row.fromCode.isEmpty || context.actor.dealer != nil
                ? nil : Fact(label: words("stock.line.from"), value: row.fromCode, isLtr: true),
            Fact(label: words("stock.request.maker"), value: row.maker),
            Fact(label: words("stock.request.asked_at"), value: reader.dateTime(row.madeAt)),
            row.decider.isEmpty ? nil : Fact(label: words("stock.request.decider"), value: row.decider),
            row.decidedAt.map { Fact(label: words("stock.request.decided_at"), value: reader.dateTime($0)) },
            row.until.flatMap { day in
                row.job != nil && (row.state == .approved || row.state == .picked)
                    ? Fact(label: words("stock.request.until"), value: reader.day(day)) : nil
            },
            row.paperNumber.isEmpty
                ? nil
                : Fact(
                    label: words("stock.paper.transfer"), value: row.paperNumber,
                    href: context.pathIfAllowed(StockPaperRoutes.one, row.paperNumber), isLtr: true),
            row.answer.isEmpty ? nil : Fact(label: words("stock.request.answer"), value: row.answer),
            row.note.isEmpty ? nil : Fact(label: words("stock.note"), value: row.note),
        ]
        return facts.compactMap(\.self)
    }

}

extension RequestPage.Line {
    fileprivate init(_ line: RequestLineRow, _ load: RequestLoad, _ cells: [Field], _ reader: Reader) {
        (code, name) = (line.part.code, line.part.names.shown(reader))
        asked = reader.number(line.quantity)
        approved = line.approved.map { reader.number($0) } ?? ""
        let marks = line.picks.map(\.mark).filter { !$0.isEmpty }
        picked =
            line.picks.isEmpty
            ? "" : ([reader.number(line.picked)] + marks.map(\.isolatedLeftToRight)).joined(separator: " · ")
        self.cells = cells
        let places = load.stores.isEmpty ? [(load.row.from, load.row.fromCode)] : load.stores.map { ($0.id, $0.code) }
        let lies = places.compactMap { id, code -> String? in
            guard let id, let stock = load.stock[StockMove.Key(new: line.part.id, at: id)], stock.onHand > 0 else {
                return nil
            }
            return reader.words(
                "stock.request.lies", code.isolatedLeftToRight, reader.number(stock.onHand),
                reader.number(stock.reserved), reader.number(stock.free))
        }
        let isAsked = !load.stores.isEmpty || !load.stock.isEmpty
        stock = !isAsked ? nil : lies.isEmpty ? reader.words("stock.request.nowhere") : lies.joined(separator: " / ")
        let lying = load.marks[line.part.id] ?? []
        hint =
            cells.isEmpty || lying.isEmpty
            ? nil
            : reader.words(
                "stock.request.marks", lying.prefix(10).map(\.isolatedLeftToRight).joined(separator: " "))
    }
}
