import Database
import Domain
import Ground
import Web

/// Standard times that become others: a claim within them needs no look, so they take two people.
struct ChangeStandardTimes: Codable, Sendable {
    private struct Value: Codable {
        let service: String
        let group: Int64
        let before: Int?
        let after: Int?

        var time: StandardTime { StandardTime(service: service, group: ID(group)) }
        func text(_ minutes: Int?) -> String { "\(service)/\(group): \(minutes.map(String.init) ?? "-")" }
    }

    static let proposal = "standard_times"

    private let values: [Value]
    var isEmpty: Bool { values.isEmpty }

    init(_ minutes: [StandardTime: Int?], from now: [StandardTime: Int]) {
        values = minutes.filter { now[$0.key] != $0.value }
            .map { Value(service: $0.key.service, group: $0.key.group.value, before: now[$0.key], after: $0.value) }
            .sorted { ($0.service, $0.group) < ($1.service, $1.group) }
    }

    func propose(by person: ID<Person>, _ tx: Transaction) throws {
        // Others may wait for other times; of two for the same one the second is out of date.
        try ProposalStore.add(Self.proposal, self, by: person, tx)
    }

    static let kind = ProposalKind(proposal, of: Self.self) { change, context, tx in
        let (reader, names) = (context.reader, try StandardTimeForm.cells(tx))
        func minutes(_ count: Int?) -> String {
            count.map { reader.words("workshop.minutes", reader.number($0)) } ?? reader.words("proposals.none_set")
        }
        return change.values.map { value in
            let group = names.groups.first { $0.id.value == value.group }.map { reader.name(fa: $0.fa, en: $0.en) }
            let service = names.services.first { $0.code == value.service }.map { reader.name(fa: $0.fa, en: $0.en) }
            return Fact(
                label: reader.words("claim_rules.minutes.cell", group ?? "", service ?? ""),
                value: reader.words("proposals.now", minutes(value.before).isolated, minutes(value.after).isolated))
        }
    } apply: { change, maker, _, tx in
        let now = try ClaimSettingStore.standardMinutes(tx)
        for value in change.values {
            guard now[value.time] == value.before else { throw Refusal.stale(Complaint("error.stale")) }
            try ClaimSettingStore.set(value.after, for: value.time, tx)
        }
        try ClaimSettingStore.addEvent(
            "minutes", from: change.values.map { $0.text($0.before) }.joined(separator: "; "),
            to: change.values.map { $0.text($0.after) }.joined(separator: "; "), by: maker, tx)
    }
}
