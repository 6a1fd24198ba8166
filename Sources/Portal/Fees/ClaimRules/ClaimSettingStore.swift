import Database
import Domain

extension ClaimSetting: ColumnValue {}

/// The company's settings of claims, its standard times, and who changed what.
package enum ClaimSettingStore {
    package static func all(_ tx: Transaction) throws -> ClaimSettings {
        ClaimSettings(
            try tx.rows("SELECT name, value FROM claim_setting").reduce(into: [:]) { all, row in
                all[try row("name")] = try row("value") as Int64
            })
    }

    /// - Parameter value: nil for none.
    package static func set(_ name: ClaimSetting, to value: Int64?, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM claim_setting WHERE name = \(name)")
        guard let value else { return }
        try tx.execute("INSERT INTO claim_setting (name, value) VALUES (\(name), \(value))")
    }

    /// Minutes by service type and product group.
    static func standardMinutes(_ tx: Transaction) throws -> [StandardTime: Int] {
        try tx.rows("SELECT service_type, group_id, minutes FROM standard_minutes").reduce(into: [:]) { all, row in
            all[StandardTime(service: try row("service_type"), group: try row("group_id"))] = try row("minutes") as Int
        }
    }

    package static func set(_ minutes: Int?, for time: StandardTime, _ tx: Transaction) throws {
        try tx.execute(
            "DELETE FROM standard_minutes WHERE service_type = \(time.service) AND group_id = \(time.group)")
        guard let minutes else { return }
        try tx.execute(
            """
            INSERT INTO standard_minutes (service_type, group_id, minutes) VALUES (\(time.service), \(time.group), \(minutes))
            """)
    }

    package static func addEvent(
        _ subject: String, from before: String, to after: String, by: ID<Person>, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO claim_rule_event (at, person_id, subject, value_before, value_after)
            VALUES (\(tx.now), \(by), \(subject), \(before), \(after))
            """)
    }

    package struct Event: Sendable {
        package let at: Instant
        package let who: String?
        let subject: String
        package let before: String
        package let after: String
    }

    /// Newest first.
    package static func events(limit: Int, _ tx: Transaction) throws -> [Event] {
        try tx.rows(
            """
            SELECT e.at, p.name, e.subject, e.value_before, e.value_after
            FROM claim_rule_event e LEFT JOIN person p ON p.id = e.person_id ORDER BY e.id DESC LIMIT \(literal: limit)
            """
        ).map {
            Event(
                at: try $0("at"), who: try $0.optional("name"), subject: try $0("subject"),
                before: try $0("value_before"), after: try $0("value_after"))
        }
    }
}

/// What a standard time is for.
package struct StandardTime: Hashable, Sendable {
    package let service: String
    package let group: ID<ProductGroup>

    package init(service: String, group: ID<ProductGroup>) {
        self.service = service
        self.group = group
    }
}
