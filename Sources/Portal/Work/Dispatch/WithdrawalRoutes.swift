import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A job is taken back from its dealer.
package enum WithdrawalRoutes: RoomRoutes {
    package static let withdrawal = FormRoute<String>("jobs/:job/withdrawal", for: .dispatch)

    package static var all: [Mounted] {
        [withdrawal.to { form, context, number in try await withdraw(form, number, context) }]
    }

    private static func withdraw(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let version = try body.version
        let reasons = try await context.company.read { try ReasonList.all(.reassign, $0) }
        let form = WithdrawalForm(body, among: reasons)
        guard let reason = form.given else {
            return try await show(form, reasons, number, context, status: .unprocessableContent)
        }
        let command = WithdrawJob(number: number, version: version, reason: reason)
        let place = context.paths(JobRoutes.one, number)
        return try await context.once(body, flash: "dispatch.withdrawn", to: place) { deed in
            try command.run(by: deed.actor, in: deed.tx)
        } orShow: { refused in
            try await show(form, reasons, number, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// The form again, with the job as it is now.
    private static func show(
        _ form: WithdrawalForm, _ reasons: [Reason], _ number: String, _ context: CompanyContext,
        status: HTTPResponse.Status, warning: Complaint? = nil
    ) async throws -> Response {
        let sight = context.actor.sight
        let (job, history) = try await context.company.read { tx in
            let job = try JobStore.find(number, sight, tx)
            return (job, try AssignmentList.of(job.id, sight, tx))
        }
        let page = WithdrawalPage(job, AssignmentsView(history, context), reasons, form, context)
        return try context.show(page, status: status, warning: warning)
    }
}

struct WithdrawalPage: Page {
    static let template = "dispatch/withdrawal"
    let titleKey = "dispatch.withdrawal.page"
    let titleValues: [String]
    let number: String
    let href: String
    let badge: Badge
    let errors: FormErrors?
    /// nil where the job, as it is now, can no longer be taken back.
    let withdrawal: WithdrawalView?
    let assignments: AssignmentsView?

    init(
        _ job: JobRow, _ assignments: AssignmentsView?, _ reasons: [Reason], _ form: WithdrawalForm,
        _ context: CompanyContext
    ) {
        titleValues = [job.number]
        number = job.number
        href = context.paths(JobRoutes.one, job.number)
        badge = Badge(job.state, context.words)
        let view = job.state.allows(.withdraw) ? WithdrawalView(job, reasons: reasons, form, context) : nil
        withdrawal = view
        errors = view.flatMap { FormErrors([$0.reason, $0.text]) }
        self.assignments = assignments
    }
}
