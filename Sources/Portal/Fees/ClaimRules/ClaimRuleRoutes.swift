import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's rules for claims: its table of exceptions, its days and amounts, its standard times.
package enum ClaimRuleRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/claims/rules") { _, context in try await ShowClaimRules(context: context).run() }
        rooms.get("/:company/claims/rules/:rule") { _, context in try await showRule(context) }
        rooms.post("/:company/claims/rules/:rule") { form, context in try await changeRule(form, context) }
        rooms.post("/:company/claims/settings") { form, context in
            try await change(form, ClaimSetting.allCases.filter { !$0.isMoney }, context)
        }
        rooms.post("/:company/claims/limits") { form, context in
            try await change(form, ClaimSetting.allCases.filter(\.isMoney), context)
        }
        rooms.post("/:company/claims/minutes") { form, context in try await changeMinutes(form, context) }
    }

    private static func showRule(
        _ context: CompanyContext, form: FormBody? = nil, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let code = try context.part("rule")
        let (row, reasons) = try await context.company.read { tx in
            (try ClaimRuleStore.find(code, tx), try ReasonList.all(.claimReject, tx))
        }
        let page = ClaimRulePage(row, ClaimRuleForm(form, row, reasons, context.reader), reasons, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func changeRule(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (code, actor, company) = (try context.part("rule"), context.actor, context.company)
        let (row, reasons) = try await company.read { tx in
            (try ClaimRuleStore.find(code, tx), try ReasonList.all(.claimReject, tx))
        }
        guard let rule = ClaimRuleForm(body, row, reasons, context.reader).rule, let version = Int(body.raw("version"))
        else { return try await showRule(context, form: body, status: .unprocessableContent) }
        let place = context.paths.claimRules
        let words = RuleSentence(reader: context.reader)
        do {
            let location = try await company.write { tx in
                try OnceStore.run(body.raw("key"), by: actor, tx) { tx in
                    let before = try ClaimRuleStore.find(code, tx).rule
                    try ClaimRuleStore.set(rule, version: version, tx)
                    try ClaimSettingStore.addEvent(
                        code, from: words.sentence(before), to: words.sentence(rule), by: actor.person, tx)
                    return place
                }
            }
            return context.goOn(to: location, flash: "claim_rules.saved")
        } catch Refusal.stale(let complaint) {
            return try await showRule(context, status: .conflict, warning: complaint)
        }
    }

    private static func change(
        _ body: FormBody, _ names: [ClaimSetting], _ context: CompanyContext
    ) async throws -> Response {
        let form = ClaimSettingForm(body, names)
        guard form.isRight else {
            return try await ShowClaimRules(context: context, settings: form, status: .unprocessableContent).run()
        }
        let (actor, place) = (context.actor, context.paths.claimRules)
        let location = try await context.company.write { tx in
            try OnceStore.run(body.raw("key"), by: actor, tx) { tx in
                let before = try ClaimSettingStore.all(tx)
                for (name, value) in form.values where before.values[name] != value {
                    try ClaimSettingStore.set(name, to: value, tx)
                    try ClaimSettingStore.addEvent(
                        name.rawValue, from: before.values[name].map(String.init) ?? "",
                        to: value.map(String.init) ?? "", by: actor.person, tx)
                }
                return place
            }
        }
        return context.goOn(to: location, flash: "claim_rules.saved")
    }

    private static func changeMinutes(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let cells = try await context.company.read { try StandardTimeForm.cells($0) }
        let form = StandardTimeForm(body, cells)
        guard let minutes = form.minutes else {
            return try await ShowClaimRules(context: context, minutes: form, status: .unprocessableContent).run()
        }
        let (actor, place) = (context.actor, context.paths.claimRules)
        let location = try await context.company.write { tx in
            try OnceStore.run(body.raw("key"), by: actor, tx) { tx in
                let before = try ClaimSettingStore.standardMinutes(tx)
                let changes = minutes.filter { before[$0.key] != $0.value }
                for (time, value) in changes { try ClaimSettingStore.set(value, for: time, tx) }
                guard !changes.isEmpty else { return place }
                let text = { (all: [StandardTime: Int?]) in
                    all.sorted { ($0.key.service, $0.key.group) < ($1.key.service, $1.key.group) }
                        .map { "\($0.key.service)/\($0.key.group): \($0.value.map(String.init) ?? "-")" }
                        .joined(separator: "; ")
                }
                let old = Dictionary(uniqueKeysWithValues: changes.keys.map { ($0, before[$0]) })
                try ClaimSettingStore.addEvent("minutes", from: text(old), to: text(changes), by: actor.person, tx)
                return place
            }
        }
        return context.goOn(to: location, flash: "claim_rules.saved")
    }
}
