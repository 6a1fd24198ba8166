import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What was written wrongly of a job, put right with a reason.
package enum JobCorrectionRoutes: RoomRoutes {
    static let form = PageRoute<String>("jobs/:job/correction", for: .intake)
    static let correction = FormRoute<String>("jobs/:job/correction", for: .intake)

    package static var all: [Mounted] {
        [
            form.to { _, context, number in
                let facts = try await read(number, context)
                return try context.show(
                    JobCorrectionPage(facts, JobCorrectionForm(facts.fields, facts), checked: false, context))
            },
            correction.to { body, context, number in try await correct(body, number, context) },
        ]
    }

    private static func read(_ number: String, _ context: CompanyContext) async throws -> JobCorrectionFacts {
        let facts = try await context.company.read { try JobCorrectionList.facts(number, context, $0) }
        guard MayCorrectJob.isAllowed(context.actor, in: facts.job.state) else { throw Refusal.denied }
        return facts
    }

    private static func correct(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let (version, facts) = (try body.version, try await read(number, context))
        let typed = JobCorrectionForm(body, facts)
        guard let command = typed.command(number, version: version, facts.places) else {
            return try context.show(
                JobCorrectionPage(facts, typed, checked: true, context), status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "jobs.corrected", to: context.paths(JobRoutes.one, number)
        ) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            let (field, facts) = (refused.error as? FieldRefusal, try await read(number, context))
            let asksDealer = refused.complaint.key == "jobs.correct.dealer_asked"
            return try context.show(
                JobCorrectionPage(
                    facts, typed, checked: true, refusal: field, asksDealer: asksDealer, context),
                status: refused.status, warning: field == nil && !asksDealer ? refused.complaint : nil)
        }
    }
}
