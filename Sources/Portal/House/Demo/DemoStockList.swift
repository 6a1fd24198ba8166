import Database
import Domain

/// What the demo reads of the catalogue to fill a warehouse.
enum DemoStockList {
    /// A part that is fitted often.
    struct Fit: Sendable {
        let part: ID<SparePart>
        let code: String
    }

    /// Of each model the parts that are fitted often, the first ones of the catalogue.
    static func fits(_ tx: Transaction) throws -> [ID<ProductModel>: [Fit]] {
        try tx.rows(
            """
            SELECT f.model_id, s.id, s.code FROM part_fit f JOIN spare_part s ON s.id = f.part_id
            WHERE s.tracking = 'none' AND s.is_retired = 0 ORDER BY f.model_id, s.code
            """
        ).reduce(into: [:]) { fits, row in
            let model: ID<ProductModel> = try row("model_id")
            guard fits[model, default: []].count < often else { return }
            fits[model, default: []].append(Fit(part: try row("id"), code: try row("code")))
        }
    }

    private static let often = 6

    /// The codes of all parts, those that are followed piece by piece apart, each with what it cost last.
    static func parts(_ tx: Transaction) throws -> [(code: String, isSerial: Bool, cost: Int64)] {
        try tx.rows(
            """
            SELECT s.code, s.tracking, (SELECT max(p.amount) FROM part_price p WHERE p.part_id = s.id AND p.kind = 'cost') AS cost
            FROM spare_part s WHERE s.is_retired = 0 AND s.tracking <> 'lot' ORDER BY s.code
            """
        ).map {
            (try $0("code"), try $0("tracking") == PartTracking.serial.rawValue, try $0.optional("cost") ?? 1_000_000)
        }
    }
}
