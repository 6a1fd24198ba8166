import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Groups of products by hand: added, renamed, set aside and taken up again.
package enum ProductGroupRoutes: RoomRoutes {
    package static let list = PlainPage("products/groups", for: .managers)
    static let export = PlainPage("products/groups/export", for: .managers, watched: .export)
    static let addition = PlainForm("products/groups", for: .managers, watched: .configuration)
    static let one = PageRoute<ID<ProductGroup>>("products/groups/:group", for: .managers)
    static let change = FormRoute<ID<ProductGroup>>("products/groups/:group", for: .managers, watched: .configuration)
    static let retirement = FormRoute<ID<ProductGroup>>(
        "products/groups/:group/retirement", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await show(nil, context) },
            export.to { request, context in try await sheet(context).response(to: request, context) },
            addition.to { form, context in try await add(form, context) },
            one.to { _, context, group in try await show(group, nil, context) },
            change.to { form, context, group in try await change(form, group, context) },
            retirement.to { form, context, group in try await retire(form, group, context) },
        ]
    }

    private static func sheet(_ context: CompanyContext) -> Sheet<GroupItem, Never> {
        let words = context.words
        let columns: [SheetColumn<GroupItem>] = [
            .init(words("products.group.code")) { .text($0.code) },
            .init(words("products.name")) { .text($0.names.fa) },
            .init(words("products.group.other")) { .text($0.names.en) },
            .init(words("products.models")) { .number(Int64($0.models)) },
            .init(words("warranty.state")) { .text($0.isRetired ? words("products.retired.state") : "") },
        ]
        return Sheet("product_groups", in: "products", title: "products.groups", columns: columns) { _, _, tx in
            Slice(all: try ProductList.groups(tx))
        }
    }

    private static func show(
        _ form: GroupForm?, refusal: FieldRefusal? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let groups = try await context.company.read { try ProductList.groups($0) }
        return try context.show(GroupsPage(groups, form, refusal: refusal, context), status: status, warning: warning)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = GroupForm(body)
        guard let facts = form.facts, let code = form.code.value else {
            return try await show(form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "products.group_added", to: context.paths(list)) { deed in
            try ProductGroupStore.addNew(code, facts, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await show(
                form, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func show(
        _ id: ID<ProductGroup>, _ form: GroupForm?, refusal: FieldRefusal? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (group, cards) = try await context.company.read { tx in
            let card = try HistoryCard.card(of: .productGroup(id), context, tx)
            return (try ProductList.group(id, tx), PageCards([card].compactMap(\.self)))
        }
        return try context.show(
            GroupPage(group, form, refusal: refusal, cards, context), status: status, warning: warning)
    }

    private static func change(
        _ body: FormBody, _ id: ID<ProductGroup>, _ context: CompanyContext
    ) async throws -> Response {
        let (form, version) = (GroupForm(body), try body.version)
        guard let facts = form.facts else {
            return try await show(id, form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "products.group_changed", to: context.paths(one, id)) { deed in
            try ProductGroupStore.change(id, at: version, to: facts, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await show(
                id, form, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func retire(
        _ body: FormBody, _ id: ID<ProductGroup>, _ context: CompanyContext
    ) async throws -> Response {
        let (isRetired, version) = (body.isChecked("retired"), try body.version)
        return try await context.once(
            body, flash: isRetired ? "products.retired" : "products.restored", to: context.paths(one, id)
        ) { deed in
            try ProductGroupStore.setRetired(isRetired, id, at: version, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, nil, context, status: refused.status, warning: refused.complaint)
        }
    }
}
