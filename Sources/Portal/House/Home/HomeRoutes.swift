import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import NIOCore
import Web
import Work

/// The front door, the company's first page, the static files, and the answer for those who watch over the server.
enum HomeRoutes: RoomRoutes {
    static let overview = PlainPage(
        "", for: .everyone, menu: .init("home", icon: "home", order: 20, for: Set.office.union([.surveyAgent])))

    static var all: [Mounted] {
        [
            OutsideRoute.get("/").page { _, context, portal in
                portal.goOn(to: context.visitor == nil ? Paths.signIn : Paths.companies)
            },
            OutsideRoute.get("/health").page { _, _, portal in try await health(portal) },
            OutsideRoute.get("/health/alive").page { _, _, portal in report("alive", portal) },
            OutsideRoute.get("/health/ready").page { _, _, portal in try await health(portal) },
            OutsideRoute.get("/health/writable").page { _, _, portal in try await writable(portal) },
            OutsideRoute.get("/static/:file").page { request, context, portal in
                guard let name = context.coreContext.parameters.get("file"), let file = portal.assets.file(named: name)
                else { throw Refusal.hidden }
                return .asset(file, for: request)
            },
            OutsideRoute.get("/worker.js").page { request, _, portal in
                let tag = portal.assets.workerTag
                guard !request.has(tag) else { return .notModified(tag) }
                var answer = Response.asset(portal.assets.worker, for: request)
                (answer.headers[.cacheControl], answer.headers[.eTag]) = ("no-cache", tag)
                return answer
            },
            OutsideRoute.get("/no-line").page { _, context, portal in try portal.show(NoLinePage(), context) },
            overview.to { _, context in
                if context.actor.dealer != nil { return context.goOn(to: context.paths(TodayRoutes.page)) }
                return try await OverviewPage.show(context)
            },
        ]
    }

    /// 200 once the directory answers: the program can serve.
    private static func health(_ portal: Portal) async throws -> Response {
        _ = try await portal.companies.list()
        return report("ok", portal)
    }

    /// 200 where forms can be stored too: not on a full disk, nor beside a replica.
    private static func writable(_ portal: Portal) async throws -> Response {
        do { try await portal.companies.directory.write { try DirectoryStore.touch($0) } } catch {
            throw Refusal.unavailable
        }
        return report("writable", portal)
    }

    private static func report(_ status: String, _ portal: Portal) -> Response {
        let schema = portal.companies.schemaVersion
        let body = #"{"status":"\#(status)","version":"\#(portal.version)","schema":\#(schema)}"#
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }
}

/// What a phone shows where there is no line.
struct NoLinePage: Page {
    static let template = "home/no_line"
    let titleKey = "home.no_line"
}
