import Database
import Domain
import Ground
import Web
import Work

/// Gives services to a dealer to call about, or takes them back: all of them or none.
package struct GiveServices: Sendable {
    private let services: [ID<PlanService>]
    /// nil to take them back.
    private let dealer: ID<Dealer>?

    package init(_ services: [ID<PlanService>], to dealer: ID<Dealer>?) {
        (self.services, self.dealer) = (services, dealer)
    }

    /// - Throws: `Refusal.stale` where one waits for no call any more; `plans.given.denied.dealer` where he works no more;
    ///   `Refusal.hidden` where there is no such dealer.
    package func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        let today = company.clock.day(of: tx.now)
        let caller = try dealer.map { try CallerList.find($0, today: today, tx) }
        if let caller, !caller.works { throw Complaint("plans.given.denied.dealer", caller.name) }
        for id in services {
            let service = try PlanServiceStore.find(id, tx)
            guard service.dealer != dealer else { continue }
            guard service.state.allows(.call) else { throw Refusal.stale(Complaint(PlanState.impossible)) }
            try PlanServiceStore.give(service, to: dealer, called: caller?.name ?? "", by: person, tx)
        }
    }
}

/// Makes a job of a service that was given to a dealer: his own from the start.
struct BookGivenService: Sendable {
    let place: BookServices.Place

    /// - Returns: the job's number. - Throws: `GivenRefused`; as `BookServices` and `TakeOwnJob`; `plans.given.denied.city`.
    func run(
        _ id: ID<PlanService>, at version: Int, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> String {
        guard let dealer = actor.dealer else { throw Refusal.hidden }
        let today = company.clock.day(of: tx.now)
        let service = try GivenList.service(id, of: dealer, today: today, tx)
        guard let giver = service.giver else { throw Refusal.hidden }
        guard service.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        guard try service.city == place.city || GivenList.cities(dealer, tx).contains(place.city) else {
            throw Complaint("plans.given.denied.city")
        }
        let number = try BookServices(services: [id], place: place).run(by: actor, in: company, tx)[0]
        let given = "\(service.templateName) – \(service.number)"
        try TakeOwnJob(number: number, giver: giver, given: given, today: today).run(by: actor, in: tx)
        return number
    }
}
