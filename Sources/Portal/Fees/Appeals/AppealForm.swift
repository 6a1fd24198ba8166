import Domain
import Web

/// An appeal as it was typed.
struct AppealForm: Sendable {
    let line: Input<ID<ClaimLine>>
    let text: Input<String>

    init(_ form: FormBody) {
        line = form.input("appeal_line") { typed in
            guard let id = ID<ClaimLine>(typed) else { throw Complaint("form.choose") }
            return id
        }
        text = form.input("appeal_text", shortText(limit: 1000))
    }
}

/// What finance says to an appeal, as it was typed.
struct AppealDecisionForm: Sendable {
    let appeal: ID<Appeal>
    let isGrant: Bool?
    let granted: Input<Int64>
    let answer: Input<String>

    init(_ form: FormBody, of appeal: ID<Appeal>) {
        self.appeal = appeal
        isGrant = ["grant": true, "uphold": false][form.raw("decision")]
        let (name, range) = ("granted-\(appeal)", 0...Int64.max)
        granted = isGrant == true ? form.money(name, in: range) : form.money(name, else: nil, in: range)
        answer = form.input("answer-\(appeal)", shortText(limit: 1000))
    }

    /// nil where a field is not right or it is not clear what was decided.
    func command(version: Int) -> DecideAppeal? {
        guard let isGrant, let answer = answer.value, granted.complaint == nil else { return nil }
        return DecideAppeal(appeal: appeal, version: version, granted: isGrant ? granted.value : nil, answer: answer)
    }
}
