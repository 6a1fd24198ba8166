import Domain
import Web

/// What the bank's statement says of a payout: its reference and the day.
struct PaymentForm: Sendable {
    let reference: Input<String>
    let day: Input<CalendarDay>

    /// A payment that lies in the future has not been made.
    init(_ form: FormBody, _ clock: CompanyClock, now: Instant) {
        reference = form.input("reference", shortText(limit: 64))
        let today = clock.day(of: now)
        day = form.input("day") { typed in
            let day = try clock.calendar.parse(typed)
            guard day <= today else { throw Complaint("payouts.day.future") }
            return day
        }
    }

    var isGood: Bool { reference.value != nil && day.value != nil }
}
