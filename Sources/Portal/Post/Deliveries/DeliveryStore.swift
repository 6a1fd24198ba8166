import Database
import Domain
import Ground
import Web

enum DeliveryWay: String, CaseIterable, ColumnValue, Sendable { case hook, push }

enum DeliveryState: String, CaseIterable, ColumnValue, Sendable { case waiting, sending, done, failed }

/// What goes to a system or a browser, as it is first written.
struct NewDelivery: Sendable {
    let way: DeliveryWay
    let target: Int64
    let event: String
    let subject: EventSubject
    let occasion: String
    let body: String
    let endsAt: Instant
}

/// One as whoever hands it over needs it.
struct DeliveryRow: Sendable {
    let id: ID<Delivery>
    let way: DeliveryWay
    let target: Int64
    let event: String
    let body: String
    let attempts: Int
    let endsAt: Instant

    static let columns: SQL = "id, way, target_id, event, body, attempts, ends_at"

    init(_ row: Row) throws {
        (id, way, target) = (try row("id"), try row("way"), try row("target_id"))
        (event, body) = (try row("event"), try row("body"))
        (attempts, endsAt) = (try row("attempts"), try row("ends_at"))
    }
}

/// What goes out by HTTP, each once for its event and target; taken on by a token, so that two never do the same.
enum DeliveryStore {
    /// Seconds.
    static let lease: Int64 = 60
    /// Of one target in one turn: one that is slow leaves room for the others.
    private static let mostOfTarget = 4

    static func add(_ new: NewDelivery, _ tx: Transaction) throws {
        try tx.later(
            """
            INSERT INTO delivery (way, target_id, event, subject, subject_id, occasion, body, state, made_at, ends_at, due_at)
            VALUES (\(new.way), \(new.target), \(new.event), \(new.subject.name), \(new.subject.id), \(new.occasion),
                    \(new.body), 'waiting', \(tx.now), \(new.endsAt), \(tx.now))
            ON CONFLICT DO NOTHING
            """)
    }

    /// When somebody has to look again; nil where nothing is open.
    static func nextMoment(_ tx: Transaction) throws -> Instant? {
        try tx.value("SELECT min(due_at) FROM delivery WHERE due_at IS NOT NULL")
    }

    /// Takes so many on; whoever took one on before and fell silent is done with.
    static func claim(_ limit: Int, token: String, _ tx: Transaction) throws {
        let (now, end) = (tx.now, tx.now.adding(seconds: lease))
        try tx.execute(
            """
            UPDATE delivery SET state = 'failed', fault = 'late', due_at = NULL, lease_token = NULL, settled_at = \(now)
            WHERE due_at <= \(now) AND ends_at <= \(now)
            """)
        let ids: [ID<Delivery>] = try tx.list(
            """
            SELECT id FROM (SELECT id, due_at, row_number() OVER (PARTITION BY way, target_id ORDER BY due_at, id) AS place
                            FROM delivery WHERE due_at <= \(now)) due
            WHERE place <= \(mostOfTarget) ORDER BY due_at, id LIMIT \(limit)
            """)
        guard !ids.isEmpty else { return }
        try tx.execute(
            """
            UPDATE delivery SET state = 'sending', lease_token = \(token), due_at = \(end), tried_at = \(now),
                attempts = attempts + 1 WHERE id IN (\(ids))
            """)
    }

    static func claimed(_ token: String, _ tx: Transaction) throws -> [DeliveryRow] {
        try tx.rows("SELECT \(DeliveryRow.columns) FROM delivery WHERE lease_token = \(token) ORDER BY id")
            .map(DeliveryRow.init)
    }

    /// None of these was begun.
    static func giveBack(token: String, _ tx: Transaction) throws {
        try tx.later(
            """
            UPDATE delivery SET state = 'waiting', due_at = \(tx.now), lease_token = NULL, attempts = attempts - 1
            WHERE lease_token = \(token)
            """)
    }

    /// What became of one, by whoever holds it: late, it changes nothing. Where nobody answered, the others of this target
    /// wait too.
    static func settle(
        _ row: DeliveryRow, _ answer: DeliveryAnswer, _ fate: DeliveryFate, token: String, _ tx: Transaction
    ) throws {
        let now = tx.now
        let (status, fault): (Int?, String) =
            switch answer {
            case .status(let status): (status, fate == .done ? "" : "status")
            case .silent(let why), .refused(let why): (nil, why)
            }
        var change: SQL = "state = 'done', due_at = NULL, settled_at = \(now)"
        switch fate {
        case .done: break
        case .failed, .gone: change = "state = 'failed', due_at = NULL, settled_at = \(now)"
        case .again(let seconds):
            let next = now.adding(seconds: seconds)
            change =
                next < row.endsAt
                ? "state = 'waiting', due_at = \(next)" : "state = 'failed', due_at = NULL, settled_at = \(now)"
            try tx.later(
                """
                UPDATE delivery SET due_at = \(next) WHERE way = \(row.way) AND target_id = \(row.target)
                    AND state = 'waiting' AND due_at < \(next)
                """)
        }
        try tx.later(
            """
            UPDATE delivery SET \(change), answer = \(status), fault = \(fault), lease_token = NULL
            WHERE id = \(row.id) AND lease_token = \(token)
            """)
    }

    /// A person has it tried again. - Returns: false where it did not fail.
    static func again(_ id: ID<Delivery>, of target: Int64, _ way: DeliveryWay, until end: Instant, _ tx: Transaction)
        throws -> Bool
    {
        try tx.execute(
            """
            UPDATE delivery SET state = 'waiting', due_at = \(tx.now), attempts = 0, ends_at = \(end), settled_at = NULL
            WHERE id = \(id) AND way = \(way) AND target_id = \(target) AND state = 'failed'
            """) == 1
    }

    /// A month after its end nobody asks. - Returns: how many went.
    static func sweep(_ limit: Int, _ tx: Transaction) throws -> Int {
        let old = tx.now.adding(seconds: -30 * 86_400)
        return try tx.execute(
            """
            DELETE FROM delivery WHERE id IN
                (SELECT id FROM delivery WHERE settled_at < \(old) LIMIT \(literal: limit))
            """)
    }
}
