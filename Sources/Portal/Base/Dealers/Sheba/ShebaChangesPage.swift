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
    /// Until when one person may do what two do, and why.
    let eased: String?
    let decided: [Line]
    let hasDecided: Bool

    init(
        _ waiting: [ShebaChangeList.Line], _ decided: [ShebaChangeList.Line], _ easing: Easing?,
        _ context: CompanyContext
    ) {
        let reader = context.reader
        eased = context.may(ShebaChangeRoutes.confirmation) ? easing.map { reader.eased($0) } : nil
        dealers = context.paths(DealerRoutes.list)
        self.waiting = waiting.map { Line($0, isEased: easing != nil, context) }
        self.decided = decided.map { Line($0, isEased: false, context) }
        hasWaiting = !waiting.isEmpty
        hasDecided = !decided.isEmpty
        empty =
            waiting.isEmpty ? EmptyNote(title: reader.words("sheba.none"), text: reader.words("sheba.none_hint")) : nil
    }
}

extension ShebaChangesPage.Line {
    init(_ line: ShebaChangeList.Line, isEased: Bool, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        let isWaiting = line.state == .waiting
        let mayConfirm =
            (try? MayConfirmSheba(context.actor, askedBy: line.askedBy, isEased: isEased)) != nil
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
        decided = line.decidedAt.map { at in
            let who = words("sheba.decided_by", line.decider?.isolated ?? words("sheba.operator"), reader.dateTime(at))
            return line.eased.isEmpty ? who : who + words("list.comma") + words("sheba.eased", line.eased.isolated)
        }
        refusal =
            isWaiting && context.may(ShebaChangeRoutes.refusal)
            ? context.paths(ShebaChangeRoutes.refusal, line.id) : nil
        confirmation = isWaiting && mayConfirm ? context.paths(ShebaChangeRoutes.confirmation, line.id) : nil
        mustBeAnother = isWaiting && !mayConfirm && isOwn && context.may(ShebaChangeRoutes.refusal)
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
