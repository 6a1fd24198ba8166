import Database
import Domain

extension JobState: ColumnValue {}
extension JobOutcome: ColumnValue {}

/// One job as its commands need it.
package struct JobRow: Sendable {
    package let id: ID<Job>
    package let number: String
    package let serviceType: String
    package let state: JobState
    package let customer: ID<Customer>
    package let unit: ID<Unit>
    package let group: ID<ProductGroup>
    package let city: ID<City>
    package let receivedAt: Instant
    package let dealer: ID<Dealer>?
    package let technician: ID<Person>?
    package let acceptedAt: Instant?
    package let version: Int
    /// For something, whatever it is.
    package let isWaiting: Bool

    package static let columns: SQL = """
        j.id, j.number, j.service_type, j.state, j.customer_id, j.unit_id, j.group_id, j.city_id, j.received_at,
        j.dealer_id, j.technician_id, j.accepted_at, j.version,
        CASE WHEN j.waiting IS NULL THEN 0 ELSE 1 END AS is_waiting
        """

    /// Taken into the company's own workshop, and still there: under way with no dealer.
    package var isInWorkshop: Bool { state == .underWay && dealer == nil }

    package var work: ServiceWork { ServiceWork(serviceType, on: group) }

    package init(_ row: Row) throws {
        id = try row("id")
        number = try row("number")
        serviceType = try row("service_type")
        state = try row("state")
        customer = try row("customer_id")
        unit = try row("unit_id")
        group = try row("group_id")
        city = try row("city_id")
        receivedAt = try row("received_at")
        dealer = try row.optional("dealer_id")
        technician = try row.optional("technician_id")
        acceptedAt = try row.optional("accepted_at")
        version = try row("version")
        isWaiting = try row("is_waiting")
    }
}
