import Domain
import Foundation
import Ground
import Web
import Work

/// Puts a claim's lines, visits and events into the reader's words.
struct EvidenceView: Sendable {
    let context: CompanyContext
    /// nil where no tariff made the lines.
    var grounds: LineGrounds?
    private var reader: Reader { context.reader }

    func amount(_ minor: Int64) -> Amount { Amount(Money(minor, context.company.currency), reader) }

    func line(_ line: EvidenceList.Line) -> ClaimPage.Line {
        let why = line.rule.flatMap { grounds?.why($0, reader) } ?? []
        return ClaimPage.Line(
            component: reader.words("fees.component.\(line.component.rawValue)"),
            title: line.rule.flatMap { grounds?.title($0) }, rule: line.rule,
            href: line.rule.flatMap { context.ruleAddress($0, of: line.tariff) },
            arithmetic: line.working.flatMap { reader.arithmetic($0, beside: why) },
            notes: why + (line.working.map { reader.notes($0, for: context.actor) } ?? []),
            asked: line.isAsked ? line.asked : nil, computed: line.isAsked ? nil : amount(line.computed),
            amount: amount(line.claimed), approved: line.approved.map(amount),
            why: line.reasonFa.map { reader.name(fa: $0, en: line.reasonEn ?? "") }, decided: decided(line),
            isByCustomer: line.id == nil)
    }

    func events(_ events: [ClaimEventStore.Event], _ reject: [Reason], _ sendBack: [Reason]) -> [TimelineItem] {
        let isOffice = context.actor.dealer == nil
        return events.reversed().filter { isOffice || !$0.kind.isInternal }.map { event in
            let known = event.kind == .sentBack ? sendBack : reject
            let reason = known.first { $0.code == event.detail.reason }
                .map { reader.name(fa: $0.nameFa, en: $0.nameEn) }
            let sum = event.detail.approved.map { reader.money(Money($0, context.company.currency)) }
            let text = [
                sum, rule(event.detail.rule), reason, event.detail.text,
                event.detail.eased.map { reader.words("easing.by_one", $0) },
            ].compactMap { $0?.isolated }.joined(
                separator: ": ")
            return TimelineItem(
                kind: Self.look(event.kind), title: reader.words("claims.event.\(event.kind.rawValue)"),
                text: text.isEmpty ? nil : text, who: event.who ?? reader.words("claims.event.nobody"),
                when: reader.dateTime(event.at), instant: Self.machineText(event.at))
        }
    }

    private func decided(_ line: EvidenceList.Line) -> String? {
        line.decidedAt.map { at in
            let who = line.decider ?? reader.words("claims.event.nobody")
            return reader.words("claims.line.decided", who.isolated, reader.dateTime(at))
        }
    }

    /// By which rule nobody's decision came about.
    private func rule(_ name: String?) -> String? {
        guard let name else { return nil }
        guard ClaimRuleCode(rawValue: name) != nil else { return reader.words("claims.event.by_limit") }
        return reader.words("claims.event.by_rule", reader.words("claim_rules.code.\(name)"))
    }

    private static func look(_ kind: ClaimEventStore.Kind) -> String {
        switch kind {
        case .made, .takenBack, .reversalRefused: "neutral"
        case .submitted, .answered, .asked, .appealed, .recomputed, .scored, .scoreAdjusted, .scoreLeft: "info"
        case .approved, .appealGranted: "done"
        case .rejected, .appealUpheld, .reversed: "error"
        case .sentBack, .partApproved, .reversalProposed: "warning"
        }
    }

    private static func machineText(_ instant: Instant) -> String {
        Date(timeIntervalSince1970: TimeInterval(instant.seconds)).formatted(.iso8601)
    }
}
