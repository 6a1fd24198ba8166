import Domain
import Ground
import Web

/// What of an invoice is taken back, as it was typed.
struct CreditForm: Sendable {
    let lines: Set<Int>
    let reason: Input<String>

    init(_ form: FormBody) {
        lines = Set(form.all("line").compactMap { Int($0) })
        reason = form.input("reason", shortText(limit: 300))
    }
}
