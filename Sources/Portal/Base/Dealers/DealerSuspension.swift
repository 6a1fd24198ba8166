import Domain
import Ground
import Web

/// Why a dealer gets no more jobs, or gets them again, as it was typed.
struct SuspensionForm: Sendable {
    let reason: Input<String>
}

/// On a dealer's page: the form that suspends him, or lets him go on.
struct DealerSuspension: Sendable {
    let action: String
    let version: String
    let isSuspended: Bool
    let title: String
    let text: String
    let reason: Field

    /// nil for those who may not.
    init?(_ item: DealerItem, _ form: SuspensionForm?, _ context: CompanyContext) {
        guard context.may(DealerEditRoutes.suspension) else { return nil }
        let reader = context.reader
        action = context.paths(DealerEditRoutes.suspension, item.code)
        version = String(item.version)
        isSuspended = item.standing.isSuspended
        let deed = isSuspended ? "resume" : "suspend"
        title = reader.words("dealers.\(deed)")
        text = reader.words("dealers.\(deed).text")
        let input = form?.reason ?? Input(name: "state_reason", typed: "", value: nil)
        reason = Field(input, label: "dealers.state.reason", for: reader).with { $0.required = true }
    }
}
