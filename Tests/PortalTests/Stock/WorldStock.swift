import Database
import Domain
import Testing

@testable import Ground
@testable import House
@testable import Stock

extension World {
    /// A part of the catalogue.
    @discardableResult
    func addPart(
        _ code: String, tracking: PartTracking = .none, mustReturn: PartReturn = .never, company: String = "arman"
    ) async throws -> ID<SparePart> {
        try await self.company(company).write { tx in
            try tx.insert(
                """
                INSERT INTO spare_part (code, code_key, name_fa, tracking, must_return, made_at)
                VALUES (\(code), \(PartCode.key(code)), \("قطعه \(code)"), \(tracking), \(mustReturn), \(tx.now))
                """)
        }
    }

    /// A company has no warehouse before it has asked for one.
    func openStock(_ company: String = "arman") async throws {
        let open = self.company(company)
        try await open.write { try Feature.stock.set(true, $0) }
        open.shelf(ProfileShelf.self).forget()
    }

    /// Somebody of the office, or of the first dealer.
    func member(_ role: Role) async throws -> Actor {
        let id = try await person(role, company: "arman")
        let own: ID<Dealer>? = try await arman.read {
            try $0.one("SELECT dealer_id FROM person WHERE id = \(id)").optional("dealer_id")
        }
        return try Actor(person: id, name: "", roles: Roles([role]), dealer: own)
    }

    @discardableResult
    func addPlace(
        _ kind: PlaceKind, _ code: String, dealer: String? = nil, limit: Int64? = nil, company: String = "arman"
    ) async throws -> ID<StockPlace> {
        try await openStock(company)
        return try await self.company(company).write { tx in
            let dealer: ID<Dealer>? = try dealer.map { code in
                try #require(try tx.value("SELECT id FROM dealer WHERE code = \(code)"))
            }
            return try PlaceStore.add(
                PlaceFacts(
                    code: code, names: BothNames(fa: code, en: code), kind: kind, dealer: dealer, limit: limit),
                by: nil, tx)
        }
    }

    /// So many of a part in a store, at a price.
    @discardableResult
    func receive(
        _ part: String, _ quantity: Int64, at place: ID<StockPlace>, cost: Int64? = 1_000, serial: String = "",
        company: String = "arman", on day: CalendarDay? = nil
    ) async throws -> String {
        try await write(.receipt, company: company) { tx in
            NewPaper(
                kind: .receipt, from: try PlaceStore.single(.supplier, tx),
                to: try StockPlaceList.find(place, .company, tx), reason: .purchase,
                day: day ?? self.company(company).clock.day(of: tx.now),
                lines: [try Self.line(part, quantity, cost: cost, serial: serial, tx)])
        }
    }

    /// A paper as a storekeeper writes it. - Returns: its number.
    @discardableResult
    func write(
        _ kind: PaperKind, company: String = "arman", _ paper: @escaping @Sendable (Transaction) throws -> NewPaper
    ) async throws -> String {
        let open = self.company(company)
        return try await open.write { tx in
            let keeper: ID<Person> = try #require(
                try tx.value("SELECT min(id) FROM person WHERE roles = 'storekeeper'"))
            let actor = try Actor(person: keeper, name: "", roles: Roles([.storekeeper]), dealer: nil)
            return try PaperStore.add(paper(tx), by: actor, in: open, tx).number
        }
    }

    /// From one place to another, in one step or as a transfer is sent.
    @discardableResult
    func move(
        _ kind: PaperKind, _ part: String, _ quantity: Int64, from: ID<StockPlace>, to: ID<StockPlace>? = nil,
        serial: String = "", on day: CalendarDay? = nil
    ) async throws -> String {
        try await write(kind) { tx in
            NewPaper(
                kind: kind, from: try StockPlaceList.find(from, .company, tx),
                to: try to.map { try StockPlaceList.find($0, .company, tx) }
                    ?? PlaceStore.single(kind == .writeOff ? .loss : .customer, tx),
                reason: kind == .issue ? .usage : nil, day: day ?? self.arman.clock.day(of: tx.now),
                lines: [try Self.line(part, quantity, serial: serial, tx)])
        }
    }

    static func line(
        _ code: String, _ quantity: Int64, cost: Int64? = nil, serial: String = "", position: Int = 1, _ tx: Transaction
    ) throws -> PaperLine {
        let part = try #require(try StockPartList.find([code], tx)[PartCode.key(code)])
        return PaperLine(
            position: position, part: part, quantity: quantity, condition: .new, serial: serial, lot: "", cost: cost)
    }

    /// What lies there of a part, in whatever condition.
    func onHand(_ part: String, at place: ID<StockPlace>, company: String = "arman") async throws -> Int64 {
        try await self.company(company).read { tx in
            try tx.value(
                """
                SELECT coalesce(sum(b.quantity), 0) FROM stock_balance b JOIN spare_part s ON s.id = b.part_id
                WHERE s.code = \(part) AND b.place_id = \(place)
                """) ?? 0
        }
    }

    func worth(_ part: String) async throws -> StockWorth {
        try await arman.read { tx in
            let row = try tx.row(
                "SELECT w.quantity, w.value FROM stock_worth w JOIN spare_part s ON s.id = w.part_id WHERE s.code = \(part)"
            )
            return try row.map { StockWorth(quantity: try $0("quantity"), value: try $0("value")) } ?? StockWorth()
        }
    }

    /// What the doctor says of the warehouse.
    func stockProblems() async throws -> [Complaint] {
        try await arman.read { try StockDoctorList.problems(on: self.arman.clock.day(of: $0.now), $0) }
    }
}
