import Domain
import Web

/// Whom to invite, as what.
struct InviteForm: Sendable {
    let mobile: Input<MobileNumber>
    let name: Input<String>
    let roles: RolesForm
    /// Whether the link goes to the number itself, so that nobody else has it.
    let byMessage: Bool
    var refused: Complaint?

    init(_ form: FormBody, dealers: [DealerChoice]) {
        mobile = form.input("mobile") { try MobileNumber($0) }
        name = form.input("name", shortText(limit: 100))
        roles = RolesForm(form, dealers: dealers)
        byMessage = form.isChecked("by_message")
    }

    func fields(_ reader: Reader, isBlank: Bool) -> [Field] {
        let roles = roles.fields(reader)
        let fields = [
            Field(mobile, label: "sign_in.mobile", for: reader).with {
                ($0.type, $0.inputMode, $0.direction, $0.required) = ("tel", "tel", "ltr", true)
                if let refused { $0.error = reader.complaint(refused) }
            },
            Field(name, label: "people.name", for: reader).with { $0.required = true },
            roles.roles, roles.dealer,
        ]
        return isBlank ? fields.map { $0.with { $0.error = nil } } : fields
    }
}
