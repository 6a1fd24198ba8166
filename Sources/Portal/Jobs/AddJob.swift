import Database
import Domain

/// A new job in state `received`, from a form or a file.
struct AddJob: Sendable {
    /// nil draws the next number of the company's series.
    var number: String?
    var serviceType: String
    var customer: ID<Customer>
    var unit: ID<Unit>
    var city: ID<City>
    var address: String
    var statedFault: String
    var receivedAt: Instant
    /// The day of `receivedAt` in the company's calendar.
    var receivedOn: CalendarDay
    var by: ID<Person>?
    /// `added` or `imported`.
    var origin: String

    /// - Returns: the new job's number.
    /// - Throws: `DatabaseFault.unique` where the number is taken.
    @discardableResult
    func run(calendar: CalendarSystem, in tx: Transaction) throws -> String {
        let number = try number ?? NumberStore.next("job", year: calendar.year(of: receivedOn), tx)
        let id: ID<Job> = try JobStore.add(self, number: number, tx)
        try JobEventStore.add(id, kind: origin, to: .received, by: by, tx)
        return number
    }
}
