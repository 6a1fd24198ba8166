import Domain
import Ground
import Web

/// What finance decided, as it was sent: the deed, the claims with the versions it had before it, the reason.
struct DecisionForm: Sendable {
    let deed: ClaimDeed?
    let choices: [ClaimChoice]
    private(set) var reject: Input<String>
    private(set) var sendBack: Input<String>
    let text: Input<String>
    /// What was decided comes to less than nothing, and nobody was asked yet.
    var asksBelowZero = false

    init(_ form: FormBody) {
        deed = ClaimDeed(rawValue: form.raw("decision"))
        choices = form.all("claim").compactMap(ClaimChoice.init)
        reject = form.input("reject_reason", else: nil) { $0 }
        sendBack = form.input("send_back_reason", else: nil) { $0 }
        text = form.input("text", else: "", shortText(limit: 500))
    }

    /// The reason of the deed, where it asks for one.
    var reason: String? {
        switch deed?.reasonKind {
        case "claim_reject": reject.value
        case "claim_send_back": sendBack.value
        default: nil
        }
    }

    /// Asks for a reason of the company's own list where the deed needs one.
    mutating func check(reject known: [Reason], sendBack asked: [Reason]) {
        let choose = Complaint("form.choose")
        switch deed?.reasonKind {
        case "claim_reject": if !known.contains(where: { $0.code == reject.value }) { reject.complaint = choose }
        case "claim_send_back": if !asked.contains(where: { $0.code == sendBack.value }) { sendBack.complaint = choose }
        default: break
        }
    }

    /// nil where all is well.
    var complaint: Complaint? {
        if deed == nil { return Complaint("claims.decision.missing") }
        if choices.isEmpty { return Complaint("claims.choose") }
        return areFieldsRight ? nil : Complaint("claims.see_fields")
    }

    var areFieldsRight: Bool { reject.complaint == nil && sendBack.complaint == nil && text.complaint == nil }

    func fields(reject known: [Reason], sendBack asked: [Reason], _ reader: Reader) -> (Field, Field, Field) {
        (
            Field(reject, label: "claims.reject.reason", for: reader).with {
                $0.blank = reader.words("form.blank")
                $0.options = known.map { $0.option(reader, chosen: reject.typed) }
            },
            Field(sendBack, label: "claims.send_back.reason", for: reader).with {
                $0.blank = reader.words("form.blank")
                $0.options = asked.map { $0.option(reader, chosen: sendBack.typed) }
            },
            Field(text, label: "claims.text", for: reader)
        )
    }
}
