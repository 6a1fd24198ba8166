import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What somebody has recorded of a visit, put right by himself with a reason.
package enum VisitCorrectionRoutes: RoomRoutes {
    static let form = PageRoute<String, ID<Visit>>("jobs/:job/visits/:visit/correction", for: .dealers)
    static let correction = FormRoute<String, ID<Visit>>("jobs/:job/visits/:visit/correction", for: .dealers)

    package static var all: [Mounted] {
        [
            form.to { _, context, number, visit in
                let facts = try await read(number, visit, context)
                let form = VisitCorrectionForm(facts.visit.facts, context)
                return try context.show(VisitCorrectionPage(facts, form, context))
            },
            correction.to { body, context, number, visit in try await correct(body, number, visit, context) },
        ]
    }

    private static func read(
        _ number: String, _ visit: ID<Visit>, typed: [String] = [], _ context: CompanyContext
    ) async throws -> VisitCorrectionFacts {
        let actor = context.actor
        return try await context.company.read { tx in
            let job = try DealerJob.find(number, actor, tx)
            let known = try VisitCorrectionList.find(visit, of: job, actor.sight, tx)
            var obstacle: Complaint?
            do { try CorrectVisit.permit(actor, known, of: job, in: context.company, tx) } catch let why as Complaint {
                obstacle = why
            }
            return VisitCorrectionFacts(
                job: try context.visitFacts(of: job, typed: typed, tx), visit: known, obstacle: obstacle)
        }
    }

    private static func correct(
        _ body: FormBody, _ number: String, _ visit: ID<Visit>, _ context: CompanyContext
    ) async throws -> Response {
        let version = try body.version
        let form = VisitCorrectionForm(body, context)
        let facts = try await read(number, visit, typed: form.visit.parts.compactMap(\.name.value), context)
        func back(
            _ status: HTTPResponse.Status, _ warning: Complaint? = nil, trouble: VisitPage.Trouble = .none
        ) throws -> Response {
            try context.show(
                VisitCorrectionPage(facts, form, trouble: trouble, context), status: status, warning: warning)
        }
        guard !body.isChecked("more") else { return try back(.ok) }
        guard let typed = form.visit.facts(clock: context.company.clock), let reason = form.reason.value,
            facts.obstacle == nil
        else { return try back(.unprocessableContent) }
        let named = try await context.company.read { try context.naming(partsOf: typed, on: facts.job.job, $0) }
        if let trouble = form.visit.trouble(with: named.parts, context.words) {
            return try back(.unprocessableContent, trouble: trouble)
        }
        let command = CorrectVisit(number: number, version: version, visit: visit, facts: named, reason: reason)
        return try await context.once(
            body, flash: "visits.corrected", to: context.paths(JobRoutes.one, number)
        ) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try back(refused.status, refused.complaint)
        }
    }
}

struct VisitCorrectionFacts: Sendable {
    let job: VisitFormFacts
    let visit: RecordedVisitRow
    /// Why it stays as it is; nil where it may be put right.
    let obstacle: Complaint?
}

/// A visit as it is typed anew, and why.
struct VisitCorrectionForm: Sendable {
    private static let longestReason = 300
    let visit: VisitForm
    let reason: Input<String>

    init(_ form: FormBody, _ context: CompanyContext) {
        let clock = context.company.clock
        visit = VisitForm(form, calendar: clock.calendar).checked(now: context.portal.now(), clock: clock)
        reason = form.input("reason", shortText(limit: Self.longestReason))
    }

    /// As it was recorded.
    init(_ facts: VisitFacts, _ context: CompanyContext) {
        let reader = context.reader
        let time = reader.clock.timeOfDay(of: facts.visitedAt)
        func amount(_ minor: Int64) -> String {
            minor == 0 ? "" : reader.amount(Money(minor, context.company.currency))
        }
        var fields = [
            "outcome": facts.outcome.rawValue, "day": reader.day(of: facts.visitedAt),
            "time": TypedTime.text(time.hour * 60 + time.minute), "minutes": String(facts.minutes),
            "km": reader.tenths(Int64(facts.kmTenths)), "symptom": facts.symptom, "cause": facts.cause,
            "remedy": facts.remedy, "labour": amount(facts.customerLabour), "travel": amount(facts.customerTravel),
            "customer_parts": amount(facts.customerParts), "note": facts.note,
            "rows": String(max(facts.parts.count, VisitForm.firstRows)), FormBody.unitField: reader.unit.rawValue,
        ]
        for (index, part) in facts.parts.enumerated() {
            fields["part\(index + 1)"] = part.name
            fields["quantity\(index + 1)"] = String(part.quantity)
        }
        if facts.endsJob { fields["ends_job"] = "1" }
        visit = VisitForm(FormBody(fields), calendar: reader.clock.calendar)
        reason = Input(name: "reason", typed: "", value: nil)
    }
}

