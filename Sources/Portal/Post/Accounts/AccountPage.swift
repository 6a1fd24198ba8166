import Domain
import Ground
import Web

/// The company's account with a provider.
struct AccountPage: Page {
    static let template = "messages/account"
    let titleKey = "messages.account"
    let list: String
    let mail: String
    let action: String
    let version: String
    let errors: FormErrors?
    let on: Field
    let receives: Field
    let keywords: [Field]
    let provider: Field
    let language: Field
    let fields: [Field]
    let facts: [Fact]
    let stop: String?
    /// nil where there is nothing to go on with.
    let resumption: String?
    /// nil before there is an account.
    let creditAction: String?
    let trial: String?
    /// The address that a provider may call with what comes in; nil where he is not to.
    let call: String?
    let callRenewal: String
    let number: Field
    let figures: AccountFigures
    let cards: PageCards

    init(
        _ account: PostAccount?, _ form: AccountForm, isFresh: Bool, number: Input<MobileNumber>?,
        _ figures: AccountFigures, _ cards: PageCards, _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        (list, mail) = (paths(MessageRoutes.list), paths(MailAccountRoutes.page))
        action = paths(AccountRoutes.change)
        version = String(account?.version ?? 0)
        on = .onOff("on", "messages.account.on", "messages.account.on.label", isOn: form.isOn, words)
        receives = .onOff(
            "receives", "messages.account.receives", "messages.account.receives.label", isOn: form.receives, words)
        keywords = [
            .onOff(
                "checks", "messages.account.keywords", "messages.account.checks", isOn: form.checksSerials, words),
            .onOff(
                "activates", "messages.account.cards", "messages.account.activates", isOn: form.activatesCards, words),
        ]
        language = Field(name: "language", label: words("messages.account.language")).with {
            $0.hint = words("messages.account.language.hint")
            $0.options = Language.allCases.map {
                .init(value: $0.rawValue, label: $0.ownName, selected: $0 == form.language)
            }
        }
        let choice = Field(form.provider, label: "messages.account.provider", for: reader).with {
            ($0.required, $0.blank) = (true, words("form.blank"))
            $0.options = SmsProviderKind.allCases.map {
                .init(
                    value: $0.rawValue, label: words("messages.provider.\($0.rawValue)"),
                    selected: $0 == form.provider.value)
            }
        }
        let first = [
            Field(form.line, label: "messages.account.line", for: reader).with {
                ($0.direction, $0.inputMode, $0.hint) = ("ltr", "numeric", words("messages.account.line.hint"))
            },
            Field(form.username, label: "messages.account.username", for: reader).with {
                ($0.direction, $0.hint) = ("ltr", words("messages.account.username.hint"))
                $0.autocomplete = "off"
            },
            // It goes one way: what was typed is not given back either.
            Field(name: "key_of_account", label: words("messages.account.key")).with {
                ($0.type, $0.direction, $0.autocomplete) = ("password", "ltr", "new-password")
                $0.hint = account == nil ? nil : words("messages.account.key.known")
                $0.error = form.key.complaint.map(reader.complaint)
            },
        ]
        let rest = [
            Field(form.price, label: "messages.account.price", for: reader).with {
                ($0.direction, $0.inputMode, $0.hint) = ("ltr", "numeric", words("messages.account.price.hint"))
            },
            Field(form.perMinute, label: "messages.account.per_minute", for: reader).with {
                ($0.direction, $0.inputMode, $0.hint) = ("ltr", "numeric", words("messages.account.per_minute.hint"))
            },
            Field(form.creditLow, label: "messages.account.credit_low", for: reader).with {
                ($0.direction, $0.inputMode, $0.hint) = ("ltr", "numeric", words("messages.account.credit_low.hint"))
            },
        ]
        let others = first + form.quiet.fields("messages.account.quiet", reader) + rest
        provider = isFresh ? choice.with { $0.error = nil } : choice
        fields = isFresh ? others.map { $0.with { $0.error = nil } } : others
        self.number = Field(
            number ?? Input(name: "number", typed: "", value: nil), label: "messages.account.trial.to", for: reader
        ).with { ($0.type, $0.direction, $0.inputMode, $0.required) = ("tel", "ltr", "tel", true) }
        errors = FormErrors([provider] + fields)
        facts = account.map { $0.facts(context) } ?? []
        stop = account?.stopped.map { $0.told(words) }
        resumption = account?.stopped == nil ? nil : paths(AccountRoutes.resumption)
        creditAction = account == nil ? nil : paths(AccountRoutes.credit)
        trial = account == nil ? nil : paths(AccountRoutes.trial)
        call = account.flatMap { $0.receives ? CalledRoutes.address($0, context) : nil }
        callRenewal = paths(AccountRoutes.callRenewal)
        (self.figures, self.cards) = (figures, cards)
    }
}

extension PostAccount {
    fileprivate func facts(_ context: CompanyContext) -> [Fact] {
        let (reader, words) = (context.reader, context.words)
        let state = stopped != nil ? "is_stopped" : isOn ? "is_on" : "is_off"
        var facts = [
            Fact(label: words("messages.account.provider"), value: words("messages.provider.\(provider.rawValue)")),
            Fact(label: words("messages.account.state"), value: words("messages.account.\(state)")),
        ]
        if let stopped {
            facts.append(Fact(label: words("messages.account.since"), value: reader.wholeMoment(stopped.at)))
        }
        let amount = credit.flatMap { credit in
            creditAt.map { words("messages.account.credit.at", reader.number(credit), reader.wholeMoment($0)) }
        }
        facts.append(
            Fact(label: words("messages.account.credit"), value: amount ?? words("messages.account.credit.none")))
        facts.append(
            Fact(
                label: words("messages.account.origin"),
                value: origin.isEmpty ? words("messages.account.no_origin") : origin,
                isLtr: !origin.isEmpty))
        return facts
    }
}
