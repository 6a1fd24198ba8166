import Database
import Domain
import Ground
import Web

/// A contact in the list.
struct ContactLine: Sendable {
    let id: ID<Contact>
    let number: String
    let kind: ContactKind
    let channel: ContactChannel
    let direction: ContactDirection
    let state: ContactState
    let party: String
    let phone: String
    let subject: String
    let owner: String
    let madeAt: Instant
    /// The nearest of its own and of those who are asked; nil for one that is closed.
    let due: CalendarDay?
    let asked: Int
}

enum ContactList {
    static let pageSize = 50

    static func slice(
        _ filter: ContactFilter, of actor: Actor, today: CalendarDay, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<ContactLine, ID<Contact>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            let last = filter.cursor?.key.value ?? Int64.max
            return try lines("c.id < \(last) AND \(condition(filter, actor, today))", limit: limit, tx)
        }
    }

    /// How many stand under each tab.
    static func counts(
        _ filter: ContactFilter, of actor: Actor, today: CalendarDay, _ tx: Transaction
    ) throws -> [ContactTab: Int] {
        try ContactTab.allCases.reduce(into: [:]) { counts, tab in
            let condition = condition(filter.with { $0.tab = tab }, actor, today)
            counts[tab] = try CountList.of("contact c WHERE \(condition)", tx)
        }
    }

    /// The newest of somebody of ours, open or not.
    static func ofCustomer(_ id: ID<Customer>, limit: Int, _ tx: Transaction) throws -> [ContactLine] {
        try lines(ContactStore.of(id), limit: limit, tx)
    }

    static func ofDealer(_ id: ID<Dealer>, limit: Int, _ tx: Transaction) throws -> [ContactLine] {
        try lines("c.dealer_id = \(id)", limit: limit, tx)
    }

    /// Whatever has all the words, and what was spoken with these customers, the newest first.
    static func found(
        _ words: [String], of customers: [ID<Customer>], limit: Int, _ tx: Transaction
    ) throws -> [ContactLine] {
        let known = WordList("contact_word", id: "contact_id")
        let worded = try known.condition(words, of: "c.id", below: Int64.max, limit: limit, tx)
        let conditions = [worded, customers.isEmpty ? nil : "c.customer_id IN (\(customers))"]
        let found = try conditions.compactMap(\.self).flatMap { try lines($0, limit: limit, tx) }
        let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
        return byID.values.sorted { $0.id.value > $1.id.value }.prefix(limit).map(\.self)
    }

    private static func condition(_ filter: ContactFilter, _ actor: Actor, _ today: CalendarDay) -> SQL {
        var condition = tab(filter.tab, actor, today)
        if let kind = filter.kind { condition += " AND c.kind = \(kind)" }
        for word in filter.words {
            condition += """
                 AND c.id IN (SELECT contact_id FROM contact_word WHERE word >= \(word) AND word < \(word + "\u{10FFFF}"))
                """
        }
        return condition
    }

    private static func tab(_ tab: ContactTab, _ actor: Actor, _ today: CalendarDay) -> SQL {
        let units = actor.roles.ordered.map(\.rawValue)
        let toHim: SQL = "r.to_person = \(actor.person) AND r.state = 'open'"
        return switch tab {
        case .mine:
            """
            c.state = 'open' AND (c.owner_id = \(actor.person)
                OR c.id IN (SELECT r.contact_id FROM contact_referral r WHERE \(toHim)))
            """
        case .unit:
            """
            c.state = 'open' AND c.id IN
                (SELECT r.contact_id FROM contact_referral r WHERE r.to_unit IN (\(units)) AND r.state = 'open')
            """
        case .asked:
            """
            c.state = 'open' AND c.id IN
                (SELECT r.contact_id FROM contact_referral r WHERE r.made_by = \(actor.person) AND r.state = 'open')
            """
        case .overdue:
            """
            c.state = 'open' AND (c.due_on < \(today) OR EXISTS
                (SELECT 1 FROM contact_referral r WHERE r.contact_id = c.id AND r.state = 'open' AND r.due_on < \(today)))
            """
        case .open: "c.state = 'open'"
        case .all: "1 = 1"
        }
    }

    private static func lines(_ condition: SQL, limit: Int, _ tx: Transaction) throws -> [ContactLine] {
        try tx.rows(
            """
            SELECT c.id, c.number, c.kind, c.channel, c.direction, c.state, c.phone, c.subject, c.made_at, c.due_on,
                   coalesce(u.name, d.name, c.party) AS party, p.name AS owner,
                   (SELECT count(*) FROM contact_referral r WHERE r.contact_id = c.id AND r.state = 'open') AS asked,
                   (SELECT min(r.due_on) FROM contact_referral r WHERE r.contact_id = c.id AND r.state = 'open') AS asked_due
            FROM contact c JOIN person p ON p.id = c.owner_id
            LEFT JOIN customer u ON u.id = c.customer_id LEFT JOIN dealer d ON d.id = c.dealer_id
            WHERE \(condition) ORDER BY c.id DESC LIMIT \(literal: limit)
            """
        ).map { row in
            let dues: [CalendarDay?] = [try row.optional("due_on"), try row.optional("asked_due")]
            let state: ContactState = try row("state")
            return ContactLine(
                id: try row("id"), number: try row("number"), kind: try row("kind"), channel: try row("channel"),
                direction: try row("direction"), state: state, party: try row("party"), phone: try row("phone"),
                subject: try row("subject"), owner: try row("owner"), madeAt: try row("made_at"),
                due: state == .open ? dues.compactMap(\.self).min() : nil, asked: try row("asked"))
        }
    }
}

extension ContactKind: ColumnValue {}
extension ContactChannel: ColumnValue {}
extension ContactDirection: ColumnValue {}
extension ContactSeverity: ColumnValue {}
extension ContactState: ColumnValue {}
