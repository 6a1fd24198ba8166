import Domain
import Ground
import Web

/// What may become of a run's differences, on the run's page.
struct RecomputationView: Sendable {
    /// What would be, is to be or was booked.
    let text: String
    let badge: Badge?
    let reason: String?
    let facts: [Fact]
    /// The form of a proposal; nil where there is one or none can be made.
    let propose: String?
    let reasonField: Field
    /// Where another person decides.
    let decide: String?
    /// Why this person does not.
    let mustBeAnother: Bool
    /// Until when one person may do what two do, and why.
    let eased: String?
    let isBooking: Bool
    let jobs: Int
    let booked: Int
    let progress: String
    /// Where a booking that broke off goes on.
    let again: String?
    let failure: String?

    /// nil where there is nothing to book: a draft, or no settled job that changes.
    init?(
        _ row: RecomputationRow?, isBroken: Bool, settled: WhatIfSumList.Sum?, of tariff: TariffRow, _ run: WhatIfRow,
        typed: Input<String>?, _ context: CompanyContext
    ) {
        let reader = context.reader
        guard row != nil || settled != nil && tariff.wasActive && run.state == .done else { return nil }
        let currency = context.company.currency
        let (jobs, amount) = (row?.jobs ?? settled?.jobs ?? 0, row?.amount ?? settled?.difference ?? 0)
        let isBroken = row?.state == .booking && isBroken
        let mayDecide = context.may(RecomputationRoutes.decision)
        let isOwn = row?.proposedBy == context.actor.person
        text = reader.words(
            row == nil ? "recompute.would" : "recompute.will", reader.number(jobs),
            reader.money(Money(amount, currency)))
        badge = row.map { $0.badge(reader, isBroken: isBroken) }
        reason = row?.reason
        facts = row.map { Self.facts($0, currency, reader) } ?? []
        let mayPropose = context.may(RecomputationRoutes.proposal)
        propose = row == nil && mayPropose ? context.paths(RecomputationRoutes.proposal, run.id) : nil
        reasonField = Field(name: "reason", label: reader.words("recompute.reason"), value: typed?.typed ?? "").with {
            $0.required = true
            $0.hint = reader.words("recompute.reason_hint")
            $0.error = typed?.complaint.map(reader.complaint)
        }
        decide =
            row?.state == .proposed && mayDecide && (!isOwn || context.moneyEasing != nil)
            ? context.paths(RecomputationRoutes.decision, run.id) : nil
        let isAlone = row?.state == .proposed && mayDecide && isOwn
        mustBeAnother = isAlone && context.moneyEasing == nil
        eased = isAlone ? context.moneyEasing.map(reader.eased) : nil
        isBooking = row?.state == .booking && !isBroken
        self.jobs = max(jobs, 1)
        booked = row?.bookedJobs ?? 0
        progress = reader.words("recompute.progress", reader.number(booked), reader.number(jobs))
        again =
            isBroken && context.may(RecomputationRoutes.continuation)
            ? context.paths(RecomputationRoutes.continuation, run.id) : nil
        failure = row?.failure.map { reader.words($0) }
    }

    private static func facts(_ row: RecomputationRow, _ currency: Currency, _ reader: Reader) -> [Fact] {
        let words = reader.words
        var facts = [
            Fact(
                label: words("recompute.proposed"),
                value: [row.proposer ?? "–", reader.dateTime(row.proposedAt)].joined(separator: words("list.comma")))
        ]
        if let at = row.decidedAt {
            facts.append(
                Fact(
                    label: words(row.state == .rejected ? "recompute.rejected" : "recompute.confirmed"),
                    value: [row.decider ?? "–", reader.dateTime(at)].joined(separator: words("list.comma"))))
        }
        if row.state == .booked {
            facts.append(
                Fact(
                    label: words("recompute.booked"),
                    value: words(
                        "recompute.booked_sum", reader.number(row.bookedJobs),
                        reader.money(Money(row.bookedAmount, currency)))))
        }
        return facts
    }
}

extension RecomputationRow {
    func badge(_ reader: Reader, isBroken: Bool) -> Badge {
        let kind =
            switch state {
            case .proposed: "info"
            case .rejected: "neutral"
            case .booking: isBroken ? "error" : "warning"
            case .booked: "done"
            case .failed: "error"
            }
        return Badge(kind: kind, label: reader.words("recompute.state.\(isBroken ? "broken" : state.rawValue)"))
    }
}
