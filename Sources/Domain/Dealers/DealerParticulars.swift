/// What a dealer is, but for his bank account, which two people change.
public struct DealerParticulars: Sendable {
    public let code: String
    public let name: String
    public let manager: String
    public let city: CityRow
    public let mobile: MobileNumber
    public let nationalID: String
    public let grade: String
    public let cities: [CityRow]
    public let dailyCapacity: Int
    public let contract: ClosedRange<CalendarDay>

    public init(
        code: String, name: String, manager: String, city: CityRow, mobile: MobileNumber, nationalID: String,
        grade: String, cities: [CityRow], dailyCapacity: Int, contract: ClosedRange<CalendarDay>
    ) {
        (self.code, self.name, self.manager, self.city, self.mobile) = (code, name, manager, city, mobile)
        (self.nationalID, self.grade, self.cities) = (nationalID, grade, cities)
        (self.dailyCapacity, self.contract) = (dailyCapacity, contract)
    }
}
