import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The catalogue of spare parts: the list, its file, each part's page.
package enum PartRoutes: RoomRoutes {
    /// Dealers come here from the warehouse: with a sixth place their menu would stand at the thumb no more.
    package static let list = PlainPage(
        "parts", for: .insiders, menu: .init("parts", icon: "settings", order: 102, for: .office))
    static let export = PlainPage("parts/export", for: .office, watched: .export)
    static let free = PlainPage("parts/free", for: .office)
    static let freeExport = PlainPage("parts/free/export", for: .office, watched: .export)
    package static let one = PageRoute<ID<SparePart>>("parts/:spare", for: .insiders)

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(PartFilter(request.asked), context) },
            export.to { request, context in
                try await PartFile.sheet(PartFilter(request.asked), context).response(to: request, context)
            },
            free.to { _, context in
                let page = try await context.company.read { tx in
                    FreePartsPage(try VisitPartList.free(tx), try VisitPartList.share(tx), context)
                }
                return try context.show(page)
            },
            freeExport.to { request, context in
                try await FreePartsSheet.sheet(context).response(to: request, context)
            },
            one.to { _, context, id in try await show(id, context) },
        ]
    }

    /// Its page, also where a deed on it was refused. - Parameter typed: the form that was refused, for the card it stands on.
    static func show(
        _ id: ID<SparePart>, typed: (any Sendable)? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            let part = try PartList.find(id, tx)
            return PartPage(part, try context.cards(PartSlots.cards, of: part, typed: typed, tx), context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func show(_ filter: PartFilter, _ context: CompanyContext) async throws -> Response {
        let page = try await context.company.read { tx in
            PartListPage(try PartList.slice(filter, tx), filter, try PartList.groups(tx), context)
        }
        return try context.show(page)
    }
}
