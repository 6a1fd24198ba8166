import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's customers: their list, its file, each one's page.
package enum CustomerRoutes: RoomRoutes {
    private static let pageSize = 50
    private static let chunk = 1_000
    package static let list = PlainPage(
        "customers", for: .office, menu: .init("customers", icon: "users", order: 95))
    /// Whoever takes out all customers at once answers for the network.
    static let export = PlainPage("customers/export", for: .managers.union([.auditor]))
    package static let one = PageRoute<ID<Customer>>("customers/:customer", for: .office)

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(CustomerFilter(request), context) },
            export.to { request, context in
                try await sheet(CustomerFilter(request), context).response(to: request, context)
            },
            one.to { _, context, id in
                let (customer, cards) = try await context.company.read { tx in
                    let customer = try CustomerList.find(id, tx)
                    return (customer, try context.cards(CustomerSlots.cards, of: customer, tx))
                }
                return try context.show(CustomerPage(customer, cards, context))
            },
        ]
    }

    private static func show(_ filter: CustomerFilter, _ context: CompanyContext) async throws -> Response {
        let lines = try await context.company.read { tx in
            try CustomerList.page(filter.words, before: filter.before, limit: pageSize + 1, tx)
        }
        return try context.show(
            CustomerListPage(Array(lines.prefix(pageSize)), filter, hasMore: lines.count > pageSize, context))
    }

    private static func sheet(
        _ filter: CustomerFilter, _ context: CompanyContext
    ) -> Sheet<CustomerLine, ID<Customer>> {
        let (words, clock) = (context.words, context.company.clock)
        let columns: [SheetColumn<CustomerLine>] = [
            .init(words("customers.name")) { .text($0.name) },
            .init(words("jobs.new.mobile")) { .text(MobileNumber.local(stored: $0.mobile)) },
            .init(words("customers.units")) { .number(Int64($0.machines)) },
            .init(words("customers.since")) { .text(clock.calendar.text(clock.day(of: $0.since))) },
        ]
        return Sheet("customers", title: "customers.title", columns: columns) { mark, tx in
            let lines = try CustomerList.page(filter.words, before: mark, limit: chunk, tx)
            return (lines, lines.count == chunk ? lines.last?.id : nil)
        }
    }
}

/// What the list of customers is narrowed to, as it stands in the address.
struct CustomerFilter: Sendable {
    /// More would find no more.
    private static let mostWords = 6
    let typed: String
    let before: ID<Customer>?

    init(_ request: Request) {
        typed = SearchText.stored(request.uri.queryParameters["q"].map { String($0) } ?? "")
        before = request.uri.queryParameters["before"].flatMap { ID(String($0)) }
    }

    /// Each word is compared by its beginning; a number however it is written.
    var words: [String] {
        if let mobile = try? MobileNumber(typed) { return [mobile.local] }
        return SearchText.key(typed).split(separator: " ").prefix(Self.mostWords).map(String.init)
    }

    var query: String { typed.isEmpty ? "" : "q=\(Paths.part(typed))" }
}
