import Domain
import Ground
import Web

/// Why a job is taken back.
struct WithdrawalForm: Sendable {
    var reason = ""
    var text = ""
    /// By the field's name.
    var complaints: [String: Complaint] = [:]
    private(set) var given: GivenReason?

    init() {}

    init(_ form: FormBody, among reasons: [Reason]) {
        reason = form.raw("reason")
        text = form.text("text")
        do {
            text = try shortText(limit: 300)(text)
            given = try GivenReason(code: reason, text: text, among: reasons.map(\.code))
        } catch let complaint as Complaint {
            complaints[complaint.key == "dispatch.reason.unknown" ? "reason" : "text"] = complaint
        } catch {}
    }
}
