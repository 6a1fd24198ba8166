import Database
import Domain
import Ground
import Work

/// Computes the fee of a job that was just done, in the transaction that ends it.
struct PriceJob: Sendable {
    let job: ID<Job>

    struct Priced: Sendable {
        let id: ID<FrozenCalculation>
        let calculation: Calculation
        /// Whether the dealer asks to be paid for it; not where he is on a salary.
        let isClaimed: Bool
    }

    /// The tariff is that of the dealer's audience; for the company's own on a salary nothing is computed.
    /// - Returns: nil where no active tariff contains the completion day, or the tariff cannot price this job: then the
    ///   job waits in the list «no tariff», its event says why, and nothing is guessed. The dealer's visit stands.
    func run(in company: OpenCompany, _ tx: Transaction) throws -> Priced? {
        let (pay, trips) = (try JobPayList.pay(of: job, tx), try FactsStore.trips(beside: job, tx))
        let facts = try FactsStore.facts(of: job, clock: company.clock, tx)
        guard let audience = try pay.value().audience else {
            return try add(.salaried(facts), by: nil, company, tx)
        }
        guard let tariff = try TariffStore.active(audience, on: facts.completionDay, tx) else {
            try CalculationStore.wait(job, completedOn: facts.completionDay, tx)
            return nil
        }
        do {
            let earlier = try FactsStore.earlier(trips.value(), of: facts)
            let calculation = try company.tariffs.tariff(tariff, tx).calculation(of: facts, earlierTrips: earlier)
            return try add(calculation, by: tariff, company, tx)
        } catch let complaint as Complaint {
            try JobEventStore.add(job, kind: "unpriced", by: nil, detail: ["reason": complaint.key], tx)
            try CalculationStore.wait(job, completedOn: facts.completionDay, tx)
            return nil
        }
    }

    /// With the tariff that priced it, after the job, or a visit of it, was put right.
    /// - Returns: nil where nothing that bears on the fee became another.
    /// - Throws: why the tariff cannot price it as it is now.
    func again(
        replacing last: ID<FrozenCalculation>, isVisit: Bool, in company: OpenCompany, _ tx: Transaction
    ) throws -> Priced? {
        let (basis, trips) = (try CalculationStore.basis(of: last, tx), try FactsStore.trips(beside: job, tx))
        let frozen = try FeeFacts(frozen: basis("facts"))
        let facts = frozen.corrected(
            as: try FactsStore.facts(of: job, clock: company.clock, tx), isVisit: isVisit)
        guard facts != frozen else { return nil }
        guard let tariff: ID<TariffVersion> = try basis.optional("tariff_id") else {
            return try add(.salaried(facts), by: nil, replacing: last, company, tx)
        }
        let earlier = try FactsStore.earlier(trips.value(), of: facts)
        let calculation = try company.tariffs.tariff(tariff, tx).calculation(of: facts, earlierTrips: earlier)
        return try add(calculation, by: tariff, replacing: last, company, tx)
    }

    /// With the tariff that priced it, and what its customer says; all else stays as it was frozen, the trip with other jobs too.
    /// - Returns: nil where he has said nothing, or nothing becomes another by it.
    func scored(
        replacing last: ID<FrozenCalculation>, in company: OpenCompany, _ tx: Transaction
    ) throws -> Priced? {
        let basis = try CalculationStore.basis(of: last, tx)
        guard let tariff: ID<TariffVersion> = try basis.optional("tariff_id"),
            let score = try FactsStore.score(of: job, tx)
        else { return nil }
        let frozen = try FeeFacts(frozen: basis("facts"))
        var facts = frozen
        facts.tenthsOfScore = score
        let earlier = try CalculationStore.trips(in: last, tx)
        let rules = try company.tariffs.tariff(tariff, tx)
        let (before, after) = (
            try rules.calculation(of: frozen, earlierTrips: earlier),
            try rules.calculation(of: facts, earlierTrips: earlier)
        )
        guard before.lines != after.lines else { return nil }
        return try add(after, by: tariff, replacing: last, company, tx)
    }

    private func add(
        _ calculation: Calculation, by tariff: ID<TariffVersion>?, replacing last: ID<FrozenCalculation>? = nil,
        _ company: OpenCompany, _ tx: Transaction
    ) throws -> Priced {
        let id = try CalculationStore.add(
            calculation, of: job, by: tariff, currency: company.currency, replacing: last, tx)
        return Priced(id: id, calculation: calculation, isClaimed: tariff != nil)
    }
}
