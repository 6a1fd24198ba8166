import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's mail server, as it was typed.
struct MailAccountForm: Sendable {
    private static let ports = ["25", "465", "587", "2525"]
    let host: Input<String>
    let port: Input<String>
    let security: Input<MailServer.Security>
    let username: Input<String>
    let password: Input<String>
    let from: Input<EmailAddress>
    let customers: CustomerMail
    let inbox: Input<String>
    let isOn: Bool

    init(_ form: FormBody) {
        host = form.input("host", Self.host)
        inbox = form.input("inbox", else: "", Self.host)
        customers = CustomerMail(rawValue: form.raw("customers")) ?? .nobody
        port = form.input("port") { typed in
            guard Self.ports.contains(typed) else { throw Complaint("form.choose") }
            return typed
        }
        security = form.input("security") { typed in
            guard let security = MailServer.Security(rawValue: typed) else { throw Complaint("form.choose") }
            return security
        }
        username = form.input("username", else: "", shortText(limit: 200))
        password = form.input("key_of_account", else: "") { typed in
            guard typed.count <= 500 else { throw Complaint("form.too_long", "500") }
            return typed
        }
        from = form.input("from") { try EmailAddress($0) }
        isOn = form.isChecked("on")
    }

    private static func host(_ typed: String) throws -> String {
        let text = Digits.ascii(typed).lowercased()
        guard text.utf8.count <= 253, text.wholeMatch(of: #/[a-z0-9](?:[a-z0-9.\-]*[a-z0-9])?/#) != nil else {
            throw Complaint("messages.mail.host.bad")
        }
        return text
    }

    init(_ account: PostAccount?) {
        var fields = ["on": "1", "port": "587", "security": MailServer.Security.starttls.rawValue]
        if let account {
            let place = account.address.split(separator: ":").map(String.init)
            fields = [
                "host": place.first ?? "", "port": place.last ?? "", "security": account.security?.rawValue ?? "",
            ]
            (fields["username"], fields["from"]) = (account.username, account.line)
            fields["inbox"] = account.inbox.split(separator: ":").first.map(String.init) ?? ""
            fields["customers"] = account.customers.rawValue
            if account.isOn { fields["on"] = "1" }
        }
        self.init(FormBody(fields))
    }

    /// nil where a field does not do. - Parameter language: of the company's messages.
    func facts(origin: String, _ language: Language) -> PostAccountFacts? {
        guard let host = host.value, let port = port.value, let security = security.value,
            let username = username.value, let password = password.value, let from = from.value,
            let inbox = inbox.value
        else { return nil }
        var facts = PostAccountFacts(.smtp, key: password.isEmpty ? nil : password)
        (facts.address, facts.security, facts.line) = ("\(host):\(port)", security, from.text)
        (facts.username, facts.origin, facts.language, facts.isOn) = (username, origin, language, isOn)
        (facts.customers, facts.inbox) = (customers, inbox.isEmpty ? "" : "\(inbox):\(PopWire.port)")
        return facts
    }

    func customers(_ words: Words) -> Field {
        Field(name: "customers", label: words("messages.mail.customers")).with { field in
            field.options = CustomerMail.allCases.map {
                .init(
                    value: $0.rawValue, label: words("messages.mail.customers.\($0.rawValue)"),
                    selected: $0 == customers)
            }
        }
    }

    func fields(_ reader: Reader, isKnown: Bool) -> [Field] {
        let words = reader.words
        let choices = [
            Field(port, label: "messages.mail.port", for: reader).with { field in
                field.required = true
                field.options = Self.ports.map { .init(value: $0, label: $0, selected: $0 == port.value) }
            },
            Field(security, label: "messages.mail.security", for: reader).with { field in
                field.required = true
                field.options = MailServer.Security.allCases.map {
                    .init(
                        value: $0.rawValue, label: words("messages.mail.security.\($0.rawValue)"),
                        selected: $0 == security.value)
                }
            },
        ]
        return [
            Field(host, label: "messages.mail.host", for: reader).with { ($0.direction, $0.required) = ("ltr", true) }
        ] + choices + [
            Field(username, label: "messages.account.username", for: reader).with {
                ($0.direction, $0.autocomplete) = ("ltr", "off")
            },
            // It goes one way: what was typed is not given back either.
            Field(name: "key_of_account", label: words("messages.mail.password")).with {
                ($0.type, $0.direction, $0.autocomplete) = ("password", "ltr", "new-password")
                $0.hint = isKnown ? words("messages.mail.password.known") : nil
                $0.error = password.complaint.map(reader.complaint)
            },
            Field(from, label: "messages.mail.from", for: reader).with {
                ($0.type, $0.direction, $0.required) = ("email", "ltr", true)
            },
            Field(inbox, label: "messages.mail.inbox", for: reader).with {
                ($0.direction, $0.hint) = ("ltr", words("messages.mail.inbox.hint"))
            },
        ]
    }
}

