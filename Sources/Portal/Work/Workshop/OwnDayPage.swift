import Base
import Database
import Domain
import Ground
import Web

/// A technician's own day.
struct OwnDayPage: Page {
    static let template = "workshop/mine"
    let titleKey = "workshop.mine"
    let board: String
    let others: [WorkshopLink]
    let own: [BenchItemLine]
    let hasOwn: Bool
    let backlog: [BenchItemLine]
    let hasBacklog: Bool

    init(_ own: [BenchItemRow], _ backlog: [BenchItemRow], _ context: CompanyContext) {
        board = context.paths(WorkshopRoutes.board)
        others = context.company.fittings[WorkshopSlots.links].compactMap { $0(context) }
        self.own = own.map { BenchItemLine($0, context) }
        self.backlog = backlog.map { BenchItemLine($0, context) }
        (hasOwn, hasBacklog) = (!own.isEmpty, !backlog.isEmpty)
    }
}

/// On the first page: what lies on one's own bench, and for its manager what is overdue.
enum WorkshopWaiting {
    static func counts(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        var counts: [WaitingCount] = []
        if context.actor.has(.benchTechnician) {
            let own = try OwnDayList.own(of: context.actor.person, tx)
            let first = own.prefix(WaitingCount.named).map { item in
                NamedWait(
                    href: context.paths(BenchItemRoutes.one, item.number), title: item.number,
                    text: [item.model.isolated, item.serial.isolatedLeftToRight].joined(separator: " · "),
                    end: item.promisedOn.map(context.reader.day))
            }
            counts.append(
                WaitingCount("bench_own", .work, own.count, at: context.paths(WorkshopRoutes.mine), first: first))
        }
        if context.actor.has(.workshopManager) {
            let filter = BenchFilter(Asked()).with { $0.show = .late }
            let late = try WorkshopList.late(filter, today: context.today, tx)
            let list = filter.address(context.paths(WorkshopRoutes.list))
            counts.append(WaitingCount("bench_late", .work, late, at: list, isLate: true))
        }
        return counts
    }
}
