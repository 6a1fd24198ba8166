import Database
import Domain
import Web

/// A new line that payments carry from a day on. What was paid or planned before keeps the lines that it was made with.
struct AddDeduction: Sendable {
    let kind: DeductionRule.Kind
    let position: Int
    let percent: Percent
    let base: DeductionRule.Base
    let grades: Set<String>
    let isForRegistered: Bool
    /// Today or later.
    let from: CalendarDay
    let to: CalendarDay?

    func run(by actor: Actor, in tx: Transaction) throws { try DeductionStore.add(self, by: actor.person, tx) }
}

/// A line's last day. One that has not begun is given up.
struct EndDeduction: Sendable {
    let rule: ID<DeductionRule>
    /// Today or later.
    let day: CalendarDay

    /// - Throws: `Refusal.stale` where it has ended by then already.
    func run(by actor: Actor, in tx: Transaction) throws {
        let rule = try DeductionStore.find(rule, tx)
        guard rule.to.map({ $0 > day }) ?? true else { throw Refusal.stale(Complaint("error.stale")) }
        let last = day < rule.from ? rule.from.adding(days: -1) : day
        try DeductionStore.end(rule.id, on: last, by: actor.person, tx)
    }
}
