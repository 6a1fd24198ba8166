import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Dealers by hand: added, changed, suspended and let go on. Their bank accounts are changed by two people.
package enum DealerEditRoutes: RoomRoutes {
    package static let form = PlainPage("dealers/new", for: .managers)
    static let addition = PlainForm("dealers", for: .managers, watched: .configuration)
    static let changeForm = PageRoute<String>("dealers/:dealer/change", for: .managers)
    static let change = FormRoute<String>("dealers/:dealer", for: .managers, watched: .configuration)
    static let suspension = FormRoute<String>("dealers/:dealer/suspension", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            form.to { _, context in
                let choices = try await choices(nil, context)
                let form = DealerForm(FormBody(), choices)
                return try context.show(DealerFormPage(form, of: nil, choices, isBlank: true, context))
            },
            addition.to { form, context in try await add(form, context) },
            changeForm.to { _, context, code in
                let dealer = try await find(code, context)
                let choices = try await choices(dealer, context)
                let form = DealerForm(DealerForm.filled(dealer, choices, context.reader), choices)
                return try context.show(DealerFormPage(form, of: dealer, choices, isBlank: true, context))
            },
            change.to { form, context, code in try await change(form, code, context) },
            suspension.to { form, context, code in try await suspend(form, code, context) },
        ]
    }

    /// Groups that are set aside only where he has them.
    private static func choices(_ dealer: DealerRow?, _ context: CompanyContext) async throws -> DealerChoices {
        let (company, words) = (context.company, context.portal.importWords)
        return try await company.read { tx in
            DealerChoices(
                places: try PlaceList.all(tx), provinces: try company.names.names(tx).provinces.map(\.names),
                groups: try ProductList.groups(tx).filter {
                    !$0.isRetired || dealer?.groups.contains($0.id) == true
                }, words: words, calendar: company.clock.calendar)
        }
    }

    private static func find(_ code: String, _ context: CompanyContext) async throws -> DealerRow {
        try await context.company.read { try DealerRow.find(code, PlaceList.all($0), $0) }
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let choices = try await choices(nil, context)
        let form = DealerForm(body, choices)
        guard let dealer = form.particulars(of: nil), let sheba = form.sheba.value else {
            return try context.show(
                DealerFormPage(form, of: nil, choices, isBlank: false, context), status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "dealers.added", to: context.paths(DealerRoutes.one, dealer.code)
        ) { deed in
            try DealerStore.addNew(dealer, sheba, form.groups, choices.places, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try context.show(
                DealerFormPage(form, of: nil, choices, isBlank: false, refusal: field, context),
                status: refused.status, warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func change(_ body: FormBody, _ code: String, _ context: CompanyContext) async throws -> Response {
        let (known, version) = (try await find(code, context), try body.version)
        let choices = try await choices(known, context)
        let form = DealerForm(body, choices)
        guard let dealer = form.particulars(of: code) else {
            return try context.show(
                DealerFormPage(form, of: known, choices, isBlank: false, context), status: .unprocessableContent)
        }
        let command = ChangeDealer(
            version: version, particulars: dealer, groups: form.groups, reason: form.reason.value ?? "")
        return try await context.once(
            body, flash: "dealers.changed", to: context.paths(DealerRoutes.one, code)
        ) { deed in
            try command.run(choices.places, by: deed.actor, in: deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            let fresh = try await find(code, context)
            return try context.show(
                DealerFormPage(form, of: fresh, choices, isBlank: false, refusal: field, context),
                status: refused.status, warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func suspend(_ body: FormBody, _ code: String, _ context: CompanyContext) async throws -> Response {
        let (isSuspended, version) = (body.isChecked("suspended"), try body.version)
        let reason = body.input("state_reason", shortText(limit: 300))
        guard let text = reason.value else {
            return try await DealerRoutes.show(
                code, context, typed: SuspensionForm(reason: reason), status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: isSuspended ? "dealers.suspended" : "dealers.resumed",
            to: context.paths(DealerRoutes.one, code)
        ) { deed in
            try DealerStore.setSuspended(
                isSuspended, code, at: version, reason: text, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await DealerRoutes.show(code, context, status: refused.status, warning: refused.complaint)
        }
    }
}
