import Base
import Database
import Domain
import Ground
import Work

/// Which of a customer's jobs he means.
enum JobMatchList {
    /// The one whose number he names behind a `#` or by itself; else the only one that is open.
    /// - Parameter text: what stands above a mail, or a text message.
    static func find(named text: String, of customer: ID<Customer>, _ tx: Transaction) throws -> ID<Job>? {
        let named = ReceivedText.numbers(in: text)
        if !named.isEmpty {
            let job: ID<Job>? = try tx.value(
                "SELECT max(id) FROM job WHERE customer_id = \(customer) AND number IN (\(named))")
            if let job { return job }
        }
        let open: [ID<Job>] = try tx.list(
            """
            SELECT id FROM job WHERE customer_id = \(customer) AND state IN (\(JobState.open))
            ORDER BY id DESC LIMIT 2
            """)
        return open.count == 1 ? open.first : nil
    }
}
