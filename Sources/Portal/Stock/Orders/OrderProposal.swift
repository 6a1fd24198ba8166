import Database
import Domain
import Ground
import Web

/// What a store wants more of becomes drafts of orders.
enum OrderProposal {
    /// One draft for each supplier, at the last price of each part.
    /// - Returns: their numbers.
    /// - Throws: `RefusedLines` by the lines' order, from 1, for parts that nobody has ordered yet; `stock.order.central`.
    static func add(
        _ wanted: [(part: StockPart, quantity: Int64)], for place: PlaceRow, due: CalendarDay, by actor: Actor,
        in company: OpenCompany, _ tx: Transaction
    ) throws -> [String] {
        guard place.kind != .sub else { throw Complaint("stock.order.central") }
        let sources = try OrderList.sources(of: wanted.map(\.part.id), tx)
        let unknown = wanted.enumerated().filter { sources[$0.element.part.id] == nil }
        guard unknown.isEmpty else {
            throw RefusedLines(
                complaints: Dictionary(
                    uniqueKeysWithValues: unknown.map {
                        ($0.offset + 1, Complaint("stock.order.no_supplier", $0.element.part.code))
                    }))
        }
        let bySupplier = Dictionary(grouping: wanted) { sources[$0.part.id]?.supplier ?? "" }
        return try bySupplier.sorted { $0.key < $1.key }.map { supplier, wanted in
            let lines = wanted.enumerated().map { index, line in
                NewOrder.Line(
                    position: index + 1, part: line.part, quantity: line.quantity,
                    price: sources[line.part.id]?.price)
            }
            return try OrderStore.add(
                NewOrder(supplier: supplier, place: place, due: due, lines: lines), by: actor, in: company, tx
            ).number
        }
    }
}
