import Care
import Database
import Domain
import Ground

/// Service contracts of a company of household machines: running, ending soon, to come, cancelled.
struct DemoContracts: Sendable {
    let company: OpenCompany
    let today: CalendarDay

    /// Since so many days, for so many, so many visits a year.
    private static let terms: [(since: Int, days: Int, visits: Int, price: Int64)] = [
        (60, 365, 4, 48_000_000), (350, 365, 2, 26_000_000), (200, 365, 4, 52_000_000), (-20, 365, 3, 39_000_000),
        (355, 370, 12, 120_000_000), (100, 730, 2, 60_000_000),
    ]
    /// Which of them is cancelled.
    private static let cancelled = 2

    func run(_ tx: Transaction) throws {
        guard let manager = try DemoList.actors(tx).office[.serviceManager] else { return }
        for (index, owner) in try DemoList.owners(limit: Self.terms.count, tx).enumerated() {
            let term = Self.terms[index]
            let first = today.adding(days: -term.since)
            let terms = try ContractTerms(
                from: first, to: first.adding(days: term.days - 1), visits: term.visits,
                free: index.isMultiple(of: 3) ? [.labour, .travel, .parts] : [.labour, .travel],
                coversRepairs: index.isMultiple(of: 2))
            let facts = ContractFacts(
                name: "قرارداد سرویس سالانه", terms, units: owner.units, serviceType: "periodic", price: term.price,
                responseHours: index.isMultiple(of: 2) ? 24 : 48,
                rule: try terms.rule(
                    checkLists: ["نظافت و گردگیری\nبررسی برق و اتصال‌ها\nآزمایش کارکرد"], early: 10, late: 20),
                note: "")
            let number = try ContractStore.add(
                facts, for: owner.customer, by: manager.person, in: company, tx)
            guard index == Self.cancelled else { continue }
            try ContractStore.cancel(
                number, from: today, because: "مشتری دستگاه‌ها را فروخت.", by: manager.person, tx)
        }
    }
}
