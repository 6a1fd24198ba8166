import Base
import Database
import Domain
import Ground

/// Takes a request down: finds or adds the customer by his number and the machine by its serial, and opens the job.
struct ReceiveJob: Sendable {
    let mobile: MobileNumber
    /// Needed for a new customer only.
    let name: String
    let serial: String
    /// Code or part of the name; needed for a machine that is not known.
    let model: String
    let purchasedOn: CalendarDay?
    let installedOn: CalendarDay?
    let serviceType: String
    let city: ID<City>
    let address: String
    let statedFault: String
    let receivedOn: CalendarDay

    /// - Returns: the new job's number, of the year in which the request came in.
    /// - Throws: `FieldRefusal`.
    func run(by actor: Actor, clock: CompanyClock, in tx: Transaction) throws -> String {
        guard try !name.isEmpty || CustomerStore.find(mobile, tx) != nil else {
            throw FieldRefusal(field: "name", complaint: Complaint("form.missing"))
        }
        guard !serial.isEmpty else { throw FieldRefusal(field: "serial", complaint: Complaint("form.missing")) }
        let model = try findModel(tx)
        let customer = try CustomerStore.findOrAdd(mobile, name, tx)
        let unit: ID<Unit>
        do {
            unit = try UnitStore.findOrAdd(serial, model, customer, purchasedOn, by: actor.person, tx)
        } catch let complaint as Complaint { throw FieldRefusal(field: "serial", complaint: complaint) }
        if let installedOn { try UnitStore.setInstalled(unit, on: installedOn, by: actor.person, tx) }
        let isToday = receivedOn == clock.day(of: tx.now)
        return try AddJob(
            serviceType: serviceType, customer: customer, unit: unit, city: city, address: address,
            statedFault: statedFault, receivedAt: isToday ? tx.now : clock.startOfDay(receivedOn),
            receivedOn: receivedOn, by: actor.person, origin: "added"
        ).run(calendar: clock.calendar, in: tx)
    }

    private func findModel(_ tx: Transaction) throws -> ID<ProductModel> {
        if model.isEmpty {
            guard let known = try NewJobList.model(ofSerial: serial, tx) else {
                throw FieldRefusal(field: "model", complaint: Complaint("jobs.new.model_missing"))
            }
            return known
        }
        let found = try NewJobList.models(called: model, tx)
        guard let first = found.first else {
            throw FieldRefusal(field: "model", complaint: Complaint("jobs.new.model_unknown", model))
        }
        guard found.count == 1 else {
            let codes = found.prefix(5).map(\.code).joined(separator: ", ")
            throw FieldRefusal(field: "model", complaint: Complaint("jobs.new.model_many", codes))
        }
        return first.id
    }
}
