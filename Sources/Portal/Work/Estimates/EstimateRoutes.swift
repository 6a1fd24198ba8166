import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What a job will cost: written by the office or its dealer, and what its customer says of it.
package enum EstimateRoutes: RoomRoutes {
    static let makers = Set<Role>.intake.union(Set<Role>.dealers).union(Set<Role>.workshop)

    static let form = PageRoute<String>("jobs/:job/estimate", for: makers)
    static let making = FormRoute<String>("jobs/:job/estimate", for: makers)
    static let answer = FormRoute<String>("jobs/:job/estimate/answer", for: makers)
    static let withdrawal = FormRoute<String>("jobs/:job/estimate/withdrawal", for: makers)

    package static var all: [Mounted] {
        [
            form.to { _, context, number in try await fill(number, context) },
            making.to { form, context, number in try await make(form, number, context) },
            answer.to { form, context, number in try await take(form, number, context) },
            withdrawal.to { form, context, number in try await withdraw(form, number, context) },
        ]
    }

    private static func known(_ number: String, _ context: CompanyContext) async throws -> (
        JobRow, EstimateRow?, [EstimateLine]
    ) {
        try await context.company.read { tx in
            let job = try JobStore.find(number, context.actor.sight, tx)
            let latest = try EstimateStore.latest(of: job.id, context.actor.sight, tx)
            return (job, latest, try latest.map { try EstimateStore.lines(of: $0.id, tx) } ?? [])
        }
    }

    /// What was estimated last stands in the form.
    private static func fill(_ number: String, _ context: CompanyContext) async throws -> Response {
        let (job, latest, lines) = try await known(number, context)
        let typed = FormBody(lines, note: latest?.note ?? "", context.reader)
        let form = EstimateForm(typed, today: context.today, context.reader.clock.calendar)
        return try context.show(
            EstimateFormPage(job, form, after: latest?.revision ?? 0, isFresh: true, context))
    }

    private static func make(_ body: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let (job, _, _) = try await known(number, context)
        guard let after = Int(body.raw("after")) else { throw Refusal.unreadable }
        let typed = EstimateForm(body, today: context.today, context.reader.clock.calendar)
        guard !typed.asksMore, typed.isRight, let note = typed.note.value, let validOn = typed.validOn.value else {
            return try context.show(
                EstimateFormPage(job, typed, after: after, isFresh: typed.asksMore, context),
                status: typed.asksMore ? .ok : .unprocessableContent)
        }
        let command = AddEstimate(number: number, lines: typed.lines, note: note, validOn: validOn, after: after)
        return try await context.once(body, flash: "estimates.made", to: context.paths(JobRoutes.one, number)) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try context.show(
                EstimateFormPage(job, typed, after: after, isFresh: false, context), status: refused.status,
                warning: refused.complaint)
        }
    }

    private static func take(_ body: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let (job, _, _) = try await known(number, context)
        guard let revision = Int(body.raw("revision")) else { throw Refusal.unreadable }
        let typed = EstimateAnswerForm(body)
        guard let (answer, voice) = typed.answer else {
            return try context.show(
                EstimateAnswerPage(job, revision, typed, context), status: .unprocessableContent)
        }
        let (command, today) = (AnswerEstimate(answer: answer, revision: revision), context.today)
        return try await context.once(
            body, flash: "estimates.answered_by_us", to: context.paths(JobRoutes.one, number)
        ) { deed in
            try command.run(on: number, by: voice, actor: deed.actor, today: today, deed.tx)
        } orShow: { refused in
            try context.show(
                EstimateAnswerPage(job, revision, typed, context), status: refused.status, warning: refused.complaint)
        }
    }

    private static func withdraw(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        _ = try await known(number, context)
        guard let revision = Int(body.raw("revision")) else { throw Refusal.unreadable }
        let command = WithdrawEstimate(number: number, revision: revision)
        return try await context.once(
            body, flash: "estimates.withdrawn", to: context.paths(JobRoutes.one, number)
        ) { deed in
            try command.run(by: deed.actor, deed.tx)
        } orShow: {
            throw Refusal.stale($0.complaint)
        }
    }
}
