import Base
import Database
import Domain
import Ground
import Web
import Work

/// What devices on loan put into the slots of others.
enum LoanFittings {
    static func add(to fittings: inout Fittings) {
        fittings.add(LoanStore.naming, to: EventSlots.subjects)
        fittings.add(LoanStore.moves, to: CustomerSlots.moves)
        fittings.add({ try LoanStore.obstacle(for: $0, $1) }, to: PrivacySlots.obstacles)
        fittings.add(LoanStore.erasing, to: PrivacySlots.erasings)
        fittings.add({ try LoanStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add(CardMaker(LoansCard.ofJob), to: JobSlots.cards)
        fittings.add(RemindOfLoans(), to: RunSlots.kinds)
        // A job ends with the device back, or written off: else nobody asks for it any more.
        fittings.add(
            { ended, _, _, tx in
                let open = try LoanList.askOpen(of: ended.id, tx)
                return { try refuse(open.value()) }
            }, to: JobSlots.ended)
        for slot in [JobSlots.cancelled, JobSlots.givenBack] {
            fittings.add({ job, _, _, tx in try refuse(LoanList.askOpen(of: job, tx).value()) }, to: slot)
        }
    }

    private static func refuse(_ open: [String]) throws {
        if let number = open.first { throw Complaint("stock.loan.job_waits", number) }
    }
}

/// Once a day: whose day is over.
struct RemindOfLoans: RunKind {
    let name = "loans_overdue"
    let every: Int64? = 86_400

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork { Work(company: company) }

    private struct Work: RunWork {
        /// Loans in one step.
        private static let together = 100
        let company: OpenCompany
        var done = 0

        mutating func next(after step: String) async throws -> RunStep {
            let clock = company.clock
            let count = try await company.read {
                try LoanList.overdue(before: clock.day(of: $0.now), limit: Self.together, $0).count
            }
            guard count > 0 else { return .end { _ in } }
            done += count
            let progress = RunProgress(String(done), done: done)
            return .write { tx in
                for loan in try LoanList.overdue(before: clock.day(of: tx.now), limit: Self.together, tx) {
                    try LoanStore.remind(loan, clock.calendar.text, tx)
                }
                return progress
            }
        }
    }
}
