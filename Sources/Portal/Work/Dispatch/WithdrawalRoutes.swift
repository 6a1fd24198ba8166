import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A job is taken back from its dealer.
package enum WithdrawalRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.post("/:company/jobs/:job/withdrawal") { form, context in try await withdraw(form, context) }
    }

    private static func withdraw(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (number, actor) = (try context.part("job"), context.actor)
        let reasons = try await context.company.read { try ReasonList.all(.reassign, $0) }
        let form = WithdrawalForm(body, among: reasons)
        guard let reason = form.given else {
            return try await show(form, reasons, context, status: .unprocessableContent)
        }
        let back = context.paths.job(number)
        do {
            let location = try await context.company.write { tx in
                try OnceStore.run(body.raw("key"), by: actor, tx) { tx in
                    try WithdrawJob(number: number, version: form.version, reason: reason).run(by: actor, in: tx)
                    return back
                }
            }
            return context.goOn(to: location, flash: "dispatch.withdrawn")
        } catch Refusal.stale(let complaint) {
            return try await show(form, reasons, context, status: .conflict, warning: complaint)
        }
    }

    /// The form again, with the job as it is now.
    private static func show(
        _ form: WithdrawalForm, _ reasons: [Reason], _ context: CompanyContext, status: HTTPResponse.Status,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (number, actor) = (try context.part("job"), context.actor)
        let (job, history) = try await context.company.read { tx in
            let job = try JobStore.find(number, actor.sight, tx)
            return (job, try AssignmentList.of(job.id, actor.sight, tx))
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
        href = context.paths.job(job.number)
        badge = Badge(job.state, context.words)
        let view = job.state.allows(.withdraw) ? WithdrawalView(job, reasons: reasons, form, context) : nil
        withdrawal = view
        errors = view.flatMap { FormErrors([$0.reason, $0.text]) }
        self.assignments = assignments
    }
}
