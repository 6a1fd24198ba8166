import Database
import Domain
import Ground
import Work

/// Whether a job can be billed now.
enum MayBill {
    /// What a dealer collects is taken down with the invoice, so his last visit comes first. A machine in the workshop is billed
    /// before it leaves.
    /// - Throws: `bills.not_yet` before its work is done, `bills.billed` where it was billed.
    static func check(_ job: JobRow, _ tx: Transaction) throws {
        switch job.state {
        case .done, .closed, .returned: break
        case .underWay where job.isInWorkshop: break
        case .received, .offered, .accepted, .scheduled, .underWay, .cancelled: throw Complaint("bills.not_yet")
        }
        guard try BillStore.standing(of: job.id, tx) == nil else { throw Complaint("bills.billed") }
    }
}

/// Which lines of a bill are without value added tax: as the list of prices says it, else by a word of finance's.
enum MayExempt {
    /// - Parameter known: the lines that the draft has had: of the list, or as finance has left them.
    /// - Throws: `bills.exempt.finance`
    static func check(_ lines: [BillLine], from known: [BillLine], _ prices: PriceRows?, by actor: Actor) throws {
        guard !actor.roles.meet(.finance) else { return }
        let packages = prices?.rows.filter { $0.kind == .package && $0.isExempt } ?? []
        for (index, line) in lines.enumerated() where line.isExempt {
            let isKnown = known.contains {
                $0.isExempt && $0.kind == line.kind && $0.text == line.text && $0.value >= line.value
            }
            let isPackage =
                line.kind == .package && packages.contains { $0.name == line.text && $0.amount >= line.price }
            guard isKnown || isPackage else { throw Complaint("bills.exempt.finance", String(index + 1)) }
        }
    }
}
