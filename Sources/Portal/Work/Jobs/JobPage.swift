import Base
import Database
import Domain
import Ground
import Web

/// One job: everything about it, what can be done next, and what has happened.
struct JobPage: Page {
    static let template = "jobs/job"
    static let isKeptOnPhones = true
    let titleKey = "jobs.page_title"
    let titleValues: [String]
    let list: String
    let number: String
    let badge: Badge
    let waiting: Badge?
    let next: String
    let fault: String?
    /// What was said and agreed when it was taken down.
    let intake: IntakeCard?
    let work: [Fact]
    /// For the office, beside the facts.
    let customer: CustomerCard?
    /// For the dealer's people, before everything else: whom to call, where to go, what to do next.
    let ours: CustomerCard?
    let unit: [Fact]
    let warranty: Badge
    let cards: PageCards
    let visitsView: VisitsView?
    let assignments: AssignmentsView?
    let events: [TimelineItem]
    let errors: FormErrors?
    let dispatchActions: DispatchActions?
    let visitActions: VisitActions?
    /// For the dealer's people, before they go.
    let charge: ChargeView?
    let cancel: CancelView?
    let note: NoteView?

    struct CustomerCard: Sendable {
        let name: String
        let href: String?
        let tel: String
        let phone: String
        let map: MapLink
        /// Where the office marks the place; nil for those who may not.
        let pin: String?
        let address: String
    }

    struct NoteView: Sendable {
        let action: String
        let text: Field
    }

    init(
        _ load: JobPageLoad, doing: String = "", _ context: CompanyContext, note: NoteForm? = nil,
        cancel: CancelForm? = nil
    ) throws {
        let (sheet, reader, paths) = (load.sheet, context.reader, context.paths)
        let words = JobSheetWording(sheet: sheet, names: load.names, pins: load.pins, context: context)
        number = sheet.job.number
        titleValues = [number]
        list = paths(JobRoutes.list)
        badge = Badge(sheet.job.state, reader.words)
        waiting = try sheet.row.optional("waiting").map { (reason: String) in
            Badge(kind: "warning", label: reader.words("jobs.waiting.\(reason)"))
        }
        next = try words.next()
        let stated: String = try sheet.row("stated_fault")
        fault = stated.isEmpty ? nil : stated
        intake = IntakeCard(load, context)
        work = try words.work()
        let card = try words.customer()
        let isDealer = context.actor.dealer != nil
        (customer, ours) = isDealer ? (nil, card) : (card, nil)
        unit = try words.unit()
        warranty = words.warranty()
        cards = load.cards
        let wording = JobEventWording(reader: reader, names: load.names, isOffice: context.actor.dealer == nil)
        events = try sheet.events.map(wording.item)
        visitsView = VisitsView(load.visits, context)
        assignments = AssignmentsView(load.assignments, context)
        dispatchActions = DispatchActions(sheet.job, reasons: load.reassignReasons, context)
        visitActions = load.visitFacts.flatMap { VisitActions($0, doing: doing, context) }
        charge = load.charge
        self.cancel =
            Self.mayCancel(sheet.job, context)
            ? CancelView(sheet.job, load.cancelReasons, refused: cancel, context) : nil
        let field = note?.field(reader) ?? NoteForm.field(reader)
        self.note =
            context.may(JobRoutes.notes) ? NoteView(action: paths(JobRoutes.notes, number), text: field) : nil
        errors = FormErrors([field] + (self.cancel.map { [$0.reason, $0.text] } ?? []))
    }

    fileprivate static func mayCancel(_ job: JobRow, _ context: CompanyContext) -> Bool {
        job.state.allows(.cancel) && context.may(JobRoutes.cancellation)
    }
}

/// What was said and agreed, on the job's page.
struct IntakeCard: Sendable {
    let facts: [Fact]
    /// Where it is changed; nil for those who may not.
    let edit: String?

    /// nil where nothing was said, and nobody here may add to it.
    init?(_ load: JobPageLoad, _ context: CompanyContext) {
        let job = load.sheet.job
        facts = load.intakes.facts(job.id, context.company.currency, context.reader)
        edit = context.may(IntakeRoutes.page) ? context.paths(IntakeRoutes.page, job.number) : nil
        if facts.isEmpty, edit == nil { return nil }
    }
}

/// What the page is made of, read in one transaction.
struct JobPageLoad: Sendable {
    let sheet: JobSheet
    let intakes: JobIntakes
    let names: CommonNames
    let cards: PageCards
    let visitFacts: VisitActionFacts?
    let charge: ChargeView?
    let pins: Pins
    let visits: VisitRows
    let assignments: [AssignmentRow]
    let cancelReasons: [Reason]
    let reassignReasons: [Reason]

    static func read(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws -> JobPageLoad {
        let actor = context.actor
        let sheet = try JobSheetList.find(number, actor.sight, tx)
        let job = sheet.job
        let mayAssign = context.may(CityRoutes.assignments) && job.state.allows(.offer)
        return JobPageLoad(
            sheet: sheet, intakes: try JobIntakeStore.all(of: [job.id], tx), names: try context.company.names.names(tx),
            cards: try context.cards(JobSlots.cards, of: job, tx),
            visitFacts: try actor.dealer == nil ? nil : VisitActionFacts.read(job, for: actor, tx),
            charge: try context.foreseenCharge(of: job, tx),
            pins: try PinStore.pins(of: [job.customer], tx),
            visits: try VisitList.visits(of: job.id, context, tx),
            assignments: try AssignmentList.of(job.id, actor.sight, tx),
            cancelReasons: try JobPage.mayCancel(job, context) ? ReasonList.all(.cancel, tx) : [],
            reassignReasons: try mayAssign ? ReasonList.all(.reassign, tx) : [])
    }
}
