import Domain
import Foundation
import Ground
import Web

/// The photos of a form: those sent now, and those sent earlier with the same form when it was refused. On a poor line
/// nobody sends a photo twice.
package struct PhotoTray: Sendable {
    package private(set) var photos: [StoredPhoto] = []
    package private(set) var complaints: [Complaint] = []
    private let seal: Seal

    /// Cleans and stores what was sent; the bytes are on the disk before any row can name them.
    package init(_ form: FormBody, of number: String, _ context: CompanyContext) throws {
        seal = Seal(context, purpose: "photo \(number)")
        for reference in form.all("kept").prefix(VisitBounds.photos) { add(seal.open(reference).flatMap(Self.photo)) }
        let room = VisitBounds.photos - photos.count
        let sent = form.files("photos")
        // No more than there is room for is ever cleaned and written: a form of a thousand must not fill the disk.
        for file in sent.prefix(room) { try take(file, into: context.company.blobs) }
        if sent.count > room { complaints.append(Complaint("visits.photos.many", String(VisitBounds.photos))) }
    }

    /// What the hidden field of each photo holds: it is worth something only to this person, in this session, for this
    /// job.
    package var references: [String] { photos.map { seal.close("\($0.sha256).\($0.kind.rawValue).\($0.bytes)") } }

    private mutating func take(_ file: FormBody.File, into blobs: Blobs) throws {
        do {
            let clean = try PhotoFile.cleaned(file.bytes, name: String(file.name.prefix(80)))
            add(StoredPhoto(sha256: try blobs.put(clean.bytes), kind: clean.kind, bytes: clean.bytes.count))
        } catch let complaint as Complaint { complaints.append(complaint) }
    }

    private mutating func add(_ photo: StoredPhoto?) {
        if let photo, !photos.contains(photo) { photos.append(photo) }
    }

    private static func photo(_ text: String) -> StoredPhoto? {
        let parts = text.split(separator: ".")
        guard parts.count == 3, let kind = PhotoFile.Kind(rawValue: String(parts[1])), let bytes = Int(parts[2]) else {
            return nil
        }
        return StoredPhoto(sha256: String(parts[0]), kind: kind, bytes: bytes)
    }
}

/// Signs what a page gives into a person's hands and wants back unchanged.
struct Seal: Sendable {
    private let purpose: String
    private let secret: String

    init(_ context: CompanyContext, purpose: String) {
        self.purpose = "\(context.company.slug) \(purpose)"
        secret = context.guest.cookie
    }

    func close(_ text: String) -> String { "\(text).\(signature(text))" }

    /// nil where it is not ours, or for another purpose or session.
    func open(_ sealed: String) -> String? {
        guard let dot = sealed.lastIndex(of: ".") else { return nil }
        let text = String(sealed[..<dot])
        return sealed[sealed.index(after: dot)...] == signature(text) ? text : nil
    }

    private func signature(_ text: String) -> String { Secrets.signature(of: "\(purpose) \(text)", by: secret) }
}
