import Database
import Domain

extension JobState: ColumnValue {}

/// One job as its commands need it.
struct JobRow: Sendable {
    let id: ID<Job>
    let number: String
    let serviceType: String
    let state: JobState
    let customer: ID<Customer>
    let unit: ID<Unit>
    let group: ID<ProductGroup>
    let city: ID<City>
    let receivedAt: Instant
    let dealer: ID<Dealer>?
    let technician: ID<Person>?
    let acceptedAt: Instant?
    let version: Int

    static let columns: SQL = """
        j.id, j.number, j.service_type, j.state, j.customer_id, j.unit_id, j.group_id, j.city_id, j.received_at,
        j.dealer_id, j.technician_id, j.accepted_at, j.version
        """

    init(_ row: Row) throws {
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
    }
}
