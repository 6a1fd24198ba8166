import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Which pages the company shows to whoever comes, and who follows what comes in by them.
package enum FrontSettingsRoutes: RoomRoutes {
    package static let page = PlainPage("settings/front", for: [.administrator])
    static let change = PlainForm("settings/front", for: [.administrator], watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
        ]
    }

    private static func show(
        _ typed: FrontSettingsForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (settings, people, cards) = try await context.company.read { tx in
            (
                try FrontSettings(tx), try ContactSheetList.people(tx),
                PageCards(
                    [try HistoryCard.card(of: EventSubject("setting"), only: ["front"], context, tx)].compactMap(\.self)
                )
            )
        }
        let form = typed ?? FrontSettingsForm(settings, people)
        return try context.show(
            FrontSettingsPage(form, settings, people, cards, context), status: status, warning: warning)
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let people = try await context.company.read { try ContactSheetList.people($0) }
        let typed = FrontSettingsForm(body, people)
        guard let bits = typed.bits.value, typed.owner.complaint == nil else {
            return try await show(typed, context, status: .unprocessableContent)
        }
        let (pages, owner, guides) = (typed.pages, typed.owner.value, typed.guides)
        return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            let before = try FrontSettings(deed.tx)
            var after = before
            (after.pages, after.owner, after.bits, after.guides) = (pages, owner, bits, guides)
            try after.set(deed.tx)
            let event = Event(
                "front", of: EventSubject("setting"), in: "settings", from: before.texts, to: after.texts)
            if event.changesSomething { try EventStore.add(event, by: deed.actor.person, deed.tx) }
        } orShow: { refused in
            try await show(typed, context, status: refused.status, warning: refused.complaint)
        }
    }
}

extension FrontSettings {
    /// As events have them.
    fileprivate var texts: [String: String] {
        [
            "front_pages": pagesText, "front_owner": owner?.description ?? "", "front_bits": String(bits),
            "front_guide": guides ? "1" : "0",
        ]
    }
}

struct FrontSettingsForm: Sendable {
    let pages: Set<FrontPage>
    let owner: Input<ID<Person>>
    let bits: Input<Int>
    let guides: Bool

    init(_ form: FormBody, _ people: [Member]) {
        pages = Set(form.all("page").compactMap(FrontPage.init))
        guides = form.isChecked("guide")
        owner = form.input("owner", else: nil) { text in
            guard let id = ID<Person>(text), people.contains(where: { $0.id == id }) else {
                throw Complaint("form.choose")
            }
            return id
        }
        bits = form.input("bits", else: FrontSettings.usualBits) { text in
            let bounds = FrontSettings.bounds
            guard let bits = Int(Digits.ascii(text)), bounds.contains(bits) else {
                throw Complaint("front.bits.bad", String(bounds.lowerBound), String(bounds.upperBound))
            }
            return bits
        }
    }

    init(_ settings: FrontSettings, _ people: [Member]) {
        var form = FormBody(["owner": settings.owner?.description ?? "", "bits": String(settings.bits)])
        form.fields["page"] = settings.pages.map(\.rawValue)
        if settings.guides { form.fields["guide"] = ["1"] }
        self.init(form, people)
    }
}

struct FrontSettingsPage: Page {
    static let template = "front/settings"
    let titleKey = "settings.front"
    let settings: String
    let action: String
    let errors: FormErrors?
    let pages: Field
    let owner: Field
    let bits: Field
    let guide: Field
    /// Where what is switched on can be seen; nil where nothing is.
    let address: String?
    let addressText: String
    let cards: PageCards

    init(
        _ form: FrontSettingsForm, _ known: FrontSettings, _ people: [Member], _ cards: PageCards,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        settings = "\(context.paths.home)/settings"
        action = context.paths(FrontSettingsRoutes.change)
        pages = Field(name: "page", label: words("front.pages")).with {
            $0.options = FrontPage.allCases.map {
                .init(
                    value: $0.rawValue, label: words("front.\($0.rawValue)"), selected: form.pages.contains($0))
            }
        }
        owner = Field(form.owner, label: "front.owner", for: reader).with {
            $0.blank = words("front.owner.none")
            $0.hint = words("front.owner.hint")
            $0.options = people.map {
                .init(value: $0.id.description, label: $0.name, selected: $0.id.description == form.owner.typed)
            }
        }
        bits = Field(form.bits, label: "front.bits", for: reader).with {
            ($0.inputMode, $0.direction) = ("numeric", "ltr")
            $0.hint = words("front.bits.hint")
        }
        guide = .onOff("guide", "front.guide", "front.guide.on", isOn: form.guides, words)
        errors = FormErrors([owner, bits])
        let path = context.paths(FrontRoutes.index)
        address = known.pages.isEmpty ? nil : path
        addressText = (context.origin ?? "") + path
        self.cards = cards
    }
}
