import Database
import Domain
import Web

/// A file that a person is sending piece by piece, for one form.
struct Arrival: Sendable {
    let id: ID<Arrival>
    let place: String
    let name: String
    /// Of the whole file.
    let bytes: Int
    /// Set once all of it is here and stored.
    let upload: ID<Upload>?
}

/// What is on its way. A file becomes an upload when its last byte is there, and only then can a form name it.
enum ArrivalStore {
    /// Files of one person that may be under way.
    private static let most = 60

    /// - Throws: `files.waiting` where too much of this person waits already.
    static func add(
        name: String, bytes: Int, for place: String, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<Arrival> {
        try UploadStore.checkRoom(for: bytes, of: person, tx)
        let open: Int =
            try tx.value("SELECT count(*) FROM arriving WHERE person_id = \(person) AND upload_id IS NULL") ?? 0
        guard open < most else { throw Complaint("files.waiting") }
        return try tx.insert(
            """
            INSERT INTO arriving (person_id, place, name, bytes, made_at)
            VALUES (\(person), \(place), \(name), \(bytes), \(tx.now))
            """)
    }

    /// - Throws: `Refusal.hidden` where this person sends no such file.
    static func find(_ id: ID<Arrival>, of person: ID<Person>, _ tx: Transaction) throws -> Arrival {
        let row = try tx.row(
            "SELECT id, place, name, bytes, upload_id FROM arriving WHERE id = \(id) AND person_id = \(person)")
        guard let row else { throw Refusal.hidden }
        return Arrival(
            id: try row("id"), place: try row("place"), name: try row("name"), bytes: try row("bytes"),
            upload: try row.optional("upload_id"))
    }

    /// All of it is here. - Returns: what it has become, also where another request was faster.
    static func finish(
        _ id: ID<Arrival>, as file: StoredFile, of person: ID<Person>, _ tx: Transaction
    ) throws -> ID<Upload> {
        let arrival = try find(id, of: person, tx)
        if let upload = arrival.upload { return upload }
        let upload = try UploadStore.add(file, for: arrival.place, by: person, tx)
        _ = try tx.execute("UPDATE arriving SET upload_id = \(upload.id) WHERE id = \(id)")
        return upload.id
    }

    static func remove(_ id: ID<Arrival>, _ tx: Transaction) throws {
        _ = try tx.execute("DELETE FROM arriving WHERE id = \(id)")
    }

    /// What nobody has ended for two days goes; its bytes go with the next sweep of files.
    static func sweep(limit: Int, _ tx: Transaction) throws -> Int {
        let old = tx.now.adding(seconds: -UploadStore.patience)
        return try tx.execute(
            "DELETE FROM arriving WHERE id IN (SELECT id FROM arriving WHERE made_at < \(old) LIMIT \(literal: limit))")
    }
}
