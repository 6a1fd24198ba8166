import Database
import Domain
import Ground
import Work

/// Writes down what happened to a job as if everybody had done his part at his time, by the portal's own commands.
struct DemoHistory: Sendable {
    let company: OpenCompany
    let dealers: [ID<Dealer>: Actor]
    let dispatcher: Actor
    let now: Instant
    /// Parts of the catalogue that are for a model and are fitted often, where the company has some.
    var fits: [ID<ProductModel>: [DemoStockList.Fit]] = [:]

    /// How far a job's story goes.
    enum End: CaseIterable {
        case offered, accepted, scheduled, underWay, done
    }

    /// - Parameter end: a story whose completion lies ahead stops before it by itself.
    func write(_ work: DemoWork, until end: End, _ tx: Transaction) throws {
        guard let manager = dealers[work.dealer] else { return }
        let job = try JobStore.find(work.number, .company, tx)
        let accepted = min(max(work.acceptedAt, job.receivedAt.adding(seconds: 600)), now.adding(seconds: -300))
        try offer(job, to: work.dealer, tx.at(max(job.receivedAt, accepted.adding(seconds: -2400))))
        guard end != .offered else { return }
        try AcceptJob(number: work.number, version: version(of: work.number, tx))
            .run(by: manager, in: tx.at(accepted))
        guard end != .accepted else { return }
        let completed = max(work.completedAt, accepted.adding(seconds: 1200))
        try agree(work.number, at: completed, by: manager, tx.at(accepted.adding(seconds: 300)))
        guard end != .scheduled else { return }
        try visits(work, from: accepted, to: min(completed, now), isDone: end == .done, by: manager, tx)
    }

    private func offer(_ job: JobRow, to dealer: ID<Dealer>, _ tx: Transaction) throws {
        try JobStore.move(job, .offer, by: dispatcher, .offered(to: dealer), tx)
        try AssignmentStore.add(job.id, to: dealer, by: dispatcher.person, on: company.clock.day(of: tx.now), tx)
    }

    private func version(of number: String, _ tx: Transaction) throws -> Int {
        try JobStore.find(number, .company, tx).version
    }

    /// The two hours around the visit, as they were agreed.
    private func agree(_ number: String, at moment: Instant, by manager: Actor, _ tx: Transaction) throws {
        let hour = min(max(company.clock.timeOfDay(of: moment).hour, 8), 18)
        let day = company.clock.day(of: moment)
        let appointment = try Appointment(day: day, from: hour * 60, to: (hour + 2) * 60, today: day, now: 0)
        try AgreeAppointment(number: number, version: version(of: number, tx), appointment: appointment)
            .run(by: manager, clock: company.clock, in: tx)
    }

    private func visits(
        _ work: DemoWork, from: Instant, to: Instant, isDone: Bool, by manager: Actor, _ tx: Transaction
    ) throws {
        let count = isDone ? work.visits : 1
        var work = work
        let job = try JobStore.find(work.number, .company, tx)
        let road = try VisitFormList.roadTenths(of: job.id, tx)
        work.drive(road)
        let part = try fitted(work, on: job, tx)
        let step = max(60, (to.seconds - from.seconds) / Int64(count))
        for index in 1...count {
            let isLast = isDone && index == count
            let moment = isLast ? to : from.adding(seconds: step * Int64(index) - 30)
            let facts = self.facts(work, at: moment, isLast: isLast, of: count, fitting: part)
            let visit = LogVisit(
                number: work.number, version: try version(of: work.number, tx), facts: facts, photos: [],
                isAnother: true)
            try visit.run(by: manager, in: company, tx.at(moment))
        }
    }

    /// What is fitted falls the same way each time, by the job's number.
    private func fitted(_ work: DemoWork, on job: JobRow, _ tx: Transaction) throws -> VisitFacts.Part? {
        guard work.parts > 0 else { return nil }
        guard !fits.isEmpty, let known = fits[try VisitFormList.model(of: job, tx)], !known.isEmpty else {
            return .init(name: "P-\(100 + work.parts)", quantity: work.parts)
        }
        let fit = known[Int(work.number.utf8.reduce(UInt(0)) { $0 &* 31 &+ UInt($1) } % UInt(known.count))]
        return .init(name: fit.code, quantity: work.parts, part: fit.part)
    }

    /// All that counts is on the last visit; the ones before looked and ordered a part.
    private func facts(
        _ work: DemoWork, at moment: Instant, isLast: Bool, of visits: Int, fitting part: VisitFacts.Part?
    ) -> VisitFacts {
        VisitFacts(
            outcome: isLast ? work.outcome : .toContinue, endsJob: isLast, visitedAt: moment,
            minutes: isLast ? work.minutes : 0, kmTenths: work.kmTenths, symptom: work.symptom,
            remedy: isLast && work.outcome == .completed ? work.remedy : "",
            parts: isLast ? [part].compactMap(\.self) : [],
            customerLabour: isLast ? work.customerLabour : 0, customerParts: isLast ? work.customerParts : 0,
            customerTravel: 0, note: "")
    }
}
