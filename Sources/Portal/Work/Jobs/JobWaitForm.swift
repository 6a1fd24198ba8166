import Database
import Domain
import Ground
import Web

/// What a job waits for, and when somebody looks at it again, as it was typed.
struct JobWaitForm: Sendable {
    /// Days from today on which somebody may look at it again.
    static let days = 1...90
    let reason: Input<JobWait>
    var note: Input<String>
    let lookOn: Input<CalendarDay>

    init(_ form: FormBody, today: CalendarDay, _ calendar: CalendarSystem) {
        reason = form.input("reason") { text in
            guard let reason = JobWait(rawValue: text), JobWait.byHand.contains(reason) else {
                throw Complaint("form.choose")
            }
            return reason
        }
        note = form.input("note", else: "", shortText(limit: 300))
        if reason.value == .other, form.text("note").isEmpty { note.complaint = Complaint("jobs.wait.note_missing") }
        lookOn = form.input("look_on") { text in
            let day = try calendar.parse(text)
            guard Self.days.contains(today.distance(to: day)) else { throw Complaint("jobs.wait.days") }
            return day
        }
    }

    /// nil where something of it cannot be understood.
    func command(on number: String) -> PutOnHold? {
        guard let reason = reason.value, note.complaint == nil, let lookOn = lookOn.value else { return nil }
        return PutOnHold(number: number, reason: reason, note: note.value ?? "", lookOn: lookOn)
    }
}

/// Where it is said that a job waits.
struct JobWaitPage: Page {
    static let template = "jobs/wait"
    let titleKey = "jobs.wait.title"
    let titleValues: [String]
    let back: String
    let number: String
    let action: String
    let errors: FormErrors?
    let reason: Field
    let note: Field
    let lookOn: Field

    init(_ form: JobWaitForm, on job: String, isBlank: Bool, _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                if isBlank { $0.error = nil }
                $0.required = true
            }
        }
        titleValues = [job.isolatedLeftToRight]
        (back, number, action) = (paths(JobRoutes.one, job), job, paths(JobWaitRoutes.waiting, job))
        reason = field(form.reason, "jobs.wait.reason").with {
            $0.options = JobWait.byHand.map {
                .init(
                    value: $0.rawValue, label: reader.words("jobs.wait.reason.\($0.rawValue)"),
                    selected: $0 == form.reason.value)
            }
        }
        note = field(form.note, "jobs.wait.note").with {
            $0.required = false
            $0.hint = reader.words("jobs.wait.note.hint")
        }
        lookOn = field(form.lookOn, "jobs.wait.look_on").asDay(
            from: context.today.adding(days: JobWaitForm.days.lowerBound),
            to: context.today.adding(days: JobWaitForm.days.upperBound)
        ).with { $0.hint = reader.words("jobs.wait.look_on.hint") }
        errors = FormErrors([reason, note, lookOn])
    }
}

/// On a job's page: what it waits for, and where it is said.
struct JobWaitCard: Sendable {
    struct Line: Sendable {
        let what: String
        let note: String?
        let since: String
        let look: String?
    }

    struct GoingOn: Sendable {
        let action: String
        /// The wait that it ends.
        let wait: String
    }

    let lines: [Line]
    let goingOn: GoingOn?
    let waiting: String?

    /// nil where it waits for nothing, and nobody here may say that it does.
    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard !job.state.isEnded else { return nil }
        let (waits, reader) = (try JobWaitingStore.open(of: job.id, tx), context.reader)
        let may = context.may(JobWaitRoutes.waiting)
        let byHand = waits.first { JobWait.byHand.contains($0.reason) }
        guard may || !waits.isEmpty else { return nil }
        let card = JobWaitCard(
            lines: waits.map { wait in
                Line(
                    what: reader.words("jobs.waiting.\(wait.reason.rawValue)"),
                    note: wait.note.isEmpty ? nil : wait.note,
                    since: [wait.begunBy, reader.dateTime(wait.begunAt)].compactMap(\.self)
                        .joined(separator: reader.words("list.comma")),
                    look: wait.lookOn.map { reader.words("jobs.wait.look", reader.wholeDay($0)) })
            },
            goingOn: may
                ? byHand.map { GoingOn(action: context.paths(JobWaitRoutes.goingOn, job.number), wait: "\($0.id)") }
                : nil,
            waiting: may && byHand == nil ? context.paths(JobWaitRoutes.form, job.number) : nil)
        return PageCard("jobs/_wait", at: .aside, card)
    }
}
