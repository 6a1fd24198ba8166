import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's rules of settling: read by whoever sees money, changed by approvers and administrators.
package enum DeductionRoutes: RoomRoutes {
    package static let list = PlainPage("payouts/rules", for: .seesMoney)
    static let export = PlainPage("payouts/rules/export", for: .seesMoney, watched: .export)
    static let addition = PlainForm("payouts/rules", for: .rulesOfMoney, watched: .configuration)
    static let openClaims = PlainForm("payouts/rules/open-claims", for: .rulesOfMoney, watched: .configuration)
    /// Nobody of finance proposes how many people watch over him.
    static let people = PlainForm("payouts/rules/people", for: [.administrator], watched: .configuration)
    static let buyer = PlainForm("payouts/rules/buyer", for: .rulesOfMoney, watched: .configuration)
    static let end = FormRoute<ID<DeductionRule>>(
        "payouts/rules/:deduction/end", for: .rulesOfMoney, watched: .configuration)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await show(context) },
            export.to { request, context in try await DeductionSheet.sheet(context).response(to: request, context) },
            addition.to { form, context in try await add(form, context) },
            openClaims.to { form, context in try await setOpenClaims(form, context) },
            people.to { form, context in try await setPeople(form, context) },
            buyer.to { form, context in try await setBuyer(form, context) },
            end.to { form, context, rule in
                let command = EndDeduction(rule: rule, day: context.today)
                return try await change(form, context, flash: "proposals.proposed") { deed in
                    try command.propose(by: deed.actor, in: deed.tx)
                }
            },
        ]
    }

    private static func show(
        _ context: CompanyContext, form: DeductionForm? = nil, buyer: BuyerForm? = nil,
        status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let today = context.today
        let (rules, settings, known, waiting, cards) = try await context.company.read { tx in
            (
                try DeductionList.all(today: today, tx),
                (openClaims: try SettlementSetting.openClaims(tx), people: try SettlementSetting.people(tx)),
                try SettlementSetting.buyer(tx),
                try ProposalNote.read(
                    [AddDeduction.proposal, EndDeduction.proposal, SettlementProposal.name], context, tx),
                try HistoryCard.cards(ofSettings: SettlementSetting.kinds, context, tx)
            )
        }
        return try context.show(
            DeductionsPage(rules, settings, form, buyer ?? BuyerForm(known), waiting, cards, context), status: status,
            warning: warning)
    }

    private static func add(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = DeductionForm(form, context.company.clock, today: context.today)
        guard let command = typed.command else {
            return try await show(context, form: typed, status: .unprocessableContent)
        }
        return try await change(form, context, flash: "proposals.proposed", typed: typed) { deed in
            try command.propose(by: deed.actor, in: deed.tx)
        }
    }

    private static func setOpenClaims(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let choice = SettlementSetting.OpenClaims(rawValue: form.raw("open_claims")) else {
            throw Refusal.unreadable
        }
        return try await propose(.openClaims, choice.rawValue, flash: "proposals.proposed", form, context)
    }

    private static func setPeople(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let people = PayoutPeople(rawValue: form.raw("people")) else { throw Refusal.unreadable }
        let flash = people == .three ? "deductions.setting" : "proposals.proposed"
        return try await propose(.people, people.rawValue, flash: flash, form, context)
    }

    private static func propose(
        _ setting: SettlementProposal.Setting, _ value: String, flash: String, _ form: FormBody,
        _ context: CompanyContext
    ) async throws -> Response {
        try await change(form, context, flash: flash) { deed in
            try SettlementProposal.propose(setting, value, by: deed.actor.person, deed.tx)
        }
    }

    private static func setBuyer(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = BuyerForm(form)
        guard let buyer = typed.buyer else {
            return try await show(context, buyer: typed, status: .unprocessableContent)
        }
        return try await change(form, context, flash: "deductions.setting", buyer: typed) { deed in
            try SettlementSetting.set(buyer, by: deed.actor.person, deed.tx)
        }
    }

    /// What is refused shows the rules as they are now, with the reason and what was typed.
    private static func change(
        _ form: FormBody, _ context: CompanyContext, flash: String, typed: DeductionForm? = nil,
        buyer: BuyerForm? = nil, _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(form, flash: flash, to: context.paths(list)) { deed in
            try work(deed)
        } orShow: { refused in
            try await show(context, form: typed, buyer: buyer, status: refused.status, warning: refused.complaint)
        }
    }
}
