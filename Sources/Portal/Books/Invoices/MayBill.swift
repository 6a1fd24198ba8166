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
