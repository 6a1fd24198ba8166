import Database
import Domain
import Ground
import Web

/// Another rule of storage from a day on: customers pay by it, so two people make it.
package struct ChangeStorageRule: Codable, Sendable {
    static let proposal = "storage"

    let rule: StorageRule
    let from: CalendarDay

    package init(_ rule: StorageRule, from day: CalendarDay) { (self.rule, from) = (rule, day) }

    /// Waits for a second person.
    package func propose(by person: ID<Person>, _ tx: Transaction) throws {
        try ProposalStore.add(Self.proposal, about: Self.proposal, self, by: person, tx)
    }

    /// No machine that was received comes under another rule, however long this waited for its second person.
    package func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        let today = company.clock.day(of: tx.now)
        try StorageStore.add(rule, from: max(from, today), by: person, tx)
    }

    static let kind = ProposalKind(proposal, of: Self.self) { change, context, _ in
        [Fact(label: context.words("storage.from"), value: context.reader.day(change.from))]
            + StorageFacts.of(change.rule, context)
    } apply: { change, maker, company, tx in
        try change.run(by: maker, in: company, tx)
    }
}

/// What a rule of storage says.
enum StorageFacts {
    static func of(_ rule: StorageRule, _ context: CompanyContext) -> [Fact] {
        let (reader, words, currency) = (context.reader, context.words, context.company.currency)
        let never = words("storage.rule.none")
        let reminders = rule.reminders.map { reader.number($0) }.joined(separator: words("list.comma"))
        return [
            Fact(label: words("storage.rule.free"), value: reader.number(rule.freeDays)),
            Fact(label: words("storage.rule.day"), value: reader.money(Money(rule.perDay, currency))),
            Fact(
                label: words("storage.rule.most"),
                value: rule.most.map { reader.money(Money($0, currency)) } ?? never),
            Fact(label: words("storage.rule.reminded"), value: reminders.isEmpty ? never : reminders),
            Fact(
                label: words("storage.rule.disposal"), value: rule.disposalDays.map { reader.number($0) } ?? never),
        ]
    }
}
