import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Deciding otherwise than the warranty's rules.
package enum JobCoverRoutes: RoomRoutes {
    static let form = PageRoute<String>("jobs/:job/warranty", for: .managers)
    static let decision = FormRoute<String>(
        "jobs/:job/warranty", for: .managers, upTo: .photos, watched: .configuration)

    package static var all: [Mounted] {
        [
            form.to { _, context, number in try await show(number, nil, tray: nil, context) },
            decision.to { body, context, number in try await decide(body, number, context) },
        ]
    }

    /// The job, and what the warranty says of it as it is.
    private static func known(_ number: String, _ context: CompanyContext) async throws -> (JobRow, CoverVerdict) {
        let (sight, today, calendar) = (context.actor.sight, context.today, context.company.clock.calendar)
        return try await context.company.read { tx in
            let job = try JobStore.find(number, sight, tx)
            return (job, try JobCoverStore.verdict(of: job, on: today, calendar, tx))
        }
    }

    private static func show(
        _ number: String, _ form: DecideCoverForm?, tray: FileTray?, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (job, verdict) = try await known(number, context)
        return try context.show(
            DecideCoverPage(job, verdict, form, tray, context), status: status, warning: warning)
    }

    private static func decide(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let version = try body.version
        let form = DecideCoverForm(body, of: try await known(number, context).1)
        let tray = try await FileTray(body, for: context.path, .photos, context)
        guard let verdict = form.verdict.value, let subjects = form.subject.value, let reason = form.reason.value,
            tray.complaints.isEmpty, !tray.uploads.isEmpty
        else {
            let missing = tray.complaints.isEmpty && tray.uploads.isEmpty
            return try await show(
                number, form, tray: tray, context, status: .unprocessableContent,
                warning: missing ? Complaint("warranty.decide.evidence") : nil)
        }
        let command = DecideCover(
            number: number, version: version, verdict: verdict, subjects: subjects, reason: reason,
            evidence: tray.uploads)
        return try await context.once(
            body, flash: "warranty.decided", to: context.paths(JobRoutes.one, number)
        ) { deed in
            try command.run(by: deed.actor, clock: deed.company.clock, in: deed.tx)
        } orShow: { refused in
            try await show(number, form, tray: tray, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// What somebody decides, as it was typed.
struct DecideCoverForm: Sendable {
    let verdict: Input<Warranty>
    let subject: Input<Set<CoverSubject>>
    let reason: Input<String>

    static let verdicts: [Warranty] = [.within, .commitment, .out]

    /// - Parameter cover: what is decided about: each of its lines may be decided by itself.
    init(_ body: FormBody, of cover: CoverVerdict) {
        let subjects = CoverSubject.all(of: cover)
        verdict = body.input("verdict") { typed in
            guard let verdict = Warranty(rawValue: typed), Self.verdicts.contains(verdict) else {
                throw Complaint("form.choose")
            }
            return verdict
        }
        subject = body.input("subject", else: Set(subjects)) { typed in
            guard let subject = CoverSubject(typed), subjects.contains(subject) else {
                throw Complaint("form.choose")
            }
            return [subject]
        }
        reason = body.input("reason", shortText(limit: 500))
    }
}

struct DecideCoverPage: Page {
    static let template = "jobs/decide_cover"
    let titleKey = "warranty.decide.title"
    let titleValues: [String]
    let jobs: String
    let back: String
    let number: String
    let action: String
    let version: String
    let cover: CoverTable
    let errors: FormErrors?
    let verdict: Field
    let subject: Field
    let reason: Field
    let photos: FileField
    let late: Bool

    init(
        _ job: JobRow, _ verdict: CoverVerdict, _ form: DecideCoverForm?, _ tray: FileTray?, _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        titleValues = [job.number.isolatedLeftToRight]
        jobs = context.paths(JobRoutes.list)
        (number, back) = (job.number, context.paths(JobRoutes.one, job.number))
        action = context.paths(JobCoverRoutes.decision, job.number)
        version = String(job.version)
        cover = CoverTable(verdict, title: words("warranty.cover"), reader)
        late = !DecideCover.mayStill(job)
        let typed = form ?? DecideCoverForm(FormBody(), of: verdict)
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with { if form == nil { $0.error = nil } }
        }
        self.verdict = field(typed.verdict, "warranty.decide.verdict").with {
            ($0.required, $0.blank) = (true, words("form.blank"))
            $0.options = DecideCoverForm.verdicts.map {
                .init(
                    value: $0.rawValue, label: words("jobs.warranty.\($0.rawValue)"),
                    selected: $0 == typed.verdict.value)
            }
        }
        subject = field(typed.subject, "warranty.subject").with {
            $0.blank = words("warranty.decide.all")
            $0.options = CoverSubject.all(of: verdict).map {
                .init(
                    value: $0.text, label: CoverWording(reader).subject($0), selected: $0.text == typed.subject.typed)
            }
        }
        reason = field(typed.reason, "warranty.decide.reason").with { $0.required = true }
        photos = FileField(photos: tray, title: "warranty.decide.photos", context)
        errors = FormErrors(
            [self.verdict, subject, reason]
                + photos.errors.map { Field(name: "photos", label: words("warranty.decide.photos"), error: $0) })
    }
}

/// On a job's page: what the warranty says of it, for the desk, the dealer and finance alike.
enum JobCoverCard {
    struct Card: Sendable {
        let cover: CoverTable
        /// nil for those who may not decide otherwise, and once the job is done.
        let decide: String?
    }

    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let (reader, words) = (context.reader, context.words)
        let frozen = try JobCoverStore.latest(of: job.id, tx)
        let verdict =
            try frozen?.verdict
            ?? JobCoverStore.verdict(of: job, on: context.today, context.company.clock.calendar, tx)
        let note = frozen.map { frozen in
            words(
                "warranty.frozen.\(frozen.occasion.rawValue)", reader.dateTime(frozen.madeAt),
                frozen.who?.isolated ?? words("jobs.event.nobody"))
        }
        let decide = DecideCover.mayStill(job) ? context.pathIfAllowed(JobCoverRoutes.form, job.number) : nil
        let card = Card(
            cover: CoverTable(verdict, title: words("warranty.of_job"), note: note, reader), decide: decide)
        return PageCard("jobs/_cover", at: .main, card)
    }
}
