import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A job that waits for its customer or for something else, and one that goes on.
package enum JobWaitRoutes: RoomRoutes {
    private static let sayers = Set<Role>.dispatch.union(Set<Role>.dealers)
    static let form = PageRoute<String>("jobs/:job/wait", for: sayers)
    static let waiting = FormRoute<String>("jobs/:job/wait", for: sayers)
    static let goingOn = FormRoute<String>("jobs/:job/going-on", for: sayers)

    package static var all: [Mounted] {
        [
            form.to { _, context, number in
                try await show(read(FormBody(), context), on: number, isBlank: true, context)
            },
            waiting.to { body, context, number in
                let typed = read(body, context)
                guard let command = typed.command(on: number) else {
                    return try await show(typed, on: number, context, status: .unprocessableContent)
                }
                let calendar = context.company.clock.calendar
                return try await context.once(
                    body, flash: "jobs.waits", to: context.paths(JobRoutes.one, number)
                ) { deed in
                    try command.run(by: deed.actor, calendar, in: deed.tx)
                } orShow: { refused in
                    try await show(
                        typed, on: number, context, status: refused.status, warning: refused.complaint)
                }
            },
            goingOn.to { body, context, number in
                try await find(number, context)
                guard let seen = Int64(body.raw("wait")) else { throw Refusal.unreadable }
                let command = GoOnWithJob(number: number, seen: seen)
                return try await context.once(
                    body, flash: "jobs.goes_on", to: context.paths(JobRoutes.one, number)
                ) { deed in
                    try command.run(by: deed.actor, in: deed.tx)
                } orShow: { refused in
                    try await show(
                        read(FormBody(), context), on: number, isBlank: true, context, status: refused.status,
                        warning: refused.complaint)
                }
            },
        ]
    }

    private static func read(_ body: FormBody, _ context: CompanyContext) -> JobWaitForm {
        JobWaitForm(body, today: context.today, context.company.clock.calendar)
    }

    private static func show(
        _ form: JobWaitForm, on number: String, isBlank: Bool = false, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        try await find(number, context)
        return try context.show(
            JobWaitPage(form, on: number, isBlank: isBlank, context), status: status, warning: warning)
    }

    /// - Throws: `Refusal.hidden` where he does not see the job.
    private static func find(_ number: String, _ context: CompanyContext) async throws {
        let sight = context.actor.sight
        _ = try await context.company.read { try JobStore.find(number, sight, $0) }
    }
}
