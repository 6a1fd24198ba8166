import Database
import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The page of the company's rules; a refused form comes back on it as it was typed.
struct ShowClaimRules: Sendable {
    let context: CompanyContext
    var settings: ClaimSettingForm?
    var minutes: StandardTimeForm?
    var status = HTTPResponse.Status.ok
    var warning: Complaint?
    private static let events = 20

    private var reader: Reader { context.reader }

    private struct Loaded: Sendable {
        let rules: [ClaimRule]
        let settings: ClaimSettings
        let minutes: [StandardTime: Int]
        let names: StandardTimeForm.Names
        let events: [ClaimSettingStore.Event]
        let proposals: ProposalNote?
    }

    init(
        context: CompanyContext, settings: ClaimSettingForm? = nil, minutes: StandardTimeForm? = nil,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) {
        (self.context, self.settings, self.minutes) = (context, settings, minutes)
        (self.status, self.warning) = (status, warning)
    }

    func run() async throws -> Response {
        let context = context
        let loaded = try await context.company.read { tx in
            Loaded(
                rules: try ClaimRuleStore.rows(tx).value().map(\.rule), settings: try ClaimSettingStore.all(tx),
                minutes: try ClaimSettingStore.standardMinutes(tx), names: try StandardTimeForm.cells(tx),
                events: try ClaimSettingStore.events(limit: Self.events, tx),
                proposals: try ProposalNote.read(
                    [ChangeClaimSettings.proposal, ChangeClaimRule.proposal, ChangeStandardTimes.proposal], context, tx)
            )
        }
        return try context.show(page(loaded), status: status, warning: warning)
    }

    private func page(_ loaded: Loaded) -> ClaimRulesPage {
        let maySet = context.may(ClaimRuleRoutes.settings)
        let mayLimit = context.may(ClaimRuleRoutes.limits)
        let (limits, others) = (
            ClaimSetting.allCases.filter(\.isMoney), ClaimSetting.allCases.filter { !$0.isMoney }
        )
        let shown = (maySet ? [] : others) + (mayLimit ? [] : limits)
        return ClaimRulesPage(
            proposals: loaded.proposals, claims: context.paths(ClaimRoutes.list), rules: loaded.rules.map(rule),
            settings: maySet ? form(context.paths(ClaimRuleRoutes.settings), others, loaded.settings) : nil,
            limits: mayLimit ? form(context.paths(ClaimRuleRoutes.limits), limits, loaded.settings) : nil,
            facts: shown.map { fact($0, loaded.settings) }, hasFacts: !shown.isEmpty,
            times: maySet ? times(loaded) : nil,
            events: loaded.events.map(event),
            empty: loaded.events.isEmpty ? reader.words("claim_rules.events.empty") : nil)
    }

    private func rule(_ rule: ClaimRule) -> ClaimRulesPage.Rule {
        let words = reader.words
        let kinds: [ClaimSeverity: String] = [.low: "neutral", .medium: "warning", .high: "error"]
        let bounds = RuleSentence(reader: reader).bounds(rule)
        return ClaimRulesPage.Rule(
            rank: reader.number(rule.rank), name: words("claim_rules.code.\(rule.code.rawValue)"),
            href: context.paths(ClaimRuleRoutes.one, rule.code.rawValue),
            severity: Badge(
                kind: kinds[rule.severity] ?? "neutral", label: words("claim_rules.severity.\(rule.severity.rawValue)")),
            disposition: words("claim_rules.disposition.\(rule.disposition.rawValue)"),
            bounds: bounds.isEmpty ? nil : bounds.joined(separator: " "),
            state: Badge(
                kind: rule.isOn ? "done" : "neutral", label: words(rule.isOn ? "claim_rules.on" : "claim_rules.off")))
    }

    private func form(_ action: String, _ names: [ClaimSetting], _ now: ClaimSettings) -> ClaimRulesPage.Form {
        let typed = settings.map { Dictionary(uniqueKeysWithValues: $0.inputs.map { ($0.name, $0.input) }) } ?? [:]
        let fields = names.map { name in
            let input =
                typed[name]
                ?? Input(
                    name: name.rawValue, typed: now.values[name].map { shown($0, name) } ?? "", value: now.values[name])
            let field = Field(input, label: "claim_rules.\(name.rawValue)", for: reader).with {
                ($0.direction, $0.inputMode) = ("ltr", "numeric")
                $0.required = !name.isLimit
            }
            return name.isMoney ? field.asMoney(reader) : field
        }
        return ClaimRulesPage.Form(action: action, fields: fields, errors: FormErrors(fields))
    }

    private func shown(_ value: Int64, _ name: ClaimSetting) -> String {
        name.isMoney ? reader.amount(Money(value, context.company.currency)) : reader.number(value)
    }

    private func fact(_ name: ClaimSetting, _ now: ClaimSettings) -> Fact {
        let value = now.values[name].map { value in
            name.isMoney ? reader.money(Money(value, context.company.currency)) : reader.number(value)
        }
        return Fact(
            label: reader.words("claim_rules.\(name.rawValue)"), value: value ?? reader.words("claim_rules.event.none"))
    }

    private func times(_ loaded: Loaded) -> ClaimRulesPage.Times {
        let form = minutes ?? StandardTimeForm(loaded.minutes, loaded.names)
        let services = form.names.services.map { (code: $0.code, name: reader.name(fa: $0.fa, en: $0.en)) }
        let rows = form.names.groups.map { group in
            let name = reader.name(fa: group.fa, en: group.en)
            return ClaimRulesPage.Row(
                name: name,
                cells: services.compactMap { service in
                    form.inputs[StandardTime(service: service.code, group: group.id)].map { input in
                        Field(
                            name: input.name, label: reader.words("claim_rules.minutes.cell", name, service.name),
                            value: minutes == nil ? reader.digits(input.typed) : input.typed,
                            error: input.complaint.map(reader.complaint))
                    }
                })
        }
        return ClaimRulesPage.Times(
            action: context.paths(ClaimRuleRoutes.minutes), heads: services.map(\.name), rows: rows,
            errors: FormErrors(rows.flatMap(\.cells)))
    }

    private func event(_ event: ClaimSettingStore.Event) -> TimelineItem {
        let words = reader.words
        let (before, after) = (
            ClaimSettingStore.shown(event.before, of: event.subject, reader),
            ClaimSettingStore.shown(event.after, of: event.subject, reader)
        )
        return TimelineItem(
            kind: "info", title: ClaimSettingStore.title(event.subject, words),
            text: words("claim_rules.event", before.isolated, after.isolated),
            who: event.who ?? "–", when: reader.dateTime(event.at),
            instant: Date(timeIntervalSince1970: TimeInterval(event.at.seconds)).formatted(.iso8601))
    }
}
