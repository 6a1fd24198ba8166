import Database
import Domain
import Ground
import Web

/// A unit in the list.
struct UnitLine: Sendable {
    let id: ID<Unit>
    let serial: String
    let model: String
    let modelCode: String
    let group: BothNames
    let owner: ID<Customer>
    let ownerName: String
    let cover: UnitCover
}

enum UnitLineList {
    static let pageSize = 50

    /// So many rows are looked at together where the kept day may be stale, and so often at most.
    private static let (batch, mostBatches) = (200, 50)

    /// The newest first. Where many kept days are stale a page may hold few or none, and the list goes on all the same.
    static func slice(
        _ filter: UnitFilter, on today: CalendarDay, _ calendar: CalendarSystem, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<UnitLine, ID<Unit>> {
        let condition = try condition(filter, on: today, tx)
        var reached: ID<Unit>?
        let slice = try Slice(filter.cursor, size: size, key: { (line: UnitLine) in line.id }) { limit in
            guard let condition else { return [] }
            var (found, key): ([UnitLine], ID<Unit>?) = ([], filter.cursor?.key)
            let batch = filter.cover == nil ? limit : max(limit, Self.batch)
            for _ in 0..<mostBatches {
                let lines = try lines(condition, before: key, limit: batch, tx)
                found += lines.filter { filter.takes($0.cover, on: today, calendar) }
                guard found.count < limit, lines.count == batch, let last = lines.last else {
                    return Array(found.prefix(limit))
                }
                key = last.id
            }
            reached = key
            return found
        }
        return slice.goingOn(from: reached)
    }

    /// The cities where machines stand, by name.
    static func cities(_ tx: Transaction) throws -> [(id: ID<City>, names: BothNames)] {
        try tx.rows(
            """
            SELECT c.id, c.name_fa, c.name_en FROM city c
            WHERE EXISTS (SELECT 1 FROM unit u WHERE u.city_id = c.id AND u.merged_into IS NULL)
            """
        ).map { (id: try $0("id"), names: try BothNames($0)) }
    }

    /// - Returns: nil where nothing can meet it.
    static func condition(_ filter: UnitFilter, on today: CalendarDay, _ tx: Transaction) throws -> SQL? {
        var conditions: [SQL] = ["u.merged_into IS NULL"]
        if !filter.model.isEmpty {
            let id: ID<ProductModel>? = try tx.value("SELECT id FROM product_model WHERE code = \(filter.model)")
            guard let id else { return nil }
            conditions.append("u.model_id = \(id)")
        }
        if let group = filter.group {
            conditions.append("u.model_id IN (SELECT id FROM product_model WHERE group_id = \(group))")
        }
        if let city = filter.city { conditions.append("u.city_id = \(city)") }
        if let cover = filter.cover { conditions.append(condition(cover, days: filter.days, on: today)) }
        if !filter.serial.isEmpty {
            guard let serial = try serial(filter.serial, tx) else { return nil }
            conditions.append(serial)
        }
        return conditions.joinedByAnd()
    }

    /// Those whose kept day meets it, and those where it is stale. Most machines are in warranty or out of it: those are read in
    /// their order until a page is full (the plus keeps an index out that would gather them all first).
    private static func condition(_ cover: UnitFilter.Cover, days: Int, on today: CalendarDay) -> SQL {
        switch cover {
        case .within: "(+u.cover_until >= \(today) OR +u.is_cover_stale = 1)"
        case .out: "(+u.cover_until < \(today) OR +u.is_cover_stale = 1)"
        case .ending:
            """
            u.id IN (SELECT id FROM unit WHERE cover_until BETWEEN \(today) AND \(today.adding(days: days))
                     UNION ALL SELECT id FROM unit WHERE is_cover_stale = 1)
            """
        case .unknown:
            """
            u.id IN (SELECT id FROM unit WHERE cover_until IS NULL
                     UNION ALL SELECT id FROM unit WHERE is_cover_stale = 1)
            """
        }
    }

    /// Few are named by their ids; of many the newest are looked at, and the page is soon full. What is said in `WordList` holds.
    /// - Returns: nil where no serial has it.
    static func serial(_ word: String, _ tx: Transaction) throws -> SQL? {
        let end = word + "\u{10FFFF}"
        let ids: [Int64] = try tx.list(
            """
            SELECT id FROM unit WHERE serial >= \(word) AND serial < \(end) AND merged_into IS NULL
            UNION ALL SELECT unit_id FROM unit_part WHERE part >= \(word) AND part < \(end)
            LIMIT \(literal: few + 1)
            """)
        guard ids.count > few else { return ids.isEmpty ? nil : "u.id IN (\(Set(ids).sorted()))" }
        return """
            (u.serial >= \(word) AND u.serial < \(end) OR EXISTS
             (SELECT 1 FROM unit_part p WHERE p.unit_id = u.id AND p.part >= \(word) AND p.part < \(end) LIMIT 1 OFFSET 0))
            """
    }

    private static let few = 500

    private static func lines(
        _ condition: SQL, before id: ID<Unit>?, limit: Int, _ tx: Transaction
    ) throws -> [UnitLine] {
        let rows = try tx.rows(statement(condition, before: id, limit: limit))
        let covers = try UnitStore.covers(of: rows.map { try $0("id") }, tx)
        return try rows.compactMap { row in
            let id: ID<Unit> = try row("id")
            return try covers[id].map { cover in
                UnitLine(
                    id: id, serial: try row("serial"), model: try row("name"), modelCode: try row("code"),
                    group: try BothNames(row), owner: try row("owner"), ownerName: try row("owner_name"), cover: cover)
            }
        }
    }

    static func statement(_ condition: SQL, before id: ID<Unit>?, limit: Int) -> SQL {
        """
        SELECT u.id, u.serial, m.name, m.code, g.name_fa, g.name_en, k.id AS owner, k.name AS owner_name
        FROM unit u
        JOIN product_model m ON m.id = u.model_id
        JOIN product_group g ON g.id = m.group_id
        JOIN customer k ON k.id = u.customer_id
        WHERE u.id < \(id?.value ?? Int64.max) AND \(condition) ORDER BY u.id DESC LIMIT \(literal: limit)
        """
    }
}
