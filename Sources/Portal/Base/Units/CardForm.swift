import Domain
import Ground
import Web

/// A warranty card as somebody types it; its fields are called as the columns of a file of cards.
struct CardForm: Sendable {
    let serial: Input<String>
    /// Empty: the one that is known of this serial.
    let model: Input<String>
    let number: Input<String>
    let dates: [(day: CoverDay, input: Input<CalendarDay>)]
    /// Empty: the card waits for its customer.
    let mobile: Input<CustomerNumber>
    let name: Input<String>
    let city: Input<CityRow>
    /// The number of what it came by, as it was carried here; empty where it came by nothing.
    let from: String

    init(_ body: FormBody, _ places: Places, today: CalendarDay, calendar: CalendarSystem) {
        serial = body.input("serial") { try SerialText.parse($0) }
        model = body.input("model", else: "") { try CellText.code($0) }
        number = body.input("card", else: "") { try SerialText.parse($0) }
        var dates = CoverDay.allCases.map { day in
            (
                day: day,
                input: body.input(CardRecord.column(of: day), else: CalendarDay?.none) { typed in
                    let value = try calendar.parse(typed)
                    guard value <= today else { throw Complaint("units.day.future") }
                    return value
                }
            )
        }
        if let (earlier, _) = Self.dates(dates).contradiction,
            let index = dates.firstIndex(where: { $0.day == earlier })
        {
            dates[index].input.complaint = Complaint("units.day.before_made")
        }
        self.dates = dates
        name = body.input("customer", else: "", shortText())
        let hasName = !body.text("customer").isEmpty
        mobile =
            hasName
            ? body.input("mobile") { try CustomerNumber($0) }
            : body.input("mobile", else: nil) { try CustomerNumber($0) }
        city = body.input("city", else: nil) { try places.finder.find(province: nil, city: $0) }
        from = body.text("from")
    }

    private static func dates(_ inputs: [(day: CoverDay, input: Input<CalendarDay>)]) -> UnitDates {
        var dates = UnitDates()
        for (day, input) in inputs { dates[day] = input.value }
        return dates
    }

    /// nil where something of it cannot be meant.
    func command(_ places: Places) -> RegisterCard? {
        let complaints =
            [model.complaint, number.complaint, mobile.complaint, name.complaint, city.complaint]
            + dates.map(\.input.complaint)
        guard complaints.allSatisfy({ $0 == nil }), let serial = serial.value else { return nil }
        return RegisterCard(
            serial: serial, model: model.value ?? "", number: number.value ?? "", dates: Self.dates(dates),
            mobile: mobile.value, name: name.value ?? "", city: city.value.map(places.id))
    }
}
