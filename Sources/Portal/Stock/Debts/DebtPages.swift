import Database
import Domain
import Ground
import Web
import Work

/// A removed part in a list, with what may be done about it.
struct DebtItem: Sendable {
    /// One form with one choice.
    struct Choice: Sendable {
        let action: String
        let version: String
        let choice: Field?
        var amount: Field?
        let note: Field?
        let button: String
    }

    let id: String
    let code: String
    let name: String
    /// nil where nobody wrote it down.
    let serial: String?
    let dealer: String
    let job: Fact
    let born: String
    let due: String
    let isLate: Bool
    let state: Badge
    let finding: String
    let box: Fact?
    let label: String
    let choices: [Choice]

    init(_ debt: PartDebtRow, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        (id, code, name) = (debt.id.description, debt.part.code, debt.part.names.shown(reader))
        (dealer, serial) = (debt.dealerName, debt.serial.isEmpty ? nil : debt.serial)
        job = context.jobFact(debt.jobNumber)
        (born, due) = (reader.day(debt.bornOn), reader.day(debt.dueOn))
        isLate = debt.state == .owed && debt.dueOn < context.today
        state = Badge(debt, isLate: isLate, words)
        let parts = [
            debt.finding.map { words("stock.finding.\($0.rawValue)") },
            debt.disposition.map { words("stock.disposition.\($0.rawValue)") }, debt.note.isEmpty ? nil : debt.note,
            debt.charge.map { charge in
                words(
                    "stock.debt.charge.\(charge.state.rawValue)",
                    reader.money(Money(charge.amount, context.company.currency)).isolated)
            },
        ]
        finding = parts.compactMap(\.self).joined(separator: " · ")
        box =
            debt.boxNumber.isEmpty
            ? nil : Fact(label: "", value: debt.boxNumber, href: paths(DebtRoutes.box, debt.boxNumber), isLtr: true)
        label = words("stock.debt.choose", debt.part.code.isolatedLeftToRight, debt.jobNumber.isolatedLeftToRight)
        choices = Self.choices(debt, context)
    }

    private static func choices(_ debt: PartDebtRow, _ context: CompanyContext) -> [Choice] {
        let (words, paths) = (context.words, context.paths)
        func select(_ name: String, _ options: [String]) -> Field {
            Field(name: name, label: words("stock.\(name)")).with {
                $0.id = "f-\(name)-\(debt.id)"
                $0.options = options.map {
                    .init(value: $0, label: words("stock.\(name).\($0)"), selected: false)
                }
            }
        }
        let note = Field(name: "note", label: words("stock.note")).with { $0.id = "f-note-\(debt.id)" }
        let version = String(debt.version)
        let charge = Self.charge(debt, context)
        switch debt.state {
        case .received where context.may(DebtRoutes.inspection):
            return [
                Choice(
                    action: paths(DebtRoutes.inspection, debt.id), version: version,
                    choice: select("finding", PartFinding.allCases.map(\.rawValue)), note: note,
                    button: words("stock.debt.inspect"))
            ]
        case .inspected where context.may(DebtRoutes.disposition):
            return [
                Choice(
                    action: paths(DebtRoutes.disposition, debt.id), version: version,
                    choice: select("disposition", dispositions(of: debt, context.actor).map(\.rawValue)), note: nil,
                    button: words("stock.debt.dispose"))
            ] + charge
        case .owed where context.may(DebtRoutes.waiver):
            return charge + [
                Choice(
                    action: paths(DebtRoutes.waiver, debt.id), version: version, choice: nil,
                    note: note.with { $0.required = true }, button: words("stock.debt.waive"))
            ]
        case .owed, .sent, .received, .inspected, .settled, .waived: return charge
        }
    }

    /// Whoever has inspected it does not scrap it.
    private static func dispositions(of debt: PartDebtRow, _ actor: Actor) -> [PartDisposition] {
        PartDisposition.allCases.filter { $0 != .scrap || debt.changedBy != actor.person }
    }

