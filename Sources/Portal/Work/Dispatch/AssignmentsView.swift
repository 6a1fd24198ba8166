import Domain
import Ground
import Web

/// To whom a job was put and what became of it, newest first (`dispatch/_assignments`).
struct AssignmentsView: Sendable {
    let events: [TimelineItem]

    /// nil where the job was put to nobody yet. - Parameter rows: `AssignmentList.of(job, sight, tx)`.
    init?(_ rows: [AssignmentRow], _ context: CompanyContext) {
        guard !rows.isEmpty else { return nil }
        events = rows.flatMap { row in [Self.answer(row, context), Self.offer(row, context)].compactMap { $0 } }
    }

    private static func offer(_ row: AssignmentRow, _ context: CompanyContext) -> TimelineItem {
        let parts = [
            row.madeReason.isEmpty ? nil : row.madeReason,
            row.answerBy.map { context.words("dispatch.answer_by", context.reader.dateTime($0)) },
        ].compactMap(\.self)
        return item(
            row, .offered, who: row.madeBy ?? context.words("dispatch.by_rule"), at: row.madeAt,
            text: parts.isEmpty ? nil : parts.joined(separator: " · "), context)
    }

    private static func answer(_ row: AssignmentRow, _ context: CompanyContext) -> TimelineItem? {
        guard row.state != .offered, let at = row.decidedAt else { return nil }
        let name = row.reasonName.map { context.reader.name(fa: $0.fa, en: $0.en) }
        let reason = [name, row.reasonText.isEmpty ? nil : row.reasonText].compactMap { $0 }.joined(separator: ": ")
        let who = row.decidedBy ?? context.words("dispatch.by_rule")
        return item(row, row.state, who: who, at: at, text: reason.isEmpty ? nil : reason, context)
    }

    private static func item(
        _ row: AssignmentRow, _ state: AssignmentState, who: String, at: Instant, text: String?,
        _ context: CompanyContext
    ) -> TimelineItem {
        TimelineItem(
            kind: state.look, title: context.words("dispatch.history.\(state.rawValue)", row.dealer), text: text,
            who: who, when: context.reader.dateTime(at), instant: at.machineText)
    }
}

extension AssignmentState {
    /// The look of its line in the timeline.
    fileprivate var look: String {
        switch self {
        case .offered: "info"
        case .accepted: "accent"
        case .declined, .expired: "error"
        case .withdrawn: "warning"
        }
    }
}
