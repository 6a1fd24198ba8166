import Base
import Database
import Domain
import Ground

/// Takes a request down: finds or adds the customer by his number and the machine by its serial, and opens the job.
struct ReceiveJob: Sendable {
    let number: CustomerNumber
    /// Needed for a new customer only.
    let name: String
    /// Empty where nobody can read it yet: a visit tells.
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
    /// Who has the number too, as was seen: it is added to his.
    let same: ID<Customer>?
    /// The codes of the doubts that were seen, and why it is taken all the same.
    let seen: Set<String>
    let why: String
    /// What was said and agreed.
    let intake: JobIntake
    /// Where the address lies, as a map has it.
    let pin: MapPin?

    /// - Returns: the new job's number, of the year in which the request came in.
    /// - Throws: `FieldRefusal`, `DoubtedJob`; `Refusal.stale` where the one whom he is said to be is no more.
    func run(by actor: Actor, of company: OpenCompany, in tx: Transaction) throws -> String {
        let clock = company.clock
        guard try !name.isEmpty || same != nil || CustomerStore.find(number, tx) != nil else {
            throw FieldRefusal(field: "name", complaint: Complaint("form.missing"))
        }
        if let same { try CustomerStore.checkLiving(same, tx) }
        let model = try findModel(tx)
        if !serial.isEmpty { try refusing("serial") { try UnitStore.check(serial, model, tx) } }
        try checkDoubts(model, clock.day(of: tx.now), company, tx)
        if let same { try addNumber(to: same, by: actor, tx) }
        let customer = try CustomerStore.findOrAdd(number, name, tx)
        let unit = try unit(model, customer, by: actor, tx)
        if let installedOn { try UnitStore.setInstalled(unit, on: installedOn, by: actor.person, tx) }
        let isToday = receivedOn == clock.day(of: tx.now)
        var job = AddJob(
            serviceType: serviceType, customer: customer, unit: unit, city: city, address: address,
            statedFault: statedFault, receivedAt: isToday ? tx.now : clock.startOfDay(receivedOn),
            receivedOn: receivedOn, by: actor.person, origin: "added", because: why)
        job.intake = intake.kept(to: try NewJobList.asked(of: model, tx))
        let number = try job.run(calendar: clock.calendar, in: tx)
        if let pin {
            let made = try JobStore.find(number, .company, tx)
            try PinStore.add(pin, of: made.id, by: actor.person, tx)
        }
        return number
    }

    private func checkDoubts(
        _ model: ID<ProductModel>, _ today: CalendarDay, _ company: OpenCompany, _ tx: Transaction
    ) throws {
        let doubts = try ReceptionDoubtList.find(self, model: model, today: today, in: company, tx)
        let areSeen = ReceptionDoubt.areSeen(doubts, seen)
        guard doubts.isEmpty || areSeen && !why.isEmpty else {
            throw DoubtedJob(doubts: doubts, needsReason: areSeen)
        }
    }

    private func addNumber(to customer: ID<Customer>, by actor: Actor, _ tx: Transaction) throws {
        try refusing("mobile") { try CustomerStore.addNumber(number, to: customer, by: actor.person, tx) }
    }

    private func unit(
        _ model: ID<ProductModel>, _ customer: ID<Customer>, by actor: Actor, _ tx: Transaction
    ) throws -> ID<Unit> {
        guard !serial.isEmpty else { return try UnitStore.addUnmarked(model, customer, purchasedOn, tx) }
        return try refusing("serial") {
            try UnitStore.findOrAdd(serial, model, customer, purchasedOn, by: actor.person, because: why, tx)
        }
    }

    /// A complaint beside the field that it is about.
    private func refusing<Value>(_ field: String, _ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let complaint as Complaint {
            throw FieldRefusal(field: field, complaint: complaint)
        }
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
