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
        "", for: .everyone, menu: .init("home", icon: "home", order: 20, for: .office))

    static var all: [Mounted] {
        [
            OutsideRoute.get("/").page { _, context, portal in
                portal.goOn(to: context.visitor == nil ? Paths.signIn : Paths.companies)
            },
            OutsideRoute.get("/health").page { _, _, portal in try await health(portal) },
            OutsideRoute.get("/static/:file").page { request, context, portal in
                guard let name = context.coreContext.parameters.get("file"), let file = portal.assets.file(named: name)
                else { throw Refusal.hidden }
                return .asset(file, for: request)
            },
            overview.to { _, context in
                if context.actor.dealer != nil { return context.goOn(to: context.paths(TodayRoutes.page)) }
                return try await OverviewPage.show(context)
            },
        ]
    }

    /// 200 once the directory answers: the program can serve.
    private static func health(_ portal: Portal) async throws -> Response {
        _ = try await portal.companies.list()
        let body = #"{"status":"ok","version":"\#(portal.version)","schema":\#(portal.companies.schemaVersion)}"#
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }
}
