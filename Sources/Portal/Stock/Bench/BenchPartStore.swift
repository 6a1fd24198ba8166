import Database
import Domain
import Ground
import Web
import Work

/// A part that somebody takes for a machine in the workshop.
struct TakenPart: Sendable {
    /// As it was typed or scanned.
    let code: String
    let quantity: Int64
    /// The serial or the lot of a part that is followed by one.
    let mark: String
    let place: ID<StockPlace>
}

/// A part that was taken for a machine in the workshop.
struct BenchPartRow: Sendable {
    let id: ID<StockMovement>
    let code: String
    let names: BothNames
    let quantity: Int64
    let serial: String
    let place: String
    let isBack: Bool
}

/// Parts that leave a shelf of ours for a machine in the workshop, and come back to it: movements and nothing beside them.
enum BenchPartStore {
    private static let use = "bench_use"
    private static let usual = "workshop.place"
    private static let most = 100
    private static let mostOfLine = 999

    static func all(of job: ID<Job>, _ tx: Transaction) throws -> [BenchPartRow] {
        try tx.rows(
            """
            SELECT m.id, s.code, s.name_fa, s.name_en, m.quantity, m.serial, m.lot, p.code AS place, r.id AS back
            FROM stock_movement m JOIN spare_part s ON s.id = m.part_id JOIN stock_place p ON p.id = m.from_id
            LEFT JOIN stock_movement r ON r.reverses_id = m.id
            WHERE m.job_id = \(job) AND m.why = \(use) AND m.reverses_id IS NULL ORDER BY m.id LIMIT \(literal: most)
            """
        ).map { row in
            let (serial, lot): (String, String) = (try row("serial"), try row("lot"))
            let back: ID<StockMovement>? = try row.optional("back")
            return BenchPartRow(
                id: try row("id"), code: try row("code"),
                names: BothNames(fa: try row("name_fa"), en: try row("name_en")), quantity: try row("quantity"),
                serial: serial.isEmpty ? lot : serial, place: try row("place"), isBack: back != nil)
        }
    }

    /// What stayed in a machine, as its repair is remembered: a visit's line holds no more than so many pieces.
    static func fitted(of job: ID<Job>, _ tx: Transaction) throws -> [VisitFacts.Part] {
        let model: ID<ProductModel>? = try tx.value(
            "SELECT u.model_id FROM job j JOIN unit u ON u.id = j.unit_id WHERE j.id = \(job)")
        let rows = try tx.rows(
            """
            SELECT m.part_id, s.code, sum(m.quantity) AS pieces FROM stock_movement m
            JOIN spare_part s ON s.id = m.part_id LEFT JOIN stock_movement r ON r.reverses_id = m.id
            WHERE m.job_id = \(job) AND m.why = \(use) AND m.reverses_id IS NULL AND r.id IS NULL
            GROUP BY m.part_id, s.code ORDER BY s.code
            """)
        return try rows.flatMap { row in
            let (part, code, pieces): (ID<SparePart>, String, Int64) = (
                try row("part_id"), try row("code"), try row("pieces")
            )
            let isMisfit = try model.map { try PartFitList.verdict(part, for: $0, tx) == .misfit } ?? false
            return stride(from: 0, to: pieces, by: mostOfLine).map { start in
                VisitFacts.Part(
                    name: code, quantity: Int(min(pieces - start, Int64(mostOfLine))), part: part, isMisfit: isMisfit)
            }
        }
    }

    /// Where a workshop takes from: the company's own stores and their shelves.
    static func places(_ tx: Transaction) throws -> [PlaceRow] {
        try StockPlaceList.all(.givers, tx)
    }

    /// Where somebody took from last.
    static func lastPlace(_ tx: Transaction) throws -> ID<StockPlace>? {
        try SettingStore.value(usual, tx).flatMap { ID($0) }
    }

    /// - Throws: `FieldRefusal` of the part or of its mark; what the ledger says of too little.
    static func take(
        _ taken: TakenPart, for step: BenchStep, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        guard let part = try StockPartList.scanned(taken.code, tx) else {
            throw FieldRefusal(field: "part", complaint: Complaint("workshop.part.unknown", taken.code))
        }
        guard let from = try places(tx).first(where: { $0.id == taken.place }) else { throw Refusal.hidden }
        var move = StockMove(
            part: part.id, quantity: taken.quantity, from: from, to: try PlaceStore.single(.customer, tx),
            job: step.job,
            day: company.clock.day(of: tx.now), why: use)
        if part.tracking != .none {
            do { move = try StockShelfList.marked(taken.mark, move, tx) } catch let complaint as Complaint {
                throw FieldRefusal(field: "mark", complaint: complaint)
            }
        }
        try post(move, by: actor, in: company, tx)
        try SettingStore.set(usual, from.id.description, tx)
        let detail = ["code": part.code, "quantity": String(taken.quantity)]
        try EventStore.add(
            Event("part_taken", of: .benchItem(step.item), in: "workshop", detail: detail), by: actor.person, tx)
    }

    /// What was not needed lies again where it was. - Throws: `Refusal.hidden`; `workshop.part.back` where it does already.
    static func giveBack(
        _ movement: ID<StockMovement>, of step: BenchStep, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        guard let row = try all(of: step.job, tx).first(where: { $0.id == movement }) else { throw Refusal.hidden }
        guard !row.isBack else { throw Complaint("workshop.part.back") }
        guard let move = try StockMovementStore.reversal(of: movement, on: company.clock.day(of: tx.now), tx) else {
            throw Refusal.hidden
        }
        try post(move, by: actor, in: company, tx)
        let detail = ["code": row.code, "quantity": String(row.quantity)]
        try EventStore.add(
            Event("part_given_back", of: .benchItem(step.item), in: "workshop", detail: detail), by: actor.person, tx)
    }

    private static func post(
        _ move: StockMove, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        do { try StockLedger.post([move], by: actor, in: company, tx) } catch let refused as RefusedLines {
            throw refused.complaints[0] ?? Complaint("stock.denied.state")
        }
    }
}
