import Database
import Domain
import Web

/// A filter of a list under a name.
struct SegmentRow: Sendable {
    let id: ID<Segment>
    let name: String
    let fields: [Address.Field]
    let isShared: Bool
    let madeBy: ID<Person>
    let maker: String
    let version: Int

    fileprivate init(_ row: Row) throws {
        (id, name, maker) = (try row("id"), try row("name"), try row("maker"))
        let pairs: [[String]] = try JSONText.read(row("fields"))
        fields = pairs.compactMap { $0.count == 2 ? (name: $0[0], text: $0[1]) : nil }
        (isShared, madeBy, version) = (try row("is_shared"), try row("made_by"), try row("version"))
    }

    /// Its values by name, for the history.
    fileprivate var texts: [String: String] { ["name": name, "is_shared": isShared ? "1" : "0"] }
}

package enum SegmentStore {
    /// Of one person, and of all together, in one list.
    static let most = 30
    static let longestName = 60
    private static let room = "lists"

    /// What this person sees of a list: his own, and what others share. By name.
    static func all(of list: String, for person: ID<Person>, _ tx: Transaction) throws -> [SegmentRow] {
        let own = try rows("s.made_by = \(person) AND s.list = \(list)", tx)
        let shared = try rows("s.list = \(list) AND s.is_shared = 1", tx).filter { $0.madeBy != person }
        return (own + shared).inPersianOrder(by: \.name)
    }

    /// - Throws: `Refusal.hidden` for one that there is not, or that another keeps for himself.
    static func find(
        _ id: ID<Segment>, of list: String, for person: ID<Person>, _ tx: Transaction
    ) throws -> SegmentRow {
        let found = try rows("s.id = \(id) AND s.list = \(list)", tx).first
        guard let found, found.isShared || found.madeBy == person else { throw Refusal.hidden }
        return found
    }

    /// - Throws: `segments.denied.empty`, `segments.denied.many`; `FieldRefusal` for a name that is there.
    static func add(
        _ name: String, of list: String, fields: [Address.Field], isShared: Bool, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        guard !fields.isEmpty else { throw Complaint("segments.denied.empty") }
        try check(name, isShared, among: all(of: list, for: person, tx), by: person)
        let text = try JSONText.of(fields.map { [$0.name, $0.text] })
        let id: ID<Segment> = try tx.insert(
            """
            INSERT INTO segment (list, name, fields, is_shared, made_by, made_at)
            VALUES (\(list), \(name), \(text), \(isShared), \(person), \(tx.now))
            """)
        guard isShared else { return }
        try EventStore.add(Event("segment_added", of: .segment(id), in: room, detail: ["name": name]), by: person, tx)
    }

    /// - Throws: `segments.denied.other`, `segments.denied.many`, `Refusal.stale`; `FieldRefusal` for a name that is there.
    static func change(
        _ id: ID<Segment>, of list: String, at version: Int, to name: String, isShared: Bool, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        let old = try find(id, of: list, for: person, tx)
        guard old.madeBy == person else { throw Complaint("segments.denied.other") }
        try check(name, isShared, among: all(of: list, for: person, tx).filter { $0.id != id }, by: person)
        let changed = try tx.execute(
            """
            UPDATE segment SET name = \(name), is_shared = \(isShared), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        guard old.isShared || isShared else { return }
        let texts = ["name": name, "is_shared": isShared ? "1" : "0"]
        let event = Event("segment_changed", of: .segment(id), in: room, from: old.texts, to: texts)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    /// By whoever made it; one that all see, also by an administrator.
    /// - Throws: `segments.denied.other`, `Refusal.stale`.
    static func remove(
        _ id: ID<Segment>, of list: String, at version: Int, by actor: Actor, _ tx: Transaction
    ) throws {
        let old = try find(id, of: list, for: actor.person, tx)
        guard old.madeBy == actor.person || actor.has(.administrator) else {
            throw Complaint("segments.denied.other")
        }
        guard try tx.execute("DELETE FROM segment WHERE id = \(id) AND version = \(version)") == 1 else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        guard old.isShared else { return }
        let event = Event("segment_removed", of: .segment(id), in: room, detail: ["name": old.name])
        try EventStore.add(event, by: actor.person, tx)
    }

    /// Takes words out of what was searched for and what it was called, since a name or a number may stand there.
    /// - Parameter without: the text of a column without them.
    package static func takeOut(_ without: (String) -> SQL) -> SQL {
        "UPDATE segment SET fields = \(without("fields")), name = \(without("name"))"
    }

    /// Of all there are: few. Their names stand in the history too.
    package static func ids(_ tx: Transaction) throws -> [Int64] { try tx.list("SELECT id FROM segment ORDER BY id") }

    private static func check(
        _ name: String, _ isShared: Bool, among others: [SegmentRow], by person: ID<Person>
    ) throws {
        let key = SearchText.squeezed(name)
        // What others keep for themselves is no obstacle, and nobody learns of it.
        guard !others.contains(where: { SearchText.squeezed($0.name) == key }) else {
            throw FieldRefusal(field: "name", complaint: Complaint("segments.denied.known", name))
        }
        let beside = others.filter { isShared ? $0.isShared : $0.madeBy == person }
        guard beside.count < most else { throw Complaint("segments.denied.many", String(most)) }
    }

    private static func rows(_ condition: SQL, _ tx: Transaction) throws -> [SegmentRow] {
        try tx.rows(
            """
            SELECT s.id, s.name, s.fields, s.is_shared, s.made_by, s.version, p.name AS maker
            FROM segment s JOIN person p ON p.id = s.made_by WHERE \(condition) ORDER BY s.id
            """
        ).map(SegmentRow.init)
    }

    static let naming = SubjectNaming("segment") { ids, _, tx in
        try tx.rows("SELECT id, name, list FROM segment WHERE id IN (\(ids)) AND is_shared = 1")
    } link: { row, context in
        let list = try? context.segmentedList(row("list"))
        let id: ID<Segment> = try row("id")
        return SubjectLink(
            label: try row("name"), href: list.map { context.paths(SegmentRoutes.one, $0.name, id) })
    }
}

extension EventSubject {
    static func segment(_ id: ID<Segment>) -> EventSubject { EventSubject("segment", id.value) }
}
