import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's customers: their list, its file, each one's page.
package enum CustomerRoutes: RoomRoutes {
    package static let list = PlainPage(
        "customers", for: .office, menu: .init("customers", icon: "users", order: 95))
    /// Whoever takes out all customers at once answers for the network.
    static let export = PlainPage("customers/export", for: .managers.union([.auditor]), watched: .export)
    package static let one = PageRoute<ID<Customer>>("customers/:customer", for: .office)

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(CustomerFilter(request.asked), context) },
            export.to { request, context in
                try await sheet(CustomerFilter(request.asked), context).response(to: request, context)
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
        let slice = try await context.company.read { try CustomerList.slice(filter, $0) }
        return try context.show(CustomerListPage(slice, filter, context))
    }

    private static func sheet(
        _ filter: CustomerFilter, _ context: CompanyContext
    ) -> Sheet<CustomerLine, ID<Customer>> {
        let (words, clock) = (context.words, context.company.clock)
        let columns: [SheetColumn<CustomerLine>] = [
            .init(words("customers.name")) { .text($0.name) },
            .init(words("jobs.new.mobile")) { .text(MobileNumber.local(stored: $0.mobile)) },
            .init(words("customers.units")) { .number(Int64($0.machines)) },
            .init(day: words("customers.since"), context) { clock.day(of: $0.since) },
        ]
        return Sheet("customers", title: "customers.title", columns: columns) { cursor, size, tx in
            try CustomerList.slice(filter.at(cursor), size: size, tx)
        }
    }
}

/// What the list of customers is narrowed to, as it stands in the address.
struct CustomerFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)
    let typed: String
    var cursor: Cursor<ID<Customer>>?

    init(_ asked: Asked) {
        typed = asked.text("q")
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] { [("q", typed)] }

    /// Each word is compared by its beginning; a number however it is written.
    var words: [String] { SearchWords.of(typed) }
}
