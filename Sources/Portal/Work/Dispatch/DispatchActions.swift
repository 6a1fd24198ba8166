import Domain
import Ground
import Web

/// What a dispatcher can do with a job next, as the job's page shows it (`dispatch/_job_actions`).
struct DispatchActions: Sendable {
    /// To the city's page with this job chosen.
    let assign: Link
    let withdrawal: WithdrawalView?

    struct Link: Sendable {
        let href: String
        let label: String
        /// It waits for a dealer: this is the page's first button.
        let isFirst: Bool
    }

    /// nil for other roles, and where a job is ended.
    /// - Parameter reasons: `ReasonList.all(.reassign, tx)`.
    init?(_ job: JobRow, reasons: [Reason], _ context: CompanyContext) {
        guard context.may(CityRoutes.assignments), job.state.allows(.offer), !job.isInWorkshop else { return nil }
        let isFirst = job.state == .received
        assign = Link(
            href: Address.of(context.paths(CityRoutes.one, job.city), [("only", job.number)]),
            label: context.words(isFirst ? "dispatch.assign" : "dispatch.reassign"), isFirst: isFirst)
        withdrawal =
            job.state.allows(.withdraw) ? WithdrawalView(job, reasons: reasons, WithdrawalForm(), context) : nil
    }
}

/// The form that takes a job back.
struct WithdrawalView: Sendable {
    let action: String
    let version: Int
    let reason: Field
    let text: Field

    init(_ job: JobRow, reasons: [Reason], _ form: WithdrawalForm, _ context: CompanyContext) {
        let reader = context.reader
        action = context.paths(WithdrawalRoutes.withdrawal, job.number)
        version = job.version
        reason = Field(
            name: "reason", label: reader.words("dispatch.withdrawal.reason"), value: form.reason,
            error: form.complaints["reason"].map(reader.complaint)
        ).with {
            $0.id = "f-withdrawal-reason"
            $0.required = true
            $0.blank = reader.words("form.blank")
            $0.options = reasons.map { $0.option(reader, chosen: form.reason) }
        }
        text = Field(
            name: "text", label: reader.words("dispatch.reassign.text"), value: form.text,
            error: form.complaints["text"].map(reader.complaint)
        ).with { $0.id = "f-withdrawal-text" }
    }
}
