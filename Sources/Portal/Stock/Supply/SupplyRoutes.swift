import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What places want more of, what they should have, and what nobody uses.
package enum SupplyRoutes: RoomRoutes {
    static let orderers: Set<Role> = .keepers.union([.dealerManager])

    package static let page = PlainPage("stock/replenishment", for: orderers, of: .stock)
    static let order = PlainForm("stock/replenishment", for: orderers, of: .stock)
    static let purchase = PlainForm("stock/replenishment/orders", for: OrderRoutes.writers, of: .stock)
    static let levels = PageRoute<ID<StockPlace>>("stock/places/:store/levels", for: .keepers, of: .stock)
    static let level = FormRoute<ID<StockPlace>>("stock/places/:store/levels", for: .keepers, of: .stock)
    static let lead = FormRoute<ID<StockPlace>>("stock/places/:store/lead", for: .keepers, of: .stock)
    package static let idle = PlainPage("stock/idle", for: .stockFiles, of: .stock)

    package static var all: [Mounted] {
        [
            page.to { request, context in try await show(SupplyAsked(request.asked), context) },
            order.to { form, context in try await order(form, context) },
            purchase.to { form, context in try await purchase(form, context) },
            levels.to { request, context, id in try await showLevels(id, asking: request.asked.text("part"), context) },
            level.to { form, context, id in try await setLevel(form, id, context) },
            lead.to { form, context, id in
                let days = form.input("lead", LevelForm.days)
                return try await change(form, id, context) { place, deed in
                    try LevelStore.setLead(days.required(), of: place, by: deed.actor.person, deed.tx)
                }
            },
            idle.to { request, context in
                let filter = IdleFilter(request.asked)
                let slice = try await context.company.read { try IdleList.slice(filter, on: context.today, $0) }
                return try context.show(IdlePage(slice, filter, context))
            },
        ]
    }

    private static func show(
        _ asked: SupplyAsked, _ context: CompanyContext, typed: SupplyOrder? = nil, status: HTTPResponse.Status = .ok,
        refused: RefusedDeed? = nil, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try SupplyLoad(asked, context, $0) }
        let lines = (refused?.error as? RefusedLines)?.complaints ?? [:]
        return try context.show(
            SupplyPage(load, asked, typed, lines, context), status: status, warning: warning ?? refused?.complaint)
    }

    /// What was chosen becomes one request for the place.
    private static func order(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (asked, order) = (SupplyAsked(Asked(form)), SupplyOrder(form))
        if let complaint = order.complaint {
            return try await show(asked, context, typed: order, status: .unprocessableContent, warning: complaint)
        }
        return try await context.once(form, flash: "stock.request_added") { deed in
            let places = try RequestList.places(for: nil, of: deed.actor, deed.tx)
            guard let place = places.first(where: { $0.id == asked.place }) else { throw Complaint("form.choose") }
            let lines = try order.wanted(deed.tx).enumerated().map { index, line in
                NewRequest.Line(position: index + 1, part: line.part, quantity: line.quantity)
            }
            let row = try RequestStore.add(
                NewRequest(place: place, lines: lines), by: deed.actor, in: deed.company, deed.tx)
            return context.paths(RequestRoutes.one, row.number)
        } orShow: { refused in
            try await show(asked, context, typed: order, status: refused.status, refused: refused)
        }
    }

    /// What was chosen becomes a draft of an order for each supplier.
    private static func purchase(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (asked, order) = (SupplyAsked(Asked(form)), SupplyOrder(form))
        if let complaint = order.complaint {
            return try await show(asked, context, typed: order, status: .unprocessableContent, warning: complaint)
        }
        return try await context.once(form, flash: "stock.orders_drafted") { deed in
            let places = try RequestList.places(for: nil, of: deed.actor, deed.tx)
            guard let place = places.first(where: { $0.id == asked.place }) else { throw Complaint("form.choose") }
            let due = try deed.company.clock.day(of: deed.tx.now).adding(
                days: SupplyList.lead(of: place.id, deed.tx))
            let drafts = try OrderProposal.add(
                order.wanted(deed.tx), for: place, due: due, by: deed.actor, in: deed.company, deed.tx)
            guard drafts.count > 1 else { return context.paths(OrderRoutes.one, drafts[0]) }
            return Address.of(context.paths(OrderRoutes.list), [("tab", OrderFilter.Tab.draft.rawValue)])
        } orShow: { refused in
            try await show(asked, context, typed: order, status: refused.status, refused: refused)
        }
    }

    private static func showLevels(
        _ id: ID<StockPlace>, asking code: String = "", typed: LevelForm? = nil, refused: FieldRefusal? = nil,
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { tx in
            LevelLoad(
                place: try StockPlaceList.find(id, context.actor.sight, tx), rows: try SupplyList.levels(at: id, tx),
                lead: try SupplyList.lead(of: id, tx))
        }
        return try context.show(
            LevelsPage(load, asking: code, typed, refused, context), status: status, warning: warning)
    }

    private static func setLevel(
        _ body: FormBody, _ id: ID<StockPlace>, _ context: CompanyContext
    ) async throws -> Response {
        let form = LevelForm(body)
        guard let code = form.code.value, let minimum = form.minimum.value, let point = form.orderPoint.value else {
            return try await showLevels(id, typed: form, context, status: .unprocessableContent)
        }
        return try await change(body, id, typed: form, context) { place, deed in
            guard let part = try StockPartList.find([code], deed.tx)[PartCode.key(code)] else {
                throw FieldRefusal(field: "part", complaint: Complaint("stock.line.unknown", code))
            }
            try LevelStore.set(
                part, at: place, minimum == 0 && point == 0 ? nil : (minimum, point), by: deed.actor.person, deed.tx)
        }
    }

    private static func change(
        _ form: FormBody, _ id: ID<StockPlace>, typed: LevelForm? = nil, _ context: CompanyContext,
        _ work: @escaping @Sendable (PlaceRow, Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(form, flash: "stock.level_set", to: context.paths(levels, id)) { deed in
            try work(try StockPlaceList.find(id, deed.actor.sight, deed.tx), deed)
        } orShow: { refused in
            try await showLevels(
                id, typed: typed, refused: refused.error as? FieldRefusal, context, status: refused.status,
                warning: refused.complaint)
        }
    }
}

