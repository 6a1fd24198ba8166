import Base
import Database
import Domain
import Ground
import Web

/// A job whose dealer declined it, or let its offer lie, goes to the next in the ranking, as often as the policy says; then it
/// waits on the board with its history.
package struct PassOn: Sendable {
    private let company: OpenCompany

    package init(in company: OpenCompany) { self.company = company }

    /// - Parameter id: a job that waits again since just now.
    /// - Returns: who is asked now; nil where it waits for a dispatcher.
    @discardableResult
    package func run(_ id: ID<Job>, _ tx: Transaction) throws -> ID<Dealer>? {
        let (job, terms) = (try JobStore.known(id, tx), try OfferTerms(in: company, tx))
        let asked = try AssignmentStore.asked(about: id, tx)
        guard let last = asked.last, last.pass < terms.policy(job).passes else { return nil }
        let day = DispatchDay(in: company, at: tx.now)
        let (network, known) = (try RoundNetwork([job], on: day, tx), Set(asked.map(\.dealer)))
        let next = network.ranked(job).first {
            $0.eligibility.verdict == .yes && !known.contains($0.standing.dealer)
        }
        guard let dealer = next?.standing.dealer, let row = network.dealers[dealer] else { return nil }
        try OfferJob(actor: nil, maker: last.maker, day: day, terms: terms, pass: last.pass + 1)
            .run(job, to: dealer, row.name, tx)
        try JobStore.tell("job_offered", [job], to: dealer, but: nil, tx)
        return dealer
    }
}

/// Takes back the offers whose time is over, and asks the next ones. It rests until the next deadline, so each is met within
/// seconds and a company without offers costs nothing.
struct ExpireOffers: RunKind {
    static let name = "offers"
    var name: String { Self.name }

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork { Work(company: company) }

    /// An offer is to be answered by then: the run looks at it when that moment has come.
    static func call(by moment: Instant, in company: OpenCompany, _ tx: Transaction) throws {
        try RunStore.call(name, by: moment, in: company, tx)
    }

    private struct Work: RunWork {
        /// Offers in one step.
        private static let together = 50
        let company: OpenCompany
        var done = 0

        mutating func next(after _: String) async throws -> RunStep {
            let company = company
            let due = try await company.read { try AssignmentStore.due(limit: Self.together, $0) }
            guard !due.isEmpty else { return .rest { try AssignmentStore.nextDeadline($0) } }
            done += due.count
            let progress = RunProgress(String(done), done: done)
            return .write { tx in
                // As they are now: somebody may have answered since they were read.
                for offer in try AssignmentStore.due(limit: Self.together, tx) {
                    try Self.expire(offer, in: company, tx)
                }
                return progress
            }
        }

        private static func expire(_ offer: DueOffer, in company: OpenCompany, _ tx: Transaction) throws {
            let job = try JobStore.known(offer.job, tx)
            let name = try DealerStore.name(offer.dealer, tx)
            try JobStore.move(job, .expire, by: nil, .givenBack, detail: ["dealer": name], tx)
            try AssignmentStore.decide(offer.job, .expired, by: nil, tx)
            try JobStore.tell("offer_expired", [job], to: offer.dealer, but: nil, tx)
            guard try PassOn(in: company).run(offer.job, tx) == nil else { return }
            let notice = Notice("job_unanswered", about: .job(job.id), job.number, name, on: "\(job.version)")
            try OutboxStore.add(notice, to: .officeAnd([.dispatcher], [offer.maker]), but: nil, tx)
        }
    }
}
