import Database
import Domain
import Ground

/// What a provider said becomes so.
extension MessageStore {
    /// What became of one, by whoever holds it: late, it changes nothing.
    /// - Parameter isKnown: whether the account that it was given to is still the company's.
    static func settle(
        _ row: SendRow, _ answer: SendAnswer, token: String, price: Int64, canAsk: Bool, scatter: Double,
        isKnown: Bool = true, _ tx: Transaction
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
            let next = min(now.adding(seconds: seconds), row.endsAt)
            // It was cut short meanwhile where its thing is so no more.
            change =
                "state = 'waiting', due_at = CASE WHEN ends_at < \(next) THEN ends_at ELSE \(next) END,"
                + Self.why(fault)
        case (.putOff(let seconds), .refused(let fault)):
            change = """
                state = 'waiting', attempts = attempts - 1, due_at = \(min(now.adding(seconds: seconds), row.endsAt)),
                \(Self.why(fault))
                """
        case (.held, .refused) where !isKnown:
            change = "state = 'waiting', attempts = attempts - 1, due_at = \(now)"
        case (.held, .refused(let fault)):
            change = "state = 'held', attempts = attempts - 1, due_at = ends_at," + Self.why(fault)
        case (.failed, .refused(let fault)):
            change = """
                state = 'failed', due_at = NULL, settled_at = \(now), sealed = \(withoutSecret), \(Self.why(fault))
                """
        default:
            let code = if case .unclear(let why) = answer { why } else { "" }
            let next = canAsk ? now.adding(seconds: StatusAsking.pause(after: 0) ?? 60) : nil
            let sealed: SQL = next == nil ? withoutSecret : "sealed"
            change =
                "state = 'unknown', due_at = \(next), fault = 'unclear', fault_code = \(code), sealed = \(sealed)"
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
            change = """
                state = 'delivered', due_at = NULL, settled_at = \(now), fault = '', fault_code = '', sealed = \(forgotten)
                """
        case .failed(let code)?:
            change = """
                state = 'failed', due_at = NULL, settled_at = \(now), fault = 'undelivered', fault_code = \(code),
                sealed = \(withoutSecret)
                """
        case .never? where row.state == .unknown:
            let isKnown = row.triedAt.map { $0.adding(seconds: StatusAsking.memory) > now } ?? false
            change =
                isKnown
                ? "state = 'waiting', asked = 0, due_at = \(now)"
                : "asked = asked + 1, due_at = NULL, sealed = \(withoutSecret)"
        case .never?:
            change = """
                state = 'failed', due_at = NULL, settled_at = \(now), fault = 'undelivered', sealed = \(withoutSecret)
                """
        case .onItsWay?:
            let sealed: SQL = next == nil ? forgotten : "sealed"
            change = """
                state = 'sent', asked = asked + 1, due_at = \(next), sent_at = coalesce(sent_at, \(now)), sealed = \(sealed)
                """
        case nil:
            let sealed: SQL = next == nil ? withoutSecret : "sealed"
            change = "asked = asked + 1, due_at = \(next), sealed = \(sealed)"
        }
        try tx.later(
            """
            UPDATE message SET \(change), lease_token = NULL, lease_until = NULL
            WHERE id = \(row.id) AND lease_token = \(token)
            """)
    }
}
