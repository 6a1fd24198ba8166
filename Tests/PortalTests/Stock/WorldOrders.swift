import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

extension World {
    static func order(
        _ parts: [(String, Int64, Int64?)], from supplier: String = "پخش قطعه", to place: ID<StockPlace>,
        due: CalendarDay, _ tx: Transaction
    ) throws -> NewOrder {
        let lines = try parts.enumerated().map { index, part in
            let known = try #require(try StockPartList.find([part.0], tx)[PartCode.key(part.0)])
            return NewOrder.Line(position: index + 1, part: known, quantity: part.1, price: part.2)
        }
        return NewOrder(
            supplier: supplier, place: try StockPlaceList.find(place, .company, tx), due: due, lines: lines)
    }

    /// Of parts, how many and for how much; ordered from a supplier, for a week from now. - Returns: its number.
    func order(
        _ parts: [(String, Int64, Int64?)], from supplier: String = "پخش قطعه", to place: ID<StockPlace>,
        company: String = "arman"
    ) async throws -> String {
        let person = try await person(.stockManager, company: company)
        let open = self.company(company)
        return try await open.write { tx in
            let actor = try Actor(person: person, name: "", roles: Roles([.stockManager]), dealer: nil)
            let due = open.clock.day(of: tx.now).adding(days: 7)
            let row = try OrderStore.add(
                Self.order(parts, from: supplier, to: place, due: due, tx), by: actor, in: open, tx)
            try OrderStore.place(row, at: row.version, by: actor, in: open, tx)
            return row.number
        }
    }

    /// So many of a part came of an order. - Returns: the receipt's number.
    @discardableResult
    func receive(
        _ parts: [(String, Int64)], of number: String, at place: ID<StockPlace>, cost: Int64? = nil
    ) async throws -> String {
        let keeper = try await member(.storekeeper)
        return try await arman.write { tx in
            let lines = try parts.enumerated().map {
                try Self.line($0.element.0, $0.element.1, cost: cost, position: $0.offset + 1, tx)
            }
            let paper = NewPaper(
                kind: .receipt, from: try PlaceStore.single(.supplier, tx),
                to: try StockPlaceList.find(place, .company, tx), reason: .purchase,
                day: self.arman.clock.day(of: tx.now), lines: lines)
            return try OrderReceiptStore.receive(
                paper, of: OrderList.find(number, tx), by: keeper, in: self.arman, tx
            ).number
        }
    }

    func orderLines(_ number: String) async throws -> (state: PurchaseOrderState, counts: [PurchaseCount]) {
        try await arman.read { tx in
            let order = try OrderList.find(number, tx)
            return (order.state, try OrderList.lines(of: order.id, tx).map(\.count))
        }
    }
}
