import Database
import Domain
import Web

/// The changes of rules that wait for a second person, and those decided lately.
struct ProposalsPage: Page {
    struct Line: Sendable {
        let title: String
        let facts: [Fact]
        let made: String
        let badge: Badge?
        let decided: String?
        let confirmation: String?
        let refusal: String?
        /// Why somebody else confirms it.
        let denied: String?
        /// What one person may do here, until when, and why.
        let eased: String?
    }

    static let template = "proposals/list"
    let titleKey = "proposals.title"
    let waiting: [Line]
    let hasWaiting: Bool
    let empty: EmptyNote?
    let decided: [Line]
    let hasDecided: Bool

    static func read(_ context: CompanyContext, _ tx: Transaction) throws -> ProposalsPage {
        let (waiting, decided) = (try ProposalList.waiting(tx), try ProposalList.decided(tx))
        return ProposalsPage(
            waiting: try waiting.map { try Line($0, context, tx) },
            decided: try decided.map { try Line($0, context, tx) },
            context)
    }

    private init(waiting: [Line], decided: [Line], _ context: CompanyContext) {
        (self.waiting, self.decided) = (waiting, decided)
        (hasWaiting, hasDecided) = (!waiting.isEmpty, !decided.isEmpty)
        let words = context.words
        empty = waiting.isEmpty ? EmptyNote(title: words("proposals.none"), text: words("proposals.none_hint")) : nil
    }
}

extension ProposalsPage.Line {
    init(_ line: ProposalList.Line, _ context: CompanyContext, _ tx: Transaction) throws {
        let (reader, words) = (context.reader, context.words)
        let kind = context.company.fittings[ProposalSlots.kinds].first { $0.name == line.kind }
        title = words("proposals.kind.\(line.kind)")
        facts = try kind?.facts(line.content, context, tx) ?? []
        made = words("proposals.made_by", (line.maker ?? "–").isolated, reader.dateTime(line.madeAt))
        badge = Self.badge(line.state, words)
        decided = line.decidedAt.map { at in
            let who = words("sheba.decided_by", (line.decider ?? "–").isolated, reader.dateTime(at))
            return line.eased.isEmpty ? who : who + words("list.comma") + words("sheba.eased", line.eased.isolated)
        }
        let isWaiting = line.state == .waiting && context.may(ProposalRoutes.confirmation)
        let (concerned, person) = (try kind?.concerns(line.content), context.actor.person)
        let (isMaker, isConcerned) = (line.madeBy == person, concerned == person)
        let easing = isWaiting && (isMaker || isConcerned) ? context.moneyEasing : nil
        let mayConfirm =
            (try? MayConfirmProposal(
                context.actor, madeBy: line.madeBy, concerning: concerned, isEased: easing != nil)) != nil
        confirmation = isWaiting && mayConfirm ? context.paths(ProposalRoutes.confirmation, line.id) : nil
        refusal = isWaiting ? context.paths(ProposalRoutes.refusal, line.id) : nil
        let reason = isMaker ? "proposals.denied.same" : isConcerned ? "proposals.denied.own" : nil
        denied = isWaiting && easing == nil ? reason.map { words($0) } : nil
        eased = easing.map(reader.eased)
    }

    private static func badge(_ state: ProposalStore.State, _ words: Words) -> Badge? {
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

/// On the page of rules: how many changes of them wait, and where they are decided.
package struct ProposalNote: Sendable {
    /// nil for those who see that it waits and not what.
    let href: String?
    let text: String

    /// nil where nothing of these kinds waits.
    package static func read(_ kinds: Set<String>, _ context: CompanyContext, _ tx: Transaction) throws -> ProposalNote?
    {
        let count = try ProposalList.waitingKinds(tx).filter(kinds.contains).count
        guard count > 0 else { return nil }
        return ProposalNote(
            href: context.pathIfAllowed(ProposalRoutes.list),
            text: context.words("proposals.waiting", context.reader.number(count)))
    }
}
