import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What a company settles about its reception: repeats, and the terms below its slips.
package enum ReceptionSettingsRoutes: RoomRoutes {
    package static let page = PlainPage("settings/reception", for: .managers)
    static let change = PlainForm("settings/reception", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
        ]
    }

    private static func show(
        _ typed: ReceptionSettingsForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (known, cards) = try await context.company.read { tx in
            let card = try HistoryCard.card(of: EventSubject("setting"), only: ["reception"], context, tx)
            return (try ReceptionSetting(tx), PageCards([card].compactMap(\.self)))
        }
        return try context.show(
            ReceptionSettingsPage(typed ?? ReceptionSettingsForm(known), cards, context), status: status,
            warning: warning)
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = ReceptionSettingsForm(body)
        guard let after = typed.setting else {
            return try await show(typed, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            let before = try ReceptionSetting(deed.tx)
            let event = Event(
                "reception", of: EventSubject("setting"), in: "settings", from: before.texts, to: after.texts)
            guard event.changesSomething else { return }
            try after.set(deed.tx)
            try EventStore.add(event, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(typed, context, status: refused.status, warning: refused.complaint)
        }
    }
}

struct ReceptionSettingsForm: Sendable {
    let repeatDays: Input<Int>
    let followDays: Input<Int>
    let termsFa: Input<String>
    let termsEn: Input<String>

    init(_ form: FormBody) {
        let bounds = ReceptionSetting.bounds
        repeatDays = form.input("repeat_days", CellText.whole(Int64(bounds.lowerBound)...Int64(bounds.upperBound)))
        followDays = form.input(
            "follow_days",
            CellText.whole(Int64(MayFollowUp.dayBounds.lowerBound)...Int64(MayFollowUp.dayBounds.upperBound)))
        let terms = shortText(limit: ReceptionSetting.longestTerms)
        (termsFa, termsEn) = (form.input("terms_fa", else: "", terms), form.input("terms_en", else: "", terms))
    }

    init(_ setting: ReceptionSetting) { self.init(FormBody(setting.texts)) }

    /// nil where something of it cannot be understood.
    var setting: ReceptionSetting? {
        guard let days = repeatDays.value, let follow = followDays.value, let fa = termsFa.value, let en = termsEn.value
        else { return nil }
        return ReceptionSetting(repeatDays: days, followDays: follow, termsFa: fa, termsEn: en)
    }
}

struct ReceptionSettingsPage: Page {
    static let template = "jobs/settings"
    let titleKey = "settings.reception"
    let settings: String
    let action: String
    let errors: FormErrors?
    let repeatDays: Field
    let followDays: Field
    let termsFa: Field
    let termsEn: Field
    let cards: PageCards

    init(_ form: ReceptionSettingsForm, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        settings = "\(context.paths.home)/settings"
        action = context.paths(ReceptionSettingsRoutes.change)
        repeatDays = Field(form.repeatDays, label: "jobs.repeat_days", for: reader).with {
            ($0.inputMode, $0.direction, $0.required) = ("numeric", "ltr", true)
            $0.hint = words("jobs.repeat_days.hint")
        }
        followDays = Field(form.followDays, label: "jobs.follow_days", for: reader).with {
            ($0.inputMode, $0.direction, $0.required) = ("numeric", "ltr", true)
            $0.hint = words("jobs.follow_days.hint")
        }
        termsFa = Field(form.termsFa, label: "jobs.terms_fa", for: reader).with { $0.hint = words("jobs.terms.hint") }
        termsEn = Field(form.termsEn, label: "jobs.terms_en", for: reader)
        errors = FormErrors([repeatDays, followDays, termsFa, termsEn])
        self.cards = cards
    }
}
