import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What a company settles about its dealers' visits: until when one may be put right, whether the customer signs, and from how
/// many dealers on they are compared.
package enum VisitSettingsRoutes: RoomRoutes {
    package static let page = PlainPage("settings/visits", for: .managers)
    static let change = PlainForm("settings/visits", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
        ]
    }

    private static func show(
        _ typed: VisitSettingsForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (known, cards) = try await context.company.read { tx in
            (try VisitSetting(tx), try HistoryCard.cards(ofSettings: ["visits"], context, tx))
        }
        let page = VisitSettingsPage(typed ?? VisitSettingsForm(FormBody(known.texts)), cards, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = VisitSettingsForm(body)
        guard let after = typed.setting else {
            return try await show(typed, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            try after.set(by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(typed, context, status: refused.status, warning: refused.complaint)
        }
    }
}

struct VisitSettingsForm: Sendable {
    let hours: Input<Int>
    let signature: Input<SignatureRule>
    let peers: Input<Int>

    init(_ form: FormBody) {
        func whole(_ name: String, _ bounds: ClosedRange<Int>) -> Input<Int> {
            form.input(name) {
                Int(try TypedNumber.integer($0, in: Int64(bounds.lowerBound)...Int64(bounds.upperBound)))
            }
        }
        hours = whole("correct_hours", MayCorrectVisit.hourBounds)
        peers = whole("least_peers", VisitSetting.peerBounds)
        signature = form.input("signature") { typed in
            guard let rule = SignatureRule(rawValue: typed) else { throw Complaint("form.choose") }
            return rule
        }
    }

    /// nil where something of it cannot be understood.
    var setting: VisitSetting? {
        guard let hours = hours.value, let rule = signature.value, let peers = peers.value else { return nil }
        return VisitSetting(correctHours: hours, signature: rule, leastPeers: peers)
    }
}

struct VisitSettingsPage: Page {
    static let template = "visits/settings"
    let titleKey = "settings.visits"
    let settings: String
    let action: String
    let errors: FormErrors?
    let hours: Field
    let signature: Field
    let peers: Field
    let cards: PageCards

    init(_ form: VisitSettingsForm, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        settings = "\(context.paths.home)/settings"
        action = context.paths(VisitSettingsRoutes.change)
        func number(_ input: Input<Int>, unit: String) -> Field {
            Field(input, label: "history.value.\(input.name)", for: reader).with {
                ($0.inputMode, $0.direction, $0.required, $0.unit) = ("numeric", "ltr", true, words(unit))
                $0.hint = words("visits.setting.\(input.name).hint")
            }
        }
        hours = number(form.hours, unit: "visits.setting.hours")
        peers = number(form.peers, unit: "visits.setting.dealers")
        signature = Field(form.signature, label: "history.value.signature", for: reader).with { field in
            field.options = SignatureRule.allCases.map {
                .init(
                    value: $0.rawValue, label: words("visits.signature.rule.\($0.rawValue)"),
                    selected: $0.rawValue == form.signature.typed)
            }
        }
        errors = FormErrors([hours, signature, peers])
        self.cards = cards
    }
}
