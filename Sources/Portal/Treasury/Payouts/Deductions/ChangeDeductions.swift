import Database
import Domain
import Web

/// A new line that payments carry from a day on. What was paid or planned before keeps the lines that it was made with.
package struct AddDeduction: Sendable {
    package let kind: DeductionRule.Kind
    package let position: Int
    package let percent: Percent
    package let base: DeductionRule.Base
    package let grades: Set<String>
    package let isForRegistered: Bool
    /// Today or later.
    package let from: CalendarDay
    package let to: CalendarDay?

    package init(
        kind: DeductionRule.Kind, position: Int, percent: Percent, base: DeductionRule.Base, grades: Set<String>,
        isForRegistered: Bool, from: CalendarDay, to: CalendarDay?
    ) {
        self.kind = kind
        self.position = position
        self.percent = percent
        self.base = base
        self.grades = grades
        self.isForRegistered = isForRegistered
        self.from = from
        self.to = to
    }

    package func run(by actor: Actor, in tx: Transaction) throws { try DeductionStore.add(self, by: actor.person, tx) }
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
        try DeductionStore.end(rule, on: last, by: actor.person, tx)
    }
}
