import Database
import Domain
import Web

/// A file of a thing.
package struct AttachmentRow: Sendable {
    package let id: ID<Attachment>
    package let subject: EventSubject
    package let file: StoredFile
    package let who: String?
    package let at: Instant

    init(_ row: Row) throws {
        (id, file) = (try row("id"), try StoredFile(row))
        subject = EventSubject(try row("subject"), try row("subject_id"))
        (who, at) = (try row.optional("who"), try row("made_at"))
    }

    /// By which a browser knows again what it has. - Parameter form: which picture of it.
    func tag(_ form: String) -> String { "\"\(form)\(id)-\(file.sha256.prefix(12))\"" }
}

/// The files of things. Rows are only ever added, and taken away with a person's data alone; the bytes lie there before them.
package enum AttachmentStore {
    private static let columns: SQL = """
        SELECT a.id, a.subject, a.subject_id, a.sha256, a.media_type, a.bytes, a.name, a.made_at, p.name AS who
        FROM attachment a LEFT JOIN person p ON p.id = a.made_by
        """

    /// What this person has sent becomes the thing's.
    /// - Throws: `Refusal.stale` where one of them is in another thing meanwhile, or gone.
    package static func add(
        _ uploads: [Upload], to subject: EventSubject, by actor: Actor, _ tx: Transaction
    ) throws {
        guard !uploads.isEmpty else { return }
        let ids = uploads.map(\.id)
        let sent = try tx.rows(
            """
            SELECT sha256, media_type, bytes, name FROM upload
            WHERE id IN (\(ids)) AND person_id = \(actor.person) ORDER BY id
            """)
        guard sent.count == ids.count else { throw Refusal.stale(Complaint("files.gone")) }
        for file in sent {
            let (hash, type): (String, String) = (try file("sha256"), try file("media_type"))
            let (bytes, name): (Int64, String) = (try file("bytes"), try file("name"))
            try tx.execute(
                """
                INSERT INTO attachment (subject, subject_id, sha256, media_type, bytes, name, made_by, made_at)
                VALUES (\(subject.name), \(subject.id), \(hash), \(type), \(bytes), \(name), \(actor.person), \(tx.now))
                """)
        }
        _ = try tx.execute("DELETE FROM upload WHERE id IN (\(ids))")
    }

    /// Photos of somebody who is no member.
    package static func add(_ photos: StrangerPhotos, to subject: EventSubject, _ tx: Transaction) throws {
        for file in photos.files {
            try tx.later(
                """
                INSERT INTO attachment (subject, subject_id, sha256, media_type, bytes, name, made_by, made_at)
                VALUES (\(subject.name), \(subject.id), \(file.sha256), \(file.kind), \(file.bytes), \(file.name), 0, \(tx.now))
                """)
        }
    }

    /// Of one thing, which is known to be in sight, in the order in which they came.
    package static func all(of subject: EventSubject, _ tx: Transaction) throws -> [AttachmentRow] {
        try tx.rows(
            "\(columns) WHERE a.subject = \(subject.name) AND a.subject_id = \(subject.id) ORDER BY a.id"
        ).map(AttachmentRow.init)
    }

    /// Of several things of one kind, as `all`.
    package static func all(of name: String, _ ids: [Int64], _ tx: Transaction) throws -> [AttachmentRow] {
        guard !ids.isEmpty else { return [] }
        return try tx.rows("\(columns) WHERE a.subject = \(name) AND a.subject_id IN (\(ids)) ORDER BY a.id")
            .map(AttachmentRow.init)
    }

    /// Takes the files of things away; their bytes go by `ErasedFiles`. - Returns: their SHA-256.
    package static func remove(of subjects: [EventSubject], _ tx: Transaction) throws -> [String] {
        try Dictionary(grouping: subjects, by: \.name).sorted { $0.key < $1.key }.flatMap { name, things in
            let ids = things.map(\.id)
            let files: [String] = try tx.list(
                "SELECT sha256 FROM attachment WHERE subject = \(name) AND subject_id IN (\(ids))")
            _ = try tx.execute("DELETE FROM attachment WHERE subject = \(name) AND subject_id IN (\(ids))")
            return files
        }
    }

    /// Takes away what strangers have sent of a thing; the bytes go by `ErasedFiles`. - Returns: their SHA-256.
    package static func removeOfStrangers(of subject: EventSubject, _ tx: Transaction) throws -> [String] {
        let files: [String] = try tx.list(
            """
            SELECT sha256 FROM attachment WHERE subject = \(subject.name) AND subject_id = \(subject.id) AND made_by = 0
            """)
        _ = try tx.execute(
            "DELETE FROM attachment WHERE subject = \(subject.name) AND subject_id = \(subject.id) AND made_by = 0")
        return files
    }

    /// Whether strangers have sent anything of it.
    package static func hasOfStrangers(_ subject: EventSubject, _ tx: Transaction) throws -> Bool {
        try tx.value(
            """
            SELECT 1 FROM attachment WHERE subject = \(subject.name) AND subject_id = \(subject.id) AND made_by = 0 LIMIT 1
            """, as: Int.self) != nil
    }

    package static func ids(of subject: EventSubject, _ tx: Transaction) throws -> [Int64] {
        try tx.list(
            "SELECT id FROM attachment WHERE subject = \(subject.name) AND subject_id = \(subject.id) ORDER BY id")
    }

    /// They were of a thing that turned out to be this one.
    package static func move(_ ids: [Int64], to subject: EventSubject, _ tx: Transaction) throws {
        _ = try tx.execute(
            "UPDATE attachment SET subject_id = \(subject.id) WHERE id IN (\(ids)) AND subject = \(subject.name)")
    }

    static func count(of subject: EventSubject, _ tx: Transaction) throws -> Int {
        try tx.value(
            "SELECT count(*) FROM attachment WHERE subject = \(subject.name) AND subject_id = \(subject.id)") ?? 0
    }

    /// - Throws: `Refusal.hidden` where there is none, or of a thing that this person does not see.
    static func find(
        _ id: ID<Attachment>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> AttachmentRow {
        guard let row = try tx.row("\(columns) WHERE a.id = \(id)") else { throw Refusal.hidden }
        let attachment = try AttachmentRow(row)
        _ = try AttachmentKind.seen(attachment.subject, context, tx)
        return attachment
    }

    static func files(_ names: FileNames, _ tx: Transaction) throws -> [String] {
        try tx.list("SELECT DISTINCT sha256 FROM attachment WHERE \(names.condition)")
    }
}
