import Domain
import Ground
import Web

/// The changes of bank accounts that wait for finance, and those decided lately.
struct ShebaChangesPage: Page {
    struct Line: Sendable {
        let dealer: String
        let href: String
        let code: String
        let before: String
        let after: String
        let asked: String
        let badge: Badge?
        let decided: String?
        /// nil where this person may not decide it.
        let refusal: String?
        let confirmation: String?
        let mustBeAnother: Bool
    }

    static let template = "dealers/sheba_changes"
    let titleKey = "sheba.title"
    let dealers: String
    let waiting: [Line]
    let hasWaiting: Bool
    let empty: EmptyNote?
    let decided: [Line]
    let hasDecided: Bool

    init(_ waiting: [ShebaChangeList.Line], _ decided: [ShebaChangeList.Line], _ context: CompanyContext) {
        let reader = context.reader
        dealers = context.paths(DealerRoutes.list)
        self.waiting = waiting.map { Line($0, context) }
        self.decided = decided.map { Line($0, context) }
        hasWaiting = !waiting.isEmpty
        hasDecided = !decided.isEmpty
        empty =
            waiting.isEmpty ? EmptyNote(title: reader.words("sheba.none"), text: reader.words("sheba.none_hint")) : nil
    }
}

extension ShebaChangesPage.Line {
    init(_ line: ShebaChangeList.Line, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        let mayDecide =
            line.state == .waiting && context.may(ShebaChangeRoutes.confirmation)
        let isOwn = line.askedBy == context.actor.person
        dealer = line.dealer
        href = context.paths(DealerRoutes.one, line.code)
        code = line.code
        before = (try? Sheba(line.before).grouped) ?? line.before
        after = (try? Sheba(line.after).grouped) ?? line.after
        asked = words(
            "sheba.asked_by.\(line.origin.rawValue)", line.asker?.isolated ?? words("sheba.operator"),
            reader.dateTime(line.askedAt))
        badge = Self.badge(line.state, words)
        decided = line.decidedAt.map {
            words("sheba.decided_by", line.decider?.isolated ?? words("sheba.operator"), reader.dateTime($0))
        }
        refusal = mayDecide ? context.paths(ShebaChangeRoutes.refusal, line.id) : nil
        confirmation = mayDecide && !isOwn ? context.paths(ShebaChangeRoutes.confirmation, line.id) : nil
        mustBeAnother = mayDecide && isOwn
    }

    private static func badge(_ state: ShebaChangeStore.State, _ words: Words) -> Badge? {
        let kind: String
        switch state {
        case .waiting: return nil
        case .confirmed: kind = "done"
        case .refused: kind = "error"
        case .replaced: kind = "neutral"
        }
        return Badge(kind: kind, label: words("sheba.state.\(state.rawValue)"))
    }
}
