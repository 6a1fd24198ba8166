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
        ClaimRoutes.filter(FormBody(encoded: String(form.raw("filter").drop { $0 == "?" })), context)
    }

    func run() async throws -> Response {
        var decision = DecisionForm(form)
        let (reject, sendBack) = try await context.company.read { tx in
            (try ReasonList.all(.claimReject, tx), try ReasonList.all(.claimSendBack, tx))
        }
        if decision.deed == .approvePart { return try await byLine(decision, reject) }
        decision.check(reject: reject, sendBack: sendBack)
        if let complaint = decision.complaint {
            return try await again(decision, .unprocessableContent, complaint)
        }
        let command = DecideClaims(
            deed: decision.deed!, choices: decision.choices, reason: decision.reason, text: decision.text.value ?? "")
        return try await once(decision) { actor, company, tx in try command.run(by: actor, in: company, tx) }
    }

    private func byLine(_ decision: DecisionForm, _ reasons: [Reason]) async throws -> Response {
        guard let choice = decision.choices.first, decision.choices.count == 1 else { throw Refusal.unreadable }
        let sight = context.actor.sight
        let evidence = try await context.company.read { tx in
            _ = try ClaimStore.find([choice.id], sight, context.company.currency, tx)
            return try EvidenceList.lines(of: choice.id, tx)
        }
        let known = Set(reasons.map(\.code))
        guard let lines = LinesForm(form, evidence, isBlank: false, context).decisions,
            lines.allSatisfy({ $0.reason.map(known.contains) ?? true }), let text = decision.text.value
        else { return try await again(decision, .unprocessableContent, nil) }
        let command = DecideLines(claim: choice, lines: lines, text: text)
        return try await once(decision) { actor, company, tx in try command.run(by: actor, in: company, tx) }
    }

    private func once(
        _ decision: DecisionForm, _ work: @escaping @Sendable (Actor, OpenCompany, Transaction) throws -> Void
    ) async throws -> Response {
        let (form, actor, company) = (form, context.actor, context.company)
        let place =
            isOfOnePage ? context.paths.claim(decision.choices[0].id.value) : context.paths.claims + filter.query
        do {
            let location = try await company.write { tx in
                try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    try work(actor, company, tx)
                    return place
                }
            }
            return context.goOn(to: location, flash: "claims.\(decision.deed!.rawValue)")
        } catch let stale as StaleClaims {
            return try await again(decision, .conflict, named(stale))
        } catch let denied as ClaimDenied {
            return try await again(decision, .forbidden, denied.shown(context.reader))
        }
    }

    private func named(_ stale: StaleClaims) -> Complaint {
        let words = context.words
        let list = stale.rows.map { "\($0.number) (\(words("claims.state.\($0.state.rawValue)")))" }
        return Complaint("claims.stale", list.joined(separator: words("list.comma")))
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
        let isTyped = status == .unprocessableContent
        return try await ShowClaim(
            context: context, id: choice.id, form: isTyped ? form : nil, status: status,
            warning: isTyped ? nil : complaint
        ).run()
    }
}

extension ClaimDenied {
    /// Names the job, and the limit where that is why.
    func shown(_ reader: Reader) -> Complaint {
        let why =
            limit.map { reader.words(complaint.key, reader.money($0)) } ?? reader.complaint(complaint)
        return Complaint("claims.denied", number, why)
    }
}
