import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Devices taken apart, and parts made good again. What was written is a paper as any other.
package enum ReworkRoutes: RoomRoutes {
    static let kinds: [PaperKind] = [.dismantle, .refurbish]
    static let form = PlainPage("stock/rework", for: .keepers, of: .stock)
    static let addition = PlainForm("stock/rework", for: .keepers, of: .stock)

    package static var all: [Mounted] {
        [
            form.to { request, context in
                let kind: PaperKind = request.asked.word("kind") ?? .dismantle
                guard kinds.contains(kind) else { throw Refusal.hidden }
                return try await fill(FormBody(["kind": kind.rawValue]), isBlank: true, context)
            },
            addition.to { form, context in try await add(form, context) },
        ]
    }

    private static func known(
        _ body: FormBody, _ context: CompanyContext
    ) async throws -> (ReworkForm, [PlaceRow], [(code: String, names: BothNames)]) {
        guard let kind = PaperKind(rawValue: body.text("kind")), kinds.contains(kind) else { throw Refusal.unreadable }
        let (places, parts) = try await context.company.read { tx in
            (
                try StockPlaceList.all(
                    PlaceFilter(kinds: [.central, .shelf, .defective, .quarantine, .scrap]), tx),
                try StockPartList.offered(.company, tx)
            )
        }
        let form = ReworkForm(
            body, kind, places, today: context.today, calendar: context.reader.clock.calendar)
        return (form, places, parts)
    }

    private static func fill(
        _ body: FormBody, isBlank: Bool = false, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        refused: RefusedDeed? = nil
    ) async throws -> Response {
        let (form, places, parts) = try await known(body, context)
        let page = ReworkPage(
            form, places, parts, isBlank: isBlank, (refused?.error as? RefusedLines)?.complaints ?? [:], context)
        return try context.show(page, status: status, warning: refused?.complaint)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (form, _, _) = try await known(body, context)
        if form.asksMore { return try await fill(body, context) }
        guard !form.isRefused else { return try await fill(body, context, status: .unprocessableContent) }
        return try await context.once(body, flash: "stock.\(form.kind.rawValue)_added") { deed in
            let paper = try ReworkStore.add(form.rework(deed.tx), by: deed.actor, in: deed.company, deed.tx)
            return context.paths(StockPaperRoutes.one, paper.number)
        } orShow: { refused in
            try await fill(body, context, status: refused.status, refused: refused)
        }
    }
}
