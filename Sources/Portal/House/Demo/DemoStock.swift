import Base
import Database
import Domain
import Ground
import Stock

/// A warehouse of two months: a central store and twenty dealers' shelves that are filled before anybody works, and what
/// becomes of the removed parts afterwards, some of them in each state.
struct DemoStock: Sendable {
    let company: OpenCompany
    let now: Instant

    private static let shelves = 20
    static let (central, quarantine, defective) = ("ANB", "QRN", "DAGHI")
    /// Days before the first job.
    private static let daysBefore: Int64 = 10

    var deeds: StockDeeds { StockDeeds(company: company) }

    struct People: Sendable {
        let keeper: Actor
        let manager: Actor
        let approver: Actor
        let dealers: [ID<Dealer>: Actor]

        init?(_ tx: Transaction) throws {
            let actors = try DemoList.actors(tx)
            guard let keeper = actors.office[.storekeeper], let manager = actors.office[.stockManager],
                let approver = actors.office[.financeApprover]
            else { return nil }
            (self.keeper, self.manager, self.approver, dealers) = (keeper, manager, approver, actors.dealers)
        }
    }

    // MARK: Before the work

    func fill() async throws {
        let received = try await company.read { try DemoList.received($0).map(\.at).min() }
        let start = (received ?? now).adding(seconds: -Self.daysBefore * 86_400)
        try await company.write { transaction in
            let tx = transaction.at(start)
            try Feature.stock.set(true, tx)
            guard let people = try People(tx) else { return }
            try addPlaces(people, tx)
            let parts = try DemoStockList.parts(tx)
            try buy(parts, people, tx)
            try supply(start, people, tx)
        }
        company.shelf(ProfileShelf.self).forget()
    }

    private func addPlaces(_ people: People, _ tx: Transaction) throws {
        try deeds.addPlace(.central, Self.central, fa: "انبار مرکزی", en: "Central store", by: people.manager, tx)
        try deeds.addPlace(.quarantine, Self.quarantine, fa: "قرنطینه", en: "Quarantine", by: people.manager, tx)
        try deeds.addPlace(
            .defective, Self.defective, fa: "انبار داغی", en: "Store of removed parts", by: people.manager, tx)
        for dealer in try DemoList.dealers(tx).prefix(Self.shelves) {
            try deeds.addPlace(.sub, "A-\(dealer.code)", dealer: dealer.id, by: people.manager, tx)
        }
    }

    /// A hundred parts on each receipt.
    private func buy(
        _ parts: [(code: String, isSerial: Bool, cost: Int64)], _ people: People, _ tx: Transaction
    ) throws {
        let often = Set(try often(tx))
        let lines = parts.enumerated().flatMap { index, part -> [StockDeeds.Line] in
            guard part.isSerial else {
                let count = often.contains(part.code) ? 600 : 8 + index % 23
                return [.init(part.code, Int64(count), cost: part.cost)]
            }
            return (1...2).map { .init(part.code, 1, cost: part.cost, serial: "S\(index + 1)X\($0)") }
        }
        for start in stride(from: 0, to: lines.count, by: 100) {
            try deeds.receive(
                Array(lines[start..<min(start + 100, lines.count)]), at: Self.central, by: people.keeper, tx)
        }
        let odd = parts.filter { !$0.isSerial }.prefix(3).map { StockDeeds.Line($0.code, 2) }
        let number = try deeds.send(odd, from: Self.central, to: Self.quarantine, by: people.keeper, tx)
        try deeds.receive(number, by: people.manager, tx)
    }

    /// A transfer to each shelf, of which one arrives short.
    private func supply(_ start: Instant, _ people: People, _ tx: Transaction) throws {
        let often = try often(tx)
        for (place, dealer) in try DemoList.dealers(tx).prefix(Self.shelves).enumerated() {
            guard let manager = people.dealers[dealer.id] else { continue }
            let lines = often.map { StockDeeds.Line($0, 15) }
            let number = try deeds.send(lines, from: Self.central, to: "A-\(dealer.code)", by: people.keeper, tx)
            try deeds.receive(
                number, missing: place == 3 ? 2 : 0, by: manager, tx.at(start.adding(seconds: 2 * 86_400)))
        }
    }

