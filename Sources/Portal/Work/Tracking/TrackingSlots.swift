import Database
import Domain
import Ground

/// What a customer says of a job without being called.
package struct CustomerRating: Sendable {
    package let job: ID<Job>
    package let rating: JobRating
    /// The link or a text message.
    package let way: SurveyWay
}

/// Where other wings take part in what customers say by links and text messages.
package enum TrackingSlots {
    /// Whether a customer has answered of this job already, by another way.
    package static let answered = Slot<@Sendable (ID<Job>, Transaction) throws -> Bool>("tracking.answered")
    /// A customer has said how the work was, for the first time: in the transaction that keeps it.
    package static let rated = Slot<@Sendable (CustomerRating, OpenCompany, Transaction) throws -> Void>(
        "tracking.rated")
}
