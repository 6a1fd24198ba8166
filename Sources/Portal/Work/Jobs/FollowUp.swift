import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Takes a done job up again: a further job of the same machine at the same place, which follows it.
struct FollowUpJob: Sendable {
    let number: String
    /// The version that the person decided on.
    let version: Int
    let reason: String

    /// - Returns: the new job's number.
    /// - Throws: `Refusal.hidden`, `Refusal.stale`; `jobs.follow.…`; why the machine gets no such work.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> String {
        let job = try JobStore.find(number, actor.sight, tx)
        guard job.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        try CustomerStore.checkLiving(job.customer, tx)
        for obstacle in company.fittings[JobSlots.unfollowable] {
            if let complaint = try obstacle(job.id, tx) { throw complaint }
        }
        let (known, today) = (try FollowUpStore.find(job.id, tx), company.clock.day(of: tx.now))
        let permit = try MayFollowUp(
            actor, job.state, endedOn: known.endedOn, today: today, days: ReceptionSetting(tx).followDays,
            isFollowed: known.isFollowed, reason: reason)
        let new = try AddJob(
            serviceType: job.serviceType, customer: job.customer, unit: job.unit, city: job.city,
            address: known.address, statedFault: known.statedFault, receivedAt: tx.now, receivedOn: today,
            by: permit.actor.person, origin: "added", because: permit.reason
        ).run(calendar: company.clock.calendar, in: tx)
        let made = try JobStore.find(new, .company, tx)
        try FollowUpStore.add(made.id, follows: job.id, by: permit.actor.person, tx)
        try JobEventStore.add(
            job.id, kind: "followed", by: permit.actor.person, detail: ["name": new, "text": permit.reason], tx)
        if let dealer = job.dealer {
            try OutboxStore.add(
                Notice("job_followed", about: .job(job.id), job.number, new, on: new),
                to: .dealer(dealer, [.dealerManager]), but: actor.person, tx)
        }
        return new
    }
}

/// Jobs that follow others, and done jobs that are taken up again.
package enum FollowUpRoutes: RoomRoutes {
    static let page = PageRoute<String>("jobs/:job/follow-up", for: .dispatch)
    static let making = FormRoute<String>("jobs/:job/follow-up", for: .dispatch)

    package static var all: [Mounted] {
        [
            page.to { _, context, number in try await show(FollowUpForm(FormBody()), number, isBlank: true, context) },
            making.to { body, context, number in try await make(body, number, context) },
        ]
    }

    private static func make(_ body: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let (typed, version) = (FollowUpForm(body), try body.version)
        guard let reason = typed.reason.value else {
            return try await show(typed, number, context, status: .unprocessableContent)
        }
        let command = FollowUpJob(number: number, version: version, reason: reason)
        return try await context.once(body, flash: "jobs.followed") { deed in
            try context.paths(JobRoutes.one, command.run(by: deed.actor, in: deed.company, deed.tx))
        } orShow: { refused in
            try await show(typed, number, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func show(
        _ form: FollowUpForm, _ number: String, isBlank: Bool = false, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let sight = context.actor.sight
        let job = try await context.company.read { try JobStore.find(number, sight, $0) }
        return try context.show(
            FollowUpPage(form, job, isBlank: isBlank, context), status: status, warning: warning)
    }
}

/// Why a done job is taken up again, as typed.
struct FollowUpForm: Sendable {
    let reason: Input<String>

    init(_ form: FormBody) { reason = form.input("reason", shortText(limit: 500)) }
}

struct FollowUpPage: Page {
    static let template = "jobs/follow_up"
    let titleKey = "jobs.follow.title"
    let titleValues: [String]
    let number: String
    let job: String
    let action: String
    let version: String
    let reason: Field
    let errors: FormErrors?

    init(_ form: FollowUpForm, _ job: JobRow, isBlank: Bool, _ context: CompanyContext) {
        (titleValues, number, version) = ([job.number], job.number, String(job.version))
        self.job = context.paths(JobRoutes.one, job.number)
        action = context.paths(FollowUpRoutes.making, job.number)
        reason = Field(form.reason, label: "jobs.follow.reason", for: context.reader).with {
            if isBlank { $0.error = nil }
            ($0.required, $0.hint) = (true, context.words("jobs.follow.reason.hint"))
        }
        errors = isBlank ? nil : FormErrors([reason])
    }
}

/// On a job's page: what it follows, what follows it, and the way to take it up again.
struct FollowUpCard: Sendable {
    struct Line: Sendable {
        let label: String
        let number: String
        let href: String
    }

    let lines: [Line]
    let making: String?

    /// nil where there is nothing to say, and nothing to do.
    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let lines = try FollowUpStore.links(of: job.id, context.actor.sight, tx).map { link in
            Line(
                label: context.words(link.isEarlier ? "jobs.follow.follows" : "jobs.follow.followed_by"),
                number: link.number, href: context.paths(JobRoutes.one, link.number))
        }
        let making = try mayMake(job, context, tx) ? context.paths(FollowUpRoutes.page, job.number) : nil
        guard !lines.isEmpty || making != nil else { return nil }
        return PageCard("jobs/_follow", at: .aside, FollowUpCard(lines: lines, making: making))
    }

    private static func mayMake(_ job: JobRow, _ context: CompanyContext, _ tx: Transaction) throws -> Bool {
        guard context.may(FollowUpRoutes.making), job.state.isEnded else { return false }
        for obstacle in context.company.fittings[JobSlots.unfollowable] where try obstacle(job.id, tx) != nil {
            return false
        }
        let known = try FollowUpStore.find(job.id, tx)
        let permit = try? MayFollowUp(
            context.actor, job.state, endedOn: known.endedOn, today: context.today,
            days: ReceptionSetting(tx).followDays, isFollowed: known.isFollowed, reason: "-")
        return permit != nil
    }
}
