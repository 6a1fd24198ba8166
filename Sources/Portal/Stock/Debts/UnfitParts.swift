import Database
import Domain
import Ground
import Web
import Work

/// Takes back what has followed of the parts of a visit, before they are written anew: movements by rows of their own, an open
/// difference and what is owed by what settles them. What has gone further meanwhile stays, and with it the visit.
enum UnfitParts {
    /// As many as one visit can have brought, with those of earlier corrections.
    private static let most = 10_000

    /// - Throws: `stock.correct.…`: what stands in the way.
    static func run(_ visit: LoggedVisit, by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        guard try StockSetting(tx).isOn else { return }
        guard try !PartSwapStore.isKept(of: visit.id, tx) else { throw Complaint("stock.correct.serials") }
        let gaps = try GapList.all("g.visit_id = \(visit.id)", limit: most, tx).filter { $0.how != .dismissed }
        for gap in gaps {
            guard gap.how == nil else { throw Complaint("stock.correct.gap") }
            try GapStore.settle(gap, .dismissed, note: visit.number, by: actor, in: company, tx)
        }
        let debts = try PartDebtList.all("e.visit_id = \(visit.id) AND e.state <> 'waived'", limit: most, tx)
        for debt in debts {
            guard debt.state == .owed, debt.charge == nil else { throw Complaint("stock.correct.debt") }
            try PartDebtStore.move(debt, .waive, by: actor.person, detail: ["reason": visit.number], tx)
        }
        if !gaps.isEmpty || !debts.isEmpty {
            try OutboxStore.add(
                Notice(
                    "stock_visit_corrected", about: .job(visit.job), visit.number, on: String(tx.now.seconds)),
                to: .office([.stockManager]), but: actor.person, tx)
        }
        let moves = try StockMovementStore.reversal(of: visit.id, on: company.clock.day(of: tx.now), tx)
        do { try StockLedger.post(moves, by: actor, in: company, tx) } catch let refused as RefusedLines {
            throw refused.complaints.min { $0.key < $1.key }?.value ?? Complaint("stock.denied.state")
        }
    }
}
