import Database
import Domain
import Ground

/// Writes what lets somebody in: to the number itself, sealed in its row, and of no use to be sent again.
enum WriteSecret {
    static func sends(_ kind: SecretNotice.Kind, _ tx: Transaction) throws -> Bool {
        guard try PostAccountStore.find(tx)?.isUsable == true else { return false }
        let event = MessageEvent(kind)
        return try MessageTemplateStore.on([event], tx)[event] != nil
    }

    static func void(_ kind: SecretNotice.Kind, to number: MobileNumber, _ tx: Transaction) throws {
        try MessageStore.void(MessageEvent(kind), to: number, tx)
    }

    static func send(_ notice: SecretNotice, _ company: OpenCompany, _ tx: Transaction) throws -> Bool {
        let event = MessageEvent(notice.kind)
        guard let account = try PostAccountStore.find(tx), account.isUsable,
            let template = try MessageTemplateStore.on([event], tx)[event]
        else { return false }
        let text = template.text(account.language)
        let secret = event == .invitation ? account.origin + notice.secret : notice.secret
        guard event != .invitation || !account.origin.isEmpty else { return false }
        let values: [MessageField: String] = [
            .name: notice.name, .code: secret, .entry: secret, .company: company.name(in: account.language),
        ]
        let fields = text.fields.map { SmsField(name: $0.rawValue, value: values[$0] ?? "") }
        let message = NewMessage(
            event: event.rawValue, subject: EventSubject("person", notice.person?.value ?? 0),
            occasion: notice.occasion,
            receiver: Receiver(person: notice.person, customer: nil, name: notice.name, number: notice.number.e164),
            content: MessageContent(body: text.filled(values), fields: fields), pattern: template.pattern,
            endsAt: notice.endsAt, secret: secret, isUrgent: event.isUrgent)
        try MessageStore.add(message, by: account, in: company, tx)
        try RunStore.call(MessageChannel.sms.run, by: tx.now, in: company, tx)
        return true
    }

    /// A code that proves an address, to that address.
    static func mailCode(_ code: String, to person: ID<Person>, _ company: OpenCompany, _ tx: Transaction) throws
        -> Bool
    {
        let event = MessageEvent.emailCode
        guard let account = try PostAccountStore.find(tx, .email), account.isUsable,
            let template = try MessageTemplateStore.on([event], tx)[event],
            let receiver = try ReceiverList.find([.person(person)], tx).first, let email = receiver.typedEmail
        else { return false }
        let values: [MessageField: String] = [.code: code, .company: company.name(in: account.language)]
        let body = template.text(account.language).filled(values)
        let message = NewMessage(
            event: event.rawValue, subject: EventSubject("person", person.value), occasion: "\(tx.now.seconds)",
            receiver: receiver.with(email: email), content: MessageContent(body: body, fields: []), pattern: "",
            endsAt: tx.now.adding(seconds: ReachStore.codeLasts), secret: code, isUrgent: true, channel: .email,
            title: template.subject(account.language))
        try MessageStore.add(message, by: account, in: company, tx)
        try RunStore.call(MessageChannel.email.run, by: tx.now, in: company, tx)
        return true
    }
}

extension MessageEvent {
    init(_ kind: SecretNotice.Kind) {
        self =
            switch kind {
            case .signInCode: .signInCode
            case .passwordCode: .passwordCode
            case .invitation: .invitation
            }
    }

    /// nil for what is told of a job or a claim.
    var secret: SecretNotice.Kind? { SecretNotice.Kind.allCases.first { MessageEvent($0) == self } }
}
