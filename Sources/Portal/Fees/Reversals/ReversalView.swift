import Domain
import Ground
import Web

/// The part of a claim's page about taking it back.
struct ReversalView: Sendable {
    struct Propose: Sendable {
        let action: String
        let choice: String
        let reason: Field
        let text: Field
        let errors: FormErrors?
    }

    struct Answer: Sendable {
        /// nil for whoever may only refuse: he proposed it, or is no approver.
        let confirmation: String?
        let refusal: String
        let choice: String
        let reversal: String
        let mustBeAnother: Bool
        /// Until when one person may do what two do, and why.
        let eased: String?
    }

    let badge: Badge?
    let text: String?
    let who: String?
    let decided: String?
    let propose: Propose?
    let confirming: Answer?

    /// nil where there is nothing to read or to do.
    init?(_ loaded: ShowClaim.Loaded, _ forms: ClaimForms, _ context: CompanyContext) {
        let (reader, words, row) = (context.reader, context.words, loaded.reversal)
        // A dealer reads what was done, not what somebody thought of.
        let shown = row.flatMap { context.actor.dealer == nil || $0.state == .confirmed ? $0 : nil }
        badge = shown.map { reader.badge($0.state) }
        text = shown.map { row in
            [reader.name(fa: row.reasonFa, en: row.reasonEn), row.text].filter { !$0.isEmpty }.map(\.isolated)
                .joined(separator: ": ")
        }
        who = shown.map {
            words("reversals.proposed.by", ($0.proposer ?? "–").isolated, reader.dateTime($0.proposedAt))
        }
        decided = shown.flatMap { row in
            row.decidedAt.map {
                words("claims.line.decided", (row.decider ?? "–").isolated, reader.dateTime($0))
            }
        }
        propose = Self.propose(loaded, forms, context)
        confirming = Self.confirming(loaded, context)
        if shown == nil, propose == nil { return nil }
    }

    private static func propose(
        _ loaded: ShowClaim.Loaded, _ forms: ClaimForms, _ context: CompanyContext
    ) -> Propose? {
        let (line, reader) = (loaded.line, context.reader)
        let may = try? MayProposeReversal(
            context.actor, state: line.state, isReversed: line.isReversed, workers: loaded.workers)
        guard may != nil, loaded.reversal?.isOpen != true else { return nil }
        let form = forms.reversal ?? ReversalForm(FormBody(), loaded.reject)
        var reason = Field(form.reason, label: "reversals.reason", for: reader).with {
            $0.blank = reader.words("form.blank")
            $0.options = loaded.reject.map { $0.option(reader, chosen: form.reason.typed) }
            $0.required = true
        }
        var text = Field(form.text, label: "reversals.text", for: reader).with { $0.required = true }
        if forms.reversal == nil { (reason.error, text.error) = (nil, nil) }
        return Propose(
            action: context.paths(ReversalRoutes.proposal, line.id),
            choice: ClaimChoice(id: line.id, version: line.version).text, reason: reason, text: text,
            errors: FormErrors([reason, text]))
    }

    private static func confirming(_ loaded: ShowClaim.Loaded, _ context: CompanyContext) -> Answer? {
        guard let row = loaded.reversal, row.isOpen, context.may(ReversalRoutes.refusal) else { return nil }
        let claim = loaded.line.id
        let easing = row.proposedBy == context.actor.person ? context.moneyEasing : nil
        let may = try? MayConfirmReversal(
            context.actor, proposedBy: row.proposedBy, workers: loaded.workers, isEased: easing != nil)
        return Answer(
            confirmation: may == nil ? nil : context.paths(ReversalRoutes.confirmation, claim),
            refusal: context.paths(ReversalRoutes.refusal, claim),
            choice: ClaimChoice(id: claim, version: loaded.line.version).text, reversal: row.id.description,
            mustBeAnother: may == nil, eased: may == nil ? nil : easing.map(context.reader.eased))
    }
}

extension Reader {
    fileprivate func badge(_ state: ReversalState) -> Badge {
        let kind =
            switch state {
            case .proposed: "warning"
            case .confirmed: "error"
            case .refused: "neutral"
            }
        return Badge(kind: kind, label: words("reversals.state.\(state.rawValue)"))
    }
}
