import Domain
import Ground
import Web

/// A line that a person adds to the job's timeline.
struct NoteForm: Sendable {
    static let longest = 1000
    let text: Input<String>

    init(_ form: FormBody) { text = form.input("note", shortText(limit: Self.longest)) }

    func field(_ reader: Reader) -> Field { Field(text, label: "jobs.note", for: reader) }

    static func field(_ reader: Reader) -> Field { Field(name: "note", label: reader.words("jobs.note")) }
}

/// Why a job is cancelled.
struct CancelForm: Sendable {
    let reason: Input<String>
    let text: Input<String>

    init(_ form: FormBody, among reasons: [Reason]) {
        reason = form.input("reason") { code in
            guard reasons.contains(where: { $0.code == code }) else { throw Complaint("dispatch.reason.unknown") }
            return code
        }
        var text = form.input("text", else: "", shortText(limit: 500))
        if form.text("reason") == GivenReason.otherCode, form.text("text").isEmpty {
            text.complaint = Complaint("dispatch.reason.text")
        }
        self.text = text
    }

    /// nil where a field is refused.
    var given: GivenReason? {
        guard let code = reason.value, reason.complaint == nil, text.complaint == nil else { return nil }
        return try? GivenReason(code: code, text: text.value ?? "", among: [code])
    }
}

/// The form of the cancellation as the page shows it.
struct CancelView: Sendable {
    let action: String
    let version: Int
    let reason: Field
    let text: Field
    let open: Bool

    /// - Parameter refused: the form as it was sent, where it comes back.
    init(_ job: JobRow, _ reasons: [Reason], refused: CancelForm?, _ context: CompanyContext) {
        let reader = context.reader
        action = context.paths(JobRoutes.cancellation, job.number)
        version = job.version
        open = refused != nil
        let chosen = refused?.reason.typed ?? ""
        let reason = refused.map { Field($0.reason, label: "jobs.cancel.reason", for: reader) }
        self.reason = (reason ?? Field(name: "reason", label: reader.words("jobs.cancel.reason"))).with {
            $0.required = true
            $0.blank = reader.words("form.blank")
            $0.options = reasons.map { $0.option(reader, chosen: chosen) }
        }
        text =
            refused.map { Field($0.text, label: "jobs.cancel.text", for: reader) }
            ?? Field(name: "text", label: reader.words("jobs.cancel.text"))
    }
}
