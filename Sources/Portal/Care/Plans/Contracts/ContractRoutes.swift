import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Service contracts: which there are and which end soon, made, changed, renewed, cancelled.
package enum ContractRoutes: RoomRoutes {
    package static let list = PlainPage("plans/contracts", for: .office)
    static let export = PlainPage("plans/contracts/export", for: .managers.union([.auditor]), watched: .export)
    package static let form = PlainPage("plans/contracts/new", for: .managers)
    static let addition = PlainForm("plans/contracts", for: .managers)
    package static let one = PageRoute<String>("plans/contracts/:agreement", for: .office)
    static let edit = PageRoute<String>("plans/contracts/:agreement/edit", for: .managers)
    static let change = FormRoute<String>("plans/contracts/:agreement/edit", for: .managers)
    static let cancellation = FormRoute<String>("plans/contracts/:agreement/cancellation", for: .managers)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let (filter, today) = (ContractFilter(request.asked), context.today)
                let (slice, counts) = try await context.company.read { tx in
                    (
                        try ContractList.slice(filter, today: today, tx),
                        try ContractList.counts(filter, today: today, tx)
                    )
                }
                return try context.show(ContractsPage(slice, counts, filter, context))
            },
            export.to { request, context in
                try await ContractSheet.sheet(ContractFilter(request.asked), context).response(to: request, context)
            },
            form.to { request, context in try await begin(request.asked, context) },
            addition.to { form, context in try await add(form, context) },
            one.to { _, context, number in try await show(number, context) },
            edit.to { _, context, number in try await edit(number, context) },
            change.to { form, context, number in try await change(form, number, context) },
            cancellation.to { form, context, number in try await cancel(form, number, context) },
        ]
    }

    static func show(
        _ number: String, _ context: CompanyContext, cancelling: CancelContractForm? = nil,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try ContractLoad.read(number, context, $0) }
        return try context.show(ContractPage(load, cancelling, context), status: status, warning: warning)
    }

    /// The empty form, or the one that follows a contract; without a customer the question whose it is.
    private static func begin(_ asked: Asked, _ context: CompanyContext) async throws -> Response {
        let calendar = context.reader.clock.calendar
        if let old = asked.filled("renews") {
            let (row, facts) = try await context.company.read { tx in
                let row = try ContractList.find(old, tx)
                return (row, try row.facts(tx))
            }
            let typed = FormBody(facts, days: row.terms.renewed(in: calendar), context.reader)
            return try await fill(typed, row.customer, renews: row.number, isBlank: true, context)
        }
        guard let customer: ID<Customer> = asked.id("customer") else {
            let words = SearchWords.of(asked.text("q"))
            let found =
                words.isEmpty ? [] : try await context.company.read { try CustomerList.found(words, limit: 20, $0) }
            return try context.show(WhoseContractPage(asked.text("q"), found, context))
        }
        let machines = try await context.company.read { try ContractList.machines(of: customer, $0) }
        let terms = try ContractTerms(
            from: context.today, to: context.today, visits: 4, free: [.labour, .travel], coversRepairs: false)
        let blank = ContractFacts(
            name: context.words("contracts.name.usual"), terms, units: machines.map(\.id), serviceType: "periodic",
            price: 0, responseHours: nil,
            rule: try terms.rule(checkLists: [], early: ContractForm.usualEarly, late: ContractForm.usualLate), note: ""
        )
        let year = calendar.day(12, monthsAfter: context.today, on: .same) ?? context.today
        var typed = FormBody(blank, days: context.today...year.adding(days: -1), context.reader)
        typed.fields["price"] = nil
        return try await fill(typed, customer, isBlank: true, context)
    }

    /// - Parameter number: of the contract that is changed or renewed; empty for neither.
    private static func choices(
        _ customer: ID<Customer>, beside number: String, _ context: CompanyContext
    ) async throws -> (CustomerLine, ContractChoices) {
        let names = context.company.names
        return try await context.company.read { tx in
            guard let line = try CustomerList.found(customer, tx) else { throw Refusal.hidden }
            let rule =
                number.isEmpty ? nil : try TemplateStore.rule(of: ContractList.find(number, tx).template, tx)
            return (
                line,
                ContractChoices(
                    machines: try ContractList.machines(of: customer, tx), names: try names.names(tx),
                    plans: try TemplateStore.all(tx), checkLists: rule?.steps.map(\.checkList) ?? [])
            )
        }
    }

    /// - Parameter number: of a contract that is changed; nil for a new one.
    private static func fill(
        _ typed: FormBody, _ customer: ID<Customer>, renews: String = "", number: String? = nil, version: Int? = nil,
        isBlank: Bool = false, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (line, choices) = try await choices(customer, beside: number ?? renews, context)
        let form = ContractForm(typed, choices, calendar: context.reader.clock.calendar)
        let page = ContractFormPage(
            form, choices, line, renews: renews, number: number, version: version, isBlank: isBlank,
            try await ContractPreview.read(form, typed, context), context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func add(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let customer = ID<Customer>(form.text("customer")) else { throw Refusal.unreadable }
        let renews = form.text("renews")
        let (_, choices) = try await choices(customer, beside: renews, context)
        let typed = ContractForm(form, choices, calendar: context.reader.clock.calendar)
        guard let facts = typed.facts else {
            return try await fill(form, customer, renews: renews, context, status: .unprocessableContent)
        }
        if form.isChecked("preview") { return try await fill(form, customer, renews: renews, context) }
        return try await context.once(form, flash: "contracts.added") { deed in
            let old = renews.isEmpty ? nil : try ContractList.find(renews, deed.tx)
            let number = try ContractStore.add(
                facts, for: customer, after: old?.id, by: deed.actor.person, in: deed.company, deed.tx)
            return context.paths(one, number)
        } orShow: { refused in
            try await fill(
                form, customer, renews: renews, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func edit(_ number: String, _ context: CompanyContext) async throws -> Response {
        let (row, facts) = try await context.company.read { tx in
            let row = try ContractList.find(number, tx)
            guard row.cancelledFrom == nil else { throw Refusal.hidden }
            return (row, try row.facts(tx))
        }
        let typed = FormBody(facts, days: row.terms.first...row.terms.last, context.reader)
        return try await fill(typed, row.customer, number: number, version: row.version, isBlank: true, context)
    }

    private static func change(_ form: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let (row, version) = (try await context.company.read { try ContractList.find(number, $0) }, try form.version)
        let (_, choices) = try await choices(row.customer, beside: number, context)
        let typed = ContractForm(form, choices, calendar: context.reader.clock.calendar)
        guard let facts = typed.facts else {
            return try await fill(
                form, row.customer, number: number, version: version, context, status: .unprocessableContent)
        }
        if form.isChecked("preview") {
            return try await fill(form, row.customer, number: number, version: version, context)
        }
        return try await context.once(form, flash: "contracts.changed", to: context.paths(one, number)) { deed in
            try ContractStore.change(
                ContractList.find(number, deed.tx), at: version, to: facts, by: deed.actor.person, in: deed.company,
                deed.tx)
        } orShow: { refused in
            try await fill(
                form, row.customer, number: number, version: version, context, status: refused.status,
                warning: refused.complaint)
        }
    }

    private static func cancel(_ form: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let (typed, version) = (
            CancelContractForm(form, calendar: context.reader.clock.calendar), try form.version
        )
        guard let day = typed.day.value, let reason = typed.reason.value else {
            return try await show(number, context, cancelling: typed, status: .unprocessableContent)
        }
        return try await context.once(form, flash: "contracts.cancelled", to: context.paths(one, number)) { deed in
            try ContractStore.cancel(
                ContractList.find(number, deed.tx), at: version, from: day, because: reason, by: deed.actor.person,
                deed.tx)
        } orShow: { refused in
            try await show(number, context, cancelling: typed, status: refused.status, warning: refused.complaint)
        }
    }
}

/// Why a contract does not hold any more, and from when.
struct CancelContractForm: Sendable {
    let day: Input<CalendarDay>
    let reason: Input<String>

    init(_ form: FormBody, calendar: CalendarSystem) {
        day = form.input("from") { try calendar.parse($0) }
        reason = form.input("reason", shortText(limit: 500))
    }
}
