import Database
import Domain
import Ground
import Web

/// Makes a draft: empty, or with the rules of another version.
struct AddDraft: Sendable {
    let name: String
    let audience: String
    let from: CalendarDay
    let to: CalendarDay?
    /// nil for a draft without rules.
    let source: ID<TariffVersion>?

    /// - Throws: `Refusal.hidden` where there is no such version.
    func run(by actor: Actor, in tx: Transaction) throws -> ID<TariffVersion> {
        if let source, try TariffStore.find(source, tx) == nil { throw Refusal.hidden }
        let cells = try source.map { try TariffRuleStore.cells(of: $0, tx) } ?? []
        return try TariffStore.addDraft(
            name: name, audience: audience, from: from, to: to, rules: cells, by: actor.person, tx)
    }
}

/// Gives a draft another name or other days.
struct ChangeDraft: Sendable {
    let draft: DraftMark
    let name: String
    let from: CalendarDay
    let to: CalendarDay?

    func run(by actor: Actor, in tx: Transaction) throws {
        try draft.take(tx)
        try TariffStore.change(draft.tariff, name: name, from: from, to: to, tx)
        try TariffEventStore.add(draft.tariff, .changed, by: actor.person, [:], tx)
    }
}

/// Puts a draft away for good: it can still be looked at, and never be put into force.
struct ThrowAwayDraft: Sendable {
    let draft: DraftMark

    func run(by actor: Actor, in tx: Transaction) throws {
        try draft.take(tx)
        try TariffStore.retire(draft.tariff, tx)
        try TariffEventStore.add(draft.tariff, .thrownAway, by: actor.person, [:], tx)
    }
}

/// A draft as somebody saw it. Two people who change it at the same moment: the second one is told.
struct DraftMark: Sendable {
    let tariff: ID<TariffVersion>
    let revision: Int

    /// - Throws: `Refusal.unreadable` where the form does not say which draft was seen.
    init(_ tariff: ID<TariffVersion>, _ form: FormBody) throws {
        self.tariff = tariff
        revision = try form.version
    }

    /// - Throws: `Refusal.hidden`; `Refusal.stale` where it was changed since, or is no draft any more.
    func take(_ tx: Transaction) throws {
        guard let row = try TariffStore.find(tariff, tx) else { throw Refusal.hidden }
        guard row.state == .draft else { throw Refusal.stale(Complaint("tariffs.no_draft")) }
        guard try TariffStore.raise(tariff, revision: revision, tx) else {
            throw Refusal.stale(Complaint("tariffs.changed_meanwhile"))
        }
    }
}
