import Domain
import Ground
import Web
import Work

/// A text as it would be sent, of made-up facts.
struct MessagePreview: Sendable {
    /// The fields that are links, each of its purpose.
    static let links: [(MessageField, LinkPurpose)] = [
        (.link, .track), (.rate, .rate), (.confirm, .confirm), (.approve, .approve),
    ]

    let language: String
    let direction: String
    let text: String
    let length: String
    /// nil where nobody knows what a part costs.
    let price: String?

    init(
        _ text: MessageText, isAdvert: Bool = false, _ language: Language, _ account: PostAccount?,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        (self.language, direction) = (language.ownName, language.direction)
        var values = MessageField.allCases.reduce(into: [MessageField: String]()) { values, field in
            let key = "messages.example.\(language.rawValue).\(field.rawValue)"
            values[field] = words.has(key) ? words(key) : ""
        }
        if language == .fa { values[.number] = values[.number].map(MessageText.marked) }
        values[.company] = context.company.name(in: language)
        let origin = account?.origin ?? ""
        for (field, purpose) in Self.links {
            values[field] =
                (origin.isEmpty ? context.origin ?? "" : origin)
                + JobLinkStore.path(purpose, with: String(repeating: "a", count: 40), context.company)
        }
        self.text = text.filled(values) + (isAdvert ? MessageText.wayOut(inPersian: language == .fa) : "")
        let sms = SmsText(self.text)
        length = words("messages.template.length", reader.number(sms.length), reader.number(sms.parts))
        price = account.flatMap { account in
            account.partPrice > 0
                ? words("messages.template.price", reader.number(account.partPrice * Int64(sms.parts))) : nil
        }
    }
}

/// All events.
struct MessageTemplatesPage: Page {
    struct Line: Sendable {
        let href: String
        let event: String
        let audience: String
        let body: String
        let length: String
        let badge: Badge
    }

    static let template = "messages/templates"
    let titleKey = "messages.templates"
    let list: String
    let reminders: String
    let lines: [Line]

    init(_ templates: [MessageTemplate], _ account: PostAccount?, _ context: CompanyContext) {
        let words = context.words
        (list, reminders) = (context.paths(MessageRoutes.list), context.paths(ReminderRoutes.page))
        let language = account?.language ?? .fa
        lines = templates.map { template in
            let preview = MessagePreview(template.text(language), language, account, context)
            return Line(
                href: context.paths(MessageTemplateRoutes.one, template.event.rawValue),
                event: words("messages.subject.\(template.event.rawValue)"),
                audience: words("messages.audience.\(template.event.audience.rawValue)"), body: preview.text,
                length: preview.length,
                badge: Badge(
                    kind: template.isOn ? "done" : "neutral",
                    label: words(template.isOn ? "messages.template.is_on" : "messages.template.is_off")))
        }
    }
}

/// One event's words.
struct MessageTemplatePage: Page {
    struct Name: Sendable {
        let code: String
        let label: String
    }

    static let template = "messages/template"
    let titleKey = "messages.templates"
    let list: String
    let templates: String
    let event: String
    let action: String
    let version: String
    let errors: FormErrors?
    let on: Field
    /// nil for what nobody sells by.
    let advert: Field?
    let texts: [Field]
    let subjects: [Field]
    /// Of a mail alone.
    let mails: [Field]
    let pattern: Field
    let names: [Name]
    let previews: [MessagePreview]
    let cards: PageCards

    init(
        _ known: MessageTemplate, _ form: MessageTemplateForm, _ account: PostAccount?, _ cards: PageCards,
        _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        (list, templates) = (paths(MessageRoutes.list), paths(MessageTemplateRoutes.list))
        event = words("messages.subject.\(known.event.rawValue)")
        action = paths(MessageTemplateRoutes.change, known.event.rawValue)
        version = String(known.version)
        on = .onOff("on", "messages.template.on", "messages.template.is_on", isOn: form.isOn, words)
        advert =
            known.event.mayAdvertise
            ? .onOff("advert", "messages.template.advert", "messages.template.is_advert", isOn: form.isAdvert, words)
            : nil
        texts = [
            Field(form.fa, label: "messages.template.body_fa", for: reader).with {
                // It begins with the name of a field: no browser would take it for Persian.
                ($0.required, $0.direction) = (true, Language.fa.direction)
                $0.hint = words("messages.template.body.hint", "{ }".isolatedLeftToRight)
            },
            Field(form.en, label: "messages.template.body_en", for: reader).with {
                ($0.required, $0.direction) = (true, Language.en.direction)
            },
        ]
        pattern = Field(form.pattern, label: "messages.template.pattern", for: reader).with {
            ($0.direction, $0.hint) = ("ltr", words("messages.template.pattern.hint"))
        }
        subjects = [
            Field(form.subjectFa, label: "messages.template.subject_fa", for: reader).with {
                $0.direction = Language.fa.direction
                $0.hint = words("messages.template.subject.hint")
            },
            Field(form.subjectEn, label: "messages.template.subject_en", for: reader).with {
                $0.direction = Language.en.direction
            },
        ]
        mails = [
            Field(form.mailFa, label: "messages.template.mail_fa", for: reader).with {
                ($0.direction, $0.hint) = (Language.fa.direction, words("messages.template.mail.hint"))
            },
            Field(form.mailEn, label: "messages.template.mail_en", for: reader).with {
                $0.direction = Language.en.direction
            },
        ]
        errors = FormErrors(texts + [pattern] + subjects + mails)
        names = known.event.fields.map {
            Name(code: "{\($0.rawValue)}", label: words("messages.field.\($0.rawValue)"))
        }
        previews = [(form.fa.value, Language.fa), (form.en.value, .en)].compactMap { text, language in
            text.map { MessagePreview($0, isAdvert: form.isAdvert, language, account, context) }
        }
        self.cards = cards
    }
}
