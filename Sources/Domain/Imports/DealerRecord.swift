/// A dealer as a file gives it.
public struct DealerRecord: Sendable {
    public let particulars: DealerParticulars
    public let sheba: Sheba
    /// Names as written.
    public let groups: [String]

    /// The first cell that cannot be taken, in the order of the columns, refuses the record.
    public init(
        _ cells: RecordCells, calendar: CalendarSystem, places: CityFinder, words: ImportWords
    ) throws(CellRefusal) {
        let code = try cells.read("code", DealerRules.code)
        let name = try cells.read("name", DealerRules.name)
        let manager = try cells.read("manager", DealerRules.name)
        let city = try Self.city(cells, places)
        let mobile = try cells.read("mobile") { text throws(Complaint) in try MobileNumber(text) }
        sheba = try cells.read("sheba") { text throws(Complaint) in try Sheba(text) }
        let nationalID = try cells.read("national_id", DealerRules.nationalID)
        let grade = try cells.read("grade") { text throws(Complaint) in try DealerRules.grade(text, words) }
        let cities = try cells.readIfFilled("cities") { text throws(Complaint) in
            try Coverage.read(text, of: city, places)
        }
        groups = try cells.readIfFilled("groups") { text throws(Complaint) in CellText.list(text) } ?? []
        let capacity = try cells.read("daily_capacity", DealerRules.dailyCapacity)
        let from = try cells.read("contract_from", CellText.day(calendar))
        let contract = try cells.read("contract_to") { text throws(Complaint) in
            try DealerRules.contract(from: from, to: text, calendar)
        }
        particulars = DealerParticulars(
            code: code, name: name, manager: manager, city: city, mobile: mobile, nationalID: nationalID, grade: grade,
            cities: cities ?? [city], dailyCapacity: capacity, contract: contract)
    }

    /// An unknown province is the province's fault, all else the city's.
    static func city(_ cells: RecordCells, _ places: CityFinder) throws(CellRefusal) -> CityRow {
        let province = try cells.readIfFilled("province") { text throws(Complaint) in
            guard let name = places.province(named: text) else { throw Complaint("kernel.province.unknown", text) }
            return name
        }
        return try cells.read("city") { text throws(Complaint) in try places.find(province: province, city: text) }
    }
}
