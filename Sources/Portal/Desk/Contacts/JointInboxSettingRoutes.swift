import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Whether what waits for the company's people may be seen beside what waits for them in their other companies.
enum JointInboxSetting {
    static let name = "joint_inbox"
    private static let on = "✓"

    static func isOn(_ tx: Transaction) throws -> Bool { try SettingStore.value(name, tx) == on }

    static func set(_ isOn: Bool, by person: ID<Person>, _ tx: Transaction) throws {
        let (before, after) = (try Self.isOn(tx) ? on : "", isOn ? on : "")
        guard before != after else { return }
        try SettingStore.set(name, after, tx)
        let event = Event(name, of: EventSubject("setting"), in: "settings", from: [name: before], to: [name: after])
        try EventStore.add(event, by: person, tx)
    }
}

package enum JointInboxSettingRoutes: RoomRoutes {
    package static let page = PlainPage("settings/inbox", for: [.administrator])
    static let change = PlainForm("settings/inbox", for: [.administrator], watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(context) },
            change.to { body, context in
                let isOn = body.isChecked("joint")
                return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
                    try JointInboxSetting.set(isOn, by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    try await show(context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func show(
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (isOn, cards) = try await context.company.read { tx in
            let card = try HistoryCard.card(of: EventSubject("setting"), only: [JointInboxSetting.name], context, tx)
            return (try JointInboxSetting.isOn(tx), PageCards([card].compactMap(\.self)))
        }
        return try context.show(JointInboxSettingPage(isOn: isOn, cards, context), status: status, warning: warning)
    }
}

struct JointInboxSettingPage: Page {
    static let template = "contacts/settings"
    let titleKey = "settings.inbox"
    let settings: String
    let action: String
    let joint: Field
    let cards: PageCards

    init(isOn: Bool, _ cards: PageCards, _ context: CompanyContext) {
        settings = "\(context.paths.home)/settings"
        action = context.paths(JointInboxSettingRoutes.change)
        joint = Field(name: "joint", label: context.words("settings.inbox")).with {
            $0.options = [.init(value: "1", label: context.words("settings.inbox.allow"), selected: isOn)]
            $0.hint = context.words("settings.inbox.hint")
        }
        self.cards = cards
    }
}
