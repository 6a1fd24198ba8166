import Base
import Domain
import Ground
import Web

/// One state with the first of its machines.
struct BoardColumn: PageParts, Sendable {
    let label: String
    let count: String
    let cards: [BoardCard]
    /// Where the others are.
    let more: Tab?
    let isEmpty: Bool
    /// Its state, for whoever may draw a machine here.
    let drop: String?

    init(
        _ state: BenchState, _ load: WorkshopLoad, more list: String, chosen: Set<JobPick>, isChoosing: Bool,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        let (all, rows) = (load.counts[state] ?? 0, load.columns[state] ?? [])
        label = words("workshop.state.\(state.rawValue)")
        count = reader.number(all)
        cards = rows.map {
            BoardCard($0, estimate: load.estimates[$0.job], chosen: chosen, isChoosing: isChoosing, context)
        }
        isEmpty = all == 0
        drop = isChoosing ? state.rawValue : nil
        more =
            all > rows.count
            ? Tab(href: list, label: words("workshop.more", reader.number(all - rows.count))) : nil
    }

    func child(named name: String) -> Part? {
        switch name {
        case "label": .text(label)
        case "count": .text(count)
        case "cards": .rows(cards)
        case "more": more.map(Part.parts)
        case "isEmpty": .flag(isEmpty)
        case "isShown": .flag(!isEmpty || drop != nil)
        case "drop": drop.map(Part.text)
        default: nil
        }
    }
}

/// A machine on the board.
struct BoardCard: PageParts, Sendable {
    let pick: String?
    let isChosen: Bool
    let href: String
    let number: String
    let model: String
    let customer: String
    let technician: String?
    let age: String
    let promised: String?
    let isLate: Bool
    let badge: Badge?

    init(
        _ row: BenchItemRow, estimate: EstimateState?, chosen: Set<JobPick>, isChoosing: Bool,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        let picked = JobPick(number: row.number, version: row.version)
        pick = isChoosing ? picked.text : nil
        isChosen = chosen.contains(picked)
        (href, number) = (context.paths(BenchItemRoutes.one, row.number), row.number)
        (model, customer) = (row.model, row.customerName)
        technician = row.technicianName.isEmpty ? nil : row.technicianName
        age = words.age(WaitingAge(since: reader.clock.day(of: row.movedAt), today: context.today), reader)
        let isLate = row.isLate(context.today)
        self.isLate = isLate
        promised = row.promisedOn.map {
            words(isLate ? "workshop.promised.late" : "workshop.promised.on", reader.day($0))
        }
        badge = estimate.map { Badge(estimate: $0, words) }
    }

    func child(named name: String) -> Part? {
        switch name {
        case "pick": pick.map(Part.text)
        case "chosen": .flag(isChosen)
        case "href": .text(href)
        case "number": .text(number)
        case "model": .text(model)
        case "customer": .text(customer)
        case "technician": technician.map(Part.text)
        case "age": .text(age)
        case "promised": promised.map(Part.text)
        case "late": .flag(isLate)
        case "badge": badge.map(Part.parts)
        default: nil
        }
    }
}

extension Badge {
    /// What the customer has said of what it costs.
    fileprivate init(estimate state: EstimateState, _ words: Words) {
        let kind =
            switch state {
            case .open: "warning"
            case .approved: "done"
            case .refused: "error"
            case .replaced, .withdrawn: "neutral"
            }
        self.init(kind: kind, label: words("estimates.state.\(state.rawValue)"))
    }
}
