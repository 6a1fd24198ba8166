import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Models by hand: added, changed, set aside and taken up again.
package enum ModelRoutes: RoomRoutes {
    package static let form = PlainPage("products/new", for: .managers)
    static let addition = PlainForm("products", for: .managers, watched: .configuration)
    static let changeForm = PageRoute<String>("products/:model/change", for: .managers)
    static let change = FormRoute<String>("products/:model", for: .managers, watched: .configuration)
    static let retirement = FormRoute<String>("products/:model/retirement", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            form.to { _, context in try await showNew(context) },
            addition.to { form, context in try await add(form, context) },
            changeForm.to { _, context, code in try await showChange(code, context) },
            change.to { form, context, code in try await change(form, code, context) },
            retirement.to { form, context, code in try await retire(form, code, context) },
        ]
    }

    /// The groups that may be chosen: those in use, and the one that the model is in.
    private static func groups(of model: ModelItem?, _ context: CompanyContext) async throws -> [GroupItem] {
        try await context.company.read { try ProductList.groups($0) }.filter { !$0.isRetired || $0.id == model?.group }
    }

    /// Without a group there is no model: the first thing to add.
    private static func showNew(_ context: CompanyContext) async throws -> Response {
        let groups = try await groups(of: nil, context)
        guard !groups.isEmpty else {
            return context.goOn(to: context.paths(ProductGroupRoutes.list), flash: "products.group_first")
        }
        let form = ModelForm(FormBody(), groups: groups, words: context.portal.importWords)
        return try context.show(ModelFormPage(form, of: nil, isBlank: true, context))
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = ModelForm(body, groups: try await groups(of: nil, context), words: context.portal.importWords)
        guard let code = form.code.value, let facts = form.facts else {
            return try context.show(
                ModelFormPage(form, of: nil, isBlank: false, context), status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "products.added", to: context.paths(ProductRoutes.one, code)
        ) { deed in
            try ProductStore.addNew(code, facts, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try context.show(
                ModelFormPage(form, of: nil, isBlank: false, refusal: field, context), status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func find(_ code: String, _ context: CompanyContext) async throws -> ModelItem {
        try await context.company.read { try ProductList.find(code, $0) }
    }

    private static func showChange(_ code: String, _ context: CompanyContext) async throws -> Response {
        let model = try await find(code, context)
        let form = ModelForm(
            ModelForm.filled(model), groups: try await groups(of: model, context), words: context.portal.importWords)
        return try context.show(ModelFormPage(form, of: model, isBlank: true, context))
    }

    private static func change(_ body: FormBody, _ code: String, _ context: CompanyContext) async throws -> Response {
        let (model, version) = (try await find(code, context), try body.version)
        let form = ModelForm(body, groups: try await groups(of: model, context), words: context.portal.importWords)
        guard let facts = form.facts else {
            return try context.show(
                ModelFormPage(form, of: model, isBlank: false, context), status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "products.changed", to: context.paths(ProductRoutes.one, code)
        ) { deed in
            try ProductStore.change(code, at: version, to: facts, by: deed.actor.person, deed.tx)
            try RunStore.hurry(WarrantyRuleStore.coverRun, in: deed.company, deed.tx)
        } orShow: { refused in
            try context.show(
                ModelFormPage(form, of: try await find(code, context), isBlank: false, context),
                status: refused.status, warning: refused.complaint)
        }
    }

    private static func retire(_ body: FormBody, _ code: String, _ context: CompanyContext) async throws -> Response {
        let (isRetired, version) = (body.isChecked("retired"), try body.version)
        return try await context.once(
            body, flash: isRetired ? "products.retired" : "products.restored",
            to: context.paths(ProductRoutes.one, code)
        ) { deed in
            try ProductStore.setRetired(isRetired, code, at: version, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await ProductRoutes.show(code, context, status: refused.status, warning: refused.complaint)
        }
    }
}