    /// What he may be charged for it, where he may be and is not yet.
    private static func charge(_ debt: PartDebtRow, _ context: CompanyContext) -> [Choice] {
        let may = try? MayChargePart(
            debt.state, isMissed: debt.isMissed, finding: debt.finding, dueOn: debt.dueOn, on: context.today)
        guard may != nil, debt.charge == nil, context.may(PartChargeRoutes.proposal) else { return [] }
        let words = context.words
        return [
            Choice(
                action: context.paths(PartChargeRoutes.proposal, debt.id), version: String(debt.version), choice: nil,
                amount: Field(name: "amount", label: words("stock.charge.amount")).asMoney(context.reader).with {
                    ($0.id, $0.required) = ("f-amount-\(debt.id)", true)
                },
                note: Field(name: "note", label: words("stock.note")).with { $0.id = "f-charge-\(debt.id)" },
                button: words("stock.charge.propose"))
        ]
    }
}

extension Badge {
    init(_ debt: PartDebtRow, isLate: Bool, _ words: Words) {
        if isLate {
            self.init(kind: "error", label: words(debt.isMissed ? "stock.debt.missed" : "stock.debt.late"))
            return
        }
        let kind =
            switch debt.state {
            case .owed: "warning"
            case .sent: "info"
            case .received, .inspected: "accent"
            case .settled: "done"
            case .waived: "neutral"
            }
        let isMissed = debt.state == .owed && debt.isMissed
        self.init(kind: kind, label: words(isMissed ? "stock.debt.missed" : "stock.debt.\(debt.state.rawValue)"))
    }
}

/// The removed parts that are owed.
struct DebtsPage: Page {
    struct Sending: Sendable {
        let action: String
        let wayBill: Field
    }

    struct Box: Sendable {
        let href: String
        let number: String
        let dealer: String
        let sent: String
    }

    static let template = "stock/debts"
    let titleKey = "stock.debts"
    let tabs: [Tab]
    let narrower: [Tab]
    let files: [FileLink]
    let items: [DebtItem]
    let hasItems: Bool
    let isOffice: Bool
    /// What else there is of them: what dealers are charged, what was found, the month on paper.
    let actions: [Fact]
    /// For the dealer: those that he puts into one box.
    let sending: Sending?
    let boxes: [Box]
    let hasBoxes: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<PartDebtRow, PartDebtKey>, _ counts: [PartDebtTab: Int], _ boxes: [PartBoxRow],
        _ filter: PartDebtFilter, _ context: CompanyContext
    ) {
        let (reader, words, list) = (context.reader, context.words, context.paths(DebtRoutes.list))
        tabs = StockTab.tabs(.debts, context)
        narrower = PartDebtTab.allCases.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("stock.debt_tab.\(tab.rawValue)"),
                count: reader.bounded(counts[tab] ?? 0), isCurrent: tab == filter.tab)
        }
        files =
            context.may(DebtRoutes.export) ? context.files(of: filter, at: context.paths(DebtRoutes.export)) : []
        items = slice.lines.map { DebtItem($0, context) }
        (hasItems, isOffice) = (!items.isEmpty, context.actor.dealer == nil)
        actions = Self.actions(filter, context)
        let maySend = context.may(DebtRoutes.sending) && hasItems && (filter.tab == .owed || filter.tab == .overdue)
        sending =
            maySend
            ? Sending(
                action: context.paths(DebtRoutes.sending),
                wayBill: Field(name: "way_bill", label: words("stock.box.way_bill")).with { $0.direction = "ltr" })
            : nil
        self.boxes = boxes.map {
            Box(
                href: context.paths(DebtRoutes.box, $0.number), number: $0.number, dealer: $0.dealerName,
                sent: reader.day($0.sentOn))
        }
        hasBoxes = !boxes.isEmpty
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems ? nil : EmptyNote(title: words("stock.debts.none"), text: words("stock.debts.none_hint"))
    }

    private static func actions(_ filter: PartDebtFilter, _ context: CompanyContext) -> [Fact] {
        let isOfOne = context.actor.dealer != nil || !filter.dealer.isEmpty
        let sheet = isOfOne ? context.pathIfAllowed(DebtRoutes.sheet) : nil
        let links: [(String, String?)] = [
            ("stock.charges", context.pathIfAllowed(PartChargeRoutes.list)),
            ("stock.findings", context.pathIfAllowed(FindingRoutes.list)),
            ("stock.debts.sheet_of", sheet.map { Address.of($0, [("dealer", filter.dealer)]) }),
        ]
        return links.compactMap { key, href in href.map { Fact(label: context.words(key), value: "", href: $0) } }
    }
}
