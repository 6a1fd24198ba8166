import Base
import Database
import Domain
import Ground
import Web
import Work

/// One message, as its reader sees it.
struct MessageLine: Sendable {
    let id: ID<Message>
    let at: Instant
    let event: String
    let subject: EventSubject
    let name: String
    let number: String
    let body: String
    let parts: Int
    let state: MessageState
    let fault: String
    let code: String
    let cost: Int64?
    let provider: SmsProviderKind?
    let notBefore: Instant?
    let who: Told.Who?
    /// Whether a person may have it sent again.
    var maySendAgain: Bool
}

/// Which messages are shown.
enum MessageTab: String, CaseIterable, Sendable {
    case open, trouble, all

    var states: [MessageState] {
        switch self {
        case .open: [.waiting, .sending, .held]
        case .trouble: [.failed, .expired, .unknown]
        case .all: MessageState.allCases
        }
    }
}

/// What the list is narrowed to, as it stands in the address.
struct MessageFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)
    var tab: MessageTab
    let event: MessageEvent?
    let channel: MessageChannel?
    let typed: String
    var cursor: Cursor<ID<Message>>?

    init(_ asked: Asked) {
        tab = asked.word("tab") ?? .all
        event = asked.word("event")
        channel = asked.word("channel")
        typed = asked.text("q")
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] {
        [
            ("tab", tab.rawValue), ("event", event?.rawValue ?? ""), ("channel", channel?.rawValue ?? ""), ("q", typed),
        ]
    }

    var isNarrowed: Bool { event != nil || channel != nil || !typed.isEmpty }
}

enum MessageList {
    static let pageSize = 50

    static func slice(
        _ filter: MessageFilter, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<MessageLine, ID<Message>> {
        var parts: [SQL] = ["m.id < \(filter.cursor?.key.value ?? Int64.max)"]
        if filter.tab != .all { parts.append("m.state IN (\(filter.tab.states))") }
        if let event = filter.event { parts.append("m.event = \(event.rawValue)") }
        if let channel = filter.channel { parts.append("m.channel = \(channel.rawValue)") }
        if !filter.typed.isEmpty { parts.append(try sought(filter.typed, tx)) }
        let condition = parts.joinedByAnd()
        return try Slice(filter.cursor, size: size, key: { $0.id }) { try lines(condition, limit: $0, tx) }
    }

    /// By a number or address, a job's number, or the name of whoever gets it.
    private static func sought(_ typed: String, _ tx: Transaction) throws -> SQL {
        if let mobile = try? MobileNumber(typed) { return "m.number = \(mobile.e164)" }
        if typed.contains("@") { return "m.number = \(typed.lowercased())" }
        let words = SearchWords.of(typed)
        guard !words.isEmpty else { return "1 = 0" }
        if words.count == 1 {
            let numbers = try JobSearchList.numbers(of: words[0], tx)
            let jobs: [ID<Job>] = try numbers.isEmpty ? [] : tx.list("SELECT id FROM job WHERE number IN (\(numbers))")
            if !jobs.isEmpty { return "m.subject = 'job' AND m.subject_id IN (\(jobs))" }
        }
        let customers = try CustomerList.found(words, limit: mostFound, tx).map(\.id)
        let people: [ID<Person>] = try tx.rows("SELECT id, name FROM person").filter { row in
            let name = SearchText.key(try row("name"))
            return words.allSatisfy(name.contains)
        }.map { try $0("id") }
        return "(m.customer_id IN (\(customers)) OR m.person_id IN (\(people)))"
    }

    private static let mostFound = 1_000

    /// How many of each tab, up to a bound.
    static func counts(_ tx: Transaction) throws -> [MessageTab: Int] {
        try MessageTab.allCases.reduce(into: [:]) { counts, tab in
            counts[tab] = try CountList.of("message WHERE state IN (\(tab.states))", tx)
        }
    }

    static func ofCustomer(_ customer: ID<Customer>, limit: Int, _ tx: Transaction) throws -> [MessageLine] {
        try lines("m.customer_id = \(customer)", limit: limit, tx)
    }

    static func ofJob(_ job: ID<Job>, limit: Int, _ tx: Transaction) throws -> [MessageLine] {
        try lines("m.subject = 'job' AND m.subject_id = \(job)", limit: limit, tx)
    }

    private static func lines(_ condition: SQL, limit: Int, _ tx: Transaction) throws -> [MessageLine] {
        let lines = try tx.rows(
            """
            SELECT m.id, m.made_at, m.event, m.subject, m.subject_id, m.number, m.body, m.parts, m.state, m.fault,
                   m.fault_code, m.cost, m.provider, m.not_before, m.person_id,
                   m.customer_id, m.sealed, coalesce(p.name, c.name, '') AS name
            FROM message m LEFT JOIN person p ON p.id = m.person_id LEFT JOIN customer c ON c.id = m.customer_id
            WHERE \(condition) ORDER BY m.id DESC LIMIT \(literal: limit)
            """
        ).map { row in
            let (state, notBefore): (MessageState, Instant) = (try row("state"), try row("not_before"))
            let (person, customer): (ID<Person>?, ID<Customer>?) = (
                try row.optional("person_id"), try row.optional("customer_id")
            )
            let (event, fault): (String, String) = (try row("event"), try row("fault"))
            let sealed: String? = try row.optional("sealed")
            return MessageLine(
                id: try row("id"), at: try row("made_at"), event: event,
                subject: EventSubject(try row("subject"), try row("subject_id")), name: try row("name"),
                number: try row("number"), body: try row("body"), parts: try row("parts"), state: state,
                fault: fault, code: try row("fault_code"), cost: try row.optional("cost"),
                provider: try row.optional("provider"),
                notBefore: state == .waiting && notBefore > tx.now ? notBefore : nil,
                who: person.map(Told.Who.person) ?? customer.map(Told.Who.customer),
                maySendAgain: state.maySendAgain && !MessageStore.outdated.contains(fault)
                    && sealed != MessageContent.gone && !MessageStore.secrets.contains(event))
        }
        return try reached(lines, tx)
    }

    /// Nobody sends again what there is still no number for.
    private static func reached(_ lines: [MessageLine], _ tx: Transaction) throws -> [MessageLine] {
        let without = lines.filter { $0.maySendAgain && $0.number.isEmpty }.compactMap(\.who)
        let reachable = try ReceiverList.reachable(without, tx)
        return lines.map { line in
            var line = line
            if line.number.isEmpty { line.maySendAgain = line.maySendAgain && line.who.map(reachable.contains) == true }
            return line
        }
    }
}
