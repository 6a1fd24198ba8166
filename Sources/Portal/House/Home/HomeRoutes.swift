import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// The front door, the company's first page, the static files, and the answer for those who watch over the server.
enum HomeRoutes {
    static func mount(_ rooms: Rooms) {
        let portal = rooms.portal
        rooms.getAnyone("/") { _, context in
            portal.goOn(to: context.visitor == nil ? Paths.signIn : Paths.companies)
        }
        rooms.getAnyone("/health") { _, _ in try await health(portal) }
        rooms.getAnyone("/static/:file") { request, context in
            guard let name = context.coreContext.parameters.get("file"), let file = portal.assets.file(named: name)
            else {
                throw Refusal.hidden
            }
            return .asset(file, for: request)
        }
        rooms.get("/:company") { _, context in
            if context.actor.dealer != nil { return context.goOn(to: context.paths.today) }
            return try await OverviewPage.show(context)
        }
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