struct MailAccountPage: Page {
    static let template = "messages/mail"
    let titleKey = "messages.mail"
    let list: String
    let account: String
    let action: String
    let version: String
    let errors: FormErrors?
    let on: Field
    let host: Field
    let choices: [Field]
    let fields: [Field]
    let customers: Field
    let stop: String?
    /// Why nothing was fetched of late.
    let inboxFault: String?
    let resumption: String?
    /// nil before there is an account.
    let trial: String?
    let address: Field
}

/// The company's mail server: set up, tried, gone on with.
package enum MailAccountRoutes: RoomRoutes {
    package static let page = PlainPage("messages/mail", for: [.administrator])
    static let change = PlainForm("messages/mail", for: [.administrator], watched: .configuration).confirmed
    static let trial = PlainForm("messages/mail/trial", for: [.administrator])
    static let resumption = PlainForm("messages/mail/resumption", for: [.administrator])

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
            trial.to { form, context in try await send(form, context) },
            resumption.to { form, context in
                try await context.once(form, flash: "messages.resumed", to: context.paths(page)) { deed in
                    try ResumePost(channel: .email).run(by: deed.actor.person, in: deed.company, deed.tx)
                } orShow: { refused in
                    try await show(nil, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func show(
        _ typed: MailAccountForm?, to: Input<EmailAddress>? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let known = try await context.company.read { try PostAccountStore.find($0, .email) }
        let (words, paths, form) = (context.words, context.paths, typed ?? MailAccountForm(known))
        let all = form.fields(context.reader, isKnown: known != nil).map { field in
            typed == nil ? field.with { $0.error = nil } : field
        }
        let page = MailAccountPage(
            list: paths(MessageRoutes.list), account: paths(AccountRoutes.page), action: paths(change),
            version: String(known?.version ?? 0), errors: FormErrors(all),
            on: .onOff("on", "messages.account.on", "messages.mail.on.label", isOn: form.isOn, words), host: all[0],
            choices: Array(all[1...2]), fields: Array(all[3...]),
            customers: form.customers(words), stop: known?.stopped.map { $0.told(words) },
            inboxFault: known.flatMap { $0.inboxFault.isEmpty ? nil : words("messages.mail.inbox.\($0.inboxFault)") },
            resumption: known?.stopped == nil ? nil : paths(resumption), trial: known == nil ? nil : paths(trial),
            address: Field(
                to ?? Input(name: "to", typed: "", value: nil), label: "messages.mail.trial.to", for: context.reader
            ).with { ($0.type, $0.direction, $0.required) = ("email", "ltr", true) })
        return try context.show(page, status: status, warning: warning)
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (form, version) = (MailAccountForm(body), try body.version)
        let language = try await context.company.read { try PostAccountStore.find($0)?.language } ?? .fa
        guard let facts = form.facts(origin: context.origin ?? "", language) else {
            return try await show(form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "messages.mail", to: context.paths(page)) { deed in
            try ChangeAccount(facts: facts, version: version).run(by: deed.actor.person, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(form, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func send(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let to = body.input("to") { try EmailAddress($0) }
        guard let address = to.value else {
            return try await show(nil, to: to, context, status: .unprocessableContent)
        }
        let name = context.company.name(in: context.words.language)
        let text = context.words("messages.trial.body", name)
        let title = context.words("messages.subject.trial")
        let occasion = body.raw("key")
        return try await context.once(body, flash: "messages.trial", to: context.paths(MessageRoutes.list)) { deed in
            try SendTrial(number: address.text, channel: .email, title: title, text: text, occasion: occasion)
                .run(in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(nil, to: to, context, status: refused.status, warning: refused.complaint)
        }
    }
}
