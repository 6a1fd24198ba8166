import Base
import Database
import Domain
import Ground
import Work

/// Writes what is to be sent of what people are told, in the transaction of the deed: no deed, no message.
struct WriteMessages: Sendable {
    let account: PostAccount
    let company: OpenCompany
    private static let named = 3

    static func told(_ told: Told, _ company: OpenCompany, _ tx: Transaction) throws {
        guard !told.who.isEmpty else { return }
        try write(told, PostAccountStore.on(tx), company, tx)
    }

    /// What the gate does is no notice, and neither is an answer.
    static func event(_ notice: Notice) -> MessageEvent? {
        MessageEvent(rawValue: notice.kind).flatMap { $0.audience.isTold ? $0 : nil }
    }

    /// Tells its customer that a job is done.
    static func finished(
        _ notice: Notice, to customer: ID<Customer>, _ accounts: [MessageChannel: PostAccount], _ company: OpenCompany,
        _ tx: Transaction
    ) throws {
        try write(Told(notices: [notice], who: [.customer(customer)]), accounts, company, tx)
    }

    /// Whom its customer was told of does not come any more; of an appointment that he has heard of he hears that it is off.
    static func released(_ job: ID<Job>, _ tx: Transaction) throws {
        try callOff(.appointmentCancelled, job, tx)
        try MessageStore.void(job, about: [.jobAccepted, .technicianOnWay] + appointments, tx)
    }

    /// Nobody comes any more.
    static func cancelled(_ job: ID<Job>, _ tx: Transaction) throws {
        let wasTold = try MessageStore.hasLeft(job, about: told, tx)
        try MessageStore.void(job, for: nil, tx)
        if wasTold { try tellCustomer(.jobCalledOff, job, tx) }
    }

    private static let appointments: [MessageEvent] = [.appointmentAgreed, .appointmentChanged]
    private static let told: [MessageEvent] = [.jobReceived, .jobAccepted, .technicianOnWay] + appointments

    private static func callOff(_ event: MessageEvent, _ job: ID<Job>, _ tx: Transaction) throws {
        if try MessageStore.hasLeft(job, about: appointments, after: event, tx) { try tellCustomer(event, job, tx) }
    }

    private static func tellCustomer(_ event: MessageEvent, _ job: ID<Job>, _ tx: Transaction) throws {
        let (number, version, customer) = try MessageFactsList.name(of: job, tx)
        try OutboxStore.add(
            Notice(event.rawValue, about: .job(job), number, on: "\(version)"), to: .customer(customer), but: nil, tx)
    }