/// The form by which a recorded visit is put right.
struct VisitCorrectionPage: Page {
    static let template = "visits/correction"
    let titleKey = "visits.correct.title"
    let titleValues: [String]
    let back: TodayCard.Link
    let action: String
    let version: String
    /// Why it stays as it is.
    let obstacle: String?
    let errors: FormErrors?
    let rows: String
    let endsJob: Bool
    let misfit: VisitPage.Misfit?
    let isRemovedAsked: Bool
    let outcome: Field
    let when: [Field]
    let work: [Field]
    let texts: [Field]
    let symptoms: [String]
    let causes: [String]
    let remedies: [String]
    let offeredParts: [String]
    let parts: [VisitPage.PartRow]
    let paid: [Field]
    let note: Field
    let reason: Field

    init(
        _ facts: VisitCorrectionFacts, _ form: VisitCorrectionForm, trouble: VisitPage.Trouble = .none,
        _ context: CompanyContext
    ) {
        let (reader, paths, number) = (context.reader, context.paths, facts.job.job.number)
        let fields = VisitFields(form.visit, road: nil, today: context.today, reader, isFresh: false)
        titleValues = [number]
        back = .init(href: paths(JobRoutes.one, number), label: number)
        action = paths(VisitCorrectionRoutes.correction, number, facts.visit.id)
        version = String(facts.job.job.version)
        obstacle = facts.obstacle.map(reader.complaint)
        rows = String(form.visit.parts.count)
        endsJob = form.visit.endsJob
        if case .misfit = trouble {
            misfit = .init(isMeant: false)
        } else {
            misfit = form.visit.isMisfitMeant ? .init(isMeant: true) : nil
        }
        if case .removed = trouble { isRemovedAsked = true } else { isRemovedAsked = form.visit.isRemovedAsked }
        (outcome, when, work, paid, note) = (fields.outcome, fields.when, fields.work, fields.paid, fields.note)
        texts = [fields.symptom, fields.cause, fields.remedy]
        func codes(_ kind: FaultKind) -> [String] {
            facts.job.codes.filter { $0.kind == kind }.map { reader.fault($0) }
        }
        (symptoms, causes, remedies) = (codes(.symptom), codes(.cause), codes(.remedy))
        offeredParts = facts.job.offeredParts
        parts = zip(form.visit.parts, fields.parts).map { typed, row in
            let isAsked =
                !typed.removed.typed.isEmpty || typed.name.value.map(facts.job.trackedParts.contains) == true
            return .init(name: row.name, quantity: row.quantity, removed: isAsked ? row.removed : nil)
        }
        reason = Field(form.reason, label: "visits.correct.reason", for: reader).with { $0.required = true }
        errors = FormErrors(
            fields.all + [reason], beside: trouble.complaint.map { [reader.complaint($0)] } ?? [])
    }
}

/// On a job's page, for whoever has recorded its last visit: until when it may be put right.
enum VisitCorrectionCard {
    struct Card: Sendable {
        let href: String
        let text: String
    }

    /// nil where it may not.
    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.may(VisitCorrectionRoutes.correction),
            let visit = try VisitCorrectionList.last(of: job.id, endsJob: job.state == .done, tx),
            (try? CorrectVisit.permit(context.actor, visit, of: job, in: context.company, tx)) != nil
        else { return nil }
        let until = visit.recorded.madeAt.adding(seconds: Int64(try VisitSetting(tx).correctHours) * 3_600)
        return PageCard(
            "visits/_correct", at: .aside,
            Card(
                href: context.paths(VisitCorrectionRoutes.form, job.number, visit.id),
                text: context.words("visits.correct.until", context.reader.dateTime(until))))
    }
}
