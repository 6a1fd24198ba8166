import Base
import Database
import Domain
import Ground

/// Writes what a machine answers to a text message.
struct WriteAnswer: Sendable {
    let event: MessageEvent
    let serial: String
    var model = ""
    /// The last covered day; nil where nobody knows it.
    var until: CalendarDay?

    /// - Parameters:
    ///   - number: as it is stored.
    ///   - question: what came in, so that it is answered once.
    func send(
        to number: String, _ customer: ID<Customer>?, about question: ID<ReceivedSms>, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        guard let account = try PostAccountStore.find(tx), account.isUsable,
            let template = try MessageTemplateStore.on([event], tx)[event]
        else { return }
        let text = template.text(account.language)
        let day = until.map { company.clock.calendar.text($0) } ?? ""
        let values: [MessageField: String] = [
            .serial: serial, .model: model, .until: account.language == .fa ? Digits.persian(day) : day,
            .company: company.name(in: account.language),
        ]
        let fields = text.fields.map { SmsField(name: $0.rawValue, value: values[$0] ?? "") }
        let message = NewMessage(
            event: event.rawValue, subject: EventSubject("message_received", question.value), occasion: "",
            receiver: Receiver(person: nil, customer: customer, name: "", number: number),
            content: MessageContent(body: text.filled(values), fields: fields), pattern: template.pattern,
            endsAt: tx.now.adding(seconds: event.lifetime))
        try MessageStore.add(message, by: account, in: company, tx)
        try RunStore.call(MessageChannel.sms.run, by: tx.now, in: company, tx)
    }
}
