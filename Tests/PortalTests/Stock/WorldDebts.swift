import Database
import Domain
import Testing

@testable import Ground
@testable import Stock
@testable import Work

extension World {
    /// A removed part that is owed for a claimed job, as its visit gave birth to it.
    /// - Parameter days: until it is due, from today.
    @discardableResult
    func addDebt(of claim: TestClaim, _ part: String = "D-1", due days: Int) async throws -> ID<PartDebt> {
        let known: ID<SparePart>? = try await arman.read {
            try $0.value("SELECT id FROM spare_part WHERE code = \(part)")
        }
        let id: ID<SparePart>
        if let known { id = known } else { id = try await addPart(part, mustReturn: .always) }
        try await openStock()
        let open = arman
        return try await open.write { tx in
            let row = try tx.one("SELECT id, dealer_id FROM job WHERE number = \(claim.number)")
            let (job, dealer): (ID<Job>, ID<Dealer>) = (try row("id"), try row("dealer_id"))
            let visit: ID<Visit> = try #require(try tx.value("SELECT max(id) FROM visit WHERE job_id = \(job)"))
            let manager: ID<Person> = try #require(
                try tx.value("SELECT min(id) FROM person WHERE dealer_id = \(dealer) AND roles = 'dealer_manager'"))
            let actor = try Actor(person: manager, name: "", roles: Roles([.dealerManager]), dealer: dealer)
            let logged = LoggedVisit(
                id: visit, job: job, number: claim.number, dealer: dealer, day: open.clock.day(of: tx.now),
                parts: [VisitFacts.Part(name: part, quantity: 1, part: id)])
            try FitParts.prepare(logged, by: actor, in: open, tx)(true)
            let debt: ID<PartDebt> = try #require(try tx.value("SELECT max(id) FROM part_debt"))
            let today = open.clock.day(of: tx.now)
            try tx.execute(
                """
                UPDATE part_debt SET due_on = \(today.adding(days: days)), born_on = \(today.adding(days: min(0, days - 14)))
                WHERE id = \(debt)
                """)
            return debt
        }
    }

    func keepHold(_ hold: PartHold) async throws {
        let admin = try await person(.administrator)
        try await arman.write { tx in
            var setting = try StockSetting(tx)
            setting.hold = hold
            try setting.set(by: admin, tx)
        }
    }

    /// The dealer's manager puts them into a box. - Returns: its number.
    func sendBox(_ debts: [ID<PartDebt>]) async throws -> String {
        let (open, manager) = (arman, try await member(.dealerManager))
        return try await open.write { tx in
            let dealer = try #require(manager.dealer)
            return try PartBoxStore.send(debts, wayBill: "", of: dealer, by: manager, in: open, tx).number
        }
    }

    func receiveBox(_ number: String, _ came: [ID<PartDebt>], into place: ID<StockPlace>) async throws {
        let (open, keeper) = (arman, try await member(.storekeeper))
        try await open.write { tx in
            let box = try #require(try PartDebtList.box(number, .company, tx))
            try PartBoxStore.receive(
                box, at: box.version, came: Set(came), into: place, by: keeper, in: open, tx)
        }
    }
}
