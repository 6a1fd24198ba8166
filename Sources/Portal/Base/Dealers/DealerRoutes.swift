import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The network: its dealers, and each one's particulars, coverage, load and jobs.
package enum DealerRoutes: RoomRoutes {
    package static let list = PlainPage(
        "dealers", for: .office, menu: .init("dealers", icon: "truck", order: 90))
    static let export = PlainPage("dealers/export", for: .office, watched: .export)
    package static let one = PageRoute<String>("dealers/:dealer", for: .office)

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(request, context) },
            export.to { request, context in
                try await DealerSheet.sheet(DealerFilter(request.asked), context).response(to: request, context)
            },
            one.to { _, context, code in try await show(code, context) },
        ]
    }

    private static func show(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let filter = DealerFilter(request.asked)
        let dealers = try await context.company.read { try DealerList.all(context, $0) }
        return try context.show(DealerListPage(dealers, filter, context))
    }

    /// - Parameter typed: a form of his page that was refused, as it was typed.
    package static func show(
        _ code: String, _ context: CompanyContext, typed: (any Sendable)? = nil, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let facts = try await context.company.read { try DealerFacts(code, context, typed: typed, $0) }
        guard let facts else { throw Refusal.hidden }
        return try context.show(DealerPage(facts, typed: typed, context), status: status, warning: warning)
    }
}

/// What the list of dealers is narrowed to, as it stands in the address.
struct DealerFilter: Filter {
    let typed: String
    let city: String
    let state: DealerContract.State?

    init(_ asked: Asked) {
        typed = asked.text("q")
        city = asked.text("city")
        state = asked.word("state")
    }

    var fields: [Address.Field] { [("q", typed), ("city", city), ("state", state?.rawValue ?? "")] }

    var isEmpty: Bool { typed.isEmpty && city.isEmpty && state == nil }

    /// By code, name, manager, city and the digits of the mobile number, however they are written.
    func includes(_ dealer: DealerItem, on day: CalendarDay) -> Bool {
        guard city.isEmpty || dealer.city == city, state == nil || dealer.standing.state(on: day) == state else {
            return false
        }
        guard !typed.isEmpty else { return true }
        if let mobile = try? MobileNumber(typed) { return dealer.mobile == mobile.e164 }
        let key = SearchText.squeezed(typed)
        return [dealer.code, dealer.name, dealer.manager, dealer.city, dealer.mobile].contains {
            SearchText.squeezed($0).contains(key)
        }
    }
}
