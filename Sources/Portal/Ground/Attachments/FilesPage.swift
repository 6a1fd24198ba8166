import Domain
import Web

/// All files of one thing, with the box for more.
struct FilesPage: Page {
    struct Adding: Sendable {
        let action: String
        let field: FileField
    }

    static let template = "files/files"
    let titleKey = "files.title"
    let titleValues: [String]
    /// The thing's page.
    let back: Link?
    let files: [FileLine]
    let isEmpty: Bool
    /// Why none may be added any more.
    let closed: String?
    /// nil for those who may add none.
    let adding: Adding?

    struct Link: Sendable {
        let href: String
        let label: String
    }

    init(
        _ subject: EventSubject, _ kind: AttachmentKind, _ rows: [AttachmentRow], _ link: SubjectLink?,
        _ tray: FileTray?, closed: Complaint?, _ context: CompanyContext
    ) {
        let label = link?.label ?? ""
        titleValues = [label.isolated]
        back = link?.href.map { Link(href: $0, label: label) }
        files = rows.map { FileLine($0, context) }
        isEmpty = rows.isEmpty
        let isAdder = context.actor.roles.meet(kind.adders)
        self.closed = isAdder ? closed.map(context.reader.complaint) : nil
        adding =
            isAdder && closed == nil
            ? Adding(
                action: context.paths(AttachmentRoutes.adding, subject.name, subject.id),
                field: FileField(files: tray, context)) : nil
    }
}
