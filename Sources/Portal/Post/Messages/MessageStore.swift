import Database
import Domain
import Ground
import Web

/// Messages, each once for its event and receiver, and who works on them: taken on by a fresh token with an end; only
/// whoever holds the token says what became of one.
package enum MessageStore {
    /// Seconds.
    static let lease: Int64 = 60

    static func add(_ message: NewMessage, by account: PostAccount, _ clock: CompanyClock, _ tx: Transaction) throws {
        let (receiver, subject) = (message.receiver, message.subject)
        // Whoever has no mobile number is not forgotten without a trace.
        let state: MessageState = receiver.number == nil ? .failed : account.stopped != nil ? .held : .waiting
        let first = account.quiet?.open(from: tx.now, clock) ?? tx.now
        try tx.later(
            """
            INSERT INTO message (channel, event, subject, subject_id, occasion, person_id, customer_id, recipient, number,
                                 body, pattern, fields, parts, state, made_at, not_before, ends_at, due_at, fault,
                                 settled_at)
            VALUES ('sms', \(message.event), \(subject.name), \(subject.id), \(message.occasion),
                    \(receiver.person), \(receiver.customer), \(receiver.key), \(receiver.number ?? ""), \(message.body),
                    \(message.pattern), \(try JSONText.of(message.fields)), \(SmsText(message.body).parts),
                    \(state), \(tx.now), \(first), \(message.endsAt),
                    \(state == .failed ? nil : state == .held ? message.endsAt : first),
                    \(state == .failed ? "no_mobile" : ""), \(state == .failed ? tx.now : nil))
            ON CONFLICT DO NOTHING
            """)
    }

    /// When somebody has to look again; nil where nothing is open.
    static func nextMoment(_ tx: Transaction) throws -> Instant? {
        try tx.value("SELECT min(due_at) FROM message WHERE due_at IS NOT NULL")
    }

    static func isDue(_ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM message WHERE due_at <= \(tx.now) LIMIT 1", as: Int.self) != nil
    }

    static func claimed(_ token: String, _ tx: Transaction) throws -> [SendRow] {
        try tx.rows("SELECT \(SendRow.columns) FROM message WHERE lease_token = \(token) ORDER BY id").map(SendRow.init)
    }

    /// Goes through so many of those whose turn has come, and takes on those that a provider is to be told or asked of.
    /// - Parameters:
    ///   - account: nil where there is none.
    ///   - provider: nil where its key cannot be read.
    static func claim(
        _ limit: Int, token: String, _ account: PostAccount?, _ provider: (any SmsProvider)?, _ clock: CompanyClock,
        _ tx: Transaction
    ) throws {
        let now = tx.now
        let rows = try tx.rows(
            "SELECT \(SendRow.columns) FROM message WHERE due_at <= \(now) ORDER BY due_at, id LIMIT \(literal: limit)"
        ).map(SendRow.init)
        let isUsable = account?.isUsable == true && provider != nil
        let turns = Dictionary(grouping: rows) { row in
            MessageTurn(
                row.state, until: row.endsAt, at: now, quiet: account?.quiet, clock, isUsable: isUsable,
                canAsk: provider.flatMap { row.name(account?.provider, $0) } != nil)
        }
        let end = now.adding(seconds: lease)
        for (turn, rows) in turns {
            let ids = rows.map(\.id)
            let change: SQL =
                switch turn {
                case .send:
                    """
                    state = 'sending', lease_token = \(token), lease_until = \(end), due_at = \(end),
                    attempts = attempts + 1, tried_at = \(now), provider = \(account?.provider)
                    """
                case .ask: "lease_token = \(token), lease_until = \(end), due_at = \(end)"
                case .lapse:
                    """
                    state = 'unknown', lease_token = NULL, lease_until = NULL, fault = 'lapsed', due_at = \(now)
                    """
                case .expire: "state = 'expired', due_at = NULL, settled_at = \(now)"
                case .putOff(let moment): "not_before = \(moment), due_at = \(moment)"
                case .hold: "state = 'held', due_at = ends_at"
                case .leave: "due_at = NULL, lease_token = NULL, lease_until = NULL"
                }
            try tx.later("UPDATE message SET \(change) WHERE id IN (\(ids))")
        }
    }

    /// Whoever took these on is gone, and nobody knows how far he came.
    static func lapse(_ token: String, _ tx: Transaction) throws {
        _ = try tx.execute(
            """
            UPDATE message SET state = CASE WHEN state = 'sending' THEN 'unknown' ELSE state END, due_at = \(tx.now),
                fault = CASE WHEN state = 'sending' THEN 'lapsed' ELSE fault END, lease_token = NULL, lease_until = NULL
            WHERE lease_token = \(token)
            """)
    }

    /// What became of one, by whoever holds it: late, it changes nothing.
    static func settle(
        _ row: SendRow, _ answer: SendAnswer, token: String, price: Int64, canAsk: Bool, scatter: Double,
        _ tx: Transaction
    ) throws {
        let now = tx.now
        let change: SQL
        switch (MessageFate(answer, attempts: row.attempts, scatter: scatter), answer) {
        case (.sent, .accepted(let id, let cost)):
            change = """
                state = 'sent', provider_id = \(id), cost = \(cost ?? price * Int64(row.parts)), sent_at = \(now),
                fault = '', fault_code = '', due_at = \(now.adding(seconds: StatusAsking.pause(after: 0) ?? 60))
                """
        case (.again(let seconds), .refused(let fault)):
            change = "state = 'waiting', due_at = \(now.adding(seconds: seconds))," + Self.why(fault)
        case (.held, .refused(let fault)):
            change = "state = 'held', attempts = attempts - 1, due_at = ends_at," + Self.why(fault)
        case (.failed, .refused(let fault)):
            change = "state = 'failed', due_at = NULL, settled_at = \(now)," + Self.why(fault)
        default:
            let code = if case .unclear(let why) = answer { why } else { "" }
            let next = canAsk ? now.adding(seconds: StatusAsking.pause(after: 0) ?? 60) : nil
            change = "state = 'unknown', due_at = \(next), fault = 'unclear', fault_code = \(code)"
        }
        try tx.later(
            """
            UPDATE message SET \(change), lease_token = NULL, lease_until = NULL
            WHERE id = \(row.id) AND lease_token = \(token)
            """)
    }

    private static func why(_ fault: SendFault) -> SQL {
        "fault = \(fault.kind.rawValue), fault_code = \(fault.code)"
    }

    /// What its provider said when he was asked. - Parameter status: nil where he did not say it.
    static func settle(_ row: SendRow, _ status: SendStatus?, token: String, _ tx: Transaction) throws {
        let now = tx.now
        let next = StatusAsking.pause(after: row.asked + 1).map { now.adding(seconds: $0) }
        let change: SQL
        switch status {
        case .delivered?:
            change = "state = 'delivered', due_at = NULL, settled_at = \(now), fault = '', fault_code = ''"
        case .failed(let code)?:
            change = "state = 'failed', due_at = NULL, settled_at = \(now), fault = 'undelivered', fault_code = \(code)"
        case .never? where row.state == .unknown:
            let isKnown = row.triedAt.map { $0.adding(seconds: StatusAsking.memory) > now } ?? false
            change = isKnown ? "state = 'waiting', due_at = \(now)" : "asked = asked + 1, due_at = NULL"
        case .never?: change = "state = 'failed', due_at = NULL, settled_at = \(now), fault = 'undelivered'"
        case .onItsWay?:
            change = "state = 'sent', asked = asked + 1, due_at = \(next), sent_at = coalesce(sent_at, \(now))"
        case nil: change = "asked = asked + 1, due_at = \(next)"
        }
        try tx.later(
            """
            UPDATE message SET \(change), lease_token = NULL, lease_until = NULL
            WHERE id = \(row.id) AND lease_token = \(token)
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
            SELECT person_id, customer_id, number FROM message
            WHERE id = \(id) AND state IN (\(states)) AND fault NOT IN (\(outdated))
            """)
        guard let known else { return false }
        let (person, customer): (ID<Person>?, ID<Customer>?) = (
            try known.optional("person_id"), try known.optional("customer_id")
        )
        let who = [person.map(Told.Who.person), customer.map(Told.Who.customer)].compactMap(\.self)
        let typed: String? = who.isEmpty ? try known("number") : nil
        guard let number = try ReceiverList.find(who, tx).first?.number ?? typed else {
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

    /// All that wait for a channel that was given up wait for a person.
    static func holdAll(_ tx: Transaction) throws {
        _ = try tx.execute("UPDATE message SET state = 'held', due_at = ends_at WHERE state = 'waiting'")
    }

    /// What was given to an account that is another one's from now on: who has the new one knows nothing of it.
    static func leaveAll(_ tx: Transaction) throws {
        _ = try tx.execute(
            "UPDATE message SET due_at = NULL WHERE state IN ('sent', 'unknown') AND lease_token IS NULL")
    }

    /// Why nobody sends it again: what it says is so no more.
    static let outdated = ["superseded", "void"]

    /// What was to be told to a customer of a job that is his no more, or that nobody does.
    /// - Parameter customer: nil for whoever he is.
    static func void(_ job: ID<Job>, for customer: ID<Customer>?, _ tx: Transaction) throws {
        let his: SQL = customer.map { "customer_id = \($0)" } ?? "customer_id IS NOT NULL"
        try outdate("subject = 'job' AND subject_id = \(job) AND \(his)", because: "void", tx)
    }

    /// What waits goes no more; what is under way, or may not have arrived, is not tried again.
    private static func outdate(_ messages: SQL, because fault: String, _ tx: Transaction) throws {
        try tx.later(
            """
            UPDATE message SET state = 'expired', fault = \(fault), due_at = NULL, settled_at = \(tx.now)
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
            AND event IN (\(events.map(\.rawValue))) AND NOT (event = \(message.event) AND occasion = \(message.occasion))
            """, because: "superseded", tx)
    }

    /// And go on once he has put it right.
    static func releaseAll(_ tx: Transaction) throws {
        _ = try tx.execute("UPDATE message SET state = 'waiting', due_at = \(tx.now) WHERE state = 'held'")
    }
}
