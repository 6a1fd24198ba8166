import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// The files of things: one file, its small picture, and the page where more are added.
package enum AttachmentRoutes: RoomRoutes {
    package static let file = PageRoute<ID<Attachment>>("files/:file", for: .insiders)
    static let small = PageRoute<ID<Attachment>>("files/:file/small", for: .insiders)
    static let files = PageRoute<String, Int64>("files/of/:subject/:thing", for: .insiders)
    static let adding = FormRoute<String, Int64>(
        "files/of/:subject/:thing", for: Set.insiders.subtracting([.auditor]), upTo: .photos)

    package static var all: [Mounted] {
        [
            file.to { request, context, id in try await send(id, request, context) },
            small.to { request, context, id in try await sendSmall(id, request, context) },
            files.to { _, context, name, id in try await show(EventSubject(name, id), context) },
            adding.to { form, context, name, id in try await add(form, to: EventSubject(name, id), context) },
        ]
    }

    private static func send(
        _ id: ID<Attachment>, _ request: Request, _ context: CompanyContext
    ) async throws -> Response {
        let row = try await context.company.read { try AttachmentStore.find(id, context, $0) }
        let tag = row.tag("f")
        if request.has(tag) { return .notModified(tag) }
        let blobs = context.company.blobs
        let bytes = try await aside { try blobs.get(row.file.sha256) }
        // A PDF may hold a script: it is saved, never opened in a page of ours.
        return answer(bytes, row.file.kind, row.file.kind.isPicture ? "inline" : saved(row), tag)
    }

    /// Where no small picture can be made, the picture itself.
    private static func sendSmall(
        _ id: ID<Attachment>, _ request: Request, _ context: CompanyContext
    ) async throws -> Response {
        let row = try await context.company.read { try AttachmentStore.find(id, context, $0) }
        guard row.file.kind.isPicture else { throw Refusal.hidden }
        let tag = row.tag("s")
        if request.has(tag) { return .notModified(tag) }
        let small = try await context.portal.thumbnails.small(row.file.sha256, of: context.company)
        guard let small else { return try await send(id, request, context) }
        return answer(small, .jpeg, "inline", tag)
    }

    private static func answer(_ bytes: [UInt8], _ kind: FileKind, _ disposition: String, _ tag: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: kind.rawValue, .contentDisposition: disposition, .cacheControl: Response.askedEachTime,
                .eTag: tag,
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// RFC 6266: a name of ours for old programs, and the one that its person gave it.
    private static func saved(_ row: AttachmentRow) -> String {
        "attachment; filename=\"file-\(row.id).pdf\"; filename*=UTF-8''\(Paths.part(row.file.name))"
    }

    private static func show(
        _ subject: EventSubject, _ context: CompanyContext, tray: FileTray? = nil,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            let kind = try AttachmentKind.seen(subject, context, tx)
            let link = try context.links(of: [subject], tx)[subject]
            return FilesPage(
                subject, kind, try AttachmentStore.all(of: subject, tx), link, tray,
                closed: try context.closing(of: subject, tx), context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func add(
        _ form: FormBody, to subject: EventSubject, _ context: CompanyContext
    ) async throws -> Response {
        let kind = try await context.company.read { try AttachmentKind.seen(subject, context, $0) }
        guard context.actor.roles.meet(kind.adders) else { throw Refusal.denied }
        let tray = try await FileTray(form, for: context.path, .any, context)
        guard tray.complaints.isEmpty, !tray.uploads.isEmpty else {
            let warning = tray.complaints.isEmpty ? Complaint("files.missing") : nil
            return try await show(subject, context, tray: tray, status: .unprocessableContent, warning: warning)
        }
        let command = AddFiles(subject: subject, uploads: tray.uploads)
        return try await context.once(form, flash: "files.added", to: context.path) { deed in
            _ = try AttachmentKind.seen(subject, context, deed.tx)
            if let closed = try context.closing(of: subject, deed.tx) { throw closed }
            try command.run(by: deed.actor, deed.tx)
        } orShow: { refused in
            try await show(subject, context, tray: tray, status: refused.status, warning: refused.complaint)
        }
    }
}
