import Database
import Domain
import Ground
import Web

/// A new line that payments carry from a day on. What was paid or planned before keeps the lines that it was made with.
package struct AddDeduction: Codable, Sendable {
    /// As what it waits for a second person.
    static let proposal = "deduction"

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

    /// Waits for a second person.
    func propose(by actor: Actor, in tx: Transaction) throws {
        try ProposalStore.add(Self.proposal, self, by: actor.person, tx)
    }

    package func run(by person: ID<Person>, in tx: Transaction) throws {
        try DeductionStore.add(self, by: person, tx)
    }

    /// Nothing begins in the past, however long it waited for its second person.
    /// - Throws: `deductions.day.past` where it would be over already.
    func beginning(onOrAfter today: CalendarDay) throws(Complaint) -> AddDeduction {
        guard from < today else { return self }
        if let to, to < today { throw Complaint("deductions.day.past") }
        return AddDeduction(
            kind: kind, position: position, percent: percent, base: base, grades: grades,
            isForRegistered: isForRegistered, from: today, to: to)
    }
}

/// A line's last day. One that has not begun is given up.
struct EndDeduction: Codable, Sendable {
    static let proposal = "deduction_end"

    let rule: ID<DeductionRule>
    /// Today or later.
    let day: CalendarDay

    /// Waits for a second person. - Throws: as `run`.
    func propose(by actor: Actor, in tx: Transaction) throws {
        _ = try open(tx)
        try ProposalStore.add(Self.proposal, about: rule.description, self, by: actor.person, tx)
    }

    private func open(_ tx: Transaction) throws -> DeductionRule {
        let rule = try DeductionStore.find(rule, tx)
        guard rule.to.map({ $0 > day }) ?? true else { throw Refusal.stale(Complaint("error.stale")) }
        return rule
    }

    /// - Throws: `Refusal.stale` where it has ended by then already.
    func run(by person: ID<Person>, in tx: Transaction) throws {
        let rule = try open(tx)
        let last = day < rule.from ? rule.from.adding(days: -1) : day
        try DeductionStore.end(rule, on: last, by: person, tx)
    }
}
