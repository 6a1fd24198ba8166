import Database
import Domain
import Ground

/// What is made of a bad score.
package struct BadScore: Sendable {
    package let subject: String
    package let customer: ID<Customer>
    package let body: String
    package let owner: ID<Person>
    package let due: CalendarDay
    /// How the customer said it.
    package let way: SurveyWay
}

/// Where others take part in what customers say.
package enum SurveySlots {
    /// Which of these customers have a complaint that is open.
    package static let complaining = Slot<@Sendable ([ID<Customer>], Transaction) throws -> Set<ID<Customer>>>(
        "survey.complaining")
    /// Which of these customers have complained since then, whatever became of it.
    package static let complained = Slot<@Sendable ([ID<Customer>], Instant, Transaction) throws -> Set<ID<Customer>>>(
        "survey.complained")
    /// Makes a complaint of a bad score, in the transaction that keeps it; by nobody where the customer has written it himself.
    /// - Returns: its number.
    package static let complain = Slot<@Sendable (BadScore, ID<Person>?, OpenCompany, Transaction) throws -> String>(
        "survey.complain")
    /// Nobody is asked about this job any more; what was said of it is kept: in the transaction that ends it.
    package static let ended = Slot<@Sendable (ID<Job>, OpenCompany, Transaction) throws -> Void>("survey.ended")
    /// What a customer said contradicts what the dealer wrote down of a job: in the transaction that keeps it.
    package static let contradicted = Slot<@Sendable (ID<Job>, OpenCompany, Transaction) throws -> Void>(
        "survey.contradicted")
}
