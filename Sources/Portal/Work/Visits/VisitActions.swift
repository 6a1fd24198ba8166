import Database
import Domain
import Ground
import Web

/// What a dealer's person can do with a job next, as the job's page shows it (Templates/visits/_job_actions).
struct VisitActions: Sendable {
    let number: String
    let version: Int
    /// Where to: each is nil where it cannot be done now or not by him.
    var visit: String?
    var accept: String?
    /// Says to the customer that somebody is coming.
    var way: String?
    var appointment: AppointmentView?
    var give: GiveView?
    var decline: DeclineView?
    /// The page with the form of declining open.
    var declining: String?
    /// Whether to agree an appointment comes before everything else.
    var comesAppointment = false

    private static let declineDeed = "decline"

    /// - Parameter job: its page.
    static func declining(_ job: String) -> String { "\(job)?do=\(declineDeed)#\(declineDeed)" }

    struct GiveView: Sendable {
        let action: String
        let who: Field
    }

    /// nil where nothing can be done, and for the office always.
    /// - Parameter doing: the deed that the person has come for, as the address says: its form stands open.
    init?(_ facts: VisitActionFacts, doing: String = "", _ context: CompanyContext) {
        let (job, actor, paths) = (facts.job, context.actor, context.paths)
        guard actor.dealer != nil else { return nil }
        number = job.number
        version = job.version
        if (try? MayLogVisit(actor, on: job.standing)) != nil { visit = paths(VisitRoutes.form, number) }
        if visit != nil, facts.agreed.day == context.today { way = paths(DeedRoutes.way, number) }
        if (try? MayAccept(actor, job.standing)) != nil { accept = paths(DeedRoutes.acceptance, number) }
        if (try? MayAgreeAppointment(actor, job.standing)) != nil {
            comesAppointment = job.state == .accepted
            appointment = AppointmentView(
                agreed: facts.agreed, isOpen: comesAppointment, number: number, context)
        }
        if (try? MayGiveToTechnician(actor, job.standing)) != nil, !facts.people.isEmpty {
            let who = TechnicianForm.field(facts.people, chosen: job.technician, context.reader)
            give = GiveView(action: paths(DeedRoutes.technician, number), who: who)
        }
        if (try? MayDecline(actor, job.standing)) != nil {
            declining = Self.declining(paths(JobRoutes.one, number))
            decline = DeclineView(
                facts.reasons, refused: nil, isOpen: doing == Self.declineDeed, number: number, context)
        }
        guard visit != nil || accept != nil || decline != nil else { return nil }
    }
}

/// What the actions are made of. Read in the transaction of the page that shows them.
struct VisitActionFacts: Sendable {
    let job: JobRow
    let agreed: AgreedRow
    let people: [TechnicianRow]
    let reasons: [Reason]

    static func read(_ job: JobRow, for actor: Actor, _ tx: Transaction) throws -> VisitActionFacts {
        let isManager = actor.has(.dealerManager)
        return VisitActionFacts(
            job: job, agreed: try VisitList.agreed(job.id, tx),
            people: try isManager ? VisitList.people(of: actor, tx) : [],
            reasons: try isManager ? ReasonList.all(.decline, tx) : [])
    }
}

/// The appointment as it stands.
struct AgreedRow: Sendable {
    let day: CalendarDay?
    let from: Int?
    let to: Int?
}
