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
    /// Who is first of those whom nothing speaks against; nil where there is none.
    let proposed: String?

    struct Choice: Sendable {
        let id: String
        let name: String
        let code: String
        let seat: String
        let isChosen: Bool
        let isProposed: Bool
        let score: String
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
        let ranked = facts.ranked
        // Whoever takes jobs from a dealer says why, and whom he wants instead.
        let first =
            facts.form.query.tab == .waiting
            ? ranked.first { $0.eligibility.verdict == .yes }?.standing.dealer : nil
        // Whoever has not chosen another one goes on with the one who is proposed now.
        let chosen = facts.form.dealer == facts.form.proposed ? first : facts.form.dealer
        func choice(_ ranked: RankedDealer) -> Choice? {
            rows[ranked.standing.dealer].map {
                Self.choice(ranked, $0, facts, isChoosing: isChoosing, (proposed: first, chosen: chosen), context)
            }
        }
        proposed = first?.description
        near = ranked.filter(\.standing.coversCity).compactMap(choice)
        let others = ranked.filter { !$0.standing.coversCity }.sorted {
            $0.standing.roadTenths < $1.standing.roadTenths
        }
        far = (others.prefix(Self.farthest) + others.dropFirst(Self.farthest).filter { $0.standing.dealer == chosen })
            .compactMap(choice)
        isNobodyNear = near.isEmpty
        self.isChoosing = isChoosing
        basis =
            need.jobs == 0
            ? words("dispatch.basis.all") : words.count("dispatch.basis", need.jobs, context.reader)
    }

    private static func choice(
        _ ranked: RankedDealer, _ row: StandingRow, _ facts: CityFacts, isChoosing: Bool,
        _ who: (proposed: ID<Dealer>?, chosen: ID<Dealer>?), _ context: CompanyContext
    ) -> Choice {
        let (reader, words, eligibility) = (context.reader, context.words, ranked.eligibility)
        let standing = ranked.standing
        let seat = reader.name(fa: row.cityFa, en: row.cityEn)
        let kilometres = reader.number(standing.roadTenths / 10)
        let (used, capacity) = (eligibility.load, standing.dailyCapacity)
        return Choice(
            id: standing.dealer.description, name: row.name, code: row.code,
            seat: standing.isOfCity ? seat : words("dispatch.seat", seat, kilometres),
            isChosen: standing.dealer == who.chosen, isProposed: standing.dealer == who.proposed,
            score: ranked.text(reader), isChoosing: isChoosing,
            load: words("dispatch.load", reader.number(used), reader.number(capacity)),
            loadLabel: words("dispatch.load.label", row.name), used: String(used), capacity: String(capacity),
            brisk: String(capacity * 3 / 4), most: String(max(1, used, capacity)),
            reasons: eligibility.reasons.map { reason in
                Line(kind: reason.look.kind, icon: reason.look.icon, text: reason.text(reader, groups: facts.groups))
            })
    }
}
