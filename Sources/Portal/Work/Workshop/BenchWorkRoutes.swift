import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What is done to a machine in the workshop, written down: what was found, how long it took, who else has had it.
package enum BenchWorkRoutes: RoomRoutes {
    static let diagnosis = FormRoute<String>("workshop/units/:repair/diagnosis", for: .workshop)
    static let time = FormRoute<String>("workshop/units/:repair/time", for: .workshop)
    static let outside = FormRoute<String>("workshop/units/:repair/outside", for: .workshop)
    static let back = FormRoute<String>("workshop/units/:repair/outside/back", for: .workshop)

    package static var all: [Mounted] {
        [
            diagnosis.to { body, context, number in
                let version = try body.version
                let form = DiagnosisForm(body)
                return try await act(body, number, form, form.found, "workshop.diagnosed", context) {
                    item, found, deed in
                    try BenchWorkStore.diagnose(item, at: version, as: found, by: deed.actor.person, deed.tx)
                }
            },
            time.to { body, context, number in
                let form = TimeForm(body)
                return try await act(body, number, form, form.step, "workshop.timed", context) { item, step, deed in
                    switch step {
                    case .start: try BenchWorkStore.start(item, by: deed.actor.person, deed.tx)
                    case .stop: try BenchWorkStore.stop(item, by: deed.actor.person, deed.tx)
                    case .add(let minutes, let note):
                        try BenchWorkStore.add(minutes, note: note, to: item, by: deed.actor.person, deed.tx)
                    }
                }
            },
            outside.to { body, context, number in
                let form = OutsideForm(body, today: context.today, context.reader.clock.calendar)
                return try await act(body, number, form, form.row, "workshop.sent_out", context) { item, row, deed in
                    try BenchWorkStore.send(row, item, by: deed.actor.person, deed.tx)
                }
            },
            back.to { body, context, number in
                let form = BackForm(body, today: context.today, context.reader.clock.calendar)
                return try await act(body, number, form, form.back, "workshop.back", context) { item, back, deed in
                    try BenchWorkStore.takeBack(
                        item, on: back.day, price: back.price, by: deed.actor.person, deed.tx)
                }
            },
        ]
    }

    /// - Parameters:
    ///   - form: as it was typed; shown again where it is refused.
    ///   - value: what it says; nil where a field is refused.
    private static func act<Value: Sendable>(
        _ body: FormBody, _ number: String, _ form: any Sendable, _ value: Value?, _ flash: String,
        _ context: CompanyContext, _ work: @escaping @Sendable (BenchItemRow, Value, Deed) throws -> Void
    ) async throws -> Response {
        guard let value else {
            return try await BenchItemRoutes.show(number, context, typed: form, status: .unprocessableContent)
        }
        return try await context.once(body, flash: flash, to: context.paths(BenchItemRoutes.one, number)) { deed in
            let item = try BenchItemList.find(number, deed.tx)
            _ = try MayWorkOnBench(deed.actor, item.state, technician: item.technician)
            try work(item, value, deed)
        } orShow: { refused in
            try await BenchItemRoutes.show(
                number, context, typed: form, status: refused.status, warning: refused.complaint)
        }
    }
}

/// What was found, as it was typed.
struct DiagnosisForm: Sendable {
    private static let longest = 200
    let symptom: Input<String>
    let cause: Input<String>
    let remedy: Input<String>

    init(_ form: FormBody) {
        symptom = form.input("symptom", else: "", shortText(limit: Self.longest))
        cause = form.input("cause", else: "", shortText(limit: Self.longest))
        remedy = form.input("remedy", else: "", shortText(limit: Self.longest))
    }

    var found: Diagnosis? {
        guard let symptom = symptom.value, let cause = cause.value, let remedy = remedy.value else { return nil }
        return Diagnosis(symptom: symptom, cause: cause, remedy: remedy)
    }
}

/// Time at a bench, as it was typed.
struct TimeForm: Sendable {
    enum Step: Sendable {
        case start, stop
        case add(Int, String)
    }

    let minutes: Input<Int>
    let note: Input<String>
    let step: Step?

    init(_ form: FormBody) {
        minutes = form.input("minutes") { Int(try TypedNumber.integer($0, in: BenchMinutes.range)) }
        note = form.input("note", else: "", shortText(limit: 200))
        switch form.raw("do") {
        case "start": step = .start
        case "stop": step = .stop
        default:
            if let count = minutes.value, let words = note.value { step = .add(count, words) } else { step = nil }
        }
    }
}

/// A machine that goes to another shop, as it was typed.
struct OutsideForm: Sendable {
    /// In the smallest unit.
    static let prices: ClosedRange<Int64> = 0...1_000_000_000_000
    let shop: Input<String>
    let sent: Input<CalendarDay>
    let due: Input<CalendarDay?>
    let price: Input<Int64>
    let note: Input<String>

    init(_ form: FormBody, today: CalendarDay, _ calendar: CalendarSystem) {
        shop = form.input("shop", shortText(limit: 100))
        sent = form.input("sent", else: today) { typed in
            let day = try calendar.parse(typed)
            guard day <= today else { throw Complaint("workshop.outside.future") }
            return day
        }
        due = form.input("due", else: .some(nil)) { try calendar.parse($0) }
        price = form.money("price", else: 0, in: Self.prices)
        note = form.input("out_note", else: "", shortText(limit: 200))
    }

    var row: OutsideRow? {
        guard let shop = shop.value, let sent = sent.value, let due = due.value, let price = price.value,
            let note = note.value
        else { return nil }
        return OutsideRow(shop: shop, sentOn: sent, dueOn: due, backOn: nil, price: price, note: note)
    }
}

/// A machine that is back, as it was typed.
struct BackForm: Sendable {
    let day: Input<CalendarDay>
    let price: Input<Int64>

    init(_ form: FormBody, today: CalendarDay, _ calendar: CalendarSystem) {
        day = form.input("back_day", else: today) { typed in
            let day = try calendar.parse(typed)
            guard day <= today else { throw Complaint("workshop.outside.future") }
            return day
        }
        price = form.money("back_price", in: OutsideForm.prices)
    }

    var back: (day: CalendarDay, price: Int64)? {
        guard let day = day.value, let price = price.value else { return nil }
        return (day, price)
    }
}
