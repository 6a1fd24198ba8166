import Domain
import Foundation
import Web

/// The files of a form: those sent now, and those sent earlier with the same form when it was refused. On a poor line
/// nobody sends a photo twice.
package struct FileTray: Sendable {
    package private(set) var uploads: [Upload] = []
    package private(set) var complaints: [Complaint] = []

    /// What a form takes: `photos` of what kinds, how many at most.
    package struct Bounds: Sendable {
        let kinds: Set<FileKind>
        let most: Int
        /// What is said where there are more.
        let tooMany: String

        package static let photos = Bounds(
            kinds: FileKind.pictures, most: VisitBounds.photos, tooMany: "visits.photos.many")
        /// One picture that stands on every page.
        package static let logo = Bounds(kinds: FileKind.pictures, most: 1, tooMany: "settings.logo.one")
        package static let any = Bounds(kinds: FileKind.all, most: 12, tooMany: "files.many")
    }

    /// Cleans and stores what was sent: the bytes are on the disk, and a row says whose they are, before a thing's row can
    /// name them.
    /// - Parameter place: which form it is; what was kept for another one is worth nothing here.
    package init(_ form: FormBody, for place: String, _ bounds: Bounds, _ context: CompanyContext) async throws {
        let (company, person) = (context.company, context.actor.person)
        let named = form.ids("kept", of: Upload.self)
        if named.count > bounds.most { complaints.append(Complaint(bounds.tooMany, String(bounds.most))) }
        let kept = named.prefix(bounds.most)
        if !kept.isEmpty {
            let found = try await company.read { try UploadStore.find(Array(kept), for: place, of: person, $0) }
            if found.count < Set(kept).count { complaints.append(Complaint("files.gone")) }
            take(found, bounds)
        }
        let sent = form.files("photos")
        // The page's script says how many it sends: a browser that sends a form again after a cut line leaves them out.
        if let promised = Int(form.raw("photos_sent")), promised > sent.count, promised <= bounds.most {
            complaints.append(Complaint("files.lost", String(promised), String(promised - sent.count)))
        }
        let room = bounds.most - uploads.count
        // No more than there is room for is ever cleaned and written: a form of a thousand must not fill the disk.
        let taken = sent.prefix(max(0, room))
        if sent.count > taken.count { complaints.append(Complaint(bounds.tooMany, String(bounds.most))) }
        guard !taken.isEmpty else { return }
        let known = Set(uploads.map(\.file.sha256))
        do {
            try await Self.checkRoom(for: taken.map(\.size).filter { $0 <= CleanFile.limit }.reduce(0, +), context)
            let (files, refused) = try await aside { try Self.store(taken, of: bounds.kinds, known, in: company.blobs) }
            complaints += refused
            uploads += try await company.write { try UploadStore.add(files, for: place, by: person, $0) }
        } catch let complaint as Complaint { complaints.append(complaint) }
    }

    /// A picture that a form carries otherwise than as a file, cleaned and stored as those are.
    /// - Throws: as `CleanFile.cleaned`, and where too much of this person waits already.
    package static func upload(
        _ bytes: [UInt8], called name: String, for place: String, _ context: CompanyContext
    ) async throws -> Upload {
        let (company, person) = (context.company, context.actor.person)
        try await checkRoom(for: bytes.count, context)
        let file = try await aside {
            let clean = try CleanFile.cleaned(bytes, name: name)
            return StoredFile(
                sha256: try company.blobs.put(clean.bytes), kind: clean.kind, bytes: clean.bytes.count, name: name)
        }
        let uploads = try await company.write { try UploadStore.add([file], for: place, by: person, $0) }
        return uploads[0]
    }

    /// Before anything is written: what is refused for want of room must not fill the disk.
    private static func checkRoom(for bytes: Int, _ context: CompanyContext) async throws {
        let person = context.actor.person
        try await context.company.read { try UploadStore.checkRoom(for: bytes, of: person, $0) }
    }

    /// What the form lacks, said beside its files.
    package mutating func complain(_ complaint: Complaint) { complaints.append(complaint) }

    /// Those of a kind that the form takes, each picture once: what went up by itself was not asked for which form.
    private mutating func take(_ found: [Upload], _ bounds: Bounds) {
        var known: Set<String> = []
        for upload in found where known.insert(upload.file.sha256).inserted {
            if bounds.kinds.contains(upload.file.kind) {
                uploads.append(upload)
            } else {
                complaints.append(Complaint("files.no_photo", upload.file.name))
            }
        }
    }

    /// Each once, however often it was sent.
    fileprivate static func store(
        _ sent: ArraySlice<FormBody.File>, of kinds: Set<FileKind>, _ known: Set<String>, in blobs: Blobs
    ) throws -> ([StoredFile], [Complaint]) {
        var (files, refused, known): ([StoredFile], [Complaint], Set<String>) = ([], [], known)
        for file in sent {
            let name = String(file.name.prefix(80))
            do {
                try CleanFile.check(size: file.size, name: name)
                let clean = try CleanFile.cleaned(file.bytes(), name: name, of: kinds)
                let sha256 = try blobs.put(clean.bytes)
                guard known.insert(sha256).inserted else { continue }
                files.append(StoredFile(sha256: sha256, kind: clean.kind, bytes: clean.bytes.count, name: name))
            } catch let complaint as Complaint { refused.append(complaint) }
        }
        return (files, refused)
    }
}

