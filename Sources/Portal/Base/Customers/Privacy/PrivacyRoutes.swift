import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What is kept of a customer, shown and given to him, and taken out where he asks for it; how long the company keeps it.
package enum PrivacyRoutes: RoomRoutes {
    private static let keepers: Set<Role> = [.administrator]

    static let settings = PlainPage("customers/privacy", for: keepers)
    static let change = PlainForm("customers/privacy", for: keepers, watched: .configuration)
    static let data = PageRoute<ID<Customer>>("customers/:customer/data", for: keepers)
    static let export = PageRoute<ID<Customer>>("customers/:customer/data/export", for: keepers, watched: .export)
    static let question = PageRoute<ID<Customer>>("customers/:customer/erasure", for: keepers)
    static let erasure = FormRoute<ID<Customer>>("customers/:customer/erasure", for: keepers, watched: .erasure)

    package static var all: [Mounted] {
        [
            settings.to { _, context in try await showSettings(context) },
            change.to { form, context in try await setSettings(form, context) },
            data.to { _, context, id in
                let lines = try await lines(of: id, context)
                return try context.show(DossierPage(id, lines, context))
            },
            export.to { request, context, id in
                let lines = try await lines(of: id, context)
                return try await sheet(id, lines, context).response(to: request, context)
            },
            question.to { _, context, id in try await ask(id, context) },
            erasure.to { form, context, id in try await erase(id, form, context) },
        ]
    }

    private static func lines(of id: ID<Customer>, _ context: CompanyContext) async throws -> [DossierLine] {
        try await context.company.readAtLength { tx in
            try context.company.fittings[PrivacySlots.dossier].flatMap { try $0(id, context, tx) }
        }
    }

    private static func sheet(
        _ id: ID<Customer>, _ lines: [DossierLine], _ context: CompanyContext
    ) -> Sheet<DossierLine, Never> {
        let (words, clock) = (context.words, context.company.clock)
        let columns: [SheetColumn<DossierLine>] = [
            .init(words("privacy.part")) { .text($0.part) },
            .init(words("history.when")) { .text($0.at.map(clock.dateTimeText) ?? "") },
            .init(words("history.what")) { .text($0.what) },
            .init(words("privacy.value")) { .text($0.value) },
        ]
        return Sheet(
            "customer-\(id)", of: .customer(id), in: "customers", title: "privacy.data", columns: columns
        ) { _, _, _ in Slice(all: lines) }
    }

    private static func ask(
        _ id: ID<Customer>, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let company = context.company
        let (person, obstacle) = try await company.read { tx in
            guard let person = try ErasureStore.find(id, tx) else { throw Refusal.hidden }
            return (person, try EraseCustomer(customer: id, person: nil).obstacle(in: company, tx))
        }
        return try context.show(ErasurePage(id, person, obstacle, context), status: status, warning: warning)
    }

    private static func erase(
        _ id: ID<Customer>, _ form: FormBody, _ context: CompanyContext
    ) async throws -> Response {
        guard form.raw("sure") == "yes" else {
            return try await ask(id, context, status: .unprocessableContent, warning: Complaint("privacy.unsure"))
        }
        let place = context.paths(CustomerRoutes.one, id)
        return try await context.once(form, flash: "privacy.erased", to: place) { deed in
            try EraseCustomer(customer: id, person: deed.actor.person).run(in: deed.company, deed.tx)
        } orShow: { refused in
            try await ask(id, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func showSettings(
        _ context: CompanyContext, typed: PrivacyForm? = nil, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (setting, cards) = try await context.company.read { tx in
            (try PrivacySetting(tx), try HistoryCard.cards(ofSettings: ["privacy"], context, tx))
        }
        let page = PrivacyPage(typed ?? PrivacyForm(setting), cards, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func setSettings(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = PrivacyForm(form)
        guard let setting = typed.setting else {
            return try await showSettings(context, typed: typed, status: .unprocessableContent)
        }
        return try await context.once(form, flash: "privacy.set", to: context.paths(settings)) { deed in
            try setting.set(by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await showSettings(context, typed: typed, status: refused.status, warning: refused.complaint)
        }
    }
}
