import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What missing parts cost in days, and the jobs that waited for them.
package enum WaitRoutes: RoomRoutes {
    static let readers: Set<Role> = .stockFiles.union([.dealerManager])
    static let page = PlainPage("stock/waits", for: readers, of: .stock)
    static let jobs = PlainPage("stock/waits/jobs", for: readers, of: .stock)
    static let export = PlainPage("stock/waits/export", for: .stockFiles, watched: .export, of: .stock)

    package static var all: [Mounted] {
        [
            page.to { request, context in
                let (filter, sight) = (WaitFilter(request.asked), context.actor.sight)
                let since = Self.since(filter, context)
                let (total, sums, places) = try await context.company.read { tx in
                    (
                        try WaitList.total(filter, since: since, sight, tx),
                        try WaitList.sums(filter, since: since, sight, tx),
                        try RequestList.places(for: nil, of: context.actor, tx)
                    )
                }
                return try context.show(WaitsPage(total, sums, places, filter, context))
            },
            jobs.to { request, context in
                let (filter, sight) = (WaitFilter(request.asked), context.actor.sight)
                let since = Self.since(filter, context)
                let slice = try await context.company.read { try WaitList.slice(filter, since: since, sight, $0) }
                return try context.show(WaitJobsPage(slice, filter, context))
            },
            export.to { request, context in
                try await WaitSheet.sheet(WaitFilter(request.asked), context).response(to: request, context)
            },
        ]
    }

    static func since(_ filter: WaitFilter, _ context: CompanyContext) -> Instant {
        context.reader.clock.instant(context.today.adding(days: -filter.days), hour: 0, minute: 0)
    }
}
