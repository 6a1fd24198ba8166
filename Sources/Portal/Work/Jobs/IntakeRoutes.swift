import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What was said and agreed when a job was taken down, put right or added to: where the machine stands, what was promised.
package enum IntakeRoutes: RoomRoutes {
    static let page = PageRoute<String>("jobs/:job/intake", for: .intake)
    static let change = FormRoute<String>("jobs/:job/intake", for: .intake)

    package static var all: [Mounted] {
        [
            page.to { _, context, number in try await show(number, nil, context) },
            change.to { form, context, number in try await change(form, number, context) },
        ]
    }

    private static func load(_ number: String, _ context: CompanyContext) async throws -> IntakeLoad {
        try await context.company.read { try IntakeLoad.read(number, context.actor.sight, $0) }
    }

    private static func show(
        _ number: String, _ form: FormBody?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await load(number, context)
        return try context.show(IntakePage(load, form, context), status: status, warning: warning)
    }

    private static func change(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let version = try body.version
        let load = try await load(number, context)
        guard let intake = load.form(body, context).intake else {
            return try await show(number, body, context, status: .unprocessableContent)
        }
        let command = ChangeIntake(number: number, version: version, intake: intake)
        return try await context.once(
            body, flash: "jobs.intake_saved", to: context.paths(JobRoutes.one, number)
        ) { deed in
            try command.run(by: deed.actor, in: deed.tx)
        } orShow: { refused in
            try await show(number, body, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// Puts something else in the place of what was said.
package struct ChangeIntake: Sendable {
    let number: String
    let version: Int
    let intake: JobIntake

    package init(number: String, version: Int, intake: JobIntake) {
        (self.number, self.version, self.intake) = (number, version, intake)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale` where the job has moved on.
    package func run(by actor: Actor, in tx: Transaction) throws {
        let load = try IntakeLoad.read(number, actor.sight, tx)
        guard load.job.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        let detail = IntakeChange.detail(load.known, intake, load.asked)
        guard !detail.isEmpty else { return }
        try JobIntakeStore.save(intake, of: load.job.id, tx)
        try JobStore.amend(
            load.job, kind: IntakeChange.kind, by: actor, .brought(intake.way), detail: detail, tx)
    }
}

/// What is known of a job's intake, and what is asked about its machine: now, or when it was taken down.
struct IntakeLoad: Sendable {
    let job: JobRow
    let known: JobIntake
    let asked: [IntakeItemRow]
    let receivedOn: CalendarDay

    static func read(_ number: String, _ sight: Actor.Sight, _ tx: Transaction) throws -> IntakeLoad {
        let job = try JobStore.find(number, sight, tx)
        let intakes = try JobIntakeStore.all(of: [job.id], tx)
        let offered = try IntakeItemStore.offered(for: job.group, tx)
        let ids = Set(offered.map(\.id))
        return IntakeLoad(
            job: job, known: intakes[job.id], asked: offered + intakes.items.filter { !ids.contains($0.id) },
            receivedOn: try JobStore.receivedOn(job.id, tx))
    }

    func form(_ body: FormBody, _ context: CompanyContext) -> IntakeForm {
        IntakeForm(body, asked: asked, known: known, from: receivedOn, context.reader.clock.calendar)
    }
}

struct IntakePage: Page {
    static let template = "jobs/intake"
    let titleKey = "jobs.intake_title"
    let titleValues: [String]
    let list: String
    let back: String
    let number: String
    let action: String
    let version: Int
    let errors: FormErrors?
    let intake: IntakeFields

    /// - Parameter body: a form that was refused.
    init(_ load: IntakeLoad, _ body: FormBody?, _ context: CompanyContext) {
        let paths = context.paths
        number = load.job.number
        titleValues = [number.isolatedLeftToRight]
        (list, back) = (paths(JobRoutes.list), paths(JobRoutes.one, number))
        action = paths(IntakeRoutes.change, number)
        version = load.job.version
        let form = load.form(body ?? FormBody(load.known, context.reader), context)
        intake = IntakeFields(form, checked: body != nil, from: load.receivedOn, context)
        errors = FormErrors(intake.all)
    }
}