    /// What was used is sent again; the last ones are still on their way.
    private func supplyAgain(_ people: People, _ tx: Transaction) throws {
        let often = try often(tx)
        for (place, dealer) in try DemoList.dealers(tx).prefix(Self.shelves).enumerated() {
            guard let manager = people.dealers[dealer.id] else { continue }
            let lines = often.enumerated().filter { ($0.offset + place).isMultiple(of: 6) }.map {
                StockDeeds.Line($0.element, 3)
            }
            let later = tx.at(now.adding(seconds: -Int64(place + 1) * 36 * 3600))
            let number = try deeds.send(lines, from: Self.central, to: "A-\(dealer.code)", by: people.keeper, later)
            guard place > 1 else { continue }
            try deeds.receive(number, by: manager, tx.at(later.now.adding(seconds: 20 * 3600)))
        }
    }

    private func often(_ tx: Transaction) throws -> [String] {
        Set(try DemoStockList.fits(tx).values.flatMap { $0.map(\.code) }).sorted()
    }

    // MARK: What comes back of the work

    func comeBack() async throws {
        let owed = try await company.read { try deeds.owed($0) }
        let dealers = Dictionary(grouping: owed, by: \.dealer).sorted { $0.key < $1.key }
        try await company.write { tx in
            guard let people = try People(tx) else { return }
            try supplyAgain(people, tx)
            for (place, (dealer, debts)) in dealers.enumerated() {
                guard let manager = people.dealers[dealer] else { continue }
                try comeBack(debts, of: dealer, manager, place, people, tx)
            }
            try charge(people, tx)
            try goOn(people, tx)
        }
    }

    /// Of three quarters a box was opened, of the next ones it is on its way, the last ones lie with the dealer.
    private func comeBack(
        _ debts: [StockDeeds.Owed], of dealer: ID<Dealer>, _ manager: Actor, _ place: Int, _ people: People,
        _ tx: Transaction
    ) throws {
        let boxed = company.clock.day(of: now.adding(seconds: -9 * 86_400))
        let old = Array(debts.filter { $0.bornOn <= boxed }.prefix(min(debts.count * 3 / 4, 60)))
        if !old.isEmpty { try openBox(old, of: dealer, manager, place, people, tx) }
        let onTheWay = debts.dropFirst(old.count).prefix(debts.count / 8).map(\.id)
        guard !onTheWay.isEmpty else { return }
        _ = try deeds.box(
            onTheWay, of: dealer, wayBill: "", by: manager, tx.at(now.adding(seconds: -Int64(place + 1) * 7200)))
    }

    private func openBox(
        _ debts: [StockDeeds.Owed], of dealer: ID<Dealer>, _ manager: Actor, _ place: Int, _ people: People,
        _ tx: Transaction
    ) throws {
        let sent = tx.at(now.adding(seconds: -Int64(5 + place % 4) * 86_400))
        let box = try deeds.box(
            debts.map(\.id), of: dealer, wayBill: "\(73_000 + place * 17)", by: manager, sent)
        let came = place.isMultiple(of: 4) ? debts.dropLast() : debts[...]
        try deeds.open(
            box, with: Set(came.map(\.id)), into: Self.defective, by: people.keeper,
            tx.at(now.adding(seconds: -3 * 86_400)))
        for (index, debt) in came.enumerated() where index % 7 != 6 {
            let finding: PartFinding =
                index % 9 == 8 ? .misuse : (index + place) % (place == 2 ? 2 : 6) == 1 ? .noFault : .failed
            try deeds.inspect(debt.id, finding, by: people.keeper, tx.at(now.adding(seconds: -2 * 86_400)))
            guard index % 5 != 4 else { continue }
            let way: PartDisposition = finding == .noFault ? .refurbish : index % 3 == 0 ? .supplier : .scrap
            try deeds.settle(debt.id, way, by: people.manager, tx.at(now.adding(seconds: -86_400)))
        }
    }

    /// Of what is overdue one was a mistake, one was charged, and one waits for finance.
    private func charge(_ people: People, _ tx: Transaction) throws {
        let today = company.clock.day(of: now)
        let late = try deeds.owed(tx).filter { $0.dueOn < today }
        let at = tx.at(now.adding(seconds: -3600))
        if let first = late.first { try deeds.waive(first.id, because: "قطعه نزد مشتری ماند.", by: people.manager, at) }
        for (debt, approver) in zip(late.dropFirst(), [people.approver, nil]) {
            try deeds.charge(debt.id, 4_500_000, by: people.manager, confirmedBy: approver, at)
        }
    }
}
