import Database
import Domain
import Ground
import Web
import Work

extension QualityItemKind: ColumnValue {}
extension QualityState: ColumnValue {}

/// What is said of a plan.
package struct QualityPlanFacts: Equatable, Sendable {
    let name: String
    let target: QualityTarget
    let items: QualityItems

    package init(name: String, target: QualityTarget = QualityTarget(), items: QualityItems) {
        (self.name, self.target, self.items) = (name, target, items)
    }
}

struct QualityPlanRow: Sendable {
    let id: ID<QualityPlan>
    let facts: QualityPlanFacts
    let edition: ID<QualityEdition>
    let madeAt: Instant
    let maker: String
    let groupNames: BothNames?
    let modelName: String?
    let isRetired: Bool
    let version: Int

    var texts: [String: String] {
        [
            "name": facts.name, "service": facts.target.serviceType ?? "",
            "group": groupNames.map(\.both) ?? "", "model": modelName ?? "",
            "edition": edition.description, "items": String(facts.items.items.count),
        ]
    }
}

extension BothNames {
    /// For what is kept once and read in either language.
    fileprivate var both: String { fa == en || en.isEmpty ? fa : "\(fa) / \(en)" }
}

/// Plans of quality control. What is tested is tested by the items of an edition, and none of those is ever changed.
package enum QualityPlanStore {
    static let room = "quality"

    static func all(_ tx: Transaction) throws -> [QualityPlanRow] { try rows("1 = 1", tx) }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<QualityPlan>, _ tx: Transaction) throws -> QualityPlanRow {
        guard let row = try rows("p.id = \(id)", tx).first else { throw Refusal.hidden }
        return row
    }

    private static func rows(_ condition: SQL, _ tx: Transaction) throws -> [QualityPlanRow] {
        let rows = try tx.rows(
            """
            SELECT p.id, p.name, p.service_type, p.group_id, p.model_id, p.is_retired, p.version, e.id AS edition,
                   e.made_at, h.name AS maker, g.name_fa, g.name_en, m.name AS model
            FROM quality_plan p
            JOIN quality_edition e ON e.id = (SELECT max(x.id) FROM quality_edition x WHERE x.plan_id = p.id)
            JOIN person h ON h.id = e.made_by
            LEFT JOIN product_group g ON g.id = p.group_id LEFT JOIN product_model m ON m.id = p.model_id
            WHERE \(condition) ORDER BY p.is_retired, p.id
            """)
        let items = try items(of: rows.map { try $0("edition") }, tx)
        return try rows.compactMap { row in
            let edition: ID<QualityEdition> = try row("edition")
            guard let items = items[edition] else { return nil }
            let (fa, en): (String?, String?) = (try row.optional("name_fa"), try row.optional("name_en"))
            return QualityPlanRow(
                id: try row("id"),
                facts: QualityPlanFacts(name: try row("name"), target: try target(row), items: items),
                edition: edition, madeAt: try row("made_at"), maker: try row("maker"),
                groupNames: fa.map { BothNames(fa: $0, en: en ?? $0) }, modelName: try row.optional("model"),
                isRetired: try row("is_retired"), version: try row("version"))
        }
    }

    private static func target(_ row: Row) throws -> QualityTarget {
        QualityTarget(
            serviceType: try row.optional("service_type"), group: try row.optional("group_id"),
            model: try row.optional("model_id"))
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func items(of edition: ID<QualityEdition>, _ tx: Transaction) throws -> QualityItems {
        guard let items = try items(of: [edition], tx)[edition] else { throw Refusal.hidden }
        return items
    }

    private static func items(
        of editions: [ID<QualityEdition>], _ tx: Transaction
    ) throws -> [ID<QualityEdition>: QualityItems] {
        let items: [ID<QualityEdition>: [QualityItem]] = try tx.rows(
            """
            SELECT edition_id, kind, text_fa, text_en, is_required, unit, least, most FROM quality_item
            WHERE edition_id IN (\(editions)) ORDER BY edition_id, position
            """
        ).reduce(into: [:]) { all, row in
            let item = try QualityItem(
                row("kind"), fa: row("text_fa"), en: row("text_en"), isRequired: row("is_required"), unit: row("unit"),
                least: row.optional("least"), most: row.optional("most"))
            all[try row("edition_id"), default: []].append(item)
        }
        return try items.mapValues { try QualityItems($0) }
    }

    /// By what a job's machine is tested now; nil where no plan is for it.
    static func edition(for job: ID<Job>, _ tx: Transaction) throws -> ID<QualityEdition>? {
        try best(
            of: tx.rows(inForce),
            for: target(
                tx.one(
                    """
                    SELECT j.service_type, j.group_id, u.model_id FROM job j JOIN unit u ON u.id = j.unit_id
                    WHERE j.id = \(job)
                    """)))
    }

    /// All plans that may be chosen, each with its newest edition: a company has a few dozen.
    static let inForce: SQL = """
        SELECT p.id, p.service_type, p.group_id, p.model_id,
               (SELECT max(e.id) FROM quality_edition e WHERE e.plan_id = p.id) AS edition
        FROM quality_plan p WHERE p.is_retired = 0 ORDER BY p.id
        """

    /// - Parameter rows: of `inForce`.
    static func best(of rows: [Row], for work: QualityTarget) throws -> ID<QualityEdition>? {
        var best: (weight: Int, edition: ID<QualityEdition>)?
        for row in rows {
            let target = try target(row)
            guard target.fits(work), target.weight > best?.weight ?? -1 else { continue }
            best = (target.weight, try row("edition"))
        }
        return best?.edition
    }

    static func hasAny(_ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM quality_plan WHERE is_retired = 0 LIMIT 1", as: Int.self) != nil
    }

    @discardableResult
    package static func add(
        _ facts: QualityPlanFacts, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<QualityPlan> {
        let id: ID<QualityPlan> = try tx.insert(
            """
            INSERT INTO quality_plan (name, service_type, group_id, model_id)
            VALUES (\(facts.name), \(facts.target.serviceType), \(facts.target.group), \(facts.target.model))
            """)
        try addEdition(facts.items, of: id, by: person, tx)
        try EventStore.add(
            Event("plan_added", of: .qualityPlan(id), in: room, detail: ["name": facts.name]), by: person, tx)
        return id
    }

    /// Other items are a new edition: what is under test goes on by its own. - Throws: `Refusal.stale`.
    package static func change(
        _ id: ID<QualityPlan>, at version: Int, to new: QualityPlanFacts, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let old = try find(id, tx)
        let changed = try tx.execute(
            """
            UPDATE quality_plan SET name = \(new.name), service_type = \(new.target.serviceType),
                group_id = \(new.target.group), model_id = \(new.target.model), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        if new.items != old.facts.items { try addEdition(new.items, of: id, by: person, tx) }
        let event = Event(
            "plan_changed", of: .qualityPlan(id), in: room, from: old.texts, to: try find(id, tx).texts)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    private static func addEdition(
        _ items: QualityItems, of plan: ID<QualityPlan>, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let edition: ID<QualityEdition> = try tx.insert(
            "INSERT INTO quality_edition (plan_id, made_by, made_at) VALUES (\(plan), \(person), \(tx.now))")
        let rows = items.items.enumerated().map { place, item -> SQL in
            """
            (\(edition), \(place + 1), \(item.kind), \(item.fa), \(item.en), \(item.isRequired), \(item.unit),
             \(item.least), \(item.most))
            """
        }
        guard let first = rows.first else { return }
        let values = rows.dropFirst().reduce(first) { $0 + ", " + $1 }
        try tx.later(
            """
            INSERT INTO quality_item (edition_id, position, kind, text_fa, text_en, is_required, unit, least, most)
            VALUES \(values)
            """)
    }

    /// Sets it aside: nothing more is tested by it; or takes it up again. - Throws: `Refusal.stale`.
    package static func setRetired(
        _ isRetired: Bool, _ id: ID<QualityPlan>, at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE quality_plan SET is_retired = \(isRetired), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(
            Event(isRetired ? "plan_retired" : "plan_restored", of: .qualityPlan(id), in: room), by: person, tx)
    }

    static let naming = SubjectNaming("quality_plan") { ids, context, tx in
        guard context.may(QualityPlanRoutes.one) else { return [] }
        return try tx.rows("SELECT id, name FROM quality_plan WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("name"), href: context.paths(QualityPlanRoutes.one, try row("id")))
    }
}

extension EventSubject {
    static func qualityPlan(_ id: ID<QualityPlan>) -> EventSubject { EventSubject("quality_plan", id.value) }
    static func qualityControl(_ id: ID<QualityControl>) -> EventSubject {
        EventSubject("quality_control", id.value)
    }
}
