import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What a company asks about machines of a group when a job is taken down: its faults and fields, by hand.
package enum IntakeItemRoutes: RoomRoutes {
    static let list = PageRoute<ID<ProductGroup>>("products/groups/:group/intake", for: .managers)
    static let addition = FormRoute<ID<ProductGroup>>(
        "products/groups/:group/intake", for: .managers, watched: .configuration)
    static let one = PageRoute<ID<ProductGroup>, ID<IntakeItem>>("products/groups/:group/intake/:item", for: .managers)
    static let change = FormRoute<ID<ProductGroup>, ID<IntakeItem>>(
        "products/groups/:group/intake/:item", for: .managers, watched: .configuration)
    static let retirement = FormRoute<ID<ProductGroup>, ID<IntakeItem>>(
        "products/groups/:group/intake/:item/retirement", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            list.to { _, context, group in try await show(group, nil, context) },
            addition.to { form, context, group in try await add(form, to: group, context) },
            one.to { _, context, group, item in try await show(item, of: group, nil, context) },
            change.to { form, context, group, item in try await change(form, item, of: group, context) },
            retirement.to { form, context, group, item in try await retire(form, item, of: group, context) },
        ]
    }

    private static func show(
        _ group: ID<ProductGroup>, _ form: IntakeItemForm?, refusal: FieldRefusal? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let today = context.today
        let (item, load, cards) = try await context.company.read { tx in
            let card = try HistoryCard.card(of: .productGroup(group), context, tx)
            let items = try IntakeItemStore.all(of: group, tx)
            var load = IntakeItemsLoad(
                items: items, choices: IntakeItemChoices(try context.company.names.names(tx), items),
                ended: try IntakeEndStore.counts(of: group, since: tx.now.adding(seconds: -IntakeItemsPage.lately), tx))
            load.helped = try GuideDayStore.count(of: group, today: today, tx)
            return (try ProductList.group(group, tx), load, PageCards([card].compactMap(\.self)))
        }
        return try context.show(
            IntakeItemsPage(item, load, form, refusal: refusal, cards, context), status: status, warning: warning)
    }

    /// - Parameter answers: a form of an answer that was refused.
    static func show(
        _ id: ID<IntakeItem>, of group: ID<ProductGroup>, _ form: IntakeItemForm? = nil, refusal: FieldRefusal? = nil,
        answers refused: IntakeAnswersView.Refused? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let choices = try await choices(of: group, context)
        let (item, known, answers) = try await context.company.read {
            tx -> (GroupItem, IntakeItemRow, IntakeAnswersView?) in
            let known = try IntakeItemStore.find(id, of: group, tx)
            let isQuestion = known.field.kind == .question
            return (
                try ProductList.group(group, tx), known,
                isQuestion ? try answered(known, refused, context, tx) : nil
            )
        }
        return try context.show(
            IntakeItemPage(item, known, among: choices, form, refusal: refusal, answers, context), status: status,
            warning: warning)
    }

    private static func answered(
        _ question: IntakeItemRow, _ refused: IntakeAnswersView.Refused?, _ context: CompanyContext, _ tx: Transaction
    ) throws -> IntakeAnswersView {
        IntakeAnswersView(
            question, try IntakeAnswerStore.all(of: [question.id], tx),
            among: try IntakeItemStore.all(of: question.group, tx),
            try IntakeEndStore.counts(of: question.group, since: tx.now, tx), refused, context)
    }

    private static func choices(
        of group: ID<ProductGroup>, _ context: CompanyContext
    ) async throws -> IntakeItemChoices {
        try await context.company.read { tx in
            IntakeItemChoices(try context.company.names.names(tx), try IntakeItemStore.all(of: group, tx))
        }
    }

    private static func add(
        _ body: FormBody, to group: ID<ProductGroup>, _ context: CompanyContext
    ) async throws -> Response {
        let form = IntakeItemForm(body, among: try await choices(of: group, context))
        guard let facts = form.facts else {
            return try await show(group, form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "settings.saved", to: context.paths(list, group)) { deed in
            _ = try ProductList.group(group, deed.tx)
            try IntakeItemStore.add(facts, to: group, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await show(
                group, form, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func change(
        _ body: FormBody, _ id: ID<IntakeItem>, of group: ID<ProductGroup>, _ context: CompanyContext
    ) async throws -> Response {
        let version = try body.version
        let known = try await context.company.read { try IntakeItemStore.find(id, of: group, $0) }
        let form = IntakeItemForm(body, known: known.field.kind, among: try await choices(of: group, context))
        guard let facts = form.facts else {
            return try await show(id, of: group, form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "settings.saved", to: context.paths(list, group)) { deed in
            try IntakeItemStore.change(
                id, of: group, at: version, to: facts, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await show(
                id, of: group, form, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func retire(
        _ body: FormBody, _ id: ID<IntakeItem>, of group: ID<ProductGroup>, _ context: CompanyContext
    ) async throws -> Response {
        let (isRetired, version) = (body.isChecked("retired"), try body.version)
        return try await context.once(
            body, flash: isRetired ? "products.retired" : "products.restored", to: context.paths(list, group)
        ) { deed in
            try IntakeItemStore.setRetired(
                isRetired, id, of: group, at: version, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, of: group, nil, context, status: refused.status, warning: refused.complaint)
        }
    }
}
