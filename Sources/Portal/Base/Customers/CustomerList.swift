import Database
import Domain
import Ground
import Web

/// A customer with his machines.
package struct CustomerSheet: Sendable {
    struct Machine: Sendable {
        let serial: String
        let model: String
        let purchasedOn: CalendarDay?
    }

    package let id: ID<Customer>
    package let name: String
    package let mobile: String
    package let since: Instant
    let particulars: CustomerParticulars
    let version: Int
    let isErased: Bool
    /// Whom he turned out to be.
    let mergedInto: ID<Customer>?
    let machines: [Machine]
}

/// A customer in the list.
package struct CustomerLine: Sendable {
    package let id: ID<Customer>
    package let name: String
    package let mobile: String
    let since: Instant
    let machines: Int
    let kind: CustomerKind
    let consent: CustomerConsent
    let tags: String
    /// Of his main address, else of one of his machines.
    let city: BothNames?
}

/// One of a customer's addresses.
package struct CustomerPlace: Sendable {
    package let id: Int64
    package let city: ID<City>
    package let address: String
}

package enum CustomerList {
    /// Whoever has all the words, the newest first.
    package static func found(_ words: [String], limit: Int, _ tx: Transaction) throws -> [CustomerLine] {
        try lines(words, before: nil, limit: limit, tx)
    }

    package static func found(_ id: ID<Customer>, _ tx: Transaction) throws -> CustomerLine? {
        try tx.row("\(columns) WHERE c.id = \(id) AND c.merged_into IS NULL").map(line)
    }

    /// Where he is, as the office has written it down: the main one first.
    package static func addresses(of id: ID<Customer>, _ tx: Transaction) throws -> [CustomerPlace] {
        try tx.rows("SELECT id, city_id, address FROM customer_address WHERE customer_id = \(id) ORDER BY id").map {
            CustomerPlace(id: try $0("id"), city: try $0("city_id"), address: try $0("address"))
        }
    }

    static let pageSize = 50
    private static let mostMachines = 100

    /// Whoever has all the words, the newest first.
    static func slice(
        _ filter: CustomerFilter, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<CustomerLine, ID<Customer>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            try lines(filter.words, narrowed(filter, tx), before: filter.cursor?.key, limit: limit, tx)
        }
    }

    private static func lines(
        _ words: [String], _ narrowed: SQL = "", before id: ID<Customer>?, limit: Int, _ tx: Transaction
    ) throws -> [CustomerLine] {
        let last = id?.value ?? Int64.max
        let found = try condition(words, below: last, limit: limit, tx)
        return try found.map { try tx.rows(statement($0 + narrowed, below: last, limit: limit)).map(line) } ?? []
    }

    /// Of a city that few are in these are looked up; of one that many are in, the list's order soon finds as many as a page holds.
    private static let mostInSmallCity = 5_000

    private static func narrowed(_ filter: CustomerFilter, _ tx: Transaction) throws -> SQL {
        var condition: SQL = ""
        if let kind = filter.kind { condition += " AND c.kind = \(kind)" }
        if let consent = filter.consent { condition += " AND c.consent = \(consent)" }
        if !filter.tag.isEmpty {
            let tag = filter.tag.replacing(#/[%_!]/#) { "!\($0.output)" }
            condition += " AND c.tags <> '' AND c.tags LIKE \("%\(tag)%") ESCAPE '!'"
        }
        guard let city = filter.city else { return condition }
        let people: SQL = """
            SELECT customer_id FROM customer_address WHERE city_id = \(city)
            UNION ALL SELECT customer_id FROM unit WHERE city_id = \(city)
            """
        let count: Int =
            try tx.value(
                "SELECT count(*) FROM (SELECT 1 AS one FROM (\(people)) p LIMIT \(literal: mostInSmallCity)) b") ?? 0
        guard count == mostInSmallCity else { return condition + " AND c.id IN (\(people))" }
        return condition + """
             AND (EXISTS (SELECT 1 FROM customer_address a WHERE a.customer_id = c.id AND a.city_id = \(city))
                  OR EXISTS (SELECT 1 FROM unit x WHERE x.customer_id = c.id AND x.city_id = \(city)))
            """
    }

    /// - Returns: nil where nobody has them.
    static func condition(_ words: [String], below last: Int64, limit: Int, _ tx: Transaction) throws -> SQL? {
        try wordList.condition(words, of: "c.id", below: last, limit: limit, tx)
    }

    static func statement(_ condition: SQL, below last: Int64, limit: Int) -> SQL {
        """
        \(columns) WHERE c.id < \(last) AND c.merged_into IS NULL AND \(condition)
        ORDER BY c.id DESC LIMIT \(literal: limit)
        """
    }

    private static let wordList = WordList("customer_word", id: "customer_id")

    /// The greatest of an expression: a server would look for that of a column alone from the end of its index, through the
    /// machines of everybody.
    private static let columns: SQL = """
        SELECT c.id, c.name, c.mobile, c.made_at,
               (SELECT count(*) FROM unit u WHERE u.customer_id = c.id AND u.merged_into IS NULL) AS machines,
               c.kind, c.consent, c.tags, ci.name_fa, ci.name_en
        FROM customer c LEFT JOIN city ci ON ci.id = coalesce(
            (SELECT city_id FROM customer_address WHERE id = (SELECT min(id) FROM customer_address WHERE customer_id = c.id)),
            (SELECT max(coalesce(city_id, 0)) FROM unit WHERE customer_id = c.id))
        """

    private static func line(_ row: Row) throws -> CustomerLine {
        let city: String? = try row.optional("name_fa")
        return CustomerLine(
            id: try row("id"), name: try row("name"), mobile: try row("mobile"), since: try row("made_at"),
            machines: try row("machines"), kind: try row("kind"), consent: try row("consent"), tags: try row("tags"),
            city: try city.map { _ in try BothNames(row) })
    }

    /// - Throws: `Refusal.hidden` where there is none.
    package static func find(_ id: ID<Customer>, _ tx: Transaction) throws -> CustomerSheet {
        let found = try tx.row(
            "SELECT name, mobile, made_at, version, erased_at, merged_into FROM customer WHERE id = \(id)")
        guard let row = found else { throw Refusal.hidden }
        let machines = try tx.rows(
            """
            SELECT u.serial, m.name, u.purchased_on FROM unit u JOIN product_model m ON m.id = u.model_id
            WHERE u.customer_id = \(id) AND u.merged_into IS NULL ORDER BY u.id DESC LIMIT \(literal: mostMachines)
            """)
        let erasedAt: Instant? = try row.optional("erased_at")
        return CustomerSheet(
            id: id, name: try row("name"), mobile: try row("mobile"), since: try row("made_at"),
            particulars: try CustomerParticularsStore.find(id, tx), version: try row("version"),
            isErased: erasedAt != nil, mergedInto: try row.optional("merged_into"),
            machines: try machines.map {
                .init(
                    serial: try $0("serial"), model: try $0("name"), purchasedOn: try $0.optional("purchased_on"))
            })
    }
}
