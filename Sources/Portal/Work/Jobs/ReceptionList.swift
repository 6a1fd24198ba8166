import Base
import Database
import Domain
import Ground
import Web

/// What is known of whatever was typed into the one box: a number in any form, a serial, a name, a job's number.
struct Known: Sendable {
    let typed: String
    let customers: [CustomerLine]
    /// Where only one can be meant.
    let customer: ID<Customer>?
    let units: [FoundUnit]
    /// Of all who were found, the newest first.
    let open: [Row]
    /// Of the one who was found.
    let past: [Row]
    let cards: [PageCard]
    /// His machines.
    let machines: [KnownUnit]
    /// The machine whose serial was typed.
    let serial: String?
    /// The card that was typed, of a machine that nobody has reported yet.
    let card: WaitingCard?
    /// What other wings know by these words, in words already.
    let others: [Fact]
}

enum ReceptionList {
    private static let most = 6
    private static let mostOpen = 12
    private static let mostPast = 5

    /// - Parameter chosen: one of several, by his link.
    static func find(
        _ typed: String, chosen: ID<Customer>? = nil, _ context: CompanyContext, _ tx: Transaction
    ) throws -> Known {
        let words = SearchWords.of(typed)
        let isLongEnough = words.contains { $0.count >= 3 }
        var customers = isLongEnough && chosen == nil ? try CustomerList.found(words, limit: most, tx) : []
        let units = isLongEnough && words.count == 1 ? try UnitList.found(words[0], limit: most, tx) : []
        let exact =
            units.first { $0.serial == words.first?.uppercased() }
            ?? (units.count == 1 && customers.isEmpty ? units[0] : nil)
        let card = try words.count == 1 && units.isEmpty ? WaitingCardList.find(words[0], tx) : nil
        let job = try words.count == 1 && customers.isEmpty ? self.job(words[0], tx) : nil
        let whose = try chosen ?? job ?? card?.customer ?? exact.flatMap { try UnitStore.owner(of: $0.serial, tx) }
        if let whose { customers = try CustomerList.found(whose, tx).map { [$0] } ?? [] }
        let sole = customers.count == 1 ? customers[0].id : nil
        let owners = try sole == nil ? units.compactMap { try UnitStore.owner(of: $0.serial, tx) } : []
        return Known(
            typed: typed, customers: customers, customer: sole, units: sole == nil ? units : [],
            open: try JobList.open(of: Set(customers.map(\.id) + owners).sorted(), limit: mostOpen, tx),
            past: try sole.map { try JobList.ended(of: $0, limit: mostPast, tx) } ?? [],
            cards: try sole.map { id in
                try context.company.fittings[JobSlots.known].compactMap { try $0(id, context, tx) }
            } ?? [],
            machines: try sole.map { try NewJobList.units(of: $0, tx) } ?? [], serial: exact?.serial, card: card,
            // His own stand among his cards.
            others: try isLongEnough && sole == nil
                ? context.company.fittings[JobSlots.found].flatMap { try $0(words, customers.map(\.id), context, tx) }
                : [])
    }

    /// Whose job has this number, however it is written.
    private static func job(_ word: String, _ tx: Transaction) throws -> ID<Customer>? {
        let numbers = try JobSearchList.numbers(of: word, tx)
        guard !numbers.isEmpty else { return nil }
        let found: [ID<Customer>] = try tx.list(
            "SELECT DISTINCT customer_id FROM job WHERE number IN (\(numbers)) LIMIT 2")
        return found.count == 1 ? found[0] : nil
    }
}