/// The photos of somebody who is no member: nobody keeps them for a form that comes back.
package struct StrangerPhotos: Sendable {
    package static let most = 3
    package let files: [StoredFile]
    package let complaints: [Complaint]

    /// Cleans and stores what was sent, once it is known that the form is taken.
    package init(_ form: FormBody, in company: OpenCompany) async throws {
        let sent = form.files("photos")
        var complaints = sent.count > Self.most ? [Complaint("visits.photos.many", String(Self.most))] : []
        let taken = sent.prefix(Self.most)
        guard !taken.isEmpty else {
            (files, self.complaints) = ([], complaints)
            return
        }
        let (files, refused) = try await aside {
            try FileTray.store(taken, of: FileKind.pictures, [], in: company.blobs)
        }
        complaints += refused
        (self.files, self.complaints) = (files, complaints)
    }
}

/// The files of a form that comes back: those that are here already, and the box for more (`files/_field`).
package struct FileField: Sendable {
    package struct Kept: Sendable {
        package let value: String
        package let label: String
    }

    package let kept: [Kept]
    package let errors: [String]
    /// Its own on a page that has several forms with files.
    let id: String
    let title: String
    let add: String
    let hint: String
    let accepts: String
    /// Where each file goes up by itself, before the form is sent.
    let goesUp: String

    /// - Parameter tray: nil for a form that nobody has sent yet.
    package init(photos tray: FileTray?, title: String, id: String = "f-photos", _ context: CompanyContext) {
        let words = context.words
        self.init(
            tray, id: id, title: words(title), add: words("visits.photos.add"), hint: words("visits.photos.hint"),
            accepts: "image/*", kept: "visits.photos.kept", context)
    }

    package init(logo tray: FileTray?, _ context: CompanyContext) {
        let words = context.words
        self.init(
            tray, id: "f-photos", title: words("settings.logo.file"), add: words("settings.logo.pick"),
            hint: words("settings.logo.hint"), accepts: "image/*", kept: "visits.photos.kept", context)
    }

    package init(files tray: FileTray?, title: String = "files.add", _ context: CompanyContext) {
        let reader = context.reader
        let megabytes = reader.number(CleanFile.limit / 1024 / 1024)
        self.init(
            tray, id: "f-photos", title: reader.words(title), add: reader.words("files.pick"),
            hint: reader.words("files.hint", reader.number(FileTray.Bounds.any.most), megabytes),
            accepts: "image/*,application/pdf", kept: "files.kept", context)
    }

    private init(
        _ tray: FileTray?, id: String, title: String, add: String, hint: String, accepts: String, kept word: String,
        _ context: CompanyContext
    ) {
        let reader = context.reader
        goesUp = context.paths(ArrivalRoutes.begin)
        (self.id, self.title, self.add, self.hint, self.accepts) = (id, title, add, hint, accepts)
        errors = tray?.complaints.map(reader.complaint) ?? []
        kept = (tray?.uploads ?? []).enumerated().map { index, upload in
            let label = reader.words(word, reader.number(index + 1), reader.number(upload.file.kilobytes))
            return Kept(value: upload.id.description, label: label)
        }
    }
}
