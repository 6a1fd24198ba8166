import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Logging a visit, and its photos.
package enum VisitRoutes: RoomRoutes {
    static let form = PageRoute<String>("jobs/:job/visits/new", for: .dealers)
    static let visits = FormRoute<String>("jobs/:job/visits", for: .dealers, upTo: .photos)

    package static var all: [Mounted] {
        [
            form.to { _, context, number in try await open(number, context) },
            visits.to { form, context, number in
                switch VisitStep(form) {
                case .moreRows, .charge: try await goOn(form, number, context)
                case .chargeAlone: try await showCharge(form, number, context)
                case .log: try await log(form, number, context)
                }
            },
        ]
    }

    private static func open(_ number: String, _ context: CompanyContext) async throws -> Response {
        do {
            return try context.show(try await context.company.read { try fresh(number, context, $0) })
        } catch Refusal.stale(let complaint) {
            return try await TodayRoutes.show(context, status: .conflict, warning: complaint)
        }
    }

    /// A fresh form: now, and the usual way to that city.
    /// - Throws: `Refusal.stale` where nothing can be logged on the job any more, `Refusal.hidden` where it never was his.
    static func fresh(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws -> VisitPage {
        let (actor, reader, now) = (context.actor, context.reader, context.portal.now())
        let job = try DealerJob.find(number, actor, tx)
        try DealerJob.permit { try MayLogVisit(actor, on: job.standing) }
        let facts = try context.visitFacts(of: job, tx)
        let time = reader.clock.timeOfDay(of: now)
        let fresh = FormBody([
            "day": reader.day(of: now), "time": TypedTime.text(time.hour * 60 + time.minute),
            "km": facts.roadTenths.map { reader.tenths(Int64($0)) } ?? "",
        ])
        let form = VisitForm(fresh, calendar: reader.clock.calendar)
        let visit = form.expected(now: now, clock: reader.clock)
        let charge = try context.charge(of: job, endedBy: visit, tx)
        return VisitPage(
            facts, form.suggesting(charge, insteadOf: fresh, reader), ChargeView(charge, of: visit, context),
            tray: nil, isFresh: true, number: number, context)
    }

    /// The form with more rows for parts, or with what the customer pays by what is written so far; nothing is logged.
    private static func goOn(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let (form, tray) = try await read(body, of: number, context)
        return try await show(form, suggesting: body, tray, number, context, status: .ok, isFresh: true)
    }

    /// What the customer pays, for the form that stands open.
    private static func showCharge(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let (actor, clock) = (context.actor, context.company.clock)
        let visit = VisitForm(body, calendar: clock.calendar).expected(now: context.portal.now(), clock: clock)
        let charge = try await context.company.read { tx in
            let job = try DealerJob.find(number, actor, tx)
            try DealerJob.permit { try MayLogVisit(actor, on: job.standing) }
            return try context.charge(of: job, endedBy: visit, tx)
        }
        return try context.show(ChargePage(charge: ChargeView(charge, of: visit, context)))
    }

    private static func log(_ body: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let version = try body.version
        var (form, tray) = try await read(body, of: number, context)
        let (lack, unsigned, answers) = try await lack(form, tray, number, context)
        if let lack { tray.complain(lack) }
        if let unsigned { form.unsigned.complaint = unsigned }
        if let complaint = try await doubt(form, number, context) { form.serial.complaint = complaint }
        guard let typed = form.facts(clock: context.company.clock), tray.complaints.isEmpty,
            answers.allSatisfy(\.isRight)
        else {
            return try await show(form, tray, number, context, status: .unprocessableContent)
        }
        let facts = try await named(typed, number, context)
        if let trouble = form.trouble(with: facts.parts, context.words) {
            return try await show(
                form, tray, number, context, status: .unprocessableContent, trouble: trouble)
        }
        guard facts.deed != .finish || body.isChecked("confirmed") else {
            return try await show(form, suggesting: body, tray, number, context, status: .ok, asks: true)
        }
        var command = LogVisit(
            number: number, version: version, facts: facts, photos: tray.uploads, isAnother: form.isAnother)
        command.answers = answers.compactMap(\.answered)
        // One that cannot be read has come from no page of ours, and is no reason to lose a visit.
        command.pin = form.pin.value ?? nil
        command.serial = form.serial.value ?? ""
        do {
            command.signature = try await DrawnSignature.upload(form.signature, context)
        } catch let complaint as Complaint {
            form.unsigned.complaint = complaint
            return try await show(form, tray, number, context, status: .unprocessableContent)
        }
        do {
            return try await run(command, body, form, tray, context)
        } catch Refusal.hidden where holdsTicket(body, number, context) {
            let gone = VisitPage.Trouble.closed(Complaint("visits.taken_back", number))
            let page = VisitPage(nil, form, nil, tray: tray, trouble: gone, number: number, context)
            return try context.show(page, status: .conflict)
        }
    }

    private static func run(
        _ command: LogVisit, _ body: FormBody, _ form: VisitForm, _ tray: FileTray, _ context: CompanyContext
    ) async throws -> Response {
        let (number, isLast) = (command.number, command.facts.deed == .finish)
        let place = context.paths(JobRoutes.one, number)
        return try await context.once(body, flash: isLast ? "visits.finished" : "visits.logged", to: place) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            switch refused.error {
            case is Complaint:
                var marked = form
                marked.day.complaint = refused.complaint
                return try await show(marked, tray, number, context, status: refused.status)
            case is TwinVisit:
                return try await show(
                    form, tray, number, context, status: refused.status, trouble: .twin(refused.complaint))
            default:
                return try await show(
                    form, tray, number, context, status: refused.status, trouble: .stale(refused.complaint))
            }
        }
    }

    /// Before the deed, whose transaction it would lengthen: a part that is renamed meanwhile is the same part.
    private static func named(
        _ visit: VisitFacts, _ number: String, _ context: CompanyContext
    ) async throws -> VisitFacts {
        guard !visit.parts.isEmpty else { return visit }
        let actor = context.actor
        return try await context.company.read { tx in
            // Of a job that is his no more the deed itself tells him.
            guard let job = try? DealerJob.find(number, actor, tx) else { return visit }
            return try context.naming(partsOf: visit, on: job, tx)
        }
    }

    /// What speaks against the serial that was read: the company knows none that is written so.
    private static func doubt(
        _ form: VisitForm, _ number: String, _ context: CompanyContext
    ) async throws -> Complaint? {
        guard let serial = form.serial.value, !serial.isEmpty else { return nil }
        let actor = context.actor
        return try await context.company.read { tx -> Complaint? in
            guard let job = try? DealerJob.find(number, actor, tx) else { return nil }
            do { try ReadSerial.check(serial, of: job.unit, tx) } catch let complaint as Complaint { return complaint }
            return nil
        }
    }

    /// What was typed, and the photos. Only whoever has the job, or had its form in hand, may leave photos here.
    private static func read(
        _ body: FormBody, of number: String, _ context: CompanyContext
    ) async throws -> (form: VisitForm, tray: FileTray) {
        let clock = context.company.clock
        let form = VisitForm(body, calendar: clock.calendar).checked(now: context.portal.now(), clock: clock)
        if !body.files("photos").isEmpty { try await checkSight(body, number, context) }
        return (form, try await FileTray(body, for: context.path, .photos, context))
    }

    /// The form as it was typed, with the job as it is now.
    /// - Parameters:
    ///   - body: what the customer pays is filled in where it says nothing else.
    ///   - asks: whether what will be saved is shown once before.
    private static func show(
        _ form: VisitForm, suggesting body: FormBody? = nil, _ tray: FileTray, _ number: String,
        _ context: CompanyContext, status: HTTPResponse.Status, trouble: VisitPage.Trouble = .none,
        isFresh: Bool = false, asks: Bool = false
    ) async throws -> Response {
        let (actor, reader) = (context.actor, context.reader)
        let visit = form.expected(now: context.portal.now(), clock: reader.clock)
        let (facts, charge): (VisitFormFacts?, CustomerCharge?)
        do {
            (facts, charge) = try await context.company.read { tx in
                let job = try DealerJob.find(number, actor, tx)
                let typed = form.parts.compactMap(\.name.value)
                return (
                    try context.visitFacts(of: job, typed: typed, tx), try context.charge(of: job, endedBy: visit, tx)
                )
            }
        } catch Refusal.stale { (facts, charge) = (nil, nil) }
        let mayLog = facts.map { (try? MayLogVisit(actor, on: $0.job.standing)) != nil } ?? false
        let now = mayLog ? trouble : .closed(trouble.complaint ?? Complaint("visits.taken_back", number))
        let shown = body.map { form.suggesting(charge, insteadOf: $0, reader) } ?? form
        let asked = asks && mayLog ? shown.facts(clock: reader.clock) : nil
        let page = VisitPage(
            facts, shown,
            facts.map { _ in ChargeView(charge, of: visit, context) }, tray: tray, trouble: now, isFresh: isFresh,
            summary: asked.map {
                let answers = shown.answers(to: facts?.questions ?? [])
                return VisitSummary($0, photos: tray.uploads.count, answers: answers, context)
            }, number: number, context)
        return try context.show(page, status: mayLog ? status : .conflict)
    }

    private static func checkSight(_ body: FormBody, _ number: String, _ context: CompanyContext) async throws {
        guard !holdsTicket(body, number, context) else { return }
        let sight = context.actor.sight
        _ = try await context.company.read { try JobStore.find(number, sight, $0) }
    }

    /// Whether this person had the form of this job before him: then what he typed is given back to him
    /// even where the job is out of his sight now.
    private static func holdsTicket(_ body: FormBody, _ number: String, _ context: CompanyContext) -> Bool {
        FormTicket("visit", context).isTicket(body.raw("ticket"), for: number)
    }
}

/// Which button of the form was pressed.
private enum VisitStep {
    case log, moreRows, charge
    /// Asked by the page's script for the open form.
    case chargeAlone

    init(_ form: FormBody) {
        switch form.raw("charge") {
        case "1": self = .charge
        case "part": self = .chargeAlone
        default: self = form.isChecked("more") ? .moreRows : .log
        }
    }
}
