import Database
import Domain
import Ground
import Web

extension EventSubject {
    static func hook(_ id: ID<Hook>) -> EventSubject { EventSubject("hook", id.value) }
}

/// A system of the company's that is told what happens.
struct HookRow: Sendable {
    let id: ID<Hook>
    let url: String
    /// Sealed, see `OpenCompany.sealed`.
    let secret: String
    let isOn: Bool
    let isFailing: Bool
    let events: Set<MessageEvent>
    let version: Int

    init(_ row: Row, _ events: [ID<Hook>: [String]]) throws {
        (id, url, secret) = (try row("id"), try row("url"), try row("secret"))
        (isOn, isFailing, version) = (try row("is_on"), try row("is_failing"), try row("version"))
        self.events = Set((events[id] ?? []).compactMap(MessageEvent.init(rawValue:)))
    }

    /// What its history tells its reader; the address stands there without what may open something.
    fileprivate var texts: [String: String] { HookStore.texts(url, events, isOn: isOn) }
}

enum HookStore {
    static let room = "messages"
    static let most = 10
    private static let purpose = "hook secret"

    /// What a system may be told: all that people are written to about, but for what lets them in or answers them.
    static let events = MessageEvent.allCases.filter(\.audience.isTold)

    static func all(_ tx: Transaction) throws -> [HookRow] {
        let events = try tx.rows("SELECT hook_id, event FROM hook_topic").map { row in
            (try row("hook_id") as ID<Hook>, try row("event") as String)
        }
        let byHook = Dictionary(grouping: events, by: \.0).mapValues { $0.map(\.1) }
        return try tx.rows("SELECT * FROM hook ORDER BY id").map { try HookRow($0, byHook) }
    }

    static func find(_ id: ID<Hook>, _ tx: Transaction) throws -> HookRow? { try all(tx).first { $0.id == id } }

    /// Who is told of what, together with what others ask.
    static func asked(_ tx: Transaction) throws -> Reply<[String: [ID<Hook>]]> {
        try tx.ask(
            """
            SELECT e.hook_id, e.event FROM hook h JOIN hook_topic e ON e.hook_id = h.id
            WHERE h.is_on = 1 ORDER BY e.hook_id
            """
        ) { rows in
            try rows.reduce(into: [:]) { try $0[$1("event") as String, default: []].append($1("hook_id")) }
        }
    }

    /// - Throws: `hooks.many` where there are ten.
    static func add(
        _ url: String, _ events: Set<MessageEvent>, isOn: Bool, secret: String, by person: ID<Person>,
        in company: OpenCompany, _ tx: Transaction
    ) throws -> ID<Hook> {
        guard try all(tx).count < most else { throw Complaint("hooks.many", String(most)) }
        let id: ID<Hook> = try tx.insert(
            """
            INSERT INTO hook (url, secret, is_on, made_at)
            VALUES (\(url), \(company.sealed(secret, for: purpose)), \(isOn), \(tx.now))
            """)
        try write(events, of: id, tx)
        try EventStore.add(
            Event("hook_added", of: .hook(id), in: room, from: [:], to: texts(url, events, isOn: isOn)), by: person, tx)
        return id
    }

    /// - Throws: `Refusal.stale` where somebody was faster.
    static func change(
        _ known: HookRow, _ url: String, _ events: Set<MessageEvent>, isOn: Bool, version: Int, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        let isChanged =
            try tx.execute(
                """
                UPDATE hook SET url = \(url), is_on = \(isOn), is_failing = 0, version = version + 1
                WHERE id = \(known.id) AND version = \(version)
                """) == 1
        guard isChanged else { throw Refusal.stale(Complaint("error.stale")) }
        try tx.execute("DELETE FROM hook_topic WHERE hook_id = \(known.id)")
        try write(events, of: known.id, tx)
        try EventStore.add(
            Event("hook_changed", of: .hook(known.id), in: room, from: known.texts, to: texts(url, events, isOn: isOn)),
            by: person, tx)
    }

    /// Another secret: what is signed with the old one counts no more.
    static func renew(
        _ id: ID<Hook>, secret: String, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws {
        try tx.execute("UPDATE hook SET secret = \(company.sealed(secret, for: purpose)) WHERE id = \(id)")
        try EventStore.add(Event("hook_secret", of: .hook(id), in: room), by: person, tx)
    }

    /// - Returns: nil where another installation has sealed it.
    static func secret(of hook: HookRow, in company: OpenCompany) -> String? {
        company.opened(hook.secret, for: purpose)
    }

    /// It takes things again.
    static func recover(_ id: ID<Hook>, _ tx: Transaction) throws {
        try tx.later("UPDATE hook SET is_failing = 0 WHERE id = \(id) AND is_failing = 1")
    }

    /// Said once until it takes something again. - Parameter isGone: whether it has said that it is no more.
    static func fail(_ id: ID<Hook>, isGone: Bool, _ tx: Transaction) throws {
        let off: SQL = isGone ? ", is_on = 0, version = version + 1" : ""
        let isNew = try tx.execute("UPDATE hook SET is_failing = 1 \(off) WHERE id = \(id) AND is_failing = 0") == 1
        guard isNew, let hook = try find(id, tx) else { return }
        try OutboxStore.add(
            Notice(isGone ? "hook_gone" : "hook_failing", about: .hook(id), shown(hook.url), on: "\(tx.now.seconds)"),
            to: .office([.administrator]), but: nil, tx)
        try EventStore.add(Event(isGone ? "hook_gone" : "hook_failing", of: .hook(id), in: room), by: nil, tx)
    }

    private static func write(_ events: Set<MessageEvent>, of id: ID<Hook>, _ tx: Transaction) throws {
        for event in events.map(\.rawValue).sorted() {
            try tx.later("INSERT INTO hook_topic (hook_id, event) VALUES (\(id), \(event))")
        }
    }

    /// Without its query, which may hold a key.
    static func shown(_ url: String) -> String { String(url.prefix { $0 != "?" }) }

    fileprivate static func texts(_ url: String, _ events: Set<MessageEvent>, isOn: Bool) -> [String: String] {
        [
            "hook_url": shown(url), "hook_events": events.map(\.rawValue).sorted().joined(separator: " "),
            "on": isOn ? "1" : "0",
        ]
    }
}