    private static func write(
        _ told: Told, _ accounts: [MessageChannel: PostAccount], _ company: OpenCompany, _ tx: Transaction
    ) throws {
        guard !accounts.isEmpty else { return }
        let about = Dictionary(grouping: told.notices, by: event)
        let events = Set(about.keys.compactMap(\.self))
        let templates = try MessageTemplateStore.on(events, tx)
        guard !templates.isEmpty else { return }
        let receivers = try ReceiverList.find(told.who, tx)
        guard !receivers.isEmpty else { return }
        let customers = accounts[.email]?.customers ?? .nobody
        for channel in MessageChannel.allCases {
            let his = receivers.filter { $0.wants(channel, customers) }
            guard let account = accounts[channel], !his.isEmpty else { continue }
            let write = WriteMessages(account: account, company: company)
            for (event, template) in templates.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                try write.add(event, about[event] ?? [], template, to: his, tx)
            }
            try RunStore.call(channel.run, by: tx.now, in: company, tx)
        }
    }

    /// One message of all that are told at once: who has three hundred claims decided is not rung three hundred times.
    private func add(
        _ event: MessageEvent, _ notices: [Notice], _ template: MessageTemplate, to receivers: [Receiver],
        _ tx: Transaction
    ) throws {
        guard let notice = notices.first else { return }
        let channel = account.provider.channel
        let text = template.text(account.language, by: channel)
        let facts =
            event.audience == .customer ? try MessageFactsList.find(ID<Job>(notice.subject.id), tx) : nil
        let end = facts?.appointment.flatMap { beginning($0, event) } ?? tx.now.adding(seconds: event.lifetime)
        var values = try values(notices, facts, text, tx)
        let isAdvert = template.words.isAdvert
        for receiver in receivers where !isAdvert || receiver.wantsAdverts {
            values[.name] = receiver.name
            let fields = text.fields.map { SmsField(name: $0.rawValue, value: values[$0] ?? "") }
            let message = NewMessage(
                event: event.rawValue, subject: notice.subject, occasion: notice.occasion, receiver: receiver,
                content: MessageContent(
                    body: text.filled(inLine(values))
                        + (isAdvert ? MessageText.wayOut(inPersian: account.language == .fa) : ""),
                    fields: fields),
                pattern: template.pattern,
                endsAt: end, isAdvert: isAdvert, channel: channel,
                title: channel == .email ? template.subject(account.language) : "")
            try MessageStore.supersede(event.supersedes, by: message, tx)
            try MessageStore.add(message, by: account, in: company, tx)
        }
    }

    /// Nobody reads of a visit once it has begun.
    private func beginning(_ appointment: MessageFacts.Agreed, _ event: MessageEvent) -> Instant? {
        guard event == .appointmentAgreed || event == .appointmentChanged else { return nil }
        return company.clock.instant(
            appointment.day, hour: appointment.from / 60, minute: appointment.from % 60)
    }

    private func values(
        _ notices: [Notice], _ facts: MessageFacts?, _ text: MessageText, _ tx: Transaction
    ) throws -> [MessageField: String] {
        var values: [MessageField: String] = [
            .number: numbers(notices), .company: company.name(in: account.language),
        ]
        if notices.first?.kind == MessageEvent.contractEnds.rawValue {
            values[.day] = digits(notices.first?.values.first ?? "")
        }
        if text.fields.contains(.answerBy) {
            let jobs = notices.map { ID<Job>($0.subject.id) }
            values[.answerBy] = digits(
                try MessageFactsList.answerBy(jobs, tx).map { company.clock.dateTimeText($0) } ?? "–")
        }
        guard let facts else { return values }
        values[.dealer] = facts.dealer
        if let agreed = facts.appointment {
            values[.day] = digits(company.clock.calendar.text(agreed.day))
            values[.hours] = digits("\(TypedTime.text(agreed.from))–\(TypedTime.text(agreed.to))")
        }
        // Not the day of a visit: until when it can be fetched.
        if notices.first?.kind == MessageEvent.storageReminder.rawValue {
            values[.day] = digits(notices.first?.values.dropFirst().first ?? "")
        }
        guard !account.origin.isEmpty else { return values }
        let job = ID<Job>(notices[0].subject.id)
        for (field, purpose) in MessagePreview.links where text.fields.contains(field) {
            let path =
                if let maker = facts.maker {
                    try JobLinkStore.path(purpose, of: job, by: maker, in: company, tx)
                } else {
                    try JobLinkStore.known(purpose, of: job, in: company, tx)
                }
            values[field] = path.map { account.origin + $0 }
        }
        return values
    }

    /// The first three, and how many more.
    private func numbers(_ notices: [Notice]) -> String {
        let all = notices.compactMap(\.values.first)
        let named = all.prefix(Self.named).joined(separator: account.language == .fa ? "، " : ", ")
        return all.count > Self.named ? "\(named) +\(digits(String(all.count - Self.named)))" : named
    }

    /// Among Persian words a number keeps its order by a mark before it; a provider's pattern takes no mark.
    private func inLine(_ values: [MessageField: String]) -> [MessageField: String] {
        guard account.language == .fa, let number = values[.number], !number.isEmpty else { return values }
        return values.merging([.number: MessageText.marked(number)]) { $1 }
    }

    private func digits(_ text: String) -> String { account.language == .fa ? Digits.persian(text) : text }
}
