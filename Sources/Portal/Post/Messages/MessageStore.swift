import Database
import Domain
import Ground
import Web

/// Messages, each once for its event and receiver.
package enum MessageStore {
    static func add(_ message: NewMessage, by account: PostAccount, in company: OpenCompany, _ tx: Transaction) throws {
        let (receiver, subject) = (message.receiver, message.subject)
        // Whoever has no mobile number is not forgotten without a trace.
        let number = message.channel == .sms ? receiver.number : receiver.email
        let state: MessageState = number == nil ? .failed : account.stopped != nil ? .held : .waiting
        let quiet = account.hours(isUrgent: message.isUrgent, isAdvert: message.isAdvert)
        let first = quiet.open(from: tx.now, company.clock)
        let sealed = try message.sealed(in: company)
        try tx.later(
            """
            INSERT INTO message (channel, event, subject, subject_id, occasion, person_id, customer_id, recipient, number,
                                 body, pattern, fields, parts, state, made_at, not_before, ends_at, due_at, fault,
                                 settled_at, sealed, is_urgent, is_advert, title)
            VALUES (\(message.channel), \(message.event), \(subject.name), \(subject.id), \(message.occasion),
                    \(receiver.person), \(receiver.customer), \(receiver.key), \(number ?? ""), \(message.shown.body),
                    \(message.pattern), \(try JSONText.of(message.shown.fields)), \(message.parts),
                    \(state), \(tx.now), \(first), \(message.endsAt),
                    \(state == .failed ? nil : state == .held ? message.endsAt : first),
                    \(state == .failed ? "no_mobile" : ""), \(state == .failed ? tx.now : nil), \(sealed),
                    \(message.isUrgent), \(message.isAdvert), \(message.title))
            ON CONFLICT DO NOTHING
            """)
    }

    static func exists(_ id: ID<Message>, _ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM message WHERE id = \(id)", as: Int.self) != nil
    }

    /// Whether a person may have it sent again, and does: to the number that its receiver has now.
    /// - Throws: `messages.no_mobile` where he has none, or is known no more.
    static func again(_ id: ID<Message>, _ tx: Transaction) throws -> Bool {
        let states = MessageState.allCases.filter(\.maySendAgain)
        let known = try tx.row(
            """
            SELECT channel, person_id, customer_id, number FROM message
            WHERE id = \(id) AND state IN (\(states)) AND fault NOT IN (\(outdated)) AND sealed <> \(MessageContent.gone)
                AND event NOT IN (\(secrets))
            """)
        guard let known else { return false }
        let (person, customer): (ID<Person>?, ID<Customer>?) = (
            try known.optional("person_id"), try known.optional("customer_id")
        )
        let who = [person.map(Told.Who.person), customer.map(Told.Who.customer)].compactMap(\.self)
        // Of a trial the number is all there is; with an erasure that is gone too.
        let typed: String? = who.isEmpty ? try known("number") : nil
        let channel: MessageChannel = try known("channel")
        let receiver = try ReceiverList.find(who, tx).first
        guard let number = (channel == .sms ? receiver?.number : receiver?.email) ?? typed, !number.isEmpty else {
            throw Complaint("messages.no_mobile")
        }
        let end = tx.now.adding(seconds: 86_400)
        return try tx.execute(
            """
            UPDATE message SET state = 'waiting', number = \(number), due_at = \(tx.now), not_before = \(tx.now),
                attempts = 0, asked = 0,
                round = round + 1, provider_id = '', fault = '', fault_code = '', settled_at = NULL, cost = NULL,
                ends_at = CASE WHEN ends_at > \(end) THEN ends_at ELSE \(end) END, lease_token = NULL, lease_until = NULL
            WHERE id = \(id) AND state IN (\(states))
            """) == 1
    }

    /// Why nobody sends it again: what it says is so no more.
    static let outdated = ["superseded", "void", "opted_out", SendFault.Kind.sealed.rawValue]

    /// What lets somebody in is asked for anew instead.
    static let secrets = MessageEvent.allCases.filter { $0.audience == .member }.map(\.rawValue)

    /// What was to be told to a customer of a job that is his no more, or that nobody does.
    /// - Parameter customer: nil for whoever he is.
    static func void(_ job: ID<Job>, for customer: ID<Customer>?, _ tx: Transaction) throws {
        let his: SQL = customer.map { "customer_id = \($0)" } ?? "customer_id IS NOT NULL"
        try outdate("subject = 'job' AND subject_id = \(job) AND \(his)", because: "void", tx)
    }

    /// Whether its customer has been told one of these, since the last one about that event.
    static func hasLeft(
        _ job: ID<Job>, about events: [MessageEvent], after event: MessageEvent? = nil, _ tx: Transaction
    ) throws -> Bool {
        let last: SQL =
            event.map {
                """
                AND id > coalesce((SELECT max(o.id) FROM message o WHERE o.subject = 'job' AND o.subject_id = \(job)
                                   AND o.event = \($0.rawValue)), 0)
                """
            } ?? ""
        let found: Int? = try tx.value(
            """
            SELECT 1 FROM message WHERE subject = 'job' AND subject_id = \(job) AND event IN (\(events.map(\.rawValue)))
                AND state IN ('sent', 'delivered') \(last) LIMIT 1
            """)
        return found != nil
    }

    /// What was to be told of a dealer who has the job no more.
    static func void(_ job: ID<Job>, about events: [MessageEvent], _ tx: Transaction) throws {
        try outdate(
            "subject = 'job' AND subject_id = \(job) AND event IN (\(events.map(\.rawValue)))", because: "void", tx)
    }

    /// What lets the owner of a number in by something that opens nothing any more.
    static func void(_ event: MessageEvent, to number: MobileNumber, _ tx: Transaction) throws {
        try outdate("number = \(number.e164) AND event = \(event.rawValue)", because: "void", tx)
    }

    /// What waits goes no more; what is under way, or may not have arrived, is not tried again.
    private static func outdate(_ messages: SQL, because fault: String, _ tx: Transaction) throws {
        try tx.later(
            """
            UPDATE message SET state = 'expired', fault = \(fault), due_at = NULL, settled_at = \(tx.now),
                sealed = \(forgotten)
            WHERE \(messages) AND state IN ('waiting', 'held')
            """)
        try tx.later(
            """
            UPDATE message SET ends_at = \(tx.now)
            WHERE \(messages) AND state IN ('sending', 'unknown') AND ends_at > \(tx.now)
            """)
    }

    /// What still waits and is of no use any more since something later is written to the same receiver about the same thing.
    static func supersede(_ events: [MessageEvent], by message: NewMessage, _ tx: Transaction) throws {
        guard !events.isEmpty else { return }
        let subject = message.subject
        try outdate(
            """
            subject = \(subject.name) AND subject_id = \(subject.id) AND recipient = \(message.receiver.key)
            AND channel = \(message.channel)
            AND event IN (\(events.map(\.rawValue))) AND NOT (event = \(message.event) AND occasion = \(message.occasion))
            """, because: "superseded", tx)
    }

    /// What its text keeps secret, once nobody sends it any more.
    static let forgotten: SQL = "CASE WHEN sealed = '' THEN '' ELSE \(MessageContent.gone) END"

    /// The same where it lets somebody in: nobody sends that again, whatever became of it.
    static let withoutSecret: SQL =
        "CASE WHEN sealed <> '' AND event IN (\(secrets)) THEN \(MessageContent.gone) ELSE sealed END"
}