/// For which place, and by the use of how many days.
struct SupplyAsked: Sendable {
    let place: ID<StockPlace>?
    let days: Int

    init(_ asked: Asked) {
        place = asked.id("place")
        days = asked.number("days", in: 1...366).flatMap { Replenishment.spans.contains($0) ? $0 : nil } ?? 90
    }
}

/// What was chosen of the proposals.
struct SupplyOrder: Sendable {
    let lines: [(part: ID<SparePart>, quantity: Input<Int64>)]

    init(_ form: FormBody) {
        lines = form.ids("part", of: SparePart.self).map { part in
            (
                part,
                form.input("quantity\(part)") {
                    try TypedNumber.integer($0, in: 1...PartRequestRules.mostQuantity)
                }
            )
        }
    }

    /// In the order in which they were chosen; what is no part any more is left out.
    func wanted(_ tx: Transaction) throws -> [(part: StockPart, quantity: Int64)] {
        let parts = try StockPartList.all(lines.map(\.part), tx)
        return lines.compactMap { line in
            parts[line.part].flatMap { part in line.quantity.value.map { (part, $0) } }
        }
    }

    /// nil where it can be asked for.
    var complaint: Complaint? {
        if lines.isEmpty { return Complaint("stock.supply.choose") }
        if lines.count > PartRequestRules.mostLines {
            return Complaint("stock.supply.most", String(PartRequestRules.mostLines))
        }
        return lines.lazy.compactMap(\.quantity.complaint).first
    }
}

/// What a place should have of a part, as it was typed; twice nothing: none.
struct LevelForm: Sendable {
    let code: Input<String>
    let minimum: Input<Int64>
    let orderPoint: Input<Int64>

    init(_ form: FormBody) {
        code = form.input("part", shortText(limit: PartCode.longest))
        minimum = form.input("minimum", else: 0, Self.count)
        orderPoint = form.input("order_point", else: 0, Self.count)
    }

    private static func count(_ typed: String) throws -> Int64 {
        try TypedNumber.integer(typed, in: 0...LevelStore.most)
    }

    static func days(_ typed: String) throws -> Int {
        let range = Replenishment.leadDays
        return Int(try TypedNumber.integer(typed, in: Int64(range.lowerBound)...Int64(range.upperBound)))
    }
}

/// What the page of a place's levels shows.
struct LevelLoad: Sendable {
    let place: PlaceRow
    let rows: [LevelRow]
    let lead: Int
}
