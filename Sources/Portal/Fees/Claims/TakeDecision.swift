import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The form with which finance decides claims: from the list many at once, from a claim's page that one, whole or line by
/// line. What is refused comes back on the page it was sent from, with what was chosen and typed.
struct TakeDecision: Sendable {
    let context: CompanyContext
    let form: FormBody

    private var isOfOnePage: Bool { form.isChecked("one") }
    private var filter: ClaimFilter {
        ClaimRoutes.filter(Asked(query: form.raw("filter")), context)
    }

    func run() async throws -> Response {
        var decision = DecisionForm(form)
        guard decision.choices.count == form.all("claim").count else { throw Refusal.unreadable }
        let (reject, sendBack) = try await context.company.read { tx in
            (try ReasonList.all(.claimReject, tx), try ReasonList.all(.claimSendBack, tx))
        }
        if decision.deed == .approvePart { return try await byLine(decision, reject) }
        decision.check(reject: reject, sendBack: sendBack)
        if let complaint = decision.complaint {
            return try await again(decision, .unprocessableContent, complaint)
        }
        let command = DecideClaims(
            deed: decision.deed!, choices: decision.choices, reason: decision.reason, text: decision.text.value ?? "",
            isSure: form.isChecked("below_zero"))
        return try await once(decision) { deed in try command.run(by: deed.actor, in: deed.company, deed.tx) }
    }

    private func byLine(_ decision: DecisionForm, _ reasons: [Reason]) async throws -> Response {
        guard let choice = decision.choices.first, decision.choices.count == 1 else { throw Refusal.unreadable }
        let sight = context.actor.sight
        let evidence = try await context.company.read { tx in
            _ = try ClaimStore.find([choice.id], sight, context.company.currency, tx)
            return try EvidenceList.lines(of: choice.id, tx)
        }
        let known = Set(reasons.map(\.code))
        // What depends on a line that was cut is shown before it is done; what a person then leaves or changes stands.
        if !form.isChecked("as_typed"), let following = try LinesForm.following(form, evidence, context) {
            return try await ShowClaim(
                context: context, id: choice.id, form: following, status: .unprocessableContent,
                warning: Complaint("claims.lines.followed")
            ).run()
        }
        guard let lines = LinesForm(form, evidence, isBlank: false, context).decisions,
            lines.allSatisfy({ $0.reason.map(known.contains) ?? true }), let text = decision.text.value
        else { return try await again(decision, .unprocessableContent, nil) }
        let command = DecideLines(claim: choice, lines: lines, text: text, isSure: form.isChecked("below_zero"))
        let approved = try Money.sum(lines.map(\.approved), context.company.currency)
        return try await once(decision, approved: approved) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        }
    }

    /// - Parameter approved: what was left of a claim that is decided line by line.
    private func once(
        _ decision: DecisionForm, approved: Money? = nil, _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        let place =
            isOfOnePage
            ? context.paths(ClaimRoutes.one, decision.choices[0].id)
            : Address.of(context.paths(ClaimRoutes.list), filter.place)
        let flash = try await flash(decision, approved)
        return try await context.once(form, flash: flash, to: place, work) { refused in
            let stale = refused.error as? StaleClaims
            var decision = decision
            decision.asksBelowZero = refused.error is BelowZero
            return try await again(decision, refused.status, stale?.named(context.words) ?? refused.complaint)
        }
    }

    /// How many claims, and how much they came to.
    private func flash(_ decision: DecisionForm, _ approved: Money?) async throws -> String {
        let (deed, ids, reader) = (decision.deed!, decision.choices.map(\.id), context.reader)
        if let approved { return FlashText.text("claims.\(deed.rawValue)", reader.money(approved)) }
        let amount = try await context.company.read { try ClaimList.amount(of: ids, $0) }
        return FlashText.text(
            "claims.\(deed.rawValue)", reader.number(ids.count),
            reader.money(Money(amount, context.company.currency)))
    }

    /// - Parameter complaint: nil where the fields say it all.
    private func again(
        _ decision: DecisionForm, _ status: HTTPResponse.Status, _ complaint: Complaint?
    ) async throws -> Response {
        guard isOfOnePage, let choice = decision.choices.first else {
            return try await ShowClaims(
                context: context, filter: filter, kept: decision, status: status, warning: complaint
            ).run()
        }
        return try await ShowClaim(
            context: context, id: choice.id, form: form, asksBelowZero: decision.asksBelowZero, status: status,
            warning: decision.areFieldsRight ? complaint : nil
        ).run()
    }
}
