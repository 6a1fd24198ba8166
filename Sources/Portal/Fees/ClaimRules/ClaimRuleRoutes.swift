import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's rules for claims: its table of exceptions, its days and amounts, its standard times.
package enum ClaimRuleRoutes: RoomRoutes {
    private static let setters = Set<Role>.managers.union([.financeApprover])

    package static let list = PlainPage("claims/rules", for: .seesMoney)
    static let one = PageRoute<String>("claims/rules/:rule", for: .seesMoney)
    static let change = FormRoute<String>("claims/rules/:rule", for: .rulesOfMoney, watched: .configuration)
    static let settings = PlainForm("claims/settings", for: setters, watched: .configuration)
    static let limits = PlainForm("claims/limits", for: [.administrator], watched: .configuration)
    static let minutes = PlainForm("claims/minutes", for: setters, watched: .configuration)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await ShowClaimRules(context: context).run() },
            one.to { _, context, code in try await show(code, context) },
            change.to { form, context, code in try await changeRule(form, code, context) },
            settings.to { form, context in
                try await set(form, ClaimSetting.allCases.filter { !$0.isMoney }, flash: "claim_rules.saved", context) {
                    try $0.run(by: $1.actor.person, in: $1.company, $1.tx)
                }
            },
            limits.to { form, context in
                try await set(form, ClaimSetting.allCases.filter(\.isMoney), flash: "proposals.proposed", context) {
                    try $0.propose(by: $1.actor.person, $1.tx)
                }
            },
            minutes.to { form, context in try await setMinutes(form, context) },
        ]
    }

    private static func show(
        _ code: String, _ context: CompanyContext, form: FormBody? = nil, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (row, reasons) = try await context.company.read { tx in
            (try ClaimRuleStore.find(code, tx), try ReasonList.all(.claimReject, tx))
        }
        let page = ClaimRulePage(row, ClaimRuleForm(form, row, reasons, context.reader), reasons, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func changeRule(
        _ body: FormBody, _ code: String, _ context: CompanyContext
    ) async throws -> Response {
        let (row, reasons) = try await context.company.read { tx in
            (try ClaimRuleStore.find(code, tx), try ReasonList.all(.claimReject, tx))
        }
        let version = try body.version
        guard let rule = ClaimRuleForm(body, row, reasons, context.reader).rule else {
            return try await show(code, context, form: body, status: .unprocessableContent)
        }
        let change = ChangeClaimRule(rule, from: row.rule, version: version, context.reader)
        return try await context.once(body, flash: "proposals.proposed", to: context.paths(list)) { deed in
            try change.propose(by: deed.actor.person, deed.tx)
        } orShow: { refused in
            // Where somebody was faster, his rule is shown: it is what is decided about next.
            let typed = refused.status == .conflict ? nil : body
            return try await show(code, context, form: typed, status: refused.status, warning: refused.complaint)
        }
    }

    private static func set(
        _ body: FormBody, _ names: [ClaimSetting], flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (ChangeClaimSettings, Deed) throws -> Void
    ) async throws -> Response {
        let form = ClaimSettingForm(body, names)
        guard form.isRight else {
            return try await ShowClaimRules(context: context, settings: form, status: .unprocessableContent).run()
        }
        return try await context.once(body, flash: flash, to: context.paths(list)) { deed in
            let change = ChangeClaimSettings(form.values, from: try ClaimSettingStore.all(deed.tx))
            if !change.values.isEmpty { try work(change, deed) }
        } orShow: { refused in
            try await ShowClaimRules(
                context: context, settings: form, status: refused.status, warning: refused.complaint
            ).run()
        }
    }

    private static func setMinutes(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let cells = try await context.company.read { try StandardTimeForm.cells($0) }
        let form = StandardTimeForm(body, cells)
        guard let minutes = form.minutes else {
            return try await ShowClaimRules(context: context, minutes: form, status: .unprocessableContent).run()
        }
        return try await context.once(body, flash: "proposals.proposed", to: context.paths(list)) { deed in
            let change = ChangeStandardTimes(minutes, from: try ClaimSettingStore.standardMinutes(deed.tx))
            if !change.isEmpty { try change.propose(by: deed.actor.person, deed.tx) }
        } orShow: { refused in
            try await ShowClaimRules(
                context: context, minutes: form, status: refused.status, warning: refused.complaint
            ).run()
        }
    }
}
