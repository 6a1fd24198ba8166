import Database
import Domain
import Ground
import Web

/// A dealer, and whether he can be asked to call.
struct CallerRow: Sendable {
    let id: ID<Dealer>
    let name: String
    /// He is active and his contract holds today: else no customer is his to see.
    let works: Bool

    fileprivate init(_ row: Row, _ today: CalendarDay) throws {
        (id, name) = (try row("id"), try row("name"))
        let (from, to): (CalendarDay, CalendarDay) = (try row("contract_from"), try row("contract_to"))
        works = try row("state") as String == "active" && from <= today && today <= to
    }
}

/// The dealers as callers.
enum CallerList {
    private static let columns: SQL = "SELECT id, name, state, contract_from, contract_to FROM dealer"

    static func all(today: CalendarDay, _ tx: Transaction) throws -> [CallerRow] {
        try tx.rows("\(columns) ORDER BY id").map { try CallerRow($0, today) }.inPersianOrder(by: \.name)
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<Dealer>, today: CalendarDay, _ tx: Transaction) throws -> CallerRow {
        guard let row = try tx.row("\(columns) WHERE id = \(id)") else { throw Refusal.hidden }
        return try CallerRow(row, today)
    }
}
