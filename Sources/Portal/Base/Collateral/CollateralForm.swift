import Domain
import Ground
import Web

/// A security that a dealer leaves, as it was typed.
struct CollateralForm: Sendable {
    let kind: Input<Collateral.Kind>
    let amount: Input<Int64>
    let number: Input<String>
    let issuer: Input<String>
    let due: Input<CalendarDay?>
    let place: Input<String>

    init(_ form: FormBody, _ calendar: CalendarSystem) {
        kind = form.input("kind") { text in
            guard let kind = Collateral.Kind(rawValue: text) else { throw Complaint("form.choose") }
            return kind
        }
        amount = form.money("amount", in: Collateral.amounts)
        number = form.input("number") { try CellText.code($0) }
        issuer = form.input("issuer", shortText(limit: 100))
        due = form.input("due_on", else: .some(nil)) { try calendar.parse($0) }
        place = form.input("place", shortText(limit: 100))
    }

    /// nil where something of it cannot be understood.
    /// - Throws: as `Collateral.init`.
    func collateral(today: CalendarDay) throws(Complaint) -> Collateral? {
        guard let kind = kind.value, let amount = amount.value, let number = number.value, let issuer = issuer.value,
            let due = due.value, let place = place.value
        else { return nil }
        return try Collateral(
            kind, amount: amount, number: number, issuer: issuer, due: due, place: place, today: today)
    }
}

/// How a security stops being held, as it was typed.
struct CollateralEndForm: Sendable {
    let state: Input<Collateral.State>
    let reason: Input<String>

    init(_ form: FormBody) {
        state = form.input("state") { text in
            guard let state = Collateral.State(rawValue: text), Collateral.State.ends.contains(state) else {
                throw Complaint("form.choose")
            }
            return state
        }
        reason = form.input("reason", shortText(limit: 300))
    }
}
