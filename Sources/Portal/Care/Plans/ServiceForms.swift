import Domain
import Ground
import Web

/// What came of a call.
struct CallForm: Sendable {
    let outcome: Input<CallOutcome>
    var day: Input<CalendarDay>
    let note: Input<String>
    /// When to call again; nil where a field is refused.
    let callOn: CalendarDay?

    init(_ form: FormBody, today: CalendarDay, calendar: CalendarSystem) {
        let outcome = form.input("outcome") { text in
            guard let outcome = CallOutcome(rawValue: text) else { throw Complaint("form.choose") }
            return outcome
        }
        var day: Input<CalendarDay> = form.input("call_on", else: nil) { try calendar.parse($0) }
        var callOn: CalendarDay?
        if day.complaint == nil, let outcome = outcome.value {
            do { callOn = try outcome.nextCall(asked: day.value, today: today) } catch { day.complaint = error }
        }
        (self.outcome, self.day, self.callOn) = (outcome, day, callOn)
        note = form.input("note", else: "", shortText(limit: 2000))
    }
}

/// Where the job goes.
struct BookingForm: Sendable {
    let city: Input<ID<City>>
    let address: Input<String>
    let note: Input<String>

    init(_ form: FormBody, _ names: CommonNames) {
        city = form.input("city") { text in
            guard let id = ID<City>(text), names.city(id) != nil else { throw Complaint("form.choose") }
            return id
        }
        address = form.input("address", shortText(limit: 500))
        note = form.input("job_note", else: "", shortText(limit: 500))
    }

    /// nil where a field is refused.
    var place: BookServices.Place? {
        guard let city = city.value, let address = address.value, let note = note.value else { return nil }
        return BookServices.Place(city: city, address: address, note: note)
    }
}
