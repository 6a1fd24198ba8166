import Database
import Domain
import Ground
import Web

/// How many people watch over payouts, and what an open claim keeps from being paid: two people change either. That more people
/// watch waits for nobody.
struct SettlementProposal: Codable, Sendable {
    static let name = "settlement"

    enum Setting: String, Codable, Sendable {
        case people, openClaims = "open_claims"

        func value(_ tx: Transaction) throws -> String {
            switch self {
            case .people: try SettlementSetting.people(tx).rawValue
            case .openClaims: try SettlementSetting.openClaims(tx).rawValue
            }
        }

        func set(_ value: String, by person: ID<Person>, _ tx: Transaction) throws {
            switch self {
            case .people:
                guard let people = PayoutPeople(rawValue: value) else { throw Refusal.unreadable }
                try SettlementSetting.set(people, by: person, tx)
            case .openClaims:
                guard let choice = SettlementSetting.OpenClaims(rawValue: value) else { throw Refusal.unreadable }
                try SettlementSetting.set(choice, by: person, tx)
            }
        }
    }

    let setting: Setting
    let before: String
    let after: String

    /// - Throws: `deductions.same` where it is so already.
    static func propose(_ setting: Setting, _ value: String, by person: ID<Person>, _ tx: Transaction) throws {
        let change = SettlementProposal(setting: setting, before: try setting.value(tx), after: value)
        guard change.before != change.after else { throw Complaint("deductions.same") }
        if setting == .people, value == PayoutPeople.three.rawValue {
            try setting.set(value, by: person, tx)
        } else {
            try ProposalStore.add(name, about: setting.rawValue, change, by: person, tx)
        }
    }

    static let kind = ProposalKind(name, of: Self.self) { change, context, _ in
        let words = context.words
        func shown(_ value: String) -> String { words("deductions.\(change.setting.rawValue).\(value)").isolated }
        return [
            Fact(
                label: words("deductions.\(change.setting.rawValue)"),
                value: words("proposals.now", shown(change.before), shown(change.after)))
        ]
    } apply: { change, maker, _, tx in
        guard try change.setting.value(tx) == change.before else { throw Refusal.stale(Complaint("error.stale")) }
        try change.setting.set(change.after, by: maker, tx)
    }
}
