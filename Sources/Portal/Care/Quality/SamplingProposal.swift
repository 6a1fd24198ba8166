import Database
import Domain
import Ground
import Web

/// Another rule of which jobs of dealers are controlled. What is drawn is not paid before it passed: two people change it.
struct SamplingProposal: Codable, Sendable {
    static let name = "quality_sampling"

    /// By name, as they are kept.
    let before: [String: String]
    let after: [String: String]

    /// Waits for a second person; where nothing would be another, nobody is asked.
    static func propose(_ settings: QualitySettings, by person: ID<Person>, _ tx: Transaction) throws {
        let change = SamplingProposal(before: try QualitySettings(tx).texts, after: settings.texts)
        guard change.before != change.after else { return }
        try ProposalStore.add(name, about: name, change, by: person, tx)
    }

    static let kind = ProposalKind(name, of: Self.self) { change, context, _ in
        let words = context.words
        func shown(_ name: String, _ value: String?) -> String {
            name == "sampling" ? words("quality.sampling.\(value ?? "0")") : context.reader.digits(value ?? "")
        }
        return change.after.filter { change.before[$0.key] != $0.value }.sorted { $0.key < $1.key }.map { name, value in
            Fact(
                label: words("quality.set.\(name)"),
                value: words(
                    "proposals.now", shown(name, change.before[name]).isolated, shown(name, value).isolated))
        }
    } apply: { change, maker, _, tx in
        guard try QualitySettings(tx).texts == change.before else { throw Refusal.stale(Complaint("error.stale")) }
        let all = Dictionary(uniqueKeysWithValues: change.after.map { ("quality_\($0.key)", $0.value) })
        try QualitySettings(all).set(by: maker, tx)
    }
}
