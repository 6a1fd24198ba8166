/// A warranty card as a file gives it: which machine it is of, and whose where that is known.
public struct CardRecord: Sendable {
    public let serial: String
    public let model: ID<ProductModel>
    /// The card's own number; empty where there is none.
    public let number: String
    public let dates: UnitDates
    public let owner: Owner?
    public let city: CityRow?

    public struct Owner: Hashable, Sendable {
        public let number: CustomerNumber
        public let name: String

        public init(_ number: CustomerNumber, _ name: String) { (self.number, self.name) = (number, name) }
    }

    /// What the columns of the machine's days are called.
    public static func column(of day: CoverDay) -> String {
        switch day {
        case .sale: "purchased_on"
        case .installation: "installed_on"
        case .activation: "activated_on"
        case .production: "produced_on"
        }
    }

    /// The first cell that cannot be taken refuses the record. - Parameter today: no day of it may be later.
    public init(
        _ cells: RecordCells, today: CalendarDay, calendar: CalendarSystem, catalogue: RequestRecord.Catalogue
    ) throws(CellRefusal) {
        serial = try cells.read("serial") { text throws(Complaint) in try SerialText.parse(text) }
        model = try catalogue.model(of: cells)
        number = try cells.readIfFilled("card") { text throws(Complaint) in try SerialText.parse(text) } ?? ""
        dates = try Self.dates(cells, today, calendar)
        owner = try Self.owner(cells)
        city = try cells.readIfFilled("city") { $0 } == nil ? nil : DealerRecord.city(cells, catalogue.places)
    }

    private static func dates(
        _ cells: RecordCells, _ today: CalendarDay, _ calendar: CalendarSystem
    ) throws(CellRefusal) -> UnitDates {
        var dates = UnitDates()
        for day in CoverDay.allCases {
            dates[day] = try cells.readIfFilled(column(of: day)) { text throws(Complaint) in
                let value = try CellText.day(calendar)(text)
                guard value <= today else { throw Complaint("units.day.future") }
                return value
            }
        }
        if let (earlier, _) = dates.contradiction {
            throw cells.refusal(column(of: earlier), Complaint("units.day.before_made"))
        }
        return dates
    }

    /// A name is nobody without a number, and a number has a name.
    private static func owner(_ cells: RecordCells) throws(CellRefusal) -> Owner? {
        let name = try cells.readIfFilled("customer", CellText.words(limit: 200))
        let number = try cells.readIfFilled("mobile") { text throws(Complaint) in try CustomerNumber(text) }
        switch (name, number) {
        case (nil, nil): return nil
        case (let name?, let number?): return Owner(number, name)
        case (nil, _): throw cells.refusal("customer", Complaint("table.cell.empty"))
        case (_, nil): throw cells.refusal("mobile", Complaint("table.cell.empty"))
        }
    }
}
