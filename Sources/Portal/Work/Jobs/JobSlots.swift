import Database
import Domain
import Ground
import Web

/// A job that was just done.
package struct EndedJob: Sendable {
    package let id: ID<Job>
    package let number: String
    package let customer: ID<Customer>
    /// Before it ended.
    package let version: Int
    package let dealer: ID<Dealer>?
    package let unit: ID<Unit>
    package let serviceType: String
    package let outcome: VisitOutcome
    /// The day of its last visit in the company's calendar.
    package let day: CalendarDay
}

/// A job that was put right, as it was and as it is.
package struct CorrectedJob: Sendable {
    package let before: JobRow
    package let after: JobRow
    /// Whether it was a visit of it, and not the job itself.
    package var isVisit = false
}

/// Why what a dealer earns by a job is not paid yet.
package struct PayHold: Sendable {
    package let job: ID<Job>
    /// His code.
    package let dealer: String
    /// In the reader's words, and where more is said of it.
    package let why: Fact

    package init(job: ID<Job>, dealer: String, why: Fact) {
        (self.job, self.dealer, self.why) = (job, dealer, why)
    }
}

/// What a service contract says of the jobs under it.
package struct JobContract: Sendable {
    /// Within how many working hours somebody answers; nil where it does not say.
    package let responseHours: Int?

    package init(responseHours: Int?) { self.responseHours = responseHours }
}

/// Where other wings take part in a job.
package enum JobSlots {
    /// When a job is made by hand of something else, named by its number: in the transaction that makes it.
    package static let made = Slot<@Sendable (_ job: String, _ from: String, Actor, Transaction) throws -> Void>(
        "job.made")
    /// When a job ends, in the transaction that ends it: first each asks what it must know (`tx.ask`, so that it costs no
    /// journey of its own), then one after the other does what follows.
    package static let ended = Slot<
        @Sendable (EndedJob, Actor, OpenCompany, Transaction) throws -> () throws -> Void
    >("job.ended")
    /// When the dealer who had a job has it no more, whoever gets it: in the transaction that takes it from him.
    package static let released = Slot<@Sendable (ID<Job>, Transaction) throws -> Void>("job.released")
    /// When a job is cancelled: one after the other, in the transaction that cancels it.
    package static let cancelled = Slot<@Sendable (ID<Job>, Actor, OpenCompany, Transaction) throws -> Void>(
        "job.cancelled")
    /// When a machine goes back unserviced, and its job with it: in the transaction that does it.
    package static let givenBack = Slot<@Sendable (ID<Job>, Actor, OpenCompany, Transaction) throws -> Void>(
        "job.given_back")
    /// Why a job can no longer be put right, whatever of it.
    package static let uncorrectable = Slot<@Sendable (JobRow, Transaction) throws -> Complaint?>("job.uncorrectable")
    /// Why a done job is not taken up again by a dispatcher.
    package static let unfollowable = Slot<@Sendable (ID<Job>, Transaction) throws -> Complaint?>("job.unfollowable")
    /// When a job is put right: one after the other, in the transaction that does it; one that throws undoes it.
    package static let corrected = Slot<@Sendable (CorrectedJob, Actor, OpenCompany, Transaction) throws -> Void>(
        "job.corrected")
    /// What done jobs earn, as it was computed last.
    package static let fees = Slot<@Sendable ([ID<Job>], Transaction) throws -> [ID<Job>: Money]>("job.fees")
    /// Why the pay of these jobs waits now, where the view `pay_hold` says that it does.
    package static let holds = Slot<@Sendable ([ID<Job>], CompanyContext, Transaction) throws -> [PayHold]>("job.holds")
    /// What else a search finds by these words and of the customers that it has found, each with the page it leads to: of what
    /// this person may see.
    package static let found = Slot<
        @Sendable (_ words: [String], _ customers: [ID<Customer>], CompanyContext, Transaction) throws -> [Fact]
    >("job.found")
    /// What else is known of a customer, for whoever takes a job of his down.
    package static let known = Slot<@Sendable (ID<Customer>, CompanyContext, Transaction) throws -> PageCard?>(
        "job.known")
    /// The service contract under which a job is done.
    package static let contract = Slot<@Sendable (JobRow, OpenCompany, Transaction) throws -> JobContract?>(
        "job.contract")
    /// On a job's page.
    package static let cards = Slot<CardMaker<JobRow>>("job.cards")
}

extension CompanyContext {
    /// Why the pay of these jobs waits now.
    package func payHolds(of jobs: [ID<Job>], _ tx: Transaction) throws -> [PayHold] {
        try company.fittings[JobSlots.holds].flatMap { try $0(jobs, self, tx) }
    }
}
