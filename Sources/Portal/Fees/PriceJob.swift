import Database
import Domain

/// Computes the fee of a job that was just done, in the transaction that ends it.
struct PriceJob: Sendable {
    let job: ID<Job>

    struct Priced: Sendable {
        let id: ID<FrozenCalculation>
        let calculation: Calculation
    }

    /// - Returns: nil where no active tariff contains the completion day, or the tariff cannot price this job: then the
    ///   job waits in the list «no tariff», its event says why, and nothing is guessed. The dealer's visit stands.
    func run(in company: OpenCompany, _ tx: Transaction) throws -> Priced? {
        let facts = try FactsStore.facts(of: job, clock: company.clock, tx)
        guard let tariff = try TariffStore.active("dealers", on: facts.completionDay, tx) else {
            try CalculationStore.wait(job, completedOn: facts.completionDay, tx)
            return nil
        }
        do {
            let trips = try FactsStore.earlierTrips(of: facts, job: job, tx)
            let calculation = try company.tariffs.tariff(tariff, tx).calculation(of: facts, earlierTrips: trips)
            let id = try CalculationStore.add(calculation, of: job, by: tariff, currency: company.currency, tx)
            return Priced(id: id, calculation: calculation)
        } catch let complaint as Complaint {
            try JobEventStore.add(job, kind: "unpriced", by: nil, detail: ["reason": complaint.key], tx)
            try CalculationStore.wait(job, completedOn: facts.completionDay, tx)
            return nil
        }
    }
}
