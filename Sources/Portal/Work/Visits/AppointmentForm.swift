import Domain
import Ground
import Web

/// Day and hours of an appointment: today and tomorrow in one touch, another day typed.
struct AppointmentForm: Sendable {
    enum Quick: String, CaseIterable { case today, tomorrow, other }

    let quick: Quick
    let day: Input<CalendarDay>
    let from: Input<Int>
    var to: Input<Int>
    private(set) var appointment: Appointment?

    init(_ form: FormBody, now: Instant, clock: CompanyClock) {
        let today = clock.day(of: now)
        let time = clock.timeOfDay(of: now)
        // Whoever types a day means it, whatever is marked above it.
        let isTyped = !form.text("on").isEmpty
        quick = isTyped ? .other : Quick(rawValue: form.raw("day")) ?? .other
        switch quick {
        case .today: day = Input(name: "on", typed: "", value: today)
        case .tomorrow: day = Input(name: "on", typed: "", value: today.adding(days: 1))
        case .other:
            day = form.input("on") { typed in
                let day = try clock.calendar.parse(typed)
                try Appointment.check(day: day, today: today)
                return day
            }
        }
        from = form.input("from") { try TypedTime.minutes($0) }
        to = form.input("to") { try TypedTime.minutes($0) }
        guard let day = day.value, let from = from.value, let end = to.value else { return }
        do {
            appointment = try Appointment(
                day: day, from: from, to: end, today: today, now: time.hour * 60 + time.minute)
        } catch { to.complaint = error }
    }
}

/// The form as the job's page shows it.
struct AppointmentView: Sendable {
    let action: String
    let day: Field
    let on: Field
    let from: Field
    let to: Field
    let open: Bool
    /// The next days, offered while a date is typed.
    let days: [VisitPage.Day]

    /// - Parameter agreed: what stands at present; without it the form opens on tomorrow morning.
    init(agreed: AgreedRow, isOpen: Bool, number: String, _ context: CompanyContext) {
        let today = context.reader.clock.day(of: context.portal.now())
        let quick: AppointmentForm.Quick =
            switch agreed.day {
            case nil, today.adding(days: 1): .tomorrow
            case today: .today
            default: .other
            }
        let typed = quick == .other ? agreed.day.map { context.reader.clock.calendar.text($0) } : nil
        self.init(
            quick: quick, on: Field(name: "on", label: context.words("visits.appointment.on"), value: typed ?? ""),
            from: Self.time("from", agreed.from ?? 9 * 60, context), to: Self.time("to", agreed.to ?? 12 * 60, context),
            isOpen: isOpen, number: number, context)
    }

    init(refused form: AppointmentForm, number: String, _ context: CompanyContext) {
        let reader = context.reader
        self.init(
            quick: form.quick, on: Field(form.day, label: "visits.appointment.on", for: reader),
            from: Field(form.from, label: "visits.appointment.from", for: reader),
            to: Field(form.to, label: "visits.appointment.to", for: reader), isOpen: true, number: number, context)
    }

    private init(
        quick: AppointmentForm.Quick, on: Field, from: Field, to: Field, isOpen: Bool, number: String,
        _ context: CompanyContext
    ) {
        let words = context.words
        action = context.paths(DeedRoutes.appointment, number)
        open = isOpen
        day = Field(name: "day", label: words("visits.appointment.day")).with {
            $0.options = AppointmentForm.Quick.allCases.map {
                Field.Option(value: $0.rawValue, label: words("visits.day.\($0.rawValue)"), selected: $0 == quick)
            }
        }
        days = VisitPage.Day.around(context.today, from: 2, to: 14, context.reader)
        self.on = on.asDay(from: context.today, to: context.today.adding(days: Appointment.horizon)).with {
            $0.list = "appointment-days"
            $0.hint = words("visits.appointment.on_hint", context.reader.day(context.today))
        }
        self.from = from.with { $0.type = "time" }
        self.to = to.with { $0.type = "time" }
    }

    var fields: [Field] { [on, from, to] }

    private static func time(_ name: String, _ minutes: Int, _ context: CompanyContext) -> Field {
        Field(name: name, label: context.words("visits.appointment.\(name)"), value: TypedTime.text(minutes))
    }
}
