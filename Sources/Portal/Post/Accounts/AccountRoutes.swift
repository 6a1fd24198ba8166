import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's account with a provider: set up, tried, gone on with.
package enum AccountRoutes: RoomRoutes {
    package static let page = PlainPage("messages/account", for: [.administrator])
    static let change = PlainForm("messages/account", for: [.administrator], watched: .configuration).confirmed
    static let trial = PlainForm("messages/account/trial", for: [.administrator])
    static let credit = PlainForm("messages/account/credit", for: [.administrator])
    static let resumption = PlainForm("messages/account/resumption", for: [.administrator])
    static let callRenewal = PlainForm("messages/account/call", for: [.administrator], watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
            trial.to { form, context in try await send(form, context) },
            credit.to { form, context in try await ask(form, context) },
            callRenewal.to { form, context in
                try await context.once(form, flash: "messages.call", to: context.paths(page)) { deed in
                    try PostAccountStore.renewCall(by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    try await show(nil, context, status: refused.status, warning: refused.complaint)
                }
            },
            resumption.to { form, context in
                try await context.once(form, flash: "messages.resumed", to: context.paths(page)) { deed in
                    try ResumePost().run(by: deed.actor.person, in: deed.company, deed.tx)
                } orShow: { refused in
                    try await show(nil, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func show(
        _ typed: AccountForm?, number: Input<MobileNumber>? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (account, figures, cards) = try await context.company.read { tx in
            (
                try PostAccountStore.find(tx), try AccountFigures(context, tx),
                PageCards([try HistoryCard.card(of: .postAccount, context, tx)].compactMap(\.self))
            )
        }
        return try context.show(
            AccountPage(
                account, typed ?? AccountForm(account), isFresh: typed == nil, number: number, figures, cards, context),
            status: status, warning: warning)
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (form, version) = (AccountForm(body), try body.version)
        guard let facts = form.facts(origin: context.origin ?? "") else {
            return try await show(form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "messages.account", to: context.paths(page)) { deed in
            try ChangeAccount(facts: facts, version: version).run(by: deed.actor.person, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(form, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func send(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let number = body.input("number") { try MobileNumber($0) }
        guard let mobile = number.value else {
            return try await show(nil, number: number, context, status: .unprocessableContent)
        }
        let text = context.words("messages.trial.body", context.company.name(in: context.words.language))
        let occasion = body.raw("key")
        return try await context.once(body, flash: "messages.trial", to: context.paths(MessageRoutes.list)) { deed in
            try SendTrial(number: mobile.e164, text: text, occasion: occasion).run(in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(nil, number: number, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// Asks the provider now: so a key that was mistyped is known at once.
    private static func ask(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (company, account) = (context.company, try await context.company.read { try PostAccountStore.find($0) })
        guard let account else {
            return try await show(nil, context, status: .conflict, warning: Complaint("messages.account.trial.off"))
        }
        guard let provider = account.open(in: company, SmsWire()) else {
            return try await show(nil, context, status: .conflict, warning: Complaint("messages.stop.key"))
        }
        let credit: Int64
        do { credit = try await provider.credit() } catch {
            let why = (error as? SmsSilence)?.why ?? "–"
            return try await show(
                nil, context, status: .badGateway, warning: Complaint("messages.account.credit.failed", why))
        }
        return try await context.once(body, flash: "messages.credit", to: context.paths(page)) { deed in
            try PostCreditStore.add(credit, holder: account.holder, deed.tx)
        } orShow: { refused in
            try await show(nil, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// The account is as somebody says from now on; what was held for it goes out.
struct ChangeAccount: Sendable {
    let facts: PostAccountFacts
    let version: Int

    func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        try PostAccountStore.set(facts, version: version, by: person, in: company, tx)
        try MessageStore.releaseAll(tx, facts.provider.channel)
        try RunStore.call(facts.provider.channel.run, by: tx.now, in: company, tx)
        if !facts.inbox.isEmpty { try RunStore.call(ReceiveMail.name, by: tx.now, in: company, tx) }
        if facts.receives { try RunStore.call(ReceiveMessages.name, by: tx.now, in: company, tx) }
    }
}

/// One message to whoever sets the account up, by the way that all go.
struct SendTrial: Sendable {
    /// As it is stored, or an address.
    let number: String
    var channel = MessageChannel.sms
    var title = ""
    let text: String
    let occasion: String

    /// - Throws: `messages.account.trial.off` where nothing is sent.
    func run(in company: OpenCompany, _ tx: Transaction) throws {
        guard let account = try PostAccountStore.find(tx, channel), account.isUsable else {
            throw Complaint("messages.account.trial.off")
        }
        let message = NewMessage(
            event: "trial", subject: .postAccount, occasion: occasion,
            receiver: Receiver(
                person: nil, customer: nil, name: "", number: channel == .sms ? number : nil,
                email: channel == .email ? number : nil),
            content: MessageContent(body: text, fields: []), pattern: "", endsAt: tx.now.adding(seconds: 3_600),
            channel: channel, title: title)
        try MessageStore.add(message, by: account, in: company, tx)
        try RunStore.call(channel.run, by: tx.now, in: company, tx)
    }
}
