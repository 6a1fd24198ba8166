import Database
import Domain

/// Files are added to a thing on its page, and its history says so.
struct AddFiles: Sendable {
    /// More than that is a cupboard, and fills a disk.
    static let most = 60
    let subject: EventSubject
    let uploads: [Upload]

    /// - Throws: `files.full`; `Refusal.stale` where one of them is gone.
    func run(by actor: Actor, _ tx: Transaction) throws {
        guard try AttachmentStore.count(of: subject, tx) + uploads.count <= Self.most else {
            throw Complaint("files.full", String(Self.most))
        }
        try AttachmentStore.add(uploads, to: subject, by: actor, tx)
        let names = uploads.map(\.file.name).joined(separator: ", ")
        try EventStore.add(
            Event("added", of: subject, in: "files", detail: ["files": names]), by: actor.person, tx)
    }
}
