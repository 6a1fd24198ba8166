import Base
import Database
import Domain
import Ground

/// A new job in state `received`, from a form or a file.
package struct AddJob: Sendable {
    /// nil draws the next number of the company's series.
    package var number: String?
    package var serviceType: String
    package var customer: ID<Customer>
    package var unit: ID<Unit>
    package var city: ID<City>
    package var address: String
    package var statedFault: String
    package var receivedAt: Instant
    /// The day of `receivedAt` in the company's calendar.
    package var receivedOn: CalendarDay
    package var by: ID<Person>?
    /// `added` or `imported`.
    package var origin: String
    /// Why it was taken although something spoke against it; empty else.
    package var reason: String
    /// What was said and agreed.
    package var intake = JobIntake()

    package init(
        number: String? = nil, serviceType: String, customer: ID<Customer>, unit: ID<Unit>, city: ID<City>,
        address: String, statedFault: String, receivedAt: Instant, receivedOn: CalendarDay, by: ID<Person>? = nil,
        origin: String, because reason: String = ""
    ) {
        self.number = number
        self.serviceType = serviceType
        self.customer = customer
        self.unit = unit
        self.city = city
        self.address = address
        self.statedFault = statedFault
        self.receivedAt = receivedAt
        self.receivedOn = receivedOn
        self.by = by
        (self.origin, self.reason) = (origin, reason)
    }

    /// - Returns: the new job's number.
    /// - Throws: `DatabaseFault.unique` where the number is taken.
    @discardableResult
    package func run(calendar: CalendarSystem, in tx: Transaction) throws -> String {
        try UnitStore.checkService(serviceType, for: unit, tx)
        let number = try number ?? NumberStore.next("job", year: calendar.year(of: receivedOn), tx)
        let id: ID<Job> = try JobStore.add(self, number: number, tx)
        if intake != JobIntake() { try JobIntakeStore.save(intake, of: id, tx) }
        try JobEventStore.add(
            id, kind: origin, to: .received, by: by, detail: reason.isEmpty ? [:] : ["text": reason], tx)
        try UnitStore.setCity(unit, city, tx)
        if let company = tx.host as? OpenCompany { try PromiseStore.begin(JobStore.known(id, tx), in: company, tx) }
        try freezeCover(of: id, calendar, tx)
        // A file of past jobs says nothing of what anybody was told when they came in.
        if origin == "added" { try JobStore.tell("job_received", id, number, to: customer, tx) }
        return number
    }

    private func freezeCover(of id: ID<Job>, _ calendar: CalendarSystem, _ tx: Transaction) throws {
        let known = try UnitStore.cover(of: unit, tx)
        let cover = serviceType == "install" ? known.installed(on: receivedOn) : known
        try JobCoverStore.freeze(
            cover.sheet(on: receivedOn, calendar), of: id, at: .intake, on: receivedOn, by: by, tx)
    }
}
