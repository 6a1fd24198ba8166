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
    package static let segmented = SegmentedList("customers", at: list, title: "customers.title") { CustomerFilter($0) }
    /// By hand, before there is a job of his: filled in by what is known, as from a contact.
    package static let blank = PlainPage("customers/new", for: .intake)
    static let addition = PlainForm("customers", for: .intake)
    package static let one = PageRoute<ID<Customer>>("customers/:customer", for: .office)
    static let form = PageRoute<ID<Customer>>("customers/:customer/edit", for: .intake)
    static let change = FormRoute<ID<Customer>>("customers/:customer/edit", for: .intake)

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(CustomerFilter(request.asked), context) },
            export.to { request, context in
                try await sheet(CustomerFilter(request.asked), context).response(to: request, context)
            },
            blank.to { request, context in try await open(request.asked, context) },
            addition.to { form, context in try await add(form, context) },
            one.to { _, context, id in try await show(id, context) },
            form.to { _, context, id in
                let (customer, places, names) = try await asked(id, context)
                let company = context.company
                let pins = try await company.read { try AddressPins.known(of: id, in: company, $0) }
                let typed = FormBody(customer.particulars, pins, names, context.reader)
                return try context.show(
                    CustomerFormPage(.change(id, version: customer.version), typed, places, names, context))
            },
            change.to { form, context, id in try await change(id, form, context) },
        ]
    }

    /// His page, also where a deed on it was refused.
    static func show(
        _ id: ID<Customer>, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let company = context.company
        let page = try await company.read { tx in
            let customer = try CustomerList.find(id, tx)
            return CustomerPage(
                customer, try AddressPins.known(of: id, in: company, tx), try company.names.names(tx),
                try context.cards(CustomerSlots.cards, of: customer, tx), context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func asked(
        _ id: ID<Customer>, _ context: CompanyContext
    ) async throws -> (CustomerSheet, Places, CommonNames) {
        let company = context.company
        return try await company.read { tx in
            let customer = try CustomerList.find(id, tx)
            guard !customer.isErased, customer.mergedInto == nil else { throw Refusal.hidden }
            return (customer, try PlaceList.all(tx), try company.names.names(tx))
        }
    }

    private static func change(
        _ id: ID<Customer>, _ form: FormBody, _ context: CompanyContext
    ) async throws -> Response {
        let version = try form.version
        let (_, places, names) = try await asked(id, context)
        let page = CustomerFormPage(.change(id, version: version), form, places, names, context)
        guard let new = CustomerForm(form, places).particulars(places) else {
            return try context.show(page, status: .unprocessableContent)
        }
        return try await context.once(form, flash: "customers.changed", to: context.paths(one, id)) { deed in
            let person = deed.actor.person
            try CustomerParticularsStore.set(new, of: id, version: version, by: person, deed.tx)
            try AddressPins.keep(new.addresses, of: id, by: person, in: deed.company, deed.tx)
        } orShow: { refused in
            try context.show(page, status: refused.status, warning: refused.complaint)
        }
    }

    /// Of a number that is known already his page opens.
    private static func open(_ asked: Asked, _ context: CompanyContext) async throws -> Response {
        let company = context.company
        let fields = ["number", "name", "address_city", "address"].map { ($0, asked.text($0)) }
        let body = FormBody(Dictionary(uniqueKeysWithValues: fields))
        let (known, places, names) = try await company.read { tx in
            let known = try (try? CustomerNumber(asked.text("number"))).flatMap { try CustomerStore.find($0, tx) }
            return (known, try PlaceList.all(tx), try company.names.names(tx))
        }
        if let known { return context.goOn(to: context.paths(one, known)) }
        return try context.show(CustomerFormPage(.new(isSent: false), body, places, names, context))
    }

    private static func add(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (company, paths) = (context.company, context.paths)
        let (places, names) = try await company.read { (try PlaceList.all($0), try company.names.names($0)) }
        guard let new = CustomerForm(form, places).particulars(places) else {
            let page = CustomerFormPage(.new(isSent: true), form, places, names, context)
            return try context.show(page, status: .unprocessableContent)
        }
        let command = AddCustomer(new: new, isAnother: form.isChecked("another"))
        return try await context.once(form, flash: "customers.added") { deed in
            paths(one, try command.run(by: deed.actor.person, in: deed.company, deed.tx))
        } orShow: { refused in
            let twins = (refused.error as? TwinCustomer)?.twins ?? []
            let page = CustomerFormPage(.new(isSent: true), form, places, names, twins: twins, context)
            return try context.show(page, status: refused.status, warning: refused.complaint)
        }
    }

    private static func show(_ filter: CustomerFilter, _ context: CompanyContext) async throws -> Response {
        let company = context.company
        let (slice, names, segments) = try await company.read { tx in
            (
                try CustomerList.slice(filter, tx), try company.names.names(tx),
                try SegmentBar.read(of: filter, in: segmented, context, tx)
            )
        }
        return try context.show(CustomerListPage(slice, filter, names, segments, context))
    }

    private static func sheet(
        _ filter: CustomerFilter, _ context: CompanyContext
    ) -> Sheet<CustomerLine, ID<Customer>> {
        let (words, clock, reader) = (context.words, context.company.clock, context.reader)
        let columns: [SheetColumn<CustomerLine>] = [
            .init(words("customers.name")) { .text($0.name) },
            .init(words("jobs.new.mobile")) { .text(MobileNumber.local(stored: $0.mobile)) },
            .init(words("customers.kind")) { .text(words($0.kind)) },
            .init(words("jobs.city")) { .text($0.city?.shown(reader) ?? "") },
            .init(words("customers.consent")) { .text(words($0.consent)) },
            .init(words("customers.tags")) { .text($0.tags) },
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
    /// Where he or one of his machines is.
    let city: ID<City>?
    let kind: CustomerKind?
    let consent: CustomerConsent?
    /// Among those that were written of him.
    let tag: String
    var cursor: Cursor<ID<Customer>>?

    init(_ asked: Asked) {
        typed = asked.text("q")
        (city, kind, consent) = (asked.id("city", of: City.self), asked.word("kind"), asked.word("consent"))
        tag = SearchText.stored(String(asked.text("tag").prefix(100)))
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] {
        [
            ("q", typed), ("city", city?.description ?? ""), ("kind", kind?.rawValue ?? ""),
            ("consent", consent?.rawValue ?? ""), ("tag", tag),
        ]
    }

    var isNarrowed: Bool { !typed.isEmpty || city != nil || kind != nil || consent != nil || !tag.isEmpty }

    /// Each word is compared by its beginning; a number however it is written.
    var words: [String] { SearchWords.of(typed) }
}
