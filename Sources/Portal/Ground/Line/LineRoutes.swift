import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// What a phone on a poor line asks beside its pages.
enum LineRoutes: RoomRoutes {
    /// Whether there is a line, who is signed in, and the token of his forms now: what waits on a phone is sent with it.
    static let line = PlainPage("line", for: .dealers)
    /// What makes the pages a program of the phone, under the company's name.
    static let app = PlainPage("app", for: .dealers)

    static var all: [Mounted] {
        [
            line.to { _, context in
                let token = Secrets.formToken(of: context.guest.cookie)
                return try context.json(Line(person: context.actor.person.description, token: token))
            },
            app.to { _, context in
                var answer = try context.json(AppFacts(context))
                answer.headers[.contentType] = "application/manifest+json"
                answer.headers[.cacheControl] = "private, max-age=86400"
                return answer
            },
        ]
    }
}

extension CompanyContext {
    /// - Parameter tag: in its quotation marks; the phone asks with it whether anything is new. nil where it does not ask.
    package func json(_ value: some Encodable, tag: String? = nil) throws -> Response {
        let text = ByteBuffer(string: try JSONText.of(value))
        var answer = Response.html(text, gzip: guest.takesGzip)
        answer.headers[.contentType] = "application/json"
        guard let tag else { return answer }
        answer.headers[.eTag] = tag
        answer.headers[.cacheControl] = Response.askedEachTime
        return answer
    }
}

private struct Line: Encodable {
    let person: String
    let token: String
}

/// A web application manifest (W3C), by its members' names.
private struct AppFacts: Encodable {
    let id: String
    let name: String
    let shortName: String
    let lang: String
    let dir: String
    let start: String
    let scope = "/"
    let display = "standalone"
    let background = "#f7f8fa"
    let theme = "#2342c7"
    let icons: [Icon]

    enum CodingKeys: String, CodingKey {
        case id, name, lang, dir, scope, display, icons
        case shortName = "short_name"
        case start = "start_url"
        case background = "background_color"
        case theme = "theme_color"
    }

    struct Icon: Encodable {
        let src: String
        let sizes: String
        let type = "image/png"
        let purpose: String
    }

    init(_ context: CompanyContext) {
        let (reader, company) = (context.reader, context.company)
        id = context.paths.home
        name = reader.name(fa: company.nameFa, en: company.nameEn)
        shortName = name
        (lang, dir) = (reader.language.rawValue, reader.language.direction)
        // What his menu begins with.
        start = context.portal.routes.menu(context).first?.href ?? context.paths.home
        icons = context.portal.assets.squares.sorted { $0.key < $1.key }.flatMap { side, place in
            ["any", "maskable"].map { Icon(src: place, sizes: "\(side)x\(side)", purpose: $0) }
        }
    }
}
