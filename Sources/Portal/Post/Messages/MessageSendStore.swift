import Database
import Domain
import Ground
import Web

/// Who works on messages: taken on by a fresh token with an end; only whoever holds the token says what became of one.
extension MessageStore {
    /// Seconds.
    static let lease: Int64 = 60

    /// When somebody has to look again; nil where nothing is open.
    static func nextMoment(_ tx: Transaction, _ channel: MessageChannel = .sms) throws -> Instant? {
        let soonest: Instant? = try tx.value(
            "SELECT min(due_at) FROM message WHERE channel = \(channel) AND due_at IS NOT NULL")
        guard let soonest, let pace = try PostAccountStore.find(tx, channel)?.pace, soonest <= tx.now else {
            return soonest
        }
        let open = pace.open(from: tx.now, after: try tried(pace, channel, tx))
        guard open > tx.now else { return soonest }
        let other: Instant? = try tx.value(
            "SELECT min(due_at) FROM message WHERE channel = \(channel) AND due_at IS NOT NULL AND \(unpaced)")
        return min(open, other ?? open)
    }

    /// What goes on though no more may be sent this minute.
    private static let unpaced: SQL = "(state <> 'waiting' OR is_urgent = 1)"

    /// When each of the last minute was tried, the oldest first.
    private static func tried(_ pace: SendPace, _ channel: MessageChannel, _ tx: Transaction) throws -> [Instant] {
        let last: [Instant] = try tx.list(
            """
            SELECT tried_at FROM message WHERE tried_at > \(tx.now.adding(seconds: -SendPace.window)) AND channel = \(channel)
            ORDER BY tried_at DESC LIMIT \(pace.perMinute)
            """)
        return last.reversed()
    }

    /// Of those whose turn has come, what is of no use in a moment first.
    private static func due(
        _ limit: Int, _ pace: SendPace?, _ channel: MessageChannel, _ tx: Transaction
    ) throws -> [SendRow] {
        let urgent = try tx.rows(
            """
            SELECT \(SendRow.columns) FROM message WHERE channel = \(channel) AND due_at <= \(tx.now) AND is_urgent = 1
            ORDER BY due_at, id LIMIT \(literal: limit)
            """
        ).map(SendRow.init)
        return try urgent + usual(limit - urgent.count, pace, channel, tx)
    }

    /// None that waits where no more may be sent this minute.
    private static func usual(
        _ limit: Int, _ pace: SendPace?, _ channel: MessageChannel, _ tx: Transaction
    ) throws -> [SendRow] {
        guard limit > 0 else { return [] }
        let room = try pace.map { $0.room(at: tx.now, after: try tried($0, channel, tx)) } ?? limit
        let some: SQL = room == 0 ? "AND \(unpaced)" : ""
        return try tx.rows(
            """
            SELECT \(SendRow.columns) FROM message WHERE channel = \(channel) AND due_at <= \(tx.now) AND is_urgent = 0 \(some)
            ORDER BY due_at, id LIMIT \(literal: room == 0 ? limit : min(limit, room))
            """
        ).map(SendRow.init)
    }

    static func isDue(_ tx: Transaction, _ channel: MessageChannel = .sms) throws -> Bool {
        try nextMoment(tx, channel).map { $0 <= tx.now } ?? false
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
        of channel: MessageChannel = .sms, _ tx: Transaction
    ) throws {
        let now = tx.now
        try dropAdverts(channel, tx)
        let rows = try due(limit, account?.pace, channel, tx)
        let isUsable = account?.isUsable == true && provider != nil
        let turns = Dictionary(grouping: rows) { row in
            MessageTurn(
                row.state, until: row.endsAt, at: now,
                quiet: account?.hours(isUrgent: row.isUrgent, isAdvert: row.isAdvert) ?? [],
                clock,
                isUsable: isUsable,
                canAsk: provider.flatMap { row.name(account, $0) } != nil)
        }
        let end = now.adding(seconds: lease)
        for (turn, rows) in turns {
            let ids = rows.map(\.id)
            let change: SQL =
                switch turn {
                case .send:
                    """
                    state = 'sending', lease_token = \(token), lease_until = \(end), due_at = \(end),
                    attempts = attempts + 1, tried_at = \(now), provider = \(account?.provider), holder = \(account?.holder)
                    """
                case .ask: "lease_token = \(token), lease_until = \(end), due_at = \(end)"
                case .lapse:
                    """
                    state = 'unknown', lease_token = NULL, lease_until = NULL, fault = 'lapsed', due_at = \(now)
                    """
                case .expire: "state = 'expired', due_at = NULL, settled_at = \(now), sealed = \(withoutSecret)"
                case .putOff(let moment): "not_before = \(moment), due_at = \(moment)"
                case .hold: "state = 'held', due_at = ends_at"
                case .leave:
                    """
                    due_at = NULL, lease_token = NULL, lease_until = NULL,
                    sealed = CASE WHEN state = 'sent' THEN \(forgotten) ELSE \(withoutSecret) END
                    """
                }
            try tx.later("UPDATE message SET \(change) WHERE id IN (\(ids))")
        }
    }

    /// Whoever has said meanwhile that he wants no advertising gets none.
    private static func dropAdverts(_ channel: MessageChannel, _ tx: Transaction) throws {
        try tx.later(
            """
            UPDATE message SET state = 'expired', fault = 'opted_out', due_at = NULL, settled_at = \(tx.now)
            WHERE channel = \(channel) AND due_at <= \(tx.now) AND is_advert = 1 AND state IN ('waiting', 'held')
                AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = message.customer_id AND c.consent = 'given')
            """)
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

    /// None of these was begun: they are as they were before they were taken on. - Parameter ids: nil for all of the token.
    static func giveBack(_ ids: [ID<Message>]?, token: String, _ tx: Transaction) throws {
        let some: SQL = ids.map { "AND id IN (\($0))" } ?? ""
        _ = try tx.execute(
            """
            UPDATE message SET attempts = CASE WHEN state = 'sending' THEN attempts - 1 ELSE attempts END,
                state = CASE WHEN state = 'sending' THEN 'waiting' ELSE state END, due_at = \(tx.now),
                lease_token = NULL, lease_until = NULL
            WHERE lease_token = \(token) \(some)
            """)
    }

    /// All that wait for a channel that was given up wait for a person.
    static func holdAll(_ tx: Transaction, _ channel: MessageChannel = .sms) throws {
        _ = try tx.execute(
            "UPDATE message SET state = 'held', due_at = ends_at WHERE state = 'waiting' AND channel = \(channel)")
    }

    /// And go on once he has put it right.
    static func releaseAll(_ tx: Transaction, _ channel: MessageChannel = .sms) throws {
        _ = try tx.execute(
            "UPDATE message SET state = 'waiting', due_at = \(tx.now) WHERE state = 'held' AND channel = \(channel)")
    }
}
