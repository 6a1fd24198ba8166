import Domain
import Web

/// What the bank did with some rows of a payout, as a person read it in its statement.
struct SettleForm: Sendable {
    enum Outcome: String, Sendable { case paid, returned }

    let outcome: Outcome?
    let items: [ID<PayoutItem>]
    /// The bank's reference, of rows that are paid.
    var reference: Input<String>
    /// The bank's words, of rows that it gave back.
    var text: Input<String>
    let day: Input<CalendarDay>

    /// - Parameter days: of the payout; what lies outside of them has not happened.
    init(_ form: FormBody, _ clock: CompanyClock, days: ClosedRange<CalendarDay>) {
        outcome = Outcome(rawValue: form.raw("outcome"))
        items = form.ids("item")
        reference = form.input("reference", else: "", shortText(limit: 64))
        text = form.input("text", else: "", shortText(limit: 200))
        if outcome == .paid, reference.value == "" { reference.complaint = Complaint("form.missing") }
        if outcome == .returned, text.value == "" { text.complaint = Complaint("form.missing") }
        day = form.input("day") { try clock.calendar.parse($0, paymentIn: days) }
    }

    /// nil where something of it is missing or wrong.
    var rows: [(item: ID<PayoutItem>, outcome: SettleRows.Outcome)]? {
        guard let outcome, let day = day.value, !items.isEmpty, reference.complaint == nil, text.complaint == nil,
            let reference = reference.value, let text = text.value
        else { return nil }
        let all: SettleRows.Outcome =
            outcome == .paid ? .paid(on: day, reference: reference) : .returned(on: day, text: text)
        return items.map { ($0, all) }
    }
}

extension PayoutRow {
    /// The days on which the bank can have paid it: from its making to today.
    func paymentDays(_ clock: CompanyClock, now: Instant) -> ClosedRange<CalendarDay> {
        let today = clock.day(of: now)
        return min(clock.day(of: madeAt), today)...today
    }
}

extension CalendarSystem {
    /// - Throws: as `parse`; `payouts.day.future`, `payouts.day.early`.
    package func parse(_ typed: String, paymentIn days: ClosedRange<CalendarDay>) throws(Complaint) -> CalendarDay {
        let day = try parse(typed)
        guard day <= days.upperBound else { throw Complaint("payouts.day.future") }
        guard day >= days.lowerBound else { throw Complaint("payouts.day.early") }
        return day
    }
}
