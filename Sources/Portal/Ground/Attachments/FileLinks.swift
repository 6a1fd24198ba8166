import Database
import Domain
import Web

/// Pictures of a thing as they are shown on its page, small until they are touched (`files/_photos`).
package struct PhotoLink: Sendable {
    let href: String
    let small: String
    let label: String
}

extension CompanyContext {
    /// The pictures among a thing's files, numbered.
    package func photoLinks(_ files: [AttachmentRow]) -> [PhotoLink] {
        files.filter(\.file.kind.isPicture).enumerated().map { index, file in
            PhotoLink(
                href: paths(AttachmentRoutes.file, file.id), small: paths(AttachmentRoutes.small, file.id),
                label: words("visits.photo", reader.number(index + 1)))
        }
    }
}

/// One file in the list of a thing's files.
struct FileLine: Sendable {
    let href: String
    /// nil for what is no picture.
    let small: String?
    let name: String
    let about: String

    init(_ row: AttachmentRow, _ context: CompanyContext) {
        let reader = context.reader
        href = context.paths(AttachmentRoutes.file, row.id)
        small = row.file.kind.isPicture ? context.paths(AttachmentRoutes.small, row.id) : nil
        name = row.file.name.isEmpty ? reader.words("visits.photo", reader.digits(row.id.description)) : row.file.name
        let kind = row.file.kind.rawValue.split(separator: "/").last.map { $0.uppercased() } ?? ""
        about = reader.words(
            "files.about", kind, reader.number(row.file.kilobytes), (row.who ?? "–").isolated, reader.dateTime(row.at))
    }
}

/// The files of a thing on its page (`files/_card`).
package struct FilesCard: Sendable {
    let files: [FileLine]
    /// Where more are added; nil for those who may not.
    let adding: String?
    /// Why none may be added any more.
    let closed: String?

    /// nil where there is none and this person may add none. The thing is known to be in sight.
    package static func card(
        of subject: EventSubject, _ context: CompanyContext, _ tx: Transaction
    ) throws -> PageCard? {
        let kind = context.company.fittings[AttachmentSlots.kinds].first { $0.name == subject.name }
        let mayAdd = kind.map { context.actor.roles.meet($0.adders) } ?? false
        let files = try AttachmentStore.all(of: subject, tx)
        guard mayAdd || !files.isEmpty else { return nil }
        let closed = mayAdd ? try context.closing(of: subject, tx) : nil
        let adding = mayAdd && closed == nil ? context.paths(AttachmentRoutes.files, subject.name, subject.id) : nil
        return PageCard(
            "files/_card", at: .main,
            FilesCard(
                files: files.map { FileLine($0, context) }, adding: adding,
                closed: closed.map(context.reader.complaint)))
    }
}
