import Database
import Domain
import Ground
import Web
import Work

/// What a customer pays for his job by the tariff: foreseen while the job goes on, frozen once it has ended.
enum ForeseeCharge {
    /// Nothing is stored. - Returns: nil where no tariff is in force on that day, or it cannot price the job.
    static func charge(
        _ end: ForeseenEnd, _ context: CompanyContext, _ tx: Transaction
    ) throws -> CustomerCharge? {
        guard let audience = try JobPayList.pay(of: end.job, tx).value().audience,
            let id = try TariffStore.active(audience, on: end.day, tx)
        else { return nil }
        let tariff = try context.company.tariffs.tariff(id, tx)
        // Without such a rule nothing need be gathered: a dealer's day asks this for each of its jobs.
        guard tariff.rules.contains(where: { $0.payer == .customer }) else { return CustomerCharge([]) }
        guard let facts = try FactsStore.facts(of: end, clock: context.company.clock, tx) else { return nil }
        do {
            let trips = try FactsStore.earlier(
                FactsStore.trips(beside: end.job, on: end.day, tx).value(), of: facts)
            let calculation = try tariff.calculation(of: facts, earlierTrips: trips)
            return CustomerCharge(calculation.lines.map(FrozenLine.init), context.reader)
        } catch is Complaint { return nil }
    }

    /// On the page of a done job, for a technician: what the company pays is between it and his dealer.
    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard job.state.isEnded, context.actor.roles.all == [.dealerTechnician],
            let header = try CalculationStore.header(of: job.id, tx)
        else { return nil }
        // Where the company bills customers, its own prices say what they pay, from the day of the first ones on.
        if try context.profile.has(.books) && CalculationStore.isPricedElsewhere(job.id, tx) { return nil }
        let lines = try CalculationStore.lines(of: header("id"), tx).map(FrozenLine.init)
        let charge = try context.waived(CustomerCharge(lines, context.reader), of: job, tx)
        return PageCard("fees/_charge_card", at: .main, ChargeCard(charge: ChargeView(charge, context)))
    }
}

struct ChargeCard: Sendable {
    let charge: ChargeView
}

extension CustomerCharge {
    /// Of all lines of a calculation those that the customer pays.
    init(_ lines: [FrozenLine], _ reader: Reader) {
        self.init(
            lines.filter { $0.payer == .customer && $0.amount != 0 }.map { line in
                Line(
                    line.component.purpose, label: reader.words("fees.component.\(line.component.rawValue)"),
                    amount: line.amount,
                    why: ([reader.arithmetic(line.reason)]
                        + [line.reason.sameTripAs.map { reader.words("fees.trip", $0) }]
                        .compactMap(\.self)).joined(separator: " · "))
            })
    }
}

extension FeeComponent {
    /// What a customer who pays a line of it pays for.
    fileprivate var purpose: CustomerCharge.Purpose {
        switch self {
        case .labour, .visit, .bonus, .penalty: .labour
        case .travel: .travel
        case .partsHandling: .parts
        }
    }
}
