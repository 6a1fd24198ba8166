import Domain
import Ground
import Web

/// The form of one, new or known.
struct HookFields: Sendable {
    let action: String
    let version: String?
    let errors: FormErrors?
    let url: Field
    let events: Field
    let on: Field

    init(_ form: HookForm, action: String, version: Int?, isFresh: Bool, _ context: CompanyContext) {
        let words = context.words
        self.action = action
        self.version = version.map(String.init)
        let url = Field(form.url, label: "hooks.url", for: context.reader).with {
            ($0.type, $0.direction, $0.required, $0.autocomplete) = ("url", "ltr", true, "off")
            $0.hint = words("hooks.url.hint")
            if isFresh { $0.error = nil }
        }
        self.url = url
        errors = FormErrors([url])
        events = Field(name: "event", label: words("hooks.events")).with { field in
            field.options = HookStore.events.map {
                .init(
                    value: $0.rawValue, label: words("messages.subject.\($0.rawValue)"),
                    selected: form.events.contains($0))
            }
        }
        on = .onOff("on", "messages.account.on", "hooks.on.label", isOn: form.isOn, words)
    }
}

extension HookRow {
    /// How people know it: its address may be long, and its query hold a key.
    var host: String { PublicWire.host(of: url, true) ?? url }

    func badge(_ words: Words) -> Badge {
        isFailing && isOn
            ? Badge(kind: "warning", label: words("hooks.is_failing"))
            : Badge(
                kind: isOn ? "done" : "neutral",
                label: words(isOn ? "messages.account.is_on" : "messages.account.is_off"))
    }
}

struct HooksPage: Page {
    struct Item: Sendable {
        let href: String
        let url: String
        let events: String
        let badge: Badge
    }

    static let template = "messages/hooks"
    let titleKey = "hooks.title"
    let list: String
    let items: [Item]
    let hasItems: Bool
    let form: HookFields

    init(_ hooks: [HookRow], _ typed: HookForm?, _ context: CompanyContext) {
        list = context.paths(MessageRoutes.list)
        items = hooks.map { hook in
            Item(
                href: context.paths(HookRoutes.one, hook.id), url: hook.host,
                events: context.words("hooks.events.count", context.reader.number(hook.events.count)),
                badge: hook.badge(context.words))
        }
        hasItems = !items.isEmpty
        form = HookFields(
            typed ?? .empty, action: context.paths(HookRoutes.addition), version: nil, isFresh: typed == nil, context)
    }
}

struct HookPage: Page {
    struct Item: Sendable {
        let event: String
        let when: String
        let answer: String
        let badge: Badge
        let again: String?
        let id: String
    }

    static let template = "messages/hook"
    let titleKey = "hooks.title"
    let list: String
    let hooks: String
    let url: String
    let state: Badge
    /// Shown once; nil from then on.
    let secret: String?
    let form: HookFields
    let trial: String
    let renewal: String
    let items: [Item]
    let hasItems: Bool
    let cards: PageCards

    init(
        _ hook: HookRow, _ lines: [DeliveryLine], _ typed: HookForm?, secret: String?, _ cards: PageCards,
        _ context: CompanyContext
    ) {
        let (paths, words, reader) = (context.paths, context.words, context.reader)
        (list, hooks) = (paths(MessageRoutes.list), paths(HookRoutes.list))
        url = hook.host
        (state, self.secret, self.cards) = (hook.badge(words), secret, cards)
        form = HookFields(
            typed ?? HookForm(hook), action: paths(HookRoutes.change, hook.id), version: hook.version,
            isFresh: typed == nil, context)
        (trial, renewal) = (paths(HookRoutes.trial, hook.id), paths(HookRoutes.renewal, hook.id))
        items = lines.map { line in
            Item(
                event: words("messages.subject.\(line.event)"), when: reader.dateTime(line.at),
                answer: line.told(words), badge: line.badge(words),
                again: line.state == .failed ? paths(HookRoutes.again, hook.id) : nil, id: "\(line.id)")
        }
        hasItems = !items.isEmpty
    }
}
