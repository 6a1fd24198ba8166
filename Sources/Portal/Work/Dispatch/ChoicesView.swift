import Domain
import Ground
import Web

/// The dealers of the network as choices: those who cover the city, and below them the nearest of the others.
struct ChoicesView: Sendable {
    let near: [Choice]
    let far: [Choice]
    let isNobodyNear: Bool
    let isChoosing: Bool
    /// For how many jobs the reasons hold.
    let basis: String

    struct Choice: Sendable {
        let id: String
        let name: String
        let code: String
        let seat: String
        let isChosen: Bool
        /// Whether there is a button to choose at all.
        let isChoosing: Bool
        let load: String
        let loadLabel: String
        /// Numbers of the meter.
        let used: String
        let capacity: String
        let brisk: String
        let most: String
        let reasons: [Line]
    }

    struct Line: Sendable {
        let kind: String
        let icon: String
        let text: String
    }

    private static let farthest = 8

    init(_ facts: CityFacts, isChoosing: Bool = false, _ context: CompanyContext) {
        let (need, words) = (facts.need, context.words)
        let rows = Dictionary(uniqueKeysWithValues: facts.dealers.map { ($0.standing.dealer, $0) })
        let ranked = Eligibility.ranked(facts.dealers.map(\.standing), for: need)
        let chosen = facts.form.dealer
        func choice(_ eligibility: Eligibility) -> Choice {
            Self.choice(eligibility, rows[eligibility.standing.dealer]!, facts, isChoosing: isChoosing, context)
        }
        near = ranked.filter(\.standing.coversCity).map(choice)
        let others = ranked.filter { !$0.standing.coversCity }.sorted {
            $0.standing.roadTenths < $1.standing.roadTenths
        }
        far = (others.prefix(Self.farthest) + others.dropFirst(Self.farthest).filter { $0.standing.dealer == chosen })
            .map(choice)
        isNobodyNear = near.isEmpty
        self.isChoosing = isChoosing
        basis =
            need.jobs == 0
            ? words("dispatch.basis.all") : words.count("dispatch.basis", need.jobs, context.reader)
    }

    private static func choice(
        _ eligibility: Eligibility, _ row: StandingRow, _ facts: CityFacts, isChoosing: Bool, _ context: CompanyContext
    ) -> Choice {
        let (reader, words, standing) = (context.reader, context.words, eligibility.standing)
        let seat = reader.name(fa: row.cityFa, en: row.cityEn)
        let kilometres = reader.number(standing.roadTenths / 10)
        let (used, capacity) = (eligibility.load, standing.dailyCapacity)
        return Choice(
            id: standing.dealer.description, name: row.name, code: row.code,
            seat: standing.isOfCity ? seat : words("dispatch.seat", seat, kilometres),
            isChosen: standing.dealer == facts.form.dealer, isChoosing: isChoosing,
            load: words("dispatch.load", reader.number(used), reader.number(capacity)),
            loadLabel: words("dispatch.load.label", row.name), used: String(used), capacity: String(capacity),
            brisk: String(capacity * 3 / 4), most: String(max(1, used, capacity)),
            reasons: eligibility.reasons.map { reason in
                Line(kind: reason.look.kind, icon: reason.look.icon, text: reason.text(reader, groups: facts.groups))
            })
    }
}
