import Database
import Domain
import Ground
import Web

/// Schemes of codes: made, changed segment by segment, set aside. What codes were made of one stays as it is.
package enum CodingStore {
    struct Facts: Hashable, Sendable {
        let name: String
        let check: CodeCheck
        let separator: String
    }

    /// A whole scheme.
    package static func add(
        _ name: String, check: CodeCheck, separator: String, _ segments: [CodeSegment], by person: ID<Person>?,
        _ tx: Transaction
    ) throws {
        let id = try add(Facts(name: name, check: check, separator: separator), by: person, tx)
        for (index, segment) in segments.enumerated() {
            try addSegment(segment, to: id, at: index + 1, by: person, tx)
        }
    }

    static func add(_ facts: Facts, by person: ID<Person>?, _ tx: Transaction) throws -> ID<Coding> {
        let id: ID<Coding> = try tx.insert(
            """
            INSERT INTO coding_scheme (name, ending, separator, made_by, made_at)
            VALUES (\(facts.name), \(facts.check), \(facts.separator), \(person), \(tx.now))
            """)
        try tell("scheme_added", id, ["name": facts.name], by: person, tx)
        return id
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`, what `CodeScheme` says of it.
    static func change(
        _ id: ID<Coding>, at version: Int, to facts: Facts, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try touch(id, at: version, tx)
        try tx.execute(
            """
            UPDATE coding_scheme SET name = \(facts.name), ending = \(facts.check), separator = \(facts.separator)
            WHERE id = \(id)
            """)
        try tell("scheme_changed", id, ["name": facts.name], by: person, tx)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`.
    static func setRetired(
        _ isRetired: Bool, _ id: ID<Coding>, at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try touch(id, at: version, tx)
        try tx.execute("UPDATE coding_scheme SET is_retired = \(isRetired) WHERE id = \(id)")
        try tell(isRetired ? "scheme_retired" : "scheme_restored", id, [:], by: person, tx)
    }

    /// Before the serial, where there is one: that is always the last.
    /// - Throws: `Refusal.hidden`, `Refusal.stale`, `FieldRefusal` for a second serial.
    static func addSegment(
        _ segment: CodeSegment, to id: ID<Coding>, at version: Int, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try touch(id, at: version, tx)
        let item = try CodingList.find(id, tx)
        let last = (item.segments.last?.position ?? 0) + 1
        var position = last
        if let serial = item.segments.first(where: { $0.segment.kind == .serial }) {
            guard segment.kind != .serial else {
                throw FieldRefusal(field: "kind", complaint: Complaint("parts.coding.serial.last"))
            }
            try tx.execute("UPDATE coding_segment SET position = \(last) WHERE id = \(serial.id)")
            position = serial.position
        }
        let row: ID<CodingSegment> = try tx.insert(
            """
            INSERT INTO coding_segment (scheme_id, position, name, kind, length, alphabet, separator)
            VALUES (\(id), \(position), \(segment.name), \(segment.kind), \(segment.length), \(segment.alphabet),
                    \(segment.separator))
            """)
        try write(segment.values, of: row, tx)
        try tell("segment_added", id, ["segment": segment.name], by: person, tx)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`, `FieldRefusal` where a serial would not be the last.
    static func changeSegment(
        _ row: ID<CodingSegment>, at version: Int, to segment: CodeSegment, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<Coding> {
        let item = try CodingList.scheme(of: row, tx)
        try touch(item.id, at: version, tx)
        let isSerial = segment.kind == .serial
        if isSerial, item.segments.last?.id != row {
            throw FieldRefusal(field: "kind", complaint: Complaint("parts.coding.serial.last"))
        }
        try tx.execute(
            """
            UPDATE coding_segment SET name = \(segment.name), kind = \(segment.kind), length = \(segment.length),
                alphabet = \(segment.alphabet), separator = \(segment.separator)
            WHERE id = \(row)
            """)
        try tx.execute("DELETE FROM coding_value WHERE segment_id = \(row)")
        try write(segment.values, of: row, tx)
        try tell("segment_changed", item.id, ["segment": segment.name], by: person, tx)
        return item.id
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`.
    static func removeSegment(
        _ row: ID<CodingSegment>, at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<Coding> {
        let item = try CodingList.scheme(of: row, tx)
        try touch(item.id, at: version, tx)
        let name = item.segments.first { $0.id == row }?.segment.name ?? ""
        try tx.execute("DELETE FROM coding_value WHERE segment_id = \(row)")
        try tx.execute("DELETE FROM coding_segment WHERE id = \(row)")
        try tell("segment_removed", item.id, ["segment": name], by: person, tx)
        return item.id
    }

    private static func write(_ values: [CodeSegment.Value], of row: ID<CodingSegment>, _ tx: Transaction) throws {
        for (position, value) in values.enumerated() {
            try tx.later(
                """
                INSERT INTO coding_value (segment_id, position, code, name)
                VALUES (\(row), \(position), \(value.code), \(value.name))
                """)
        }
    }

    private static func touch(_ id: ID<Coding>, at version: Int, _ tx: Transaction) throws {
        let known: Int? = try tx.value("SELECT version FROM coding_scheme WHERE id = \(id)")
        guard let known else { throw Refusal.hidden }
        guard known == version else { throw Refusal.stale(Complaint("error.stale")) }
        try tx.execute("UPDATE coding_scheme SET version = version + 1 WHERE id = \(id)")
    }

    private static func tell(
        _ kind: String, _ id: ID<Coding>, _ detail: [String: String], by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try EventStore.add(Event(kind, of: .coding(id), in: "parts", detail: detail), by: person, tx)
    }

    static let naming = SubjectNaming("coding") { ids, context, tx in
        guard context.may(CodingRoutes.one) else { return [] }
        return try tx.rows("SELECT id, name FROM coding_scheme WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("name"), href: context.paths(CodingRoutes.one, try row("id")))
    }
}

extension EventSubject {
    static func coding(_ id: ID<Coding>) -> EventSubject { EventSubject("coding", id.value) }
}
