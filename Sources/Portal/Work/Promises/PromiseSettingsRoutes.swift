import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What the company promises of its jobs: when somebody takes them, when they are done, what stops the clock, who is told.
package enum PromiseSettingsRoutes: RoomRoutes {
    package static let page = PlainPage("settings/promises", for: .managers)
    static let change = PlainForm("settings/promises", for: .managers, watched: .configuration)
    static let end = PlainForm("settings/promises/end", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { request, context in
                let scope = PromiseScope(request.asked)
                return try await show({ $0.form(for: scope) }, context)
            },
            change.to { form, context in try await change(form, context) },
            end.to { form, context in try await end(form, context) },
        ]
    }

    private static func show(
        _ typed: (PromiseSettingsFacts) -> PromisePolicyForm, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let facts = try await context.company.read { try PromiseSettingsFacts(context, $0) }
        return try context.show(PromiseSettingsPage(typed(facts), facts, context), status: status, warning: warning)
    }

    private static func read(_ body: FormBody, _ context: CompanyContext) async throws -> PromisePolicyForm {
        PromisePolicyForm(body, try await context.company.read { try context.company.names.names($0) })
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = try await read(body, context)
        guard let scope = form.scope, let policy = form.policy else {
            return try await show({ _ in form }, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            try PromisePolicyStore.set(policy, for: scope, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show({ _ in form }, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func end(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let scope = try await read(body, context).scope else { throw Refusal.unreadable }
        return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            try PromisePolicyStore.end(scope, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(
                { $0.form(for: .all) }, context, status: refused.status, warning: refused.complaint)
        }
    }
}

struct PromiseSettingsFacts: Sendable {
    let policies: PromisePolicies
    let names: CommonNames
    let cards: PageCards

    init(_ context: CompanyContext, _ tx: Transaction) throws {
        (policies, names) = (try PromisePolicyStore.inForce(tx), try context.company.names.names(tx))
        let card = try HistoryCard.card(of: EventSubject("setting"), only: ["promise_policy"], context, tx)
        cards = PageCards([card].compactMap(\.self))
    }

    /// What is promised of such jobs, to be changed for them alone.
    func form(for scope: PromiseScope) -> PromisePolicyForm {
        PromisePolicyForm(policies[scope].policy, for: scope, names)
    }
}

struct PromiseSettingsPage: Page {
    static let template = "promises/settings"
    let titleKey = "settings.promises"
    let settings: String
    let action: String
    let errors: FormErrors?
    let scope: [Field]
    let numbers: [Field]
    let checks: [Field]
    let policies: [Line]
    let cards: PageCards

    struct Line: Sendable {
        let what: String
        let href: String
        let response: String
        let completion: String
        let pauses: String
        let warn: String
        let tells: String
        let end: String
        let fields: [Hidden]
    }

    struct Hidden: Sendable {
        let name: String
        let value: String
    }

    init(_ form: PromisePolicyForm, _ facts: PromiseSettingsFacts, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        settings = "\(context.paths.home)/settings"
        action = context.paths(PromiseSettingsRoutes.change)
        scope = Self.scope(form, facts.names, reader)
        func number(_ input: Input<Int>, _ name: String, unit: String) -> Field {
            Field(input, label: "history.value.\(name)", for: reader).with {
                ($0.required, $0.direction, $0.inputMode) = (true, "ltr", "numeric")
                ($0.unit, $0.hint) = (words(unit), words("promises.policy.\(name).hint"))
            }
        }
        numbers = [
            number(form.response, "response_hours", unit: "promises.policy.hours"),
            number(form.completion, "completion_hours", unit: "promises.policy.hours"),
            number(form.warn, "warn_minutes", unit: "dispatch.policy.minutes"),
        ]
        checks = [
            Field(name: "pauses", label: words("promises.policy.pauses")).with {
                $0.hint = words("promises.policy.pauses.hint")
                $0.options = JobWait.allCases.map {
                    .init(
                        value: $0.rawValue, label: words("promises.pause.\($0.rawValue)"),
                        selected: form.pauses.contains($0))
                }
            },
            Field(name: "tells", label: words("promises.policy.tells")).with {
                $0.options = PromiseListener.allCases.map {
                    .init(
                        value: $0.rawValue, label: words("promises.tells.\($0.rawValue)"),
                        selected: form.tells.contains($0))
                }
            },
        ]
        errors = FormErrors(scope + numbers)
        // The one for all first.
        let scoped = facts.policies.all.filter { $0.key != .all }
            .map { Self.line($0.key, $0.value.policy, facts.names, context) }
        let general = facts.policies.all[.all].map { [Self.line(.all, $0.policy, facts.names, context)] } ?? []
        policies = general + scoped.inPersianOrder { $0.what }
        cards = facts.cards
    }

    private static func scope(_ form: PromisePolicyForm, _ names: CommonNames, _ reader: Reader) -> [Field] {
        func select<Value>(_ input: Input<Value>, _ options: [(value: String, label: String)]) -> Field {
            Field(input, label: "promises.policy.\(input.name)", for: reader).with {
                $0.blank = reader.words("promises.policy.any")
                $0.options = options.map { .init(value: $0.value, label: $0.label, selected: $0.value == input.typed) }
            }
        }
        let contract = Field(name: "contract", label: reader.words("promises.policy.contract")).with {
            $0.blank = reader.words("promises.policy.any")
            $0.options = [
                .init(
                    value: "1", label: reader.words("promises.policy.under_contract"), selected: form.isUnderContract)
            ]
        }
        return [
            select(form.service, names.offeredServices.map { (value: $0.code, label: $0.names.shown(reader)) }),
            select(
                form.city,
                names.cities.map { (value: $0.id.description, label: $0.names.shown(reader)) }
                    .inPersianOrder(by: \.label)),
            select(
                form.cityClass,
                CityClass.allCases.map { ($0.rawValue, reader.words("promises.class.\($0.rawValue)")) }),
            select(
                form.customer,
                CustomerKind.allCases.map { ($0.rawValue, reader.words("customers.kind.\($0.rawValue)")) }),
            contract,
        ]
    }

    private static func line(
        _ scope: PromiseScope, _ policy: PromisePolicy, _ names: CommonNames, _ context: CompanyContext
    ) -> Line {
        let (reader, words) = (context.reader, context.words)
        func hours(_ minutes: Int) -> String {
            minutes == 0
                ? words("promises.policy.nothing") : words("promises.policy.in_hours", reader.number(minutes / 60))
        }
        func listed(_ parts: [String]) -> String { parts.joined(separator: words("list.comma")) }
        return Line(
            what: scope.text(names, reader),
            href: Address.of(context.paths(PromiseSettingsRoutes.page), scope.fields),
            response: hours(policy.responseMinutes), completion: hours(policy.completionMinutes),
            pauses: listed(
                JobWait.allCases.filter(policy.pauses.contains).map { words("promises.pause.\($0.rawValue)") }),
            warn: policy.warnMinutes == 0
                ? words("promises.policy.no_warning")
                : words("dispatch.policy.in_minutes", reader.number(policy.warnMinutes)),
            tells: listed(
                PromiseListener.allCases.filter(policy.tells.contains).map { words("promises.tells.\($0.rawValue)") }),
            end: context.paths(PromiseSettingsRoutes.end),
            fields: scope.fields.map { Hidden(name: $0.0, value: $0.1) })
    }
}
