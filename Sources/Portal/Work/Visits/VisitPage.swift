import Base
import Domain
import Ground
import HTTPTypes
import Web

/// The form of a visit, for a thumb.
package struct VisitPage: Page {
    package static let template = "visits/form"
    package static let isKeptOnPhones = true
    package let titleKey = "visits.form.title"
    package let titleValues: [String]
    package let action: String
    /// The job's page, or the day where the job is his no more.
    package let back: TodayCard.Link
    /// nil where the job is out of sight: then what was typed is shown, and nothing of the job.
    package let head: Head?
    package let errors: FormErrors?
    /// Hidden fields: what the form was made from, and the proof that this person had it before him.
    package let version: String
    let ticket: String
    package let rows: String
    package let keep: String
    /// The key of the form that this one answers, which was not stored: what the phone has kept of that one goes.
    let answers: String?
    package let outcome: Field
    package let endsJob: Bool
    package let when: [Field]
    package let work: [Field]
    package let symptom: Field
    package let cause: Field
    package let remedy: Field
    let symptoms: [String]
    let causes: [String]
    let remedies: [String]
    /// Offered while a part is typed.
    let offeredParts: [String]
    /// The last days, offered while a date is typed.
    let days: [Day]
    package let parts: [PartRow]
    let questions: [QuestionView]
    let hasQuestions: Bool
    package let paid: [Field]
    /// The place that the person has marked with this form.
    let pin: String
    let charge: ChargeView?
    let photos: FileField
    let signature: SignatureView?
    /// How many the company asks for; nil where it asks for none.
    let photosAsked: String?
    package let note: Field
    /// nil for a machine whose serial is known.
    let serial: Field?
    /// Asked once more, where the job would end without it.
    let serialAgain: Field?
    let canSend: Bool
    /// Asks whether this visit is another one than the one that is there.
    let asksAnother: Bool
    /// Asks whether a part that is not for such a machine was fitted all the same; nil where none is.
    let misfit: Misfit?
    /// Whether it was asked for the serials of what came out: what stays empty could not be read.
    let isRemovedAsked: Bool
    /// Shown once before the job ends; its button saves.
    let summary: VisitSummary?

    package struct Head: Sendable {
        package let customer: String
        package let what: String
        package let fault: String?
        package let place: String
        let tel: String
        let map: MapLink
    }

    struct Misfit: Sendable {
        let isMeant: Bool
    }

    struct Day: Sendable {
        let value: String
        let label: String
    }

    package struct PartRow: Sendable {
        package let name: Field
        package let quantity: Field
        /// nil for parts that are not followed by serials.
        let removed: Field?
    }

    /// Why a form comes back although each of its fields may be right.
    package enum Trouble {
        case none
        case stale(Complaint)
        /// An equal visit is there already.
        case twin(Complaint)
        /// A part is not for such a machine.
        case misfit(Complaint)
        /// A part is followed by serials, and that of what came out is not written.
        case removed(Complaint)
        /// Nothing more can be logged on this job.
        case closed(Complaint)

        package var complaint: Complaint? {
            switch self {
            case .none: nil
            case .stale(let complaint), .twin(let complaint), .misfit(let complaint), .removed(let complaint),
                .closed(let complaint):
                complaint
            }
        }
    }

    /// - Parameters:
    ///   - facts: nil where the job is out of sight.
    ///   - charge: what the customer pays; nil where the job is his no more.
    ///   - isFresh: a form that nobody has filled in yet shows no errors.
    package init(
        _ facts: VisitFormFacts?, _ form: VisitForm, _ charge: ChargeView?, tray: FileTray?, trouble: Trouble = .none,
        isFresh: Bool = false, summary: VisitSummary? = nil, number: String, _ context: CompanyContext
    ) {
        self.summary = summary
        answers = form.key.isEmpty ? nil : form.key
        let (reader, paths) = (context.reader, context.paths)
        let fields = VisitFields(
            form, road: facts?.roadTenths.map { reader.tenths(Int64($0)) }, today: context.today, reader,
            isFresh: isFresh)
        titleValues = [number]
        action = paths(VisitRoutes.visits, number)
        back =
            facts == nil
            ? .init(href: paths(TodayRoutes.page), label: reader.words("visits.today.title"))
            : .init(href: paths(JobRoutes.one, number), label: number)
        head = facts.map { Head($0, reader) }
        version = facts.map { String($0.job.version) } ?? ""
        ticket = FormTicket("visit", context).ticket(for: number)
        rows = String(form.parts.count)
        pin = form.pin.typed
        keep = "visit-\(context.company.slug)-\(number)"
        outcome = fields.outcome
        endsJob = form.endsJob
        (when, work, paid, self.charge) = (fields.when, fields.work, fields.paid, charge)
        (symptom, cause, remedy, note) = (fields.symptom, fields.cause, fields.remedy, fields.note)
        let serial = facts?.isUnmarked == true ? fields.serial : nil
        let isMissing = summary != nil && form.serial.value == ""
        (self.serial, serialAgain) = (
            isMissing ? nil : serial,
            isMissing ? serial.map { $0.with { $0.hint = reader.words("visits.serial.again") } } : nil
        )
        let codes = facts?.codes ?? []
        symptoms = codes.filter { $0.kind == .symptom }.map { reader.fault($0) }
        causes = codes.filter { $0.kind == .cause }.map { reader.fault($0) }
        days = Day.around(reader.clock.day(of: context.portal.now()), from: -6, to: 0, reader)
        remedies = codes.filter { $0.kind == .remedy }.map { reader.fault($0) }
        offeredParts = facts?.offeredParts ?? []
        let tracked = facts?.trackedParts ?? []
        parts = zip(form.parts, fields.parts).map { typed, row in
            let isAsked = !typed.removed.typed.isEmpty || typed.name.value.map(tracked.contains) == true
            return PartRow(name: row.name, quantity: row.quantity, removed: isAsked ? row.removed : nil)
        }
        let asked = form.answers(to: facts?.questions ?? [])
        questions = asked.map { QuestionView($0, isFresh: isFresh, reader) }
        hasQuestions = !questions.isEmpty
        photos = FileField(photos: tray, title: "visits.photos", context)
        let signature = SignatureView(form, facts?.signature ?? .off, isFresh: isFresh, context)
        self.signature = signature
        photosAsked = facts.flatMap { facts in
            facts.photos.asked > 0 ? reader.words("visits.photos.wanted", reader.number(facts.photos.asked)) : nil
        }
        if case .closed = trouble { canSend = false } else { canSend = true }
        if case .twin = trouble { asksAnother = true } else { asksAnother = false }
        if case .removed = trouble { isRemovedAsked = true } else { isRemovedAsked = form.isRemovedAsked }
        if case .misfit = trouble {
            misfit = Misfit(isMeant: false)
        } else {
            misfit = form.isMisfitMeant ? Misfit(isMeant: true) : nil
        }
        let written: [Field] = fields.all + (signature.map { [$0.unsigned] } ?? [])
        errors = FormErrors(
            written + questions.flatMap(\.fields)
                + photos.errors.map { Field(name: "photos", label: reader.words("visits.photos"), error: $0) },
            beside: trouble.complaint.map { [reader.complaint($0)] } ?? [])
    }
}

extension VisitPage.Head {
    package init(_ facts: VisitFormFacts, _ reader: Reader) {
        let city = reader.name(fa: facts.city.fa, en: facts.city.en)
        customer = facts.customer
        what = reader.words(
            "visits.what", reader.name(fa: facts.service.fa, en: facts.service.en),
            reader.name(fa: facts.group.fa, en: facts.group.en), facts.model)
        fault = facts.fault.isEmpty ? nil : facts.fault
        place = facts.address.isEmpty ? city : reader.digits(facts.address) + reader.words("list.comma") + city
        tel = facts.mobile
        map = MapLink(facts.pin, [facts.address, city], reader)
    }
}

extension VisitPage.Day {
    /// - Parameters:
    ///   - from: days after `day`, and before it where below zero.
    ///   - to: the last of them.
    static func around(_ day: CalendarDay, from: Int, to: Int, _ reader: Reader) -> [Self] {
        (from...to).map { day.adding(days: $0) }.map { Self(value: reader.day($0), label: reader.weekday($0)) }
    }
}
