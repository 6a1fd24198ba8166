import Database
import Domain
import Ground

/// What the warehouse does, named by codes: for whoever sets up a whole company in one go, a demo.
package struct StockDeeds: Sendable {
    package struct Line: Sendable {
        let code: String
        let quantity: Int64
        let cost: Int64?
        let serial: String

        /// - Parameter cost: what one cost, in minor units.
        package init(_ code: String, _ quantity: Int64, cost: Int64? = nil, serial: String = "") {
            (self.code, self.quantity, self.cost, self.serial) = (code, quantity, cost, serial)
        }
    }

    /// A removed part that a dealer still has.
    package struct Owed: Sendable {
        package let id: ID<PartDebt>
        package let dealer: ID<Dealer>
        package let bornOn: CalendarDay
        package let dueOn: CalendarDay
    }

    private static let most = 10_000
    let company: OpenCompany

    package init(company: OpenCompany) { self.company = company }

    package func addPlace(
        _ kind: PlaceKind, _ code: String, fa: String = "", en: String = "", dealer: ID<Dealer>? = nil,
        limit: Int64? = nil, by actor: Actor, _ tx: Transaction
    ) throws {
        try PlaceStore.add(
            PlaceFacts(code: code, names: BothNames(fa: fa, en: en), kind: kind, dealer: dealer, limit: limit),
            by: actor.person, tx)
    }

    package func receive(_ lines: [Line], at code: String, by actor: Actor, _ tx: Transaction) throws {
        let paper = NewPaper(
            kind: .receipt, from: try PlaceStore.single(.supplier, tx), to: try place(code, tx), reason: .purchase,
            day: company.clock.day(of: tx.now), lines: try known(lines, tx))
        _ = try PaperStore.add(paper, by: actor, in: company, tx)
    }

    /// - Returns: its number.
    package func send(
        _ lines: [Line], from: String, to: String, by actor: Actor, _ tx: Transaction
    ) throws -> String {
        let paper = NewPaper(
            kind: .transfer, from: try place(from, tx), to: try place(to, tx), day: company.clock.day(of: tx.now),
            lines: try known(lines, tx))
        return try PaperStore.add(paper, by: actor, in: company, tx).number
    }

    /// All of it came, but for so many of its first line.
    package func receive(
        _ number: String, missing: Int64 = 0, by actor: Actor, _ tx: Transaction
    ) throws {
        let paper = try PaperList.find(number, .company, tx)
        let first = try PaperList.lines(of: paper.id, tx).first
        let counts = missing == 0 ? [:] : first.map { [$0.position: $0.quantity - missing] } ?? [:]
        try PaperDeedStore.receive(paper, at: paper.version, counts: counts, by: actor, in: company, tx)
    }

    /// What is owed of removed parts, what is due first at the head.
    package func owed(_ tx: Transaction) throws -> [Owed] {
        try PartDebtList.owed(limit: Self.most, tx).map {
            Owed(id: $0.id, dealer: $0.dealer, bornOn: $0.bornOn, dueOn: $0.dueOn)
        }
    }

    /// - Returns: the box's number.
    package func box(
        _ debts: [ID<PartDebt>], of dealer: ID<Dealer>, wayBill: String, by actor: Actor, _ tx: Transaction
    ) throws -> String {
        try PartBoxStore.send(debts, wayBill: wayBill, of: dealer, by: actor, in: company, tx).number
    }

    package func open(
        _ box: String, with came: Set<ID<PartDebt>>, into code: String, by actor: Actor, _ tx: Transaction
    ) throws {
        guard let row = try PartDebtList.box(box, .company, tx) else { return }
        try PartBoxStore.receive(
            row, at: row.version, came: came, into: place(code, tx).id, by: actor, in: company, tx)
    }

    package func inspect(
        _ debt: ID<PartDebt>, _ finding: PartFinding, by actor: Actor, _ tx: Transaction
    ) throws {
        guard let row = try PartDebtList.find(debt, tx) else { return }
        try PartDebtStore.inspect(row, finding, note: "", by: actor, tx)
    }

    package func settle(
        _ debt: ID<PartDebt>, _ disposition: PartDisposition, by actor: Actor, _ tx: Transaction
    ) throws {
        guard let row = try PartDebtList.find(debt, tx) else { return }
        try PartBoxStore.dispose(row, disposition, by: actor, in: company, tx)
    }

    package func waive(_ debt: ID<PartDebt>, because note: String, by actor: Actor, _ tx: Transaction) throws {
        guard let row = try PartDebtList.find(debt, tx) else { return }
        try PartBoxStore.waive(row, because: note, by: actor, in: company, tx)
    }

    /// - Parameter approver: who says that it is right; nil where it still waits.
    package func charge(
        _ debt: ID<PartDebt>, _ amount: Int64, by actor: Actor, confirmedBy approver: Actor?, _ tx: Transaction
    ) throws {
        guard let row = try PartDebtList.find(debt, tx) else { return }
        try PartChargeStore.propose(amount, for: row, because: "", by: actor, in: company, tx)
        guard let approver, let charge = try PartChargeStore.open(of: [debt], tx).first else { return }
        try PartChargeStore.confirm(charge, by: approver, in: company, tx)
    }

    func place(_ code: String, _ tx: Transaction) throws -> PlaceRow {
        guard let row = try StockPlaceList.find(code: code, tx) else {
            throw Complaint("stock.place.code_kept", code)
        }
        return row
    }

    func known(_ lines: [Line], _ tx: Transaction) throws -> [PaperLine] {
        let parts = try StockPartList.find(lines.map(\.code), tx)
        return lines.enumerated().compactMap { index, line in
            parts[PartCode.key(line.code)].map {
                PaperLine(
                    position: index + 1, part: $0, quantity: line.quantity, condition: .new, serial: line.serial,
                    lot: "", cost: line.cost)
            }
        }
    }
}
