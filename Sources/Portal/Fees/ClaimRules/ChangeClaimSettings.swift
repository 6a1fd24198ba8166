import Database
import Domain
import Ground
import Web

/// Days and amounts that become others, each with what it was; nil is no limit. The amounts take two people.
struct ChangeClaimSettings: Codable, Sendable {
    struct Value: Codable, Sendable {
        let name: ClaimSetting
        let before: Int64?
        let after: Int64?
    }

    static let proposal = "claim_limits"

    let values: [Value]

    init(_ values: [(ClaimSetting, Int64?)], from now: ClaimSettings) {
        self.values = values.filter { now.values[$0.0] != $0.1 }.map {
            Value(name: $0.0, before: now.values[$0.0], after: $0.1)
        }
    }

    /// Waits for a second person.
    func propose(by person: ID<Person>, _ tx: Transaction) throws {
        try ProposalStore.add(Self.proposal, about: Self.proposal, self, by: person, tx)
    }

    /// - Throws: `Refusal.stale` where one of them was changed in the meantime.
    func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        let now = try ClaimSettingStore.all(tx).values
        for value in values {
            guard now[value.name] == value.before else { throw Refusal.stale(Complaint("error.stale")) }
            try ClaimSettingStore.set(value.name, to: value.after, tx)
            if value.name == .sendAfterDays { try RunStore.hurry(DueClaims.name, in: company, tx) }
            try ClaimSettingStore.addEvent(
                value.name.rawValue, from: value.before.map(String.init) ?? "", to: value.after.map(String.init) ?? "",
                by: person, tx)
        }
    }

    static let kind = ProposalKind(proposal, of: Self.self) { change, context, _ in
        let (reader, words) = (context.reader, context.words)
        func amount(_ minor: Int64?) -> String {
            minor.map { reader.money(Money($0, context.company.currency)) } ?? words("proposals.none_set")
        }
        return change.values.map { value in
            Fact(
                label: ClaimSettingStore.title(value.name.rawValue, words),
                value: words("proposals.now", amount(value.before).isolated, amount(value.after).isolated))
        }
    } apply: { change, maker, company, tx in
        try change.run(by: maker, in: company, tx)
    }
}
