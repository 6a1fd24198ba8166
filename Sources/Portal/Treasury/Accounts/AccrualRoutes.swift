import Database
import Domain
import Ground
import Hummingbird
import Web

/// What the company owes its dealers today, approved or not.
package enum AccrualRoutes: RoomRoutes {
    package static let page = PlainPage(
        "accrual", for: .seesMoney, menu: .init("accrual", icon: "clock", order: 70))
    static let export = PlainPage("accrual/export", for: .seesMoney, watched: .export)

    package static var all: [Mounted] {
        [
            page.to { _, context in try context.show(AccrualPage(try await lines(context), context)) },
            export.to { request, context in
                try await ExportAccrual(lines: try await lines(context), context: context).response(to: request)
            },
        ]
    }

    private static func lines(_ context: CompanyContext) async throws -> [AccrualList.Line] {
        let (today, currency) = (context.today, context.company.currency)
        return try await context.company.readAtLength { try AccrualList.lines(today: today, currency, $0) }
    }
}
