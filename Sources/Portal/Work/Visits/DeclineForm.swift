import Domain
import Ground
import Web

/// Why the dealer does not take the job: a reason of the company's, and words beside it.
struct DeclineForm: Sendable {
    let reason: Input<String>
    var text: Input<String>
    private(set) var given: GivenReason?

    init(_ form: FormBody, among reasons: [Reason]) {
        let codes = reasons.map(\.code)
        reason = form.input("reason") { typed in
            guard codes.contains(typed) else { throw Complaint("dispatch.reason.unknown") }
            return typed
        }
        text = form.input("text", else: "", shortText(limit: 500))
        guard let code = reason.value, let words = text.value else { return }
        do {
            given = try GivenReason(code: code, text: words, among: codes)
        } catch { text.complaint = error }
    }
}

struct DeclineView: Sendable {
    let action: String
    let reason: Field
    let text: Field
    let open: Bool

    var fields: [Field] { [reason, text] }

    init(
        _ reasons: [Reason], refused form: DeclineForm?, isOpen: Bool = false, number: String, _ context: CompanyContext
    ) {
        let reader = context.reader
        action = context.paths(DeedRoutes.decline, number)
        open = isOpen || form != nil
        let chosen = form?.reason.typed ?? ""
        reason = Field(
            name: "reason", label: reader.words("visits.decline.reason"), value: chosen,
            error: form?.reason.complaint.map(reader.complaint)
        ).with {
            $0.blank = reader.words("form.blank")
            $0.options = reasons.map { $0.option(reader, chosen: chosen) }
            $0.required = true
        }
        text = Field(
            name: "text", label: reader.words("visits.decline.text"), value: form?.text.typed ?? "",
            error: form?.text.complaint.map(reader.complaint))
    }
}
