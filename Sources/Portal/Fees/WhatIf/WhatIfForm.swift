import Domain
import Ground
import Web

/// The period of a what-if as it is typed.
struct WhatIfForm: Sendable {
    let from: Input<CalendarDay>
    var to: Input<CalendarDay>

    /// The last whole month.
    init(_ context: CompanyContext) {
        let calendar = context.company.clock.calendar
        let month = calendar.month(of: context.today)
        let days = calendar.days(ofMonth: month.year, month.month - 1)
        from = Self.filled("from", days.lowerBound, calendar)
        to = Self.filled("to", days.upperBound, calendar)
    }

    init(_ body: FormBody, _ context: CompanyContext) {
        let calendar = context.company.clock.calendar
        from = body.input("from") { try calendar.parse($0) }
        to = body.input("to") { try calendar.parse($0) }
        if let first = from.value, let last = to.value, last < first { to.complaint = Complaint("whatif.order") }
    }

    private static func filled(_ name: String, _ day: CalendarDay, _ calendar: CalendarSystem) -> Input<CalendarDay> {
        Input(name: name, typed: calendar.text(day), value: day)
    }

    func field(_ input: Input<CalendarDay>, _ label: String, _ reader: Reader) -> Field {
        Field(input, label: label, for: reader).asDay().with { $0.required = true }
    }
}
