import Database
import Domain
import Testing

@testable import Ground
@testable import Stock
@testable import Work

extension World {
    /// What a dealer has of the warehouse: his store, a transfer to it, a removed part that he owes, and a box of another.
    func stockThings(_ company: String, dealer number: Int, job: String) async throws -> [String: String] {
        let (code, open) = (Self.dealerCodes[number - 1], self.company(company))
        let known: ID<SparePart>? = try await open.read { try $0.value("SELECT id FROM spare_part WHERE code = 'W-1'") }
        let part: ID<SparePart>
        if let known { part = known } else { part = try await addPart("W-1", mustReturn: .always, company: company) }
        let place: ID<StockPlace>? = try await open.read {
            try $0.value("SELECT id FROM stock_place WHERE code = 'C1'")
        }
        let store: ID<StockPlace>
        if let place { store = place } else { store = try await addPlace(.central, "C1", company: company) }
        try await receive("W-1", 10, at: store, company: company)
        let sub: ID<StockPlace> = try await open.write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = \(code)"))
            let known: ID<StockPlace>? = try tx.value(
                "SELECT id FROM stock_place WHERE kind = 'sub' AND dealer_id = \(dealer)")
            return try known
                ?? PlaceStore.add(
                    PlaceFacts(code: "S-\(code)", names: BothNames(fa: "", en: ""), kind: .sub, dealer: dealer),
                    by: nil,
                    tx)
        }
        let paper = try await write(.transfer, company: company) { tx in
            NewPaper(
                kind: .transfer, from: try StockPlaceList.find(store, .company, tx),
                to: try StockPlaceList.find(sub, .company, tx), day: open.clock.day(of: tx.now),
                lines: [try Self.line("W-1", 2, tx)])
        }
        let manager = try await person(.dealerManager, company: company, dealer: number)
        try await openStock(company)
        let request = try await open.write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = \(code)"))
            let actor = try Actor(person: manager, name: "", roles: Roles([.dealerManager]), dealer: dealer)
            return try Self.request([("W-1", 1)], to: sub, for: job, by: actor, in: open, tx).number
        }
        let rest = try await open.write { tx in
            let row = try tx.one("SELECT id, dealer_id FROM job WHERE number = \(job)")
            let (id, dealer): (ID<Job>, ID<Dealer>) = (try row("id"), try row("dealer_id"))
            let visit: ID<Visit> = try #require(try tx.value("SELECT max(id) FROM visit WHERE job_id = \(id)"))
            let actor = try Actor(person: manager, name: "", roles: Roles([.dealerManager]), dealer: dealer)
            let logged = LoggedVisit(
                id: visit, job: id, number: job, dealer: dealer, day: open.clock.day(of: tx.now),
                parts: [VisitFacts.Part(name: "W-1", quantity: 2, part: part)])
            try FitParts.prepare(logged, by: actor, in: open, tx)(true)
            let debts: [ID<PartDebt>] = try tx.list(
                "SELECT id FROM part_debt WHERE dealer_id = \(dealer) AND state = 'owed' ORDER BY id DESC")
            let box = try PartBoxStore.send([debts[0]], wayBill: "", of: dealer, by: actor, in: open, tx)
            let gap: Int64 = try #require(try tx.value("SELECT max(id) FROM stock_gap"))
            let charge: ID<PartCharge> = try tx.insert(
                """
                INSERT INTO part_charge (debt_id, dealer_id, amount, state, made_by, made_at)
                VALUES (\(debts[1]), \(dealer), 1, 'proposed', \(manager), \(tx.now))
                """)
            return [
                "charge": charge.description, "debt": debts[1].description, "box": box.number, "gap": String(gap),
            ]
        }
        let counted: String? = try await open.read {
            try $0.value("SELECT number FROM stock_count WHERE place_id = \(sub)")
        }
        let count: String
        if let counted { count = counted } else { count = try await openCount(of: sub, company: company) }
        let ordered: String? = try await open.read { try $0.value("SELECT min(number) FROM purchase_order") }
        let order: String
        if let ordered {
            order = ordered
        } else {
            order = try await self.order([("W-1", 5, 1_000)], to: store, company: company)
        }
        let loan = try await lend(to: job, from: sub, by: manager, company: company)
        return rest.merging([
            "store": sub.description, "paper": paper, "request": request, "count": count, "loan": loan, "order": order,
        ]) { $1 }
    }

    /// A device of its own for each job.
    private func lend(
        to job: String, from place: ID<StockPlace>, by manager: ID<Person>, company: String
    ) async throws -> String {
        let (open, serial) = (self.company(company), "L" + job.filter(\.isNumber))
        let known = try await open.read { try StockPartList.find(["W-2"], $0).isEmpty }
        if known { try await addPart("W-2", tracking: .serial, company: company) }
        try await receive("W-2", 1, at: place, serial: serial, company: company)
        return try await open.write { tx in
            let dealer: ID<Dealer> = try tx.one("SELECT dealer_id FROM job WHERE number = \(job)")("dealer_id")
            let actor = try Actor(person: manager, name: "", roles: Roles([.dealerManager]), dealer: dealer)
            let new = NewLoan(
                serial: serial, code: "W-2", job: job, deposit: 0, condition: "x",
                due: open.clock.day(of: tx.now).adding(days: 7))
            return try LoanStore.add(new, by: actor, in: open, tx).number
        }
    }
}
