import Database
import Domain
import Ground
import Web

extension PartPriceKind: ColumnValue {}

/// Lists of prices: written by one person, thrown away, put into force by another.
package enum PartPriceStore {
    enum State: String, ColumnValue, Sendable {
        case draft, active
        case thrownAway = "thrown_away"
    }

    /// What somebody writes by hand for one day stands in one draft of his, so that another reads it at once.
    /// - Throws: `Refusal.hidden` where there is no such part.
    package static func write(
        _ prices: [PartPriceKind: Int64], of part: ID<SparePart>, from day: CalendarDay, by person: ID<Person>,
        _ tx: Transaction
    ) throws -> ID<PartPriceList> {
        guard try tx.value("SELECT 1 FROM spare_part WHERE id = \(part)", as: Int.self) != nil else {
            throw Refusal.hidden
        }
        let known: ID<PartPriceList>? = try tx.value(
            """
            SELECT id FROM part_price_list
            WHERE state = 'draft' AND made_by = \(person) AND from_on = \(day) AND file = '' ORDER BY id DESC LIMIT 1
            """)
        let list = try known ?? addList(from: day, file: "", by: person, tx)
        if known != nil {
            try tx.execute("UPDATE part_price_list SET revision = revision + 1 WHERE id = \(list)")
            try tx.execute(
                "DELETE FROM part_price WHERE list_id = \(list) AND part_id = \(part) AND kind IN (\(prices.keys.map(\.rawValue)))"
            )
        }
        for (kind, amount) in prices.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try add(kind, amount, of: part, to: list, tx)
        }
        try EventStore.add(
            Event("price_drafted", of: .sparePart(part), in: "parts", detail: ["day": day.isoText]), by: person, tx)
        return list
    }

    /// The list that an import fills, made with the first price that differs.
    static func draft(
        _ draft: PartPriceDraft, by person: ID<Person>?, _ tx: Transaction
    ) throws -> ID<PartPriceList> {
        let known: ID<PartPriceList>? = try tx.value(
            "SELECT id FROM part_price_list WHERE import_id = \(draft.source) AND state = 'draft'")
        return try known ?? addList(from: draft.from, file: draft.file, source: draft.source, by: person, tx)
    }

    static func addList(
        from day: CalendarDay, file: String, source: Int64? = nil, by person: ID<Person>?, _ tx: Transaction
    ) throws -> ID<PartPriceList> {
        let id: ID<PartPriceList> = try tx.insert(
            """
            INSERT INTO part_price_list (from_on, state, file, import_id, made_by, made_at)
            VALUES (\(day), 'draft', \(file), \(source), \(person), \(tx.now))
            """)
        let detail = ["day": day.isoText, "file": file]
        try EventStore.add(Event("prices_drafted", of: .partPrices(id), in: "parts", detail: detail), by: person, tx)
        return id
    }

    static func add(
        _ kind: PartPriceKind, _ amount: Int64, of part: ID<SparePart>, to list: ID<PartPriceList>, _ tx: Transaction
    ) throws {
        try tx.later(
            "INSERT INTO part_price (list_id, part_id, kind, amount) VALUES (\(list), \(part), \(kind), \(amount))")
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale` where it is no draft any more or was changed in the meantime.
    static func throwAway(
        _ id: ID<PartPriceList>, at revision: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        _ = try draft(id, at: revision, tx)
        try tx.execute("UPDATE part_price_list SET state = 'thrown_away' WHERE id = \(id)")
        try EventStore.add(Event("prices_thrown_away", of: .partPrices(id), in: "parts"), by: person, tx)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`, the complaints of `MayActivatePartPrices`.
    package static func activate(_ id: ID<PartPriceList>, at revision: Int, by actor: Actor, _ tx: Transaction) throws {
        let list = try draft(id, at: revision, tx)
        let hasMade = list.madeBy == actor.person
        let easing = hasMade ? try Easing.now(tx) : nil
        let permit = try MayActivatePartPrices(actor, hasMade: hasMade, isEased: easing != nil)
        try tx.execute(
            """
            UPDATE part_price_list SET state = 'active', activated_by = \(permit.actor.person), activated_at = \(tx.now),
                eased = \(easing?.reason ?? "")
            WHERE id = \(id)
            """)
        var detail = ["day": list.from.isoText]
        detail["eased"] = easing?.reason
        try EventStore.add(
            Event("prices_activated", of: .partPrices(id), in: "parts", detail: detail), by: actor.person, tx)
    }

    private static func draft(_ id: ID<PartPriceList>, at revision: Int, _ tx: Transaction) throws -> PriceListItem {
        let item = try PartPriceRowList.find(id, tx)
        guard item.state == .draft, item.revision == revision else { throw Refusal.stale(Complaint("error.stale")) }
        return item
    }

    static let naming = SubjectNaming("part_prices") { ids, context, tx in
        guard context.may(PartPriceRoutes.one) else { return [] }
        return try tx.rows("SELECT id, from_on FROM part_price_list WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(
            label: context.words("parts.prices.from", context.reader.day(try row("from_on"))),
            href: context.paths(PartPriceRoutes.one, try row("id")))
    }
}

extension EventSubject {
    static func partPrices(_ id: ID<PartPriceList>) -> EventSubject { EventSubject("part_prices", id.value) }
}
