import Database
import Domain

extension FileKind: ColumnValue {}

/// A file whose bytes lie in the company's blobs already.
package struct StoredFile: Hashable, Sendable {
    package let sha256: String
    package let kind: FileKind
    package let bytes: Int
    /// As its person called it.
    package let name: String

    init(sha256: String, kind: FileKind, bytes: Int, name: String) {
        (self.sha256, self.kind, self.bytes, self.name) = (sha256, kind, bytes, name)
    }

    init(_ row: Row) throws {
        self.init(
            sha256: try row("sha256"), kind: try row("media_type"), bytes: try row("bytes"), name: try row("name"))
    }

    /// For people: never 0.
    package var kilobytes: Int { max(1, (bytes + 1023) / 1024) }
}

/// A file that this person has sent, for one form.
package struct Upload: Hashable, Sendable {
    package let id: ID<Upload>
    package let file: StoredFile
}

/// What people have sent and no thing has yet. A file becomes a thing's only out of these rows, so nobody can give it one
/// that he has not sent himself.
enum UploadStore {
    /// Bytes of one person that may wait; twice what the largest form holds would be little on a poor line.
    private static let mostWaiting = 200 * 1024 * 1024

    /// Seconds that it may wait: a form may be filled in for two days.
    static let patience: Int64 = 2 * 86_400

    /// - Parameter bytes: that are to come; what is on its way already counts as if it had come.
    /// - Throws: `files.waiting` where too much of this person waits already, `files.quota` where he has sent too much of late.
    static func checkRoom(for bytes: Int, of person: ID<Person>, _ tx: Transaction) throws {
        let here: Int = try tx.value("SELECT sum(bytes) FROM upload WHERE person_id = \(person)") ?? 0
        let coming: Int =
            try tx.value("SELECT sum(bytes) FROM arriving WHERE person_id = \(person) AND upload_id IS NULL") ?? 0
        guard here + coming + bytes <= mostWaiting else { throw Complaint("files.waiting") }
        try UploadQuotaStore.check(coming + bytes, of: person, tx)
    }

    /// - Throws: as `checkRoom`.
    static func add(
        _ files: [StoredFile], for place: String, by person: ID<Person>, _ tx: Transaction
    ) throws -> [Upload] {
        try checkRoom(for: files.reduce(0) { $0 + $1.bytes }, of: person, tx)
        return try files.map { try add($0, for: place, by: person, tx) }
    }

    /// One for which there is room.
    static func add(
        _ file: StoredFile, for place: String, by person: ID<Person>, _ tx: Transaction
    ) throws -> Upload {
        try UploadQuotaStore.count(file.bytes, of: person, tx)
        let id: ID<Upload> = try tx.insert(
            """
            INSERT INTO upload (person_id, place, sha256, media_type, bytes, name, made_at)
            VALUES (\(person), \(place), \(file.sha256), \(file.kind), \(file.bytes), \(file.name), \(tx.now))
            """)
        return Upload(id: id, file: file)
    }

    /// Those of them that this person has sent for this form and that are in no thing yet.
    static func find(
        _ ids: [ID<Upload>], for place: String, of person: ID<Person>, _ tx: Transaction
    ) throws -> [Upload] {
        try tx.rows(
            """
            SELECT id, sha256, media_type, bytes, name FROM upload
            WHERE id IN (\(ids)) AND person_id = \(person) AND place = \(place) ORDER BY id
            """
        ).map { Upload(id: try $0("id"), file: try StoredFile($0)) }
    }

    static func files(_ names: FileNames, _ tx: Transaction) throws -> [String] {
        try tx.list("SELECT sha256 FROM upload WHERE \(names.condition)")
    }

    /// What no form has taken up for two days goes; its file goes with the next sweep of those.
    static func sweep(limit: Int, _ tx: Transaction) throws -> Int {
        let old = tx.now.adding(seconds: -patience)
        return try tx.execute(
            "DELETE FROM upload WHERE id IN (SELECT id FROM upload WHERE made_at < \(old) LIMIT \(literal: limit))")
    }
}
