import Database
import Domain

/// What the dealer's pages read.
enum VisitList {
    /// The people of the actor's own dealer, to whom a job can be given.
    static func people(of actor: Actor, _ tx: Transaction) throws -> [TechnicianRow] {
        guard let dealer = actor.dealer else { return [] }
        return try tx.rows(
            "SELECT id, name FROM person WHERE dealer_id = \(dealer) AND state = 'open' ORDER BY name, id"
        )
        .map { TechnicianRow(id: try $0("id"), name: try $0("name")) }
    }

    /// Whether the job was ever put to this dealer.
    static func hadJob(_ number: String, _ dealer: ID<Dealer>, _ tx: Transaction) throws -> Bool {
        let one: Int? = try tx.value(
            """
            SELECT 1 FROM assignment a JOIN job j ON j.id = a.job_id
            WHERE j.number = \(number) AND a.dealer_id = \(dealer) LIMIT 1
            """)
        return one != nil
    }

    static func agreed(_ job: ID<Job>, _ tx: Transaction) throws -> AgreedRow {
        let row = try tx.one("SELECT appointment_on, appointment_from, appointment_to FROM job WHERE id = \(job)")
        return AgreedRow(
            day: try row.optional("appointment_on"), from: try row.optional("appointment_from"),
            to: try row.optional("appointment_to"))
    }
}
