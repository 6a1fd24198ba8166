import Database
import Domain
import Ground
import Hummingbird
import Web

/// What the company owes its dealers today, approved or not.
package enum AccrualRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/accrual") { _, context in
            try context.show(AccrualPage(try await lines(context), context))
        }
        rooms.get("/:company/accrual/export") { request, context in
            try ExportAccrual(lines: try await lines(context), context: context)
                .run(isWorkbook: request.uri.queryParameters["format"] == "xlsx")
        }
    }

    private static func lines(_ context: CompanyContext) async throws -> [AccrualList.Line] {
        let (today, currency) = (context.today, context.company.currency)
        return try await context.company.readAtLength { try AccrualList.lines(today: today, currency, $0) }
    }
}
