import Database
import Domain

/// How much one person may send in a day and a night, so that nobody fills the company's disk. What was sent counts, whatever
/// has become of its form.
package enum UploadQuotaStore {
    /// The company's setting, in megabytes.
    package static let setting = "uploads.megabytes_a_day"
    /// Ten visits with a dozen large photos each.
    package static let usual = 1_000
    private static let hours: Int64 = 24

    package static func megabytes(_ tx: Transaction) throws -> Int {
        try SettingStore.value(setting, tx).flatMap { Int($0) } ?? usual
    }

    /// - Parameter bytes: that are to come. - Throws: `files.quota`.
    static func check(_ bytes: Int, of person: ID<Person>, _ tx: Transaction) throws {
        let megabytes = try megabytes(tx)
        let begin = hour(tx) - hours
        let sent: Int =
            try tx.value("SELECT sum(bytes) FROM upload_hour WHERE person_id = \(person) AND hour > \(begin)") ?? 0
        guard sent + bytes <= megabytes * 1_048_576 else { throw Complaint("files.quota", String(megabytes)) }
    }

    static func count(_ bytes: Int, of person: ID<Person>, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO upload_hour (person_id, hour, bytes) VALUES (\(person), \(hour(tx)), \(bytes))
            ON CONFLICT (person_id, hour) DO UPDATE SET bytes = upload_hour.bytes + excluded.bytes
            """)
    }

    static func sweep(limit: Int, _ tx: Transaction) throws -> Int {
        let old = hour(tx) - hours
        return try tx.execute(
            """
            DELETE FROM upload_hour WHERE (person_id, hour) IN
                (SELECT person_id, hour FROM upload_hour WHERE hour <= \(old) LIMIT \(literal: limit))
            """)
    }

    private static func hour(_ tx: Transaction) -> Int64 { tx.now.seconds / 3_600 }
}
