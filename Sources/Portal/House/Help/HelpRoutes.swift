import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// The manual in the portal itself, from the files that are read outside of it too.
enum HelpRoutes: RoomRoutes {
    /// Leads to the chapter that helps on the page one comes from.
    static let entrance = PlainPage("help", for: .everyone, menu: .init("help", icon: "help", order: 200, isHelp: true))
    static let chapter = PageRoute<ManualChapter>("help/:chapter", for: .everyone)
    static let picture = PageRoute<ManualPicture>("help/pictures/:picture", for: .everyone)

    static var all: [Mounted] {
        [
            entrance.to { request, context in
                let chapter = ManualChapter(for: context.actor.roles, in: request.asked.text("room"))
                return context.goOn(to: context.paths(HelpRoutes.chapter, chapter))
            },
            chapter.to { _, context, chapter in try await show(chapter, context) },
            picture.to { _, context, picture in try await draw(picture, context) },
        ]
    }

    private static func draw(_ picture: ManualPicture, _ context: CompanyContext) async throws -> Response {
        let file = context.portal.companies.root("docs/manual/\(picture.file(in: context.reader.language))")
        guard let text = try? await aside({ try String(contentsOf: file, encoding: .utf8) }) else {
            throw Refusal.hidden
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "image/svg+xml; charset=utf-8", .cacheControl: "private, max-age=3600",
                .vary: "Accept-Language, Cookie",
            ], body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private static func show(_ chapter: ManualChapter, _ context: CompanyContext) async throws -> Response {
        let (paths, words) = (context.paths, context.words)
        let file = context.portal.companies.root("docs/manual/\(context.reader.language)/\(chapter.file)")
        guard let text = try? await aside({ try String(contentsOf: file, encoding: .utf8) }) else {
            throw Refusal.hidden
        }
        let manual = Markdown(text) { link in
            ManualPicture(file: link, in: context.reader.language).map { paths(HelpRoutes.picture, $0) }
                ?? ManualChapter(file: link).map { paths(HelpRoutes.chapter, $0) }
        }
        return try context.show(
            HelpPage(
                title: manual.title, body: manual.html,
                chapters: ManualChapter.allCases.map {
                    Tab(
                        href: paths(HelpRoutes.chapter, $0), label: words("help.\($0.rawValue)"),
                        isCurrent: $0 == chapter)
                }))
    }
}

/// A chapter, and the way to the others.
struct HelpPage: Page {
    static let template = "help/chapter"
    let titleKey = "help.title"
    var titleValues: [String] { [title] }
    let title: String
    /// Finished markup.
    let body: String
    let chapters: [Tab]
}
