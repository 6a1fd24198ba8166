import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Two customers that are one: the question, the deed, and how it is taken back.
package enum MergeRoutes: RoomRoutes {
    private static let deciders: Set<Role> = .managers.union([.reception])

    package static let question = PageRoute<ID<Customer>>("customers/:customer/merge", for: deciders)
    static let merging = FormRoute<ID<Customer>>("customers/:customer/merge", for: deciders)
    static let undoing = FormRoute<ID<Customer>, ID<CustomerMerge>>(
        "customers/:customer/merges/:merge/undo", for: deciders)

    package static var all: [Mounted] {
        [
            question.to { request, context, id in try await ask(id, FormBody(encoded: request.uri.query ?? ""), context)
            },
            merging.to { form, context, id in try await merge(id, form, context) },
            undoing.to { form, context, id, merge in
                let place = context.paths(CustomerRoutes.one, id)
                return try await context.once(form, flash: "customers.parted", to: place) { deed in
                    try UndoMerge(merge: merge).run(of: id, by: deed.actor.person, in: deed.company, deed.tx)
                } orShow: { refused in
                    try await CustomerRoutes.show(id, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    /// With whom: by the number that is typed, or by the id that a list of duplicates gives.
    private static func other(_ form: FormBody, _ tx: Transaction) throws -> ID<Customer>? {
        if let id: ID<Customer> = ID(form.text("with")) { return id }
        guard let number = try? CustomerNumber(form.text("number")) else { return nil }
        return try CustomerStore.find(number, tx)
    }

    private static func ask(
        _ id: ID<Customer>, _ form: FormBody, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let company = context.company
        let (kept, gone, names) = try await company.read { tx in
            (
                try CustomerList.find(id, tx), try other(form, tx).map { try CustomerList.find($0, tx) },
                try company.names.names(tx)
            )
        }
        let unknown = gone == nil && !form.text("number").isEmpty ? Complaint("customers.merge.unknown") : nil
        return try context.show(
            MergePage(kept, gone, form, names, context), status: status, warning: warning ?? unknown)
    }

    private static func merge(
        _ id: ID<Customer>, _ form: FormBody, _ context: CompanyContext
    ) async throws -> Response {
        _ = try await context.company.read { try CustomerList.find(id, $0) }
        guard let gone: ID<Customer> = ID(form.text("with")) else { throw Refusal.unreadable }
        let command = MergeCustomers(kept: id, gone: gone, reason: String(form.text("reason").prefix(200)))
        let place = context.paths(CustomerRoutes.one, id)
        return try await context.once(form, flash: "customers.merged", to: place) { deed in
            try command.run(by: deed.actor.person, in: deed.company, deed.tx)
        } orShow: { refused in
            try await ask(id, form, context, status: refused.status, warning: refused.complaint)
        }
    }
}

struct MergePage: Page {
    struct Side: Sendable {
        let name: String
        let facts: [Fact]
    }

    static let template = "customers/merge"
    let titleKey = "customers.merge"
    let back: String
    let action: String
    let find: String
    let number: Field
    let kept: Side
    /// nil until he is named.
    let gone: Side?
    let with: String
    let reason: Field

    init(
        _ kept: CustomerSheet, _ gone: CustomerSheet?, _ form: FormBody, _ names: CommonNames, _ context: CompanyContext
    ) {
        let reader = context.reader
        (back, find) = (context.paths(CustomerRoutes.one, kept.id), context.paths(MergeRoutes.question, kept.id))
        action = context.paths(MergeRoutes.merging, kept.id)
        number = Field(name: "number", label: reader.words("customers.merge.number"), value: form.text("number")).with {
            ($0.type, $0.direction, $0.hasFocus) = ("tel", "ltr", gone == nil)
        }
        func side(_ customer: CustomerSheet) -> Side {
            Side(name: customer.name, facts: CustomerPage.facts(customer, { _ in nil }, names, context))
        }
        self.kept = side(kept)
        self.gone = gone.map(side)
        with = gone?.id.description ?? ""
        reason = Field(name: "reason", label: reader.words("customers.merge.reason"), value: form.text("reason")).with {
            ($0.required, $0.hasFocus) = (true, gone != nil)
        }
    }
}
